# SPDX-License-Identifier: Apache-2.0
"""List spaces, and the spaces one may publish into."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from services.publish.domain.space import SpaceType, slug_of
from services.publish.store.tables import METADATA
from services.publish.usecases import spaces
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, PublishWorld


def test_the_migration_creates_the_tables_of_the_code(world: PublishWorld) -> None:
    made = sa.MetaData()
    made.reflect(world.database.engine)

    for table in METADATA.sorted_tables:
        assert [c.name for c in made.tables[table.name].columns] == [c.name for c in table.columns]
        assert {i.name for i in made.tables[table.name].indexes} >= {i.name for i in table.indexes}


def test_listing_ones_own_spaces_creates_the_personal_space(world: PublishWorld) -> None:
    first, second = (world.client(ADA).get("/api/spaces?mine=1").json for _ in range(2))

    assert first == second
    space = first["items"][0]
    assert (space["type"], space["name"], space["slug"]) == ("personal", "Ada", "ada")
    assert space["roles"] == ["space_member", "space_poster"]
    assert space["settings"]["visibility"] == "public"


def test_users_of_one_name_get_different_slugs(world: PublishWorld) -> None:
    found = [
        spaces.provision_personal_space(world.deps, user_id=number, display_name="Zoë Ångström!")
        for number in (20, 21, 22)
    ]

    assert [one.slug for one in found] == ["zoe-angstrom", "zoe-angstrom-2", "zoe-angstrom-3"]


def test_a_personal_space_is_created_only_once(world: PublishWorld) -> None:
    made = spaces.provision_personal_space(world.deps, user_id=ADA, display_name="Ada")

    with world.deps.unit_of_work() as uow:
        again = uow.spaces.add_personal_space(ADA, "Ada Lovelace")

    assert again == made


@pytest.mark.parametrize(
    ("name", "slug"), [("Hello, World", "hello-world"), ("日本", "space"), ("--", "space")]
)
def test_a_slug_has_only_ascii_letters_digits_and_hyphens(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_the_list_of_spaces_has_those_the_caller_may_view(world: PublishWorld) -> None:
    group = world.space(SpaceType.GROUP, owner=EVE)
    channel = world.space(SpaceType.CHANNEL, owner=EVE)
    world.give(BEN, channel, "space_subscriber")

    def listed(path: str, user_id: int | None) -> set[int]:
        client = world.anonymous() if user_id is None else world.client(user_id)
        return {one["id"] for one in client.get(path).json["items"]}

    assert listed("/api/spaces", None) == {1}
    assert listed("/api/spaces", ADA) == {1}
    assert listed("/api/spaces", BEN) == {1, channel}
    assert listed("/api/spaces", EVE) == {1, group, channel}
    assert listed("/api/spaces", ADMIN) == {1, group, channel}
    assert listed("/api/spaces?mine=1", BEN) == {channel, world.personal(BEN)}


def test_the_list_of_spaces_is_paged(world: PublishWorld) -> None:
    for user_id in (ADA, BEN, EVE):
        world.personal(user_id)
    client = world.anonymous()

    first = client.get("/api/spaces?limit=3").json
    rest = client.get(f"/api/spaces?limit=3&cursor={first['nextCursor']}").json

    assert [one["slug"] for one in first["items"]] == ["global", "ada", "ben"]
    assert [one["slug"] for one in rest["items"]] == ["eve"]
    assert rest["nextCursor"] is None


def test_an_anonymous_caller_has_no_own_spaces(world: PublishWorld) -> None:
    answer = world.anonymous().get("/api/spaces?mine=1")

    assert (answer.status_code, answer.json["error"]) == (401, "unauthenticated")


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "mine=maybe", "cursor=-1"])
def test_an_invalid_query_for_spaces_is_refused(world: PublishWorld, query: str) -> None:
    assert world.anonymous().get(f"/api/spaces?{query}").status_code == 400


def test_publish_options_are_the_spaces_where_the_caller_may_post(world: PublishWorld) -> None:
    posting = world.space(SpaceType.GROUP)
    publishing = world.space(SpaceType.CHANNEL)
    world.give(ADA, posting, "space_poster")
    world.give(ADA, publishing, "space_moderator")
    world.give(ADA, world.space(SpaceType.GROUP), "space_member")

    answer = world.client(ADA).get("/api/uploads/70/publish-options").json

    assert answer["uploadId"] == 70
    assert [one["id"] for one in answer["spaces"]] == [world.personal(), posting, publishing]
    assert answer["spaces"][0] == {
        "id": world.personal(),
        "name": "Ada",
        "slug": "ada",
        "type": "personal",
        "isGlobal": False,
        "needsApproval": False,
        "memberCount": 1,
        "iconUrl": None,
    }


def test_an_administrator_may_publish_an_upload_into_its_owners_space_and_the_global_one(
    world: PublishWorld,
) -> None:
    spaces = world.client(ADMIN).get("/api/uploads/70/publish-options").json["spaces"]

    assert [one["slug"] for one in spaces] == ["ada", "global"]


@pytest.mark.parametrize(
    ("user_id", "upload_id", "status", "error"),
    [
        (None, 70, 401, "unauthenticated"),
        (BEN, 70, 403, "forbidden"),
        (ADA, 71, 404, "upload_not_found"),
    ],
)
def test_publish_options_of_an_upload_of_another_user_are_refused(
    world: PublishWorld, user_id: int | None, upload_id: int, status: int, error: str
) -> None:
    client = world.anonymous() if user_id is None else world.client(user_id)

    answer = client.get(f"/api/uploads/{upload_id}/publish-options")

    assert (answer.status_code, answer.json["error"]) == (status, error)


def test_a_new_group_is_owned_and_administered_by_the_caller(world: PublishWorld) -> None:
    answer = world.client(ADA).post("/api/spaces", json={"name": " Harbour crew "})

    made = answer.json["space"]
    assert answer.status_code == 201
    assert (made["type"], made["name"], made["slug"]) == ("group", "Harbour crew", "harbour-crew")
    assert (made["ownerUserId"], made["roles"]) == (ADA, ["space_admin"])
    assert (made["mayPost"], made["needsApproval"], made["memberCount"]) == (True, False, 1)
    assert made["settings"]["visibility"] == "private"
    assert world.client(ADA).get(f"/api/spaces/{made['id']}").json == answer.json


def test_groups_of_one_name_get_different_slugs(world: PublishWorld) -> None:
    made = [
        world.client(user).post("/api/spaces", json={"name": "Crew"}).json["space"]
        for user in (ADA, BEN)
    ]

    assert [one["slug"] for one in made] == ["crew", "crew-2"]


@pytest.mark.parametrize("name", ["", "   ", "a" * 129])
def test_a_group_needs_a_name_of_at_most_128_characters(world: PublishWorld, name: str) -> None:
    answer = world.client(ADA).post("/api/spaces", json={"name": name})

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (400, "/name")


def test_only_members_read_a_private_group_and_anybody_reads_a_public_one(
    world: PublishWorld,
) -> None:
    private, public = (
        world.client(ADA)
        .post("/api/spaces", json={"name": "Crew", "visibility": visibility})
        .json["space"]["id"]
        for visibility in ("private", "public")
    )

    assert world.client(BEN).get(f"/api/spaces/{private}").status_code == 403
    assert world.client(BEN).get(f"/api/spaces/{public}").json["space"]["mayPost"] is False
    assert world.anonymous().get(f"/api/spaces/{public}").status_code == 200
    assert world.client(ADA).get("/api/spaces/99").json["error"] == "space_not_found"


def test_a_space_says_whether_what_is_published_in_it_needs_approval(world: PublishWorld) -> None:
    group = world.space(SpaceType.GROUP, owner=ADA)
    path = f"/api/spaces/{group}"

    assert world.client(ADA).get(path).json["space"]["needsApproval"] is False
    world.set_site_setting("require_group_review", value=True)
    assert world.client(ADA).get(path).json["space"]["needsApproval"] is True
