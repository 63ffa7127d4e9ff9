# SPDX-License-Identifier: Apache-2.0
"""The configuration of nginx, written from the list of routes that the dispatcher uses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chassis.standard_errors import INVALID_TEXT, METHOD_NOT_ALLOWED
from gateway import nginx_stored, web_client
from gateway.nginx_stored import template
from gateway.pages import DOCS_POLICY
from gateway.pages import ROUTES as OWN_ROUTES
from gateway.routes import ROUTES, Route

HOST = "host"
"""The upstream that answers for all services in the embedded profile."""


_PROBLEMS = (
    ("bad_request", 400, "The request is not valid HTTP; correct it."),
    ("uri_too_long", 414, "The address is longer than 8,190 bytes; shorten it."),
    ("headers_too_large", 431, "The headers are too large; send fewer or shorter ones."),
    ("not_found", 404, "There is no such path."),
    ("method_not_allowed", 405, METHOD_NOT_ALLOWED.meaning),
    ("too_large", 413, "The request is larger than this path takes."),
    ("rate_limited", 429, "Too many requests; slow down."),
    ("unavailable", 503, "The service does not answer now; try again."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NginxLimits:
    """The limits for one client address."""

    requests_per_second: int = 100
    requests_burst: int = 400
    credentials_per_second: int = 5
    credentials_burst: int = 40
    connections: int = 256
    """Requests at the same time, streams of live events included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NginxSettings:
    """Where nginx listens and writes, and the addresses of the services."""

    listen: str
    run: Path
    site: Path
    """The folder of pages and assets."""
    upstreams: Mapping[str, Sequence[str]]
    stored: str = "/nowhere"
    """The folder or the origin of the storage, whose files are sent once a service permits it."""
    limits: NginxLimits = NginxLimits()
    user: str = ""
    access_log: str = "/dev/stdout"
    """Empty for none."""
    proxies: int = 0
    """How many trusted proxies stand in front and add to `X-Forwarded-For`."""
    is_embedded: bool = False
    """Whether it stands in front of a host, which answers for all services and pages."""
    media_origins: Sequence[str] = ()
    """The origins of a storage that browsers talk to directly."""


def configuration(setting: NginxSettings, routes: Sequence[Route] = ROUTES) -> str:
    """Write nginx.conf; run it by `nginx -e stderr -c FILE`, with `-g 'daemon off;'` if needed."""
    limits = setting.limits
    known = _known(setting, routes)
    blocks = {
        "@OWN@": template("embedded" if setting.is_embedded else "pages"),
        "@MEDIA@": template("media").replace("@STORED@\n", nginx_stored.locations(setting.stored)),
        "@PROCESSES@": _processes(setting),
        "@RUN@": str(setting.run),
        "@SITE@": str(setting.site),
        "@FILES@": HOST if setting.is_embedded else "library",
        "@LISTEN@": setting.listen,
        "@ACCESS_LOG@": f"{setting.access_log} reelmill" if setting.access_log else "off",
        "@CLIENT@": _client(setting.proxies),
        "@UNLIMITED@": '    "~^127[.]" "";\n    "::1" "";\n' * setting.is_embedded,
        "@UPSTREAMS@": "".join(_upstream(*pair) for pair in setting.upstreams.items()),
        "@ROUTES@": "\n".join(_map_rows(_services(known))),
        "@METHODS@": "\n".join(_map_rows(_methods([*known, *OWN_ROUTES]))),
        "@PROBLEMS@": "\n".join(_problem(*row) for row in _PROBLEMS),
        "@PAGES@": "".join(_page(path, setting) for path in web_client.PAGE_PATHS),
        "@NO_PAGE@": _no_page(setting),
        "@DOCS_POLICY@": DOCS_POLICY,
        "@ASSET_CACHING@": web_client.ASSET_CACHING,
        "@LIVE@": "proxy_pass http://live;" if "live" in setting.upstreams else "return 503;",
        "@REQUESTS_PER_SECOND@": str(limits.requests_per_second),
        "@REQUESTS_BURST@": str(limits.requests_burst),
        "@CREDENTIALS_PER_SECOND@": str(limits.credentials_per_second),
        "@CREDENTIALS_BURST@": str(limits.credentials_burst),
        "@CONNECTIONS@": str(limits.connections),
    }
    text = template("nginx")
    for name, block in blocks.items():
        text = text.replace(name, block)
    return text


def _known(setting: NginxSettings, routes: Sequence[Route]) -> list[Route]:
    """Return the routes that have an upstream, each with its name in place of the service."""
    if setting.is_embedded:
        return [replace(route, service=HOST) for route in [*routes, *OWN_ROUTES]]
    return [route for route in routes if route.service in setting.upstreams]


