# SPDX-License-Identifier: Apache-2.0
"""Members of spaces: their roles, joining, leaving, removal and bans."""

from __future__ import annotations

from typing import Any

import pytest

from services.publish.domain.space import SpaceType
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, PublishWorld


@pytest.fixture
def group(world: PublishWorld) -> int:
    """Return a group of Ada's where Ben is a member."""
    made = world.client(ADA).post("/api/spaces", json={"name": "Harbour"}).json["space"]["id"]
    world.give(BEN, made, "space_member")
    return int(made)


def change(world: PublishWorld, space: int, **settings: Any) -> None:
    answer = world.client(ADA).patch(f"/api/spaces/{space}", json=settings)
    assert answer.status_code == 200, answer.json


def test_members_are_listed_with_names_and_roles_page_by_page(
    world: PublishWorld, group: int
) -> None:
    path = f"/api/spaces/{group}/members?limit=1"

    first = world.client(BEN).get(path).json
    rest = world.client(BEN).get(f"{path}&cursor={first['nextCursor']}").json

    assert first["items"] == [
        {"userId": ADA, "displayName": "Ada", "roles": ["space_admin"], "isOwner": True}
    ]
    assert [one["displayName"] for one in rest["items"]] == ["Ben"]
    assert rest["nextCursor"] is None


def test_the_members_of_a_public_group_are_listed_to_members_only(
    world: PublishWorld, group: int
) -> None:
    change(world, group, visibility="public")

    assert world.client(EVE).get(f"/api/spaces/{group}").status_code == 200
    assert world.client(EVE).get(f"/api/spaces/{group}/members").status_code == 403


def test_an_administrator_gives_a_member_other_roles(world: PublishWorld, group: int) -> None:
    path = f"/api/spaces/{group}/members/{BEN}"

    answer = world.client(ADA).patch(path, json={"roles": ["space_poster", "space_member"]})

    assert answer.json["member"]["roles"] == ["space_member", "space_poster"]
    assert world.client(BEN).get(f"/api/spaces/{group}").json["space"]["mayPost"] is True


@pytest.mark.parametrize("roles", [[], ["space_king"], None])
def test_unknown_roles_are_refused(world: PublishWorld, group: int, roles: Any) -> None:
    path = f"/api/spaces/{group}/members/{BEN}"

    assert world.client(ADA).patch(path, json={"roles": roles}).status_code == 400


def test_somebody_who_is_no_member_has_no_roles_to_change(world: PublishWorld, group: int) -> None:
    path = f"/api/spaces/{group}/members/{EVE}"

    answer = world.client(ADA).patch(path, json={"roles": ["space_poster"]})

    assert (answer.status_code, answer.json["error"]) == (404, "member_not_found")


def test_the_last_administrator_neither_leaves_nor_gives_up_the_role(
    world: PublishWorld, group: int
) -> None:
    ada = world.client(ADA)

    leaving = ada.post(f"/api/spaces/{group}/leave")
    giving_up = ada.patch(f"/api/spaces/{group}/members/{ADA}", json={"roles": ["space_member"]})
    removed = world.client(ADMIN).delete(f"/api/spaces/{group}/members/{ADA}")

    assert (leaving.status_code, leaving.json["error"]) == (409, "last_administrator")
    assert (giving_up.status_code, giving_up.json["error"]) == (409, "last_administrator")
    assert removed.status_code == 403


def test_the_space_of_an_owner_who_leaves_belongs_to_another_administrator(
    world: PublishWorld, group: int
) -> None:
    world.give(BEN, group, "space_admin")

    assert world.client(ADA).post(f"/api/spaces/{group}/leave").json == {"ok": True}

    space = world.client(BEN).get(f"/api/spaces/{group}").json["space"]
    assert (space["ownerUserId"], space["memberCount"]) == (BEN, 1)
    assert world.client(ADA).get(f"/api/spaces/{group}").status_code == 403


def test_nobody_leaves_a_personal_space_or_one_they_are_not_in(
    world: PublishWorld, group: int
) -> None:
    personal = world.client(ADA).post(f"/api/spaces/{world.personal()}/leave")
    other = world.client(EVE).post(f"/api/spaces/{group}/leave")

    assert (personal.status_code, personal.json["error"]) == (409, "personal_space")
    assert (other.status_code, other.json["error"]) == (404, "member_not_found")


