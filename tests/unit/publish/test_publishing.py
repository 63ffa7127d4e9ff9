# SPDX-License-Identifier: Apache-2.0
"""Publish productions and uploads into spaces."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.publish.domain.space import SpaceType
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, PublishWorld, a_production, a_world


@pytest.fixture
def world() -> PublishWorld:
    world = a_world()
    world.hls.add(a_production(7))
    return world


def publish(
    client: FlaskClient, space_id: int, production_id: int = 7, **more: Any
) -> TestResponse:
    path = f"/api/productions/{production_id}/publications"
    return client.post(path, json={"spaceId": space_id, **more})


def problem(answer: TestResponse, status: int, error: str) -> None:
    assert (answer.status_code, answer.json["error"]) == (status, error)


def test_a_publication_in_a_personal_space_is_published_without_approval(
    world: PublishWorld,
) -> None:
    answer = publish(world.client(ADA), world.personal(), visibility="public")

    made = answer.json["publication"]
    assert (answer.status_code, made["status"]) == (201, "published")
    assert (made["productionId"], made["uploadId"], made["ownerUserId"]) == (7, 70, ADA)
    assert (made["visibility"], made["isPrimary"], made["revision"]) == ("public", True, 1)
    assert (made["storyText"], made["storySource"]) == ("Once upon a time.", "production")
    assert (made["visibleInSpace"], made["visibleInGlobal"]) == (True, False)
    assert made["commentsEnabled"] is True
    assert made["watchUrl"] == f"/watch/{made['id']}"
    assert made["publishedAt"].endswith("+00:00")
    assert world.topics() == ["published"]


def test_publishing_a_published_production_again_returns_the_same_publication(
    world: PublishWorld,
) -> None:
    first = publish(world.client(ADA), world.personal())
    second = publish(world.client(ADA), world.personal())

    assert second.status_code == 200
    assert second.json["publication"] == first.json["publication"]
    assert world.topics() == ["published"]


def test_two_requests_with_one_idempotency_key_publish_once(world: PublishWorld) -> None:
    client, space = world.client(ADA), world.personal()
    path, body = "/api/productions/7/publications", {"spaceId": space}

    answers = [client.post(path, json=body, headers={"Idempotency-Key": "k"}) for _ in range(2)]

    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json == answers[1].json


@pytest.mark.parametrize("status", ["pending_media", "queued", "processing", "failed"])
def test_a_production_that_is_not_completed_is_not_published(
    world: PublishWorld, status: str
) -> None:
    world.hls.add(a_production(7, status=status))

    problem(publish(world.client(ADA), world.personal()), 409, "production_not_ready")


def test_a_newer_event_wins_over_the_answer_of_hls(world: PublishWorld) -> None:
    with world.deps.unit_of_work() as uow:
        uow.productions.upsert_production(a_production(7, status="deleted", revision=4))

    problem(publish(world.client(ADA), world.personal()), 409, "production_not_ready")


def test_an_unknown_id_is_not_found(world: PublishWorld) -> None:
    client = world.client(ADA)

    problem(publish(client, 999), 404, "space_not_found")
    problem(publish(client, world.personal(), 999), 404, "production_not_found")
    problem(client.get("/api/productions/999/publications"), 404, "production_not_found")
    problem(client.get("/api/publications/999"), 404, "publication_not_found")


@pytest.mark.parametrize("too_large", ["99999999999", "9" * 40])
def test_an_id_that_is_too_large_is_not_found(world: PublishWorld, too_large: str) -> None:
    client = world.client(ADA)

    problem(client.get(f"/api/publications/{too_large}"), 404, "not_found")
    problem(client.get(f"/api/spaces/{too_large}/feed"), 404, "not_found")


@pytest.mark.parametrize("malformed", ["x", "-1"])
def test_a_path_with_a_malformed_id_is_not_found(world: PublishWorld, malformed: str) -> None:
    problem(world.client(ADA).get(f"/api/publications/{malformed}"), 404, "not_found")
    problem(world.client(ADA).get(f"/api/spaces/{malformed}/feed"), 404, "not_found")


@pytest.mark.parametrize(
    "body", [{}, {"spaceId": "1"}, {"spaceId": 0}, {"spaceId": 2**40}, {"spaceId": True}]
)
def test_an_invalid_space_id_is_refused(world: PublishWorld, body: dict[str, Any]) -> None:
    answer = world.client(ADA).post("/api/productions/7/publications", json=body)

    assert answer.status_code == 400
    assert answer.json["error"] in {"missing_fields", "invalid_body"}


@pytest.mark.parametrize(
    ("user_id", "roles", "status"),
    [
        (ADA, ["space_poster"], 201),
        (ADA, ["space_moderator"], 201),
        (ADA, ["space_member"], 403),
        (ADA, [], 403),
        (BEN, ["space_poster"], 403),
        (BEN, ["space_moderator"], 403),
        (BEN, ["space_admin"], 403),
        (ADA, ["space_admin"], 201),
        (ADMIN, [], 201),
    ],
)
def test_publishing_needs_ownership_of_the_production_and_the_role_of_a_poster(
    world: PublishWorld, user_id: int, roles: list[str], status: int
) -> None:
    space = world.space(SpaceType.GROUP)
    if roles:
        world.give(user_id, space, *roles)

    assert publish(world.client(user_id), space).status_code == status


def test_nobody_publishes_into_the_personal_space_of_another_user(world: PublishWorld) -> None:
    problem(publish(world.client(ADA), world.personal(BEN)), 403, "forbidden")
    problem(publish(world.client(BEN), world.personal(BEN)), 403, "forbidden")
    problem(publish(world.anonymous(), world.personal(BEN)), 401, "unauthenticated")


@pytest.mark.parametrize(
    ("kind", "requires", "site", "status"),
    [
        (SpaceType.GROUP, False, None, "published"),
        (SpaceType.GROUP, False, "require_group_review", "pending"),
        (SpaceType.GROUP, True, None, "pending"),
        (SpaceType.CHANNEL, True, None, "pending"),
        (SpaceType.CHANNEL, None, None, "pending"),
        (SpaceType.CHANNEL, False, None, "published"),
        (SpaceType.CHANNEL, False, "require_channel_review", "pending"),
        (SpaceType.GROUP, None, "require_channel_review", "published"),
    ],
)
def test_approval_depends_on_the_site_then_the_space_then_its_type(
    world: PublishWorld, kind: SpaceType, requires: bool | None, site: str | None, status: str
) -> None:
    space = world.space(kind, publishing={"requireApproval": requires})
    world.give(ADA, space, "space_admin")
    if site:
        world.set_site_setting(site, value=True)

    made = publish(world.client(ADA), space).json["publication"]

    assert made["status"] == status
    assert (made["publishedAt"] is None) == (status == "pending")
    assert world.topics() == ["requested" if status == "pending" else "published"]


def test_the_publications_of_a_production_are_listed_for_its_owner_only(
    world: PublishWorld,
) -> None:
    publication = world.published()

    for path in ("/api/productions/7/publications", "/api/uploads/70/publications"):
        items = world.client(ADA).get(path).json["items"]
        assert [one["id"] for one in items] == [publication]
        assert world.client(ADMIN).get(path).json["items"] == items
        problem(world.client(BEN).get(path), 403, "forbidden")
        problem(world.anonymous().get(path), 401, "unauthenticated")


def test_the_publications_of_a_production_and_of_an_upload_are_paged(world: PublishWorld) -> None:
    spaces = [world.personal(), *(world.space(SpaceType.GROUP) for _ in range(2))]
    for space in spaces[1:]:
        world.give(ADA, space, "space_poster")
    made = [world.published(space_id=space) for space in spaces]

    for path in ("/api/productions/7/publications", "/api/uploads/70/publications"):
        first = world.client(ADA).get(f"{path}?limit=2").json
        rest = world.client(ADA).get(f"{path}?limit=2&cursor={first['nextCursor']}").json
        assert [one["id"] for one in first["items"] + rest["items"]] == made[::-1]
        assert rest["nextCursor"] is None


def test_unknown_members_and_parameters_are_refused_with_a_pointer(world: PublishWorld) -> None:
    client = world.client(ADA)
    answers = {
        "/spaceID": client.post(
            "/api/productions/7/publications", json={"spaceId": 1, "spaceID": 1}
        ),
        "/comment": client.post("/api/publications/1/reject", json={"comment": "Why?"}),
        "/page": client.get("/api/spaces?page=2"),
        "/verbose": client.get("/api/publications/1?verbose=1"),
    }

    for pointer, answer in answers.items():
        problem(answer, 400, "unknown_field")
        assert answer.json["errors"][0]["pointer"] == pointer


def test_an_upload_is_published_into_several_spaces_by_one_request(world: PublishWorld) -> None:
    group = world.space(SpaceType.GROUP)
    world.give(ADA, group, "space_poster")
    world.hls.add(a_production(6, upload_id=70, status="failed"))
    client, spaces = world.client(ADA), {"spaces": [group, world.personal(), group]}

    first = client.post("/api/uploads/70/publish", json=spaces)
    again = client.post("/api/uploads/70/publish", json=spaces)
    down = client.post("/api/uploads/70/unpublish", json={"spaces": [group]})
    back = client.post("/api/uploads/70/publish", json=spaces)

    assert first.json == {"ok": True, "uploadId": 70, "created": 2, "activated": 0}
    assert again.json == {"ok": True, "uploadId": 70, "created": 0, "activated": 0}
    assert down.json == {"ok": True, "uploadId": 70, "unpublished": 1}
    assert back.json == {"ok": True, "uploadId": 70, "created": 0, "activated": 1}


def test_an_upload_is_published_into_all_of_the_spaces_or_into_none(world: PublishWorld) -> None:
    spaces = {"spaces": [world.personal(), world.personal(BEN)]}

    problem(world.client(ADA).post("/api/uploads/70/publish", json=spaces), 403, "forbidden")
    assert world.client(ADA).get("/api/uploads/70/publications").json["items"] == []
    assert world.topics() == []


@pytest.mark.parametrize("verb", ["publish", "unpublish"])
def test_an_upload_of_another_user_is_neither_published_nor_unpublished(
    world: PublishWorld, verb: str
) -> None:
    body = {"spaces": [world.personal()]}

    problem(world.client(BEN).post(f"/api/uploads/70/{verb}", json=body), 403, "forbidden")
    problem(world.client(ADA).post(f"/api/uploads/9/{verb}", json=body), 404, "upload_not_found")
    problem(world.anonymous().post(f"/api/uploads/70/{verb}", json=body), 401, "unauthenticated")
    problem(world.client(ADA).post(f"/api/uploads/70/{verb}", json={}), 400, "missing_fields")


def test_an_upload_without_a_production_is_not_published(world: PublishWorld) -> None:
    body = {"spaces": [world.personal()]}
    answer = world.client(ADA).post("/api/uploads/80/publish", json=body)

    problem(answer, 409, "production_not_ready")


def test_preparing_an_upload_creates_one_production_for_each_idempotency_key(
    world: PublishWorld,
) -> None:
    client = world.client(ADA)

    def prepare(key: str) -> Any:
        answer = client.post("/api/publish", json={"id": 80}, headers={"Idempotency-Key": key})
        assert answer.status_code == 202
        return answer.json

    assert prepare("a") == prepare("a") == {"productionId": 1000, "state": "in_progress"}
    assert prepare("b")["productionId"] == 1001
    assert client.post("/api/publish", json={"id": 80}).json["productionId"] == 1002
    problem(world.anonymous().post("/api/publish", json={"id": 80}), 401, "unauthenticated")
    problem(client.post("/api/publish", json={}), 400, "missing_fields")


def test_a_production_that_an_administrator_prepares_belongs_to_the_owner_of_the_upload(
    world: PublishWorld,
) -> None:
    problem(world.client(BEN).post("/api/publish", json={"id": 80}), 403, "forbidden")
    problem(world.client(ADMIN).post("/api/publish", json={"id": 9}), 404, "upload_not_found")
    answer = world.client(ADMIN).post("/api/publish", json={"id": 80})

    assert answer.status_code == 202
    assert world.hls.productions[answer.json["productionId"]].owner_user_id == ADA


def test_only_administrators_publish_into_the_global_space(world: PublishWorld) -> None:
    problem(publish(world.client(ADA), 1), 403, "forbidden")
    problem(publish(world.client(EVE, "site_moderator"), 1), 403, "forbidden")

    made = publish(world.client(ADMIN), 1).json["publication"]

    assert (made["status"], made["visibleInGlobal"]) == ("pending", True)
