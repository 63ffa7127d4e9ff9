# SPDX-License-Identifier: Apache-2.0
"""Invitations into spaces: of users by id, address and name, and by links."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from services.publish.store.tables_spaces import SPACE_INVITATION_LINKS
from tests.support.authorisation.space_preconditions import ICON
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, PublishWorld

RECEIVED = "/api/spaces/invitations"
LINKS = "/api/spaces/invitation-links"


@pytest.fixture
def group(world: PublishWorld) -> int:
    """Return a private group of Ada's."""
    return int(world.client(ADA).post("/api/spaces", json={"name": "Harbour"}).json["space"]["id"])


def invited(world: PublishWorld, group: int, **body: Any) -> Any:  # Any: an answer
    return world.client(ADA).post(f"/api/spaces/{group}/invitations", json=body)


def link_of(world: PublishWorld, group: int, **body: Any) -> str:
    answer = world.client(ADA).post(f"/api/spaces/{group}/invitation-links", json=body)
    assert answer.status_code == 201, answer.json
    return str(answer.json["token"])


def use(world: PublishWorld, user_id: int, token: str, verb: str = "accept") -> Any:
    return world.client(user_id).post(f"{LINKS}/{verb}", json={"token": token})


@pytest.mark.parametrize(
    "body", [{"userId": BEN}, {"email": "ben@example.org"}, {"displayName": "BEN"}]
)
def test_a_user_is_invited_by_id_address_or_name_and_accepts(
    world: PublishWorld, group: int, body: dict[str, Any]
) -> None:
    made = invited(world, group, role="space_poster", **body)

    assert made.status_code == 201
    received = world.client(BEN).get(RECEIVED).json["items"]
    assert received == [made.json["invitation"]]
    assert received[0]["space"] == {"id": group, "name": "Harbour", "type": "group"}
    assert (received[0]["inviterName"], received[0]["userName"]) == ("Ada", "Ben")
    joined = world.client(BEN).post(f"{RECEIVED}/{received[0]['id']}/accept").json["space"]
    assert (joined["id"], joined["roles"]) == (group, ["space_poster"])
    assert world.client(BEN).get(RECEIVED).json["items"] == []


def test_an_invitation_is_answered_once(world: PublishWorld, group: int) -> None:
    number = invited(world, group, userId=BEN).json["invitation"]["id"]

    declined = world.client(BEN).post(f"{RECEIVED}/{number}/decline")
    accepted = world.client(BEN).post(f"{RECEIVED}/{number}/accept")

    assert declined.json == {"ok": True}
    assert (accepted.status_code, accepted.json["error"]) == (409, "invitation_over")
    assert world.client(BEN).get(f"/api/spaces/{group}").status_code == 403
    assert invited(world, group, userId=BEN).status_code == 201


def test_an_invitation_of_somebody_else_is_unknown(world: PublishWorld, group: int) -> None:
    number = invited(world, group, userId=BEN).json["invitation"]["id"]

    for caller in (EVE, ADMIN):
        answer = world.client(caller).post(f"{RECEIVED}/{number}/accept")
        assert (answer.status_code, answer.json["error"]) == (404, "invitation_not_found")


def test_inviting_again_changes_the_role_of_the_invitation(world: PublishWorld, group: int) -> None:
    first = invited(world, group, userId=BEN)
    second = invited(world, group, userId=BEN, role="space_moderator")

    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json["invitation"]["id"] == first.json["invitation"]["id"]
    assert second.json["invitation"]["role"] == "space_moderator"


def test_a_revoked_invitation_cannot_be_accepted(world: PublishWorld, group: int) -> None:
    number = invited(world, group, userId=BEN).json["invitation"]["id"]
    path = f"/api/spaces/{group}/invitations"

    assert [one["id"] for one in world.client(ADA).get(path).json["items"]] == [number]
    assert world.client(ADA).delete(f"{path}/{number}").json == {"ok": True}

    assert world.client(ADA).get(path).json["items"] == []
    assert world.client(BEN).get(RECEIVED).json["items"] == []
    assert world.client(BEN).post(f"{RECEIVED}/{number}/accept").status_code == 409
    again = world.client(ADA).delete(f"{path}/{number}")
    assert (again.status_code, again.json["error"]) == (409, "invitation_over")


def test_whoever_cannot_be_invited_is_refused(world: PublishWorld, group: int) -> None:
    world.accounts.names[12] = "Ben"
    world.client(ADA).put(f"/api/spaces/{group}/bans/{EVE}", json={})

    def error(**body: Any) -> str:
        return str(invited(world, group, **body).json["error"])

    assert error(userId=77) == "user_not_found"
    assert error(email="nobody@example.org") == "user_not_found"
    assert error(displayName="ben") == "ambiguous_name"
    assert error(userId=ADA) == "already_member"
    assert error(userId=EVE) == "banned"
    assert error() == error(userId=BEN, displayName="Ben") == "invalid_body"
    assert error(userId=BEN, role="space_king") == "invalid_body"