def _processes(setting: NginxSettings) -> str:
    user = f"user {setting.user};\n" if setting.user else ""
    return user + ("daemon off;" if setting.is_embedded else "worker_processes auto;")


def _client(proxies: int) -> str:
    """Write the row of a map from `X-Forwarded-For` to what the outermost trusted proxy added."""
    if not proxies:
        return ""
    behind = "(?:,[^,]*)" + f"{{{proxies - 1}}}"
    return f'    "~(?:^|,)\\s*(?<client>[^,\\s]+)\\s*{behind}$" $client;\n'


def _page(path: str, setting: NginxSettings) -> str:
    headers = "".join(f"      add_header {one};\n" for one in _page_headers(setting))
    return f"    location = {path} {{\n{headers}      try_files /front.html =404;\n    }}\n"


def _no_page(setting: NginxSettings) -> str:
    """Write the place of the page that says that there is none; a problem where it is missing."""
    # nginx leaves headers without `always` out of errors.
    headers = [f"{one} always" for one in (*_page_headers(setting), "Vary Accept")]
    lines = "".join(f"      add_header {one};\n" for one in headers)
    file = "/index.html" if setting.is_embedded else "/front.html"
    return f"    location @no_page {{\n{lines}      try_files {file} @not_found;\n    }}\n"


def _page_headers(setting: NginxSettings) -> tuple[str, ...]:
    return (
        f'Content-Security-Policy "{web_client.content_policy(setting.media_origins)}"',
        "Referrer-Policy same-origin",
        "X-Content-Type-Options nosniff",
        "Cache-Control no-cache",
        "X-Request-Id $reelmill_request_id",
    )


def _upstream(service: str, servers: Sequence[str]) -> str:
    # A server is tried again at once, because services restart faster than a penalty lasts.
    lines = "".join(f'    server "{one}" max_fails=0;\n' for one in servers)
    # gunicorn closes a connection that is idle for five seconds.
    idle = "    keepalive 16;\n    keepalive_timeout 4s;\n"
    return f"  upstream {service} {{\n{lines}{idle}  }}\n"


def _services(routes: Iterable[Route]) -> Mapping[tuple[str, ...], str]:
    return {route.segments: route.service for route in routes}


def _methods(routes: Iterable[Route]) -> Mapping[tuple[str, ...], str]:
    """Return the value of `Allow` by the segments of a path."""
    found: dict[tuple[str, ...], set[str]] = {}
    for route in routes:
        head = {"HEAD"} if "GET" in route.methods else set()
        found.setdefault(route.segments, set()).update(route.methods, head)
    return {segments: f'"{", ".join(sorted(one))}"' for segments, one in found.items()}


def _map_rows(values: Mapping[tuple[str, ...], str]) -> list[str]:
    ordered = sorted(values, key=_literal_first)
    return [f"    {_pattern(segments)} {values[segments]};" for segments in ordered]


def _literal_first(segments: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Order templates so that the first that fits a path is the most literal one."""
    ranks = {"*": 1, "**": 2}
    return tuple((ranks.get(segment, 0), segment) for segment in segments)


def _pattern(segments: tuple[str, ...]) -> str:
    if not {"*", "**"} & set(segments):
        return "/" + "/".join(segments)
    wild = {"*": "[^/]+", "**": ".+"}
    return '"~^/' + "/".join(wild.get(one) or re.escape(one) for one in segments) + '$"'


def _problem(code: str, status: int, detail: str) -> str:
    # An address that is malformed or too long was never read, and named locations need one.
    is_named = status not in (400, 414)
    place = f"@{code}" if is_named else f"= /.problem/{code}"
    text = INVALID_TEXT
    answer = f"return {status} '{_problem_body(text.code, status, text.meaning)}';"
    of_nul = f"      if ($reelmill_has_nul) {{ {answer} }}\n"
    return (
        f"    location {place} {{\n"
        f"{'      internal;' * (not is_named)}\n"
        "      types { }\n"
        "      default_type application/problem+json;\n"
        "      add_header X-Request-Id $reelmill_request_id always;\n"
        f"{'      add_header Retry-After 1 always;' * (status in (429, 503))}\n"
        f"{'      add_header Allow $reelmill_methods always;' * (status == 405)}\n"
        f"{'      add_header Vary Accept always;' * (status == 404)}\n"
        f"{of_nul * (status == 400)}"
        f"      return {status} '{_problem_body(code, status, detail)}';\n"
        "    }"
    )


def _problem_body(code: str, status: int, detail: str) -> str:
    body = {
        "type": f"urn:reelmill:error:{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": detail,
        "error": code,
        "requestId": "$reelmill_request_id",
    }
    return json.dumps(body)
