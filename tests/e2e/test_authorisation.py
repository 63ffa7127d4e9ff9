# SPDX-License-Identifier: Apache-2.0
"""Every route and every RPC answers each caller as the authorisation tables say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from chassis.caller import Caller
from chassis.identity import AccessTokenIssuer
from gateway import keys, pages
from gateway.routes import ROUTES, Route
from services.accounts.api.rest import CREDENTIAL_PATHS
from tests.support.authorisation import rest_table, rpc_table
from tests.support.authorisation.prepared import PreparedPlatform, prepared_platform
from tests.support.authorisation.requests import RpcClients, rest_answers, served_methods
from tests.support.authorisation.row import Row
from tests.support.authorisation.rpc_table import RpcRow
from tests.support.platform.creator import PASSWORD
from tests.support.platform.embedded import Embedded

SIGNED = {("POST", "/media/files"), ("PUT", "/media/files/{token}/{key...}")}
"""Forms and parts of files, whose signature is the only permission that counts."""
DENIED = "PERMISSION_DENIED"


@pytest.fixture(scope="module")
def prepared(
    embedded_platform: Embedded, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PreparedPlatform]:
    with prepared_platform(embedded_platform, tmp_path_factory.mktemp("media")) as found:
        yield found


@pytest.fixture(scope="module")
def clients(prepared: PreparedPlatform) -> RpcClients:
    return RpcClients.of(prepared)


def routes() -> list[tuple[str, Route]]:
    return [(method, route) for route in (*ROUTES, *pages.ROUTES) for method in route.methods]


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    listed = {f"{method} {route.template}" for method, route in routes()}

    assert {row.route.partition("?")[0] for row in rest_table.ROWS} == listed


def test_every_rpc_has_a_row_and_every_row_an_rpc() -> None:
    rows = [(row.server, row.full_name) for row in rpc_table.ROWS]

    assert sorted(rows) == sorted(served_methods())


@pytest.mark.parametrize("row", rpc_table.ROWS, ids=lambda row: f"{row.server}-{row.method}")
def test_an_rpc_refuses_calls_without_a_token_for_its_service(
    row: RpcRow, clients: RpcClients
) -> None:
    other_audience = clients.token(row.callers.split()[0], "elsewhere")

    assert clients.call(row, "") == "UNAUTHENTICATED"
    assert clients.call(row, other_audience) == "UNAUTHENTICATED"


@pytest.mark.parametrize("row", rpc_table.ROWS, ids=lambda row: f"{row.server}-{row.method}")
def test_an_rpc_answers_only_its_callers(
    row: RpcRow, prepared: PreparedPlatform, clients: RpcClients
) -> None:
    callers = row.callers.split()
    answers = {
        me: clients.call(row, clients.token(me, row.server), acting_user_id=prepared.owner.user_id)
        for me in keys.IDENTITIES
    }

    for_owner = row.answers.split()[-1]
    assert answers == {me: for_owner if me in callers else DENIED for me in keys.IDENTITIES}


@pytest.mark.parametrize("row", rpc_table.ROWS, ids=lambda row: f"{row.server}-{row.method}")
def test_an_rpc_answers_for_each_user_as_its_row_says(
    row: RpcRow, prepared: PreparedPlatform, clients: RpcClients
) -> None:
    token = clients.token(row.callers.split()[-1], row.server)
    users = (0, prepared.other.user_id, prepared.owner.user_id)

    answers = [clients.call(row, token, acting_user_id=one) for one in users]

    assert " ".join(answers) == row.answers


@pytest.mark.parametrize("row", rest_table.ROWS, ids=lambda row: row.route)
def test_a_route_answers_each_caller_as_its_row_says(row: Row, prepared: PreparedPlatform) -> None:
    assert rest_answers(prepared, row) == row.answers


@pytest.mark.parametrize("token", ["malformed", "expired", "signed by a service"])
def test_every_route_refuses_an_invalid_token(token: str, prepared: PreparedPlatform) -> None:
    headers = {"Authorization": f"Bearer {invalid_tokens(prepared)[token]}"}
    answers = {
        f"{method} {route.template}": prepared.send(
            "anonymous", method, path_of(route), headers=headers
        )
        for method, route in routes()
        if route.service != pages.NAME and (method, route.template) not in SIGNED
    }

    assert {one.status_code for one in answers.values()} == {401}
    assert {one.json()["error"] for one in answers.values()} == {"invalid_token"}


def invalid_tokens(prepared: PreparedPlatform) -> dict[str, str]:
    owner, long_ago = Caller(prepared.owner.user_id), dt.timedelta(minutes=-1)
    key, another = (prepared.keyring.private(name) for name in ("access", "service-library"))
    return {
        "malformed": "a.b.c",
        "expired": AccessTokenIssuer(key, life=long_ago).issue(owner),
        "signed by a service": AccessTokenIssuer(another).issue(owner),
    }


def test_every_unsafe_route_refuses_a_cookie_without_the_csrf_header(
    prepared: PreparedPlatform,
) -> None:
    headers = {"Cookie": cookies(prepared)}
    answers = {
        f"{method} {route.template}": prepared.send(
            "anonymous", method, path_of(route), headers=headers
        )
        for method, route in routes()
        if method not in {"GET", "OPTIONS"}
        and route.template not in CREDENTIAL_PATHS
        and (method, route.template) not in SIGNED
    }

    assert len(answers) > 20
    assert {one.json()["error"] for one in answers.values()} == {"csrf_invalid"}
    assert {one.status_code for one in answers.values()} == {403}


def cookies(prepared: PreparedPlatform) -> str:
    body = {"email": prepared.owner.email, "password": PASSWORD}
    answer = prepared.send("anonymous", "POST", "/api/login", json=body)
    return "; ".join(f"{name}={value}" for name, value in answer.cookies.items())


def path_of(route: Route) -> str:
    """Return a path of a route, whether or not the resource exists."""
    return "/" + "/".join("1" if one.startswith("*") else one for one in route.segments)
