# SPDX-License-Identifier: Apache-2.0
"""Schemathesis sends thousands of requests, valid and not; every answer must be as described."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.support.authorisation.preconditions import owners_session
from tests.support.authorisation.prepared import PreparedPlatform, prepared_platform
from tests.support.conformance.client import FuzzingClient
from tests.support.platform.distributed import running_platform
from tests.support.platform.embedded import running_embedded
from tests.support.servers import run
from tests.support.servers.postgres import new_database

CASES = int(os.environ.get("CONFORMANCE_CASES", "5000"))
SEED = int(os.environ.get("CONFORMANCE_SEED", "20261128"))


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreparedPlatform]:
    with (
        running_embedded() as platform,
        prepared_platform(platform, tmp_path_factory.mktemp("media")) as prepared,
    ):
        yield prepared


def by_token(prepared: PreparedPlatform) -> FuzzingClient:
    """The owner of one of each resource, who sends a personal access token."""
    return client_of(prepared, {"Authorization": f"Bearer {prepared.values['secret']}"})


def by_cookies(prepared: PreparedPlatform) -> FuzzingClient:
    """The same user, signed in as browsers are."""
    cookies = owners_session(prepared)["cookies"]
    sent = "; ".join(f"{name}={cookies[name]}" for name in ("access", "csrf"))
    return client_of(prepared, {"Cookie": sent, "x-csrf-token": cookies["csrf"]})


def client_of(prepared: PreparedPlatform, headers: dict[str, str]) -> FuzzingClient:
    ids = {**prepared.values, "exportId": prepared.values["renderId"]}
    token_id = prepared.owner.get("/api/tokens")["items"][0]["id"]
    return FuzzingClient(prepared.platform.url, headers, ids, token_id)


@pytest.mark.timeout(7200)
def test_every_answer_to_a_token_is_as_described(embedded: PreparedPlatform) -> None:
    found = by_token(embedded).send(cases=CASES, seed=SEED)
    print(f"\nembedded, by token: {found.report()}")

    assert found.cases.total() >= CASES
    assert not found.failures


@pytest.mark.timeout(7200)
def test_every_answer_to_a_browser_is_as_described(embedded: PreparedPlatform) -> None:
    found = by_cookies(embedded).send(cases=CASES // 5, seed=SEED, is_covering=False)
    print(f"\nembedded, by cookies: {found.report()}")

    assert found.cases.total() >= CASES // 5
    assert not found.failures


@pytest.mark.timeout(7200)
def test_every_answer_of_the_distributed_platform_is_as_described(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("distributed")
    with (
        running_platform(
            folder,
            database_url=new_database(),
            bus_url=run.address_of("rabbitmq"),
            storage_url=f"disk://{folder}/storage",
        ) as platform,
        prepared_platform(platform, tmp_path_factory.mktemp("media")) as prepared,
    ):
        found = by_token(prepared).send(cases=CASES, seed=SEED)
    print(f"\ndistributed, by token: {found.report()}")

    assert found.cases.total() >= CASES
    assert not found.failures
