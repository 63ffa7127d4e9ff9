# SPDX-License-Identifier: Apache-2.0
"""The generated configuration in a real nginx, in front of servers that only say who they are."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from gateway import pages
from gateway.nginx import NginxLimits
from gateway.pages import LIVE_PATH
from gateway.pages import ROUTES as OWN_ROUTES
from tests.support.process.waiting import HANG_SECONDS, wait_until
from tests.support.servers.nginx import NGINX, Front, running_nginx


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    with running_nginx(tmp_path_factory.mktemp("nginx"), limits=NginxLimits()) as found:
        yield found


def test_nginx_finds_no_fault_with_the_configuration(front: Front) -> None:
    conf = front.folder / "nginx.conf"
    argv = [NGINX, "-t", "-e", "stderr", "-p", str(front.folder), "-c", str(conf)]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/api/me", "accounts"),
        ("/api/uploads/7/file", "library"),
        ("/api/exports/7/hls-status", "hls"),
        ("/media/hls/1.a/01J/720p/seg%2F1.m4s?x=1", "hls"),
    ],
)
def test_a_path_reaches_its_service_as_it_was_sent(front: Front, path: str, service: str) -> None:
    answer = front.get(path).json()

    assert (answer["service"], answer["path"]) == (service, path)


def test_the_service_learns_the_request_id_and_who_asks(front: Front) -> None:
    recorded = front.get("/api/me", **{"X-Request-Id": "from-afar"}).json()["headers"]
    forged = front.get("/api/me", **{"X-Request-Id": "no spaces, please"}).json()["headers"]

    assert recorded["x-request-id"] == "from-afar"
    assert recorded["x-forwarded-for"] == "127.0.0.1"
    assert recorded["host"] == front.url.removeprefix("http://")
    assert len(forged["x-request-id"]) == 32


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "192.0.2.1", "127.0.0.1"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "127.0.0.1, 192.0.2.1", "192.0.2.1"),
        (2, "127.0.0.1, 192.0.2.1 , 10.0.0.2", "192.0.2.1"),
        (2, "192.0.2.1", "127.0.0.1"),
    ],
)
def test_the_address_of_who_asks_cannot_be_forged(
    tmp_path: Path, proxies: int, forwarded: str, client: str
) -> None:
    with running_nginx(tmp_path, limits=NginxLimits(), proxies=proxies) as front:
        recorded = front.get("/api/me", **{"X-Forwarded-For": forwarded}).json()["headers"]

    assert recorded["x-forwarded-for"] == client


def test_an_address_has_a_limited_number_of_requests_at_once(tmp_path: Path) -> None:
    with running_nginx(tmp_path, limits=NginxLimits(connections=1)) as front:
        rejected: list[httpx.Response] = []

        def slowly() -> Iterator[bytes]:
            yield bytes(1000)
            wait_until(lambda: front.servers["library"].asked, "a question")
            rejected.append(front.get("/api/me"))
            yield bytes(1000)

        headers = {"Content-Length": "2000"}
        address = f"{front.url}/media/files?permitted=1"
        sent = front.http.post(address, content=slowly(), headers=headers)

    assert sent.status_code == 200
    assert [(one.status_code, one.json()["error"]) for one in rejected] == [(429, "rate_limited")]


def test_a_path_nobody_has_is_a_problem(front: Front) -> None:
    answer = front.get("/api/nothing-here", **{"X-Request-Id": "abc"})

    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["error"] == "not_found"
    assert answer.json()["requestId"] == answer.headers["X-Request-Id"] == "abc"


@pytest.mark.parametrize("path", ["/nonsense", "/spaces/xyz?a=1", "/watch/abc", "/embed/7a"])
def test_who_follows_a_link_to_nowhere_is_shown_a_page_that_is_not_found(
    front: Front, path: str
) -> None:
    answer = front.get(path, Accept="text/html,*/*;q=0.8")

    assert (answer.status_code, answer.text) == (404, "the front page")
    assert answer.headers["Content-Type"].startswith("text/html")
    exports = front.get("/exports")
    for name in ("Content-Security-Policy", "Referrer-Policy", "Cache-Control"):
        assert answer.headers[name] == exports.headers[name]
    assert answer.headers["Vary"] == "Accept"


@pytest.mark.parametrize(
    ("method", "path", "accept"),
    [
        ("GET", "/spaces/xyz", "*/*"),
        ("GET", "/spaces/xyz", "application/json"),
        ("POST", "/spaces/xyz", "text/html"),
        ("GET", "/api", "text/html"),
        ("GET", "/api/nothing", "text/html"),
        ("GET", "/media/nothing", "text/html"),
        ("GET", "/assets/nothing.js", "text/html"),
    ],
)
def test_programs_and_the_api_have_a_problem_in_place_of_the_page(
    front: Front, method: str, path: str, accept: str
) -> None:
    answer = front.http.request(method, f"{front.url}{path}", headers={"Accept": accept})

    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_service_says_not_found_in_its_own_words(front: Front) -> None:
    assert front.get("/media/hls/1.a/01J/404").json()["service"] == "hls"


def test_a_service_that_is_down_is_unavailable(front: Front) -> None:
    answer = front.get("/api/create-video/projects")

    assert answer.status_code == 503
    assert answer.json()["error"] == "unavailable"
    assert answer.headers["Retry-After"] == "1"


def test_the_front_page_is_nginxs_own(front: Front) -> None:
    answer = front.get("/")

    assert answer.text == "the front page"
    assert answer.headers["Content-Type"].startswith("text/html")
    assert front.get("/healthz").json() == {"ok": True}


def test_each_request_is_logged_once_as_json(front: Front) -> None:
    front.get("/api/me?secret=1", **{"X-Request-Id": "logged-once"})
    log = front.folder / "access.log"

    def lines() -> list[dict[str, object]]:
        found = [json.loads(line) for line in log.read_text().splitlines()]
        return [one for one in found if one["request_id"] == "logged-once"]

    wait_until(lambda: bool(lines()), "the log")
    assert [(one["uri"], one["service"]) for one in lines()] == [("/api/me", "accounts")]


def test_who_tries_passwords_is_slowed_down(tmp_path: Path) -> None:
    limits = NginxLimits(credentials_per_second=1, credentials_burst=3)
    with running_nginx(tmp_path, limits=limits) as front:
        answers = [front.http.post(f"{front.url}/api/login", content=b"{}") for _ in range(6)]
        problem = [one for one in answers if one.status_code == 429]

        assert len(problem) >= 2
        assert problem[0].json()["error"] == "rate_limited"
        assert front.get("/api/me").status_code == 200


@pytest.mark.parametrize(
    ("request_bytes", "status", "code"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", 400, "bad_request"),
        (b"GET /api/a%00b HTTP/1.1\r\nHost: x\r\n\r\n", 400, "invalid_text"),
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414, "uri_too_long"),
        (
            b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"a" * 40000 + b"\r\n\r\n",
            431,
            "headers_too_large",
        ),
    ],
)
def test_a_request_that_cannot_be_read_is_answered_as_a_problem(
    front: Front, request_bytes: bytes, status: int, code: str
) -> None:
    host, _, port = front.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), HANG_SECONDS) as connection:
        connection.sendall(request_bytes)
        connection.shutdown(socket.SHUT_WR)
        with connection.makefile("rb") as answer:
            head, _, body = answer.read().partition(b"\r\n\r\n")

    assert head.split(b" ")[1] == str(status).encode()
    assert b"application/problem+json" in head
    assert json.loads(body)["error"] == code


@pytest.mark.parametrize("path", sorted({one.template for one in OWN_ROUTES} - {LIVE_PATH}))
def test_what_nginx_serves_itself_is_answered_as_it_is_described(front: Front, path: str) -> None:
    address = path.replace("{file}", "index-C0FFEE00.js")
    described = pages.own_document()["paths"][path]["get"]["responses"]

    answer = front.get(address)
    documented = described[str(answer.status_code)]
    assert answer.headers["content-type"].split(";")[0] in documented["content"]
    assert {one.lower() for one in documented["headers"]} <= {*answer.headers}


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/api/login", "POST"),
        ("/api/uploads/7", "DELETE, GET, HEAD, PATCH"),
        ("/exports", "GET, HEAD"),
        ("/assets/index-C0FFEE00.js", "GET, HEAD"),
    ],
)
def test_a_method_that_nginx_refuses_is_answered_with_those_that_are_taken(
    front: Front, path: str, methods: str
) -> None:
    answer = front.http.request("TRACE", f"{front.url}{path}")

    assert (answer.status_code, answer.json()["error"]) == (405, "method_not_allowed")
    assert answer.headers["allow"] == methods
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/exports", "/healthz", "/readyz", "/metrics", "/api/docs"])
def test_what_is_only_read_is_not_posted_to(front: Front, path: str) -> None:
    answer = front.http.post(f"{front.url}{path}", content=b"x")

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