def test_nobody_is_invited_into_a_personal_space(world: PublishWorld) -> None:
    answer = invited(world, world.personal(), userId=BEN)

    assert (answer.status_code, answer.json["error"]) == (409, "personal_space")


def test_a_user_joins_by_a_link_whose_token_is_stored_nowhere(
    world: PublishWorld, group: int
) -> None:
    token = link_of(world, group, role="space_poster")

    found = use(world, BEN, token, "look-up").json
    assert (found["space"]["name"], found["role"]) == ("Harbour", "space_poster")
    assert (found["inviterName"], found["isMember"]) == ("Ada", False)
    assert use(world, BEN, token).json["space"]["roles"] == ["space_poster"]
    with world.database.reading() as session:
        row = session.execute(sa.select(SPACE_INVITATION_LINKS)).one()
    assert token not in str(row)


def test_a_member_does_not_use_up_a_link(world: PublishWorld, group: int) -> None:
    token = link_of(world, group, maxUses=1)

    assert [use(world, BEN, token).status_code for _ in range(2)] == [200, 200]

    late = use(world, EVE, token)
    assert (late.status_code, late.json["error"]) == (409, "invitation_over")
    assert world.client(ADA).get(f"/api/spaces/{group}/invitation-links").json["items"] == []


@pytest.mark.parametrize("role", ["space_member", "space_poster", "space_admin"])
def test_whoever_may_do_more_already_leaves_a_link_to_whom_it_was_meant_for(
    world: PublishWorld, group: int, role: str
) -> None:
    world.give(BEN, group, role)
    token = link_of(world, group, role="space_member", maxUses=1)

    assert use(world, BEN, token, "look-up").json["isMember"] is True
    assert use(world, BEN, token).json["space"]["roles"] == [role]
    assert use(world, 5, token).status_code == 200


def test_a_link_names_no_icon_to_users_who_may_not_load_it_yet(
    world: PublishWorld, group: int
) -> None:
    owner = world.client(ADA)
    assert owner.put(f"/api/spaces/{group}/icon", json={"image": ICON}).status_code == 200
    token = link_of(world, group)

    assert use(world, BEN, token, "look-up").json["space"]["iconUrl"] is None
    joined = use(world, BEN, token).json["space"]
    assert world.client(BEN).get(joined["iconUrl"]).status_code == 200


def test_an_expired_link_admits_nobody(world: PublishWorld, group: int) -> None:
    token = link_of(world, group, days=2)
    world.later(days=2)

    answer = use(world, BEN, token)

    assert (answer.status_code, answer.json["error"]) == (409, "invitation_over")


def test_a_revoked_link_admits_nobody(world: PublishWorld, group: int) -> None:
    token, path = link_of(world, group), f"/api/spaces/{group}/invitation-links"
    link = world.client(ADA).get(path).json["items"][0]
    assert (link["uses"], link["maxUses"]) == (0, None)

    assert world.client(ADA).delete(f"{path}/{link['id']}").json == {"ok": True}

    assert use(world, BEN, token).json["error"] == "invitation_over"
    assert world.client(ADA).delete(f"{path}/99").json["error"] == "invitation_not_found"


@pytest.mark.parametrize("token", ["x", "A" * 32, "../../etc"])
def test_a_forged_link_is_unknown(world: PublishWorld, group: int, token: str) -> None:
    link_of(world, group)

    for verb in ("look-up", "accept"):
        answer = use(world, BEN, token, verb)
        assert (answer.status_code, answer.json["error"]) == (404, "invitation_not_found")


def test_a_banned_user_does_not_come_in_by_a_link(world: PublishWorld, group: int) -> None:
    token = link_of(world, group)
    world.client(ADA).put(f"/api/spaces/{group}/bans/{BEN}", json={})

    answer = use(world, BEN, token)

    assert (answer.status_code, answer.json["error"]) == (403, "banned")


@pytest.mark.parametrize(
    "body", [{"role": "space_admin"}, {"role": "space_moderator"}, {"days": 0}, {"maxUses": 0}]
)
def test_a_link_makes_no_moderators_and_has_limits(
    world: PublishWorld, group: int, body: dict[str, Any]
) -> None:
    answer = world.client(ADA).post(f"/api/spaces/{group}/invitation-links", json=body)

    assert answer.status_code == 400