def test_what_a_removed_member_published_stays(world: PublishWorld) -> None:
    group = world.space(SpaceType.GROUP, owner=EVE)
    world.give(EVE, group, "space_admin")
    world.give(ADA, group, "space_poster")
    publication = world.published(space_id=group)

    assert world.client(EVE).delete(f"/api/spaces/{group}/members/{ADA}").status_code == 200

    assert world.client(ADA).get(f"/api/spaces/{group}/feed").status_code == 403
    feed = world.client(EVE).get(f"/api/spaces/{group}/feed").json["items"]
    assert [one["publication"]["id"] for one in feed] == [publication]


@pytest.mark.parametrize(
    ("kind", "roles"),
    [(SpaceType.GROUP, ["space_member"]), (SpaceType.CHANNEL, ["space_member", "space_poster"])],
)
def test_everybody_joins_an_open_space(
    world: PublishWorld, kind: SpaceType, roles: list[str]
) -> None:
    space = world.space(kind, membership="public", visibility="public")
    assert world.client(BEN).get(f"/api/spaces/{space}").json["space"]["mayJoin"] is True

    joined, again = (world.client(BEN).post(f"/api/spaces/{space}/join").json for _ in range(2))

    assert joined["space"]["roles"] == roles
    assert joined["space"]["mayJoin"] is False
    assert again == joined


def test_one_joins_other_spaces_by_invitation_only(world: PublishWorld, group: int) -> None:
    assert world.client(EVE).post(f"/api/spaces/{group}/join").status_code == 403


def test_a_banned_user_loses_roles_and_neither_sees_nor_joins_the_space(
    world: PublishWorld, group: int
) -> None:
    change(world, group, visibility="public", membership="public")
    path = f"/api/spaces/{group}"

    banned = world.client(ADA).put(f"{path}/bans/{BEN}", json={"reason": "Spam.", "days": 3})

    assert banned.json["ban"]["displayName"] == "Ben"
    ben = world.client(BEN)
    assert ben.get(path).status_code == 403
    assert ben.get(f"{path}/feed").status_code == 403
    assert group not in {one["id"] for one in ben.get("/api/spaces").json["items"]}
    joining = ben.post(f"{path}/join")
    assert (joining.status_code, joining.json["error"]) == (403, "banned")
    assert [one["userId"] for one in world.client(ADA).get(f"{path}/bans").json["items"]] == [BEN]


def test_a_banned_user_does_not_watch_even_what_is_public_in_the_space(
    world: PublishWorld,
) -> None:
    space = world.space(SpaceType.GROUP, owner=EVE, visibility="public")
    world.give(EVE, space, "space_admin")
    world.give(ADA, space, "space_poster")
    publication = world.published(space_id=space)
    path = f"/api/publications/{publication}"
    assert world.client(BEN).get(path).status_code == 200

    world.client(EVE).put(f"/api/spaces/{space}/bans/{BEN}", json={})

    assert world.client(BEN).get(path).status_code == 403
    assert world.anonymous().get(path).status_code == 200


def test_a_ban_ends_when_it_is_lifted_or_over(world: PublishWorld, group: int) -> None:
    change(world, group, visibility="public")
    path = f"/api/spaces/{group}"
    ada = world.client(ADA)
    ada.put(f"{path}/bans/{BEN}", json={})

    assert ada.delete(f"{path}/bans/{BEN}").json == {"ok": True}
    assert world.client(BEN).get(path).status_code == 200
    again = ada.delete(f"{path}/bans/{BEN}")
    assert (again.status_code, again.json["error"]) == (404, "ban_not_found")

    ada.put(f"{path}/bans/{BEN}", json={"days": 1})
    world.later(days=1, seconds=1)
    assert ada.get(f"{path}/bans").json["items"] == []


@pytest.mark.parametrize(
    ("user_id", "status", "error"), [(ADA, 403, "forbidden"), (77, 404, "user_not_found")]
)
def test_neither_the_owner_nor_a_stranger_to_the_site_is_banned(
    world: PublishWorld, group: int, user_id: int, status: int, error: str
) -> None:
    answer = world.client(ADMIN).put(f"/api/spaces/{group}/bans/{user_id}", json={})

    assert (answer.status_code, answer.json["error"]) == (status, error)
