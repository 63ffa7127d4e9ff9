# SPDX-License-Identifier: Apache-2.0
"""The route list says exactly what the services answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from werkzeug.routing import Rule

from gateway import site
from gateway.pages import ROUTES as OWN
from gateway.routes import ROUTES
from services.registry import NAMES

EVERY_PROCESS_HAS = {("GET", "/healthz"), ("GET", "/readyz"), ("GET", "/metrics")}


@pytest.fixture(scope="module")
def apps() -> Iterator[Mapping[str, Flask]]:
    with site.opened_services() as opened:
        yield {running.name: running.app() for running in opened}


def neutral(rule: str) -> str:
    """Write a Flask rule or a template with nothing but the places of its parameters."""
    rule = re.sub(r"<path:[^>]+>|\{\w+\.\.\.\}", "**", rule)
    return re.sub(r"<[^>]+>|\{\w+\}", "*", rule)


def answered(app: Flask) -> set[tuple[str, str]]:
    return {
        (method, neutral(rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in (rule.methods or set()) - _added_by_flask(rule)
    }


def _added_by_flask(rule: Rule) -> set[str]:
    is_automatic = getattr(rule, "provide_automatic_options", False)
    return {"HEAD", "OPTIONS"} if is_automatic else {"HEAD"}


@pytest.mark.parametrize("service", NAMES)
def test_a_service_answers_what_the_list_says_and_nothing_else(
    service: str, apps: Mapping[str, Flask]
) -> None:
    listed = {
        (method, neutral(route.template))
        for route in ROUTES
        if route.service == service
        for method in route.methods
    }

    assert answered(apps[service]) - EVERY_PROCESS_HAS == listed


def test_every_service_of_the_list_is_installed() -> None:
    assert {route.service for route in ROUTES} == set(NAMES)


def test_no_two_services_share_a_path() -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for route in (*ROUTES, *OWN):
        owners.setdefault(route.segments, set()).add(route.service)

    assert not {path: found for path, found in owners.items() if len(found) > 1}
