# SPDX-License-Identifier: Apache-2.0
"""nginx routes as the dispatcher does, because both read one list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gateway.dispatch import Dispatcher
from gateway.nginx import NginxLimits, NginxSettings, configuration
from gateway.routes import ROUTES

SERVICES = sorted({route.service for route in ROUTES})


def setting(**more: object) -> NginxSettings:
    upstreams = {name: [f"127.0.0.1:{9000 + number}"] for number, name in enumerate(SERVICES)}
    values = {"listen": "127.0.0.1:8080", "run": Path("/run/x"), "site": Path("/srv/x")}
    return NginxSettings(**{**values, "upstreams": upstreams, **more})


def mapped(text: str) -> list[tuple[str, str]]:
    """Return the rows of the map from path to service."""
    block = re.search(r"map \$uri \$reelmill_service \{(.*?)\n  \}", text, re.DOTALL)
    assert block
    rows = [line.strip().rstrip(";").rsplit(" ", 1) for line in block[1].splitlines() if line]
    return [(key, service) for key, service in rows if key != "default"]


def nginx_service(path: str, rows: list[tuple[str, str]]) -> str:
    """Look a path up as nginx does: literals first, then patterns in their order."""
    literals = {key: service for key, service in rows if not key.startswith('"~')}
    if path in literals:
        return literals[path]
    patterns = ((key.strip('"')[1:], service) for key, service in rows if key.startswith('"~'))
    return next((service for key, service in patterns if re.search(key, path)), "")


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.template)
def test_nginx_and_the_dispatcher_agree_on_every_route(route: object) -> None:
    rows = mapped(configuration(setting()))
    apps = {name: name for name in SERVICES}
    dispatcher = Dispatcher(ROUTES, apps)
    path = re.sub(r"\{\w+\.\.\.\}", "a/b.c", route.template)
    path = re.sub(r"\{\w+\}", "7", path)
    environ = {"PATH_INFO": path, "REQUEST_METHOD": route.methods[0]}

    assert nginx_service(path, rows) == route.service == dispatcher.app_for(environ)


def test_a_service_without_an_upstream_is_left_out() -> None:
    text = configuration(setting(upstreams={"accounts": ["a:1", "b:2"]}))

    assert {service for _, service in mapped(text)} == {"accounts"}
    assert 'server "a:1" max_fails=0;' in text
    assert 'server "b:2" max_fails=0;' in text


def test_nothing_of_the_template_is_left_open() -> None:
    text = configuration(setting(user="www-data", limits=NginxLimits(connections=9)))

    assert not re.findall(r"@[A-Z_]+@", text)
    assert "user www-data;" in text
    assert "limit_conn connections 9;" in text


def test_nothing_of_the_machine_is_needed() -> None:
    assert "/etc/" not in configuration(setting())
    assert "/var/lib" not in configuration(setting())


def test_the_host_of_an_embedded_installation_is_asked_for_every_path() -> None:
    text = configuration(setting(is_embedded=True, upstreams={"host": ["unix:/x/host.sock"]}))

    assert {service for _, service in mapped(text)} == {"host"}
    assert {"/", "/healthz", "/api/login", "/api/openapi.json"} <= dict(mapped(text)).keys()
    assert 'server "unix:/x/host.sock"' in text
    assert not re.findall(r"@[A-Z_]+@", text)
