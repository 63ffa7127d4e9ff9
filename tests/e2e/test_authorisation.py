# SPDX-License-Identifier: Apache-2.0
"""The authorisation tables held against a running platform: every route and every RPC."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from chassis.identity import AccessTokenIssuer, Caller
from gateway import keys, pages
from gateway.routes import ROUTES, Route
from services.accounts.api.rest import CREDENTIAL_PATHS
from tests.support.authorisation import rest, rpc
from tests.support.authorisation.calls import Switchboard, methods, rest_answers
from tests.support.authorisation.rest import Row
from tests.support.authorisation.rpc import RpcRow
from tests.support.authorisation.stage import Stage, a_stage
from tests.support.platform.creator import PASSWORD
from tests.support.platform.embedded import Embedded

UPLOAD_FORM = "/media/files"
DENIED = "PERMISSION_DENIED"


@pytest.fixture(scope="module")
def stage(embedded_platform: Embedded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with a_stage(embedded_platform, tmp_path_factory.mktemp("stage")) as found:
        yield found


@pytest.fixture(scope="module")
def switchboard(stage: Stage) -> Switchboard:
    return Switchboard.of(stage)


def routes() -> list[tuple[str, Route]]:
    return [(method, route) for route in (*ROUTES, *pages.ROUTES) for method in route.methods]


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    listed = {f"{method} {route.template}" for method, route in routes()}

    assert {row.route.partition("?")[0] for row in rest.ROWS} == listed


def test_every_rpc_has_a_row_and_every_row_an_rpc() -> None:
    assert sorted(row.full_name for row in rpc.ROWS) == sorted(methods())


@pytest.mark.parametrize("row", rpc.ROWS, ids=lambda row: row.method)
def test_an_rpc_answers_nobody_without_a_token_for_its_service(
    row: RpcRow, switchboard: Switchboard
) -> None:
    elsewhere = switchboard.token(row.callers.split()[0], "elsewhere")

    assert switchboard.call(row, "") == "UNAUTHENTICATED"
    assert switchboard.call(row, elsewhere) == "UNAUTHENTICATED"


@pytest.mark.parametrize("row", rpc.ROWS, ids=lambda row: row.method)
def test_an_rpc_answers_its_callers_and_no_others(
    row: RpcRow, stage: Stage, switchboard: Switchboard
) -> None:
    service, callers = row.method.partition(".")[0], row.callers.split()
    answers = {
        me: switchboard.call(
            row, switchboard.token(me, service), acting_user_id=stage.owner.user_id
        )
        for me in keys.IDENTITIES
    }

    for_owner = row.answers.split()[-1]
    assert answers == {me: for_owner if me in callers else DENIED for me in keys.IDENTITIES}


@pytest.mark.parametrize("row", rpc.ROWS, ids=lambda row: row.method)
def test_an_rpc_answers_by_who_it_is_asked_for(
    row: RpcRow, stage: Stage, switchboard: Switchboard
) -> None:
    token = switchboard.token(row.callers.split()[-1], row.method.partition(".")[0])
    people = (0, stage.other.user_id, stage.owner.user_id)

    answers = [switchboard.call(row, token, acting_user_id=one) for one in people]

    assert " ".join(answers) == row.answers


@pytest.mark.parametrize("row", rest.ROWS, ids=lambda row: row.route)
def test_a_route_answers_each_caller_as_its_row_says(row: Row, stage: Stage) -> None:
    assert rest_answers(stage, row) == row.answers


@pytest.mark.parametrize("token", ["malformed", "expired", "signed by a service"])
def test_no_route_takes_a_bad_token_for_an_anonymous_call(token: str, stage: Stage) -> None:
    bad = {"Authorization": f"Bearer {bad_tokens(stage)[token]}"}
    answers = {
        f"{method} {route.template}": stage.ask("anonymous", method, at(route), headers=bad)
        for method, route in routes()
        if route.service != pages.NAME and (method, route.template) != ("POST", UPLOAD_FORM)
    }

    assert {one.status_code for one in answers.values()} == {401}
    assert {one.json()["error"] for one in answers.values()} == {"invalid_token"}


def bad_tokens(stage: Stage) -> dict[str, str]:
    owner, long_ago = Caller(stage.owner.user_id), dt.timedelta(minutes=-1)
    key, another = (stage.keyring.private(name) for name in ("access", "service-library"))
    return {
        "malformed": "a.b.c",
        "expired": AccessTokenIssuer(key, life=long_ago).issue(owner),
        "signed by a service": AccessTokenIssuer(another).issue(owner),
    }


def test_no_unsafe_route_takes_a_cookie_without_its_csrf_header(stage: Stage) -> None:
    session = {"Cookie": cookies(stage)}
    answers = {
        f"{method} {route.template}": stage.ask("anonymous", method, at(route), headers=session)
        for method, route in routes()
        if method != "GET" and route.template not in {*CREDENTIAL_PATHS, UPLOAD_FORM}
    }

    assert len(answers) > 20
    assert {one.json()["error"] for one in answers.values()} == {"csrf_invalid"}
    assert {one.status_code for one in answers.values()} == {403}


def cookies(stage: Stage) -> str:
    body = {"email": stage.owner.email, "password": PASSWORD}
    answer = stage.ask("anonymous", "POST", "/api/login", json=body)
    return "; ".join(f"{name}={value}" for name, value in answer.cookies.items())


def at(route: Route) -> str:
    """Write a path that fits a template, be there anything or not."""
    return "/" + "/".join("1" if one.startswith("*") else one for one in route.segments)
