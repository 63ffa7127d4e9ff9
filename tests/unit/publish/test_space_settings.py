# SPDX-License-Identifier: Apache-2.0
"""Spaces are created, changed and deleted, and the site says who may create them."""

from __future__ import annotations

import base64
import datetime as dt
from typing import Any

import pytest

from services.publish.domain.space import SpaceType
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, PublishWorld, a_production


def png(width: int, height: int) -> str:
    """Return the beginning of a PNG of this size in Base64: nothing reads its pixels."""
    sizes = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return base64.b64encode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + sizes).decode()


def created(world: PublishWorld, user_id: int = ADA, **body: Any) -> dict[str, Any]:
    answer = world.client(user_id).post("/api/spaces", json={"name": "Harbour", **body})
    assert answer.status_code == 201, answer.json
    found: dict[str, Any] = answer.json["space"]  # type: ignore[index]
    return found


def test_a_new_channel_requires_approval_and_is_administered_by_who_made_it(
    world: PublishWorld,
) -> None:
    made = created(world, type="channel", description=" All news. ")

    assert (made["type"], made["needsApproval"], made["roles"]) == (
        "channel",
        True,
        ["space_admin"],
    )
    assert (made["description"], made["mayAdminister"]) == ("All news.", True)


def test_the_site_says_who_may_create_spaces(world: PublishWorld) -> None:
    path = "/api/site-settings"
    changed = world.client(ADMIN).patch(path, json={"allowChannelCreation": False})

    assert changed.json["settings"]["allowGroupCreation"] is True
    assert world.client(ADA).get(path).json == changed.json
    body = {"name": "News", "type": "channel"}
    assert world.client(ADA).post("/api/spaces", json=body).status_code == 403
    assert world.client(ADMIN).post("/api/spaces", json=body).status_code == 201
    assert created(world)["type"] == "group"


def test_a_space_is_changed_and_what_is_left_out_stays(world: PublishWorld) -> None:
    path = f"/api/spaces/{created(world, description='Ships')['id']}"

    answer = world.client(ADA).patch(
        path, json={"name": "Quay", "visibility": "public", "requireApproval": True}
    )

    space = answer.json["space"]
    assert (space["name"], space["description"]) == ("Quay", "Ships")
    assert space["settings"]["membership"] == "invite"
    assert space["needsApproval"] is True
    assert world.anonymous().get(path).json["space"]["name"] == "Quay"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": " "}, "/name"),
        ({"name": "a" * 129}, "/name"),
        ({"description": "a" * 2001}, "/description"),
        ({"visibility": "secret"}, "/visibility"),
        ({"membership": "all"}, "/membership"),
        ({"comments": "maybe"}, "/comments"),
        ({"requireApproval": "yes"}, "/requireApproval"),
        ({"slug": "quay"}, "/slug"),
    ],
)
def test_invalid_settings_are_refused(
    world: PublishWorld, body: dict[str, Any], pointer: str
) -> None:
    answer = world.client(ADA).patch(f"/api/spaces/{created(world)['id']}", json=body)

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (400, pointer)


def test_the_owner_of_a_personal_space_names_it_but_lets_nobody_in(world: PublishWorld) -> None:
    path = f"/api/spaces/{world.personal()}"

    assert world.client(ADA).patch(path, json={"name": "Ada's"}).json["space"]["name"] == "Ada's"
    opened = world.client(ADA).patch(path, json={"membership": "public"})
    assert (opened.status_code, opened.json["error"]) == (409, "personal_space")


def test_a_space_has_a_picture_whose_address_changes_with_it(world: PublishWorld) -> None:
    path = f"/api/spaces/{created(world)['id']}"
    ada = world.client(ADA)

    first, second = (
        ada.put(f"{path}/icon", json={"image": png(size, size)}).json["space"]["iconUrl"]
        for size in (64, 128)
    )

    assert first.startswith(f"{path}/icon?v=")
    assert first != second
    picture = ada.get(second)
    assert picture.data == base64.b64decode(png(128, 128))
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert world.client(BEN).get(second).status_code == 403
    assert ada.delete(f"{path}/icon").json["space"]["iconUrl"] is None
    assert ada.get(f"{path}/icon").status_code == 404


@pytest.mark.parametrize(
    "image",
    [
        png(8, 64),
        png(64, 513),
        "not base64!",
        base64.b64encode(b"GIF89a" + bytes(64)).decode(),
        base64.b64encode(base64.b64decode(png(64, 64)) + bytes(256 << 10)).decode(),
    ],
)
def test_other_pictures_are_refused(world: PublishWorld, image: str) -> None:
    path = f"/api/spaces/{created(world)['id']}/icon"

    answer = world.client(ADA).put(path, json={"image": image})

    assert answer.status_code == 400
    assert answer.json["error"] in {"invalid_icon", "invalid_body"}


