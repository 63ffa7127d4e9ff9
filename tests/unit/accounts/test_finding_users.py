# SPDX-License-Identifier: Apache-2.0
"""Other services find users by email address and by name."""

from __future__ import annotations

import pytest

from services.accounts.usecases import tokens
from tests.support.accounts.world import PASSWORD, AccountsWorld


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> AccountsWorld:
    made = AccountsWorld(tmp_path_factory.mktemp("secrets"))
    made.begin_anew()
    for email, name in [("ada@example.org", "Ada"), ("b@example.org", "Ben Å")] + [
        (f"{number}@example.org", "Kim") for number in range(3)
    ]:
        body = {"email": email, "password": PASSWORD, "displayName": name}
        assert made.client().post("/api/register", json=body).status_code == 201
    return made


@pytest.mark.parametrize(
    ("email", "name", "found"),
    [
        (" ADA@example.org", "", ["Ada"]),
        ("nobody@example.org", "", []),
        ("", "ada", ["Ada"]),
        ("", " Ben Å ", ["Ben Å"]),
        ("", "Be", []),
        ("", "Kim", ["Kim", "Kim"]),
        ("", "%", []),
    ],
)
def test_users_are_found_by_their_whole_address_or_name(
    world: AccountsWorld, email: str, name: str, found: list[str]
) -> None:
    users = tokens.find_users(world.deps, email=email, display_name=name)

    assert [one.display_name for one in users] == found