def test_the_deletion_of_a_space_takes_what_was_said_before(world: PublishWorld) -> None:
    space = created(world, EVE)["id"]
    path = f"/api/spaces/{space}"
    world.give(ADA, space, "space_poster")
    published, gone = world.published(7, space), world.published(8, space)
    world.client(ADA).post(f"/api/publications/{gone}/unpublish", json={})
    invited = world.client(EVE).post(f"{path}/invitations", json={"userId": BEN})
    assert invited.status_code == 201
    assert world.client(EVE).post(f"{path}/invitation-links", json={}).status_code == 201
    assert world.client(ADA).put(f"{path}/subscription").status_code == 200
    at = (world.deps.now() + dt.timedelta(hours=1)).isoformat()
    due = {"spaceId": space, "action": "unpublish", "at": at}
    assert world.client(ADA).post("/api/productions/7/schedules", json=due).status_code == 201
    before = world.client(EVE).get(f"{path}/deletion").json

    deleted = world.client(EVE).delete(path)

    assert deleted.json == before
    assert before["deletion"] == {
        "publicationCount": 1,
        "memberCount": 2,
        "invitationCount": 1,
        "linkCount": 1,
        "scheduleCount": 1,
        "subscriberCount": 1,
    }
    assert world.client(EVE).get(path).status_code == 404
    found = world.client(ADA).get(f"/api/publications/{published}").json
    assert found["publication"]["status"] == "unpublished"
    assert found["events"][-1]["note"] == "The space was deleted."
    assert world.client(BEN).get("/api/spaces/invitations").json["items"] == []
    assert [one["id"] for one in world.client(ADA).get("/api/spaces?mine=1").json["items"]] == [
        world.personal()
    ]


def test_nothing_is_published_in_a_deleted_space_and_its_slug_is_free(
    world: PublishWorld,
) -> None:
    space = created(world)["id"]
    publication = world.published(7, space)
    world.client(ADA).delete(f"/api/spaces/{space}")
    world.hls.add(a_production(8))

    republished = world.client(ADA).post(f"/api/publications/{publication}/republish", json={})
    published = world.client(ADA).post("/api/productions/8/publications", json={"spaceId": space})
    both = world.client(ADA).post(
        "/api/productions/8/publish", json={"spaces": [space, world.personal()]}
    )

    assert (republished.status_code, republished.json["error"]) == (404, "space_not_found")
    assert (published.status_code, published.json["error"]) == (404, "space_not_found")
    assert [one["error"] for one in both.json["results"]] == ["space_not_found", None]
    assert created(world)["slug"] == "harbour"


def test_its_owner_still_opens_what_was_in_a_deleted_space(world: PublishWorld) -> None:
    space = created(world, visibility="public")["id"]
    publication = world.published(7, space)
    path = f"/api/publications/{publication}"
    body = {"text": "Lovely."}
    comment = world.client(ADA).post(f"{path}/comments", json=body).json["comment"]["id"]
    world.client(ADA).delete(f"/api/spaces/{space}")

    for caller in (ADA, ADMIN):
        assert world.client(caller).get(path).status_code == 200
        assert world.client(caller).get(f"/watch/{publication}").status_code == 200
    assert world.anonymous().get(f"/watch/{publication}").status_code == 404
    assert world.client(ADA).delete(f"/api/comments/{comment}").status_code == 200


def test_personal_spaces_and_that_of_the_site_are_not_deleted(world: PublishWorld) -> None:
    personal = world.client(ADA).delete(f"/api/spaces/{world.personal()}")
    site = world.client(ADMIN).delete("/api/spaces/1")

    for answer in (personal, site):
        assert (answer.status_code, answer.json["error"]) == (409, "permanent_space")


def test_a_link_into_a_deleted_space_is_over(world: PublishWorld) -> None:
    space = created(world)["id"]
    path = f"/api/spaces/{space}"
    token = world.client(ADA).post(f"{path}/invitation-links", json={}).json["token"]
    world.client(ADA).delete(path)

    answer = world.client(BEN).post("/api/spaces/invitation-links/accept", json={"token": token})

    assert (answer.status_code, answer.json["error"]) == (409, "invitation_over")


def test_a_channel_may_do_without_approval(world: PublishWorld) -> None:
    channel = world.space(SpaceType.CHANNEL, owner=EVE)
    world.give(EVE, channel, "space_admin")

    changed = world.client(EVE).patch(f"/api/spaces/{channel}", json={"requireApproval": False})

    assert changed.json["space"]["needsApproval"] is False
