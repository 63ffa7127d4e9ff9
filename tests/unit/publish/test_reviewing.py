# SPDX-License-Identifier: Apache-2.0
"""Approve, reject, unpublish and republish publications."""

from __future__ import annotations

from typing import Any

import pytest

from services.publish.domain.space import SpaceType
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, PublishWorld, a_production

MODERATOR = 4


@pytest.fixture
def space(world: PublishWorld) -> int:
    """Return a channel where Ada is a poster and user 4 a moderator."""
    channel = world.space(SpaceType.CHANNEL)
    world.give(ADA, channel, "space_poster", "space_member")
    world.give(MODERATOR, channel, "space_moderator")
    return channel


def change(world: PublishWorld, user_id: int, verb: str, publication: int, **body: Any) -> Any:
    return world.client(user_id).post(f"/api/publications/{publication}/{verb}", json=body)


def status(world: PublishWorld, user_id: int, verb: str, publication: int) -> Any:
    answer = change(world, user_id, verb, publication)
    return (
        answer.json["publication"]["status"] if answer.status_code == 200 else answer.json["error"]
    )


def test_a_moderator_approves_a_pending_publication(world: PublishWorld, space: int) -> None:
    publication = world.published(space_id=space)

    answer = change(world, MODERATOR, "approve", publication, note="Lovely.").json

    assert answer["ok"] is True
    approved = answer["publication"]
    assert (approved["status"], approved["approvedBy"], approved["revision"]) == (
        "published",
        MODERATOR,
        2,
    )
    assert approved["publishedAt"]
    assert world.topics() == ["requested", "published"]
    read = world.client(ADA).get(f"/api/publications/{publication}").json
    assert [(one["action"], one["actorUserId"], one["note"]) for one in read["events"]] == [
        ("create_pending", ADA, ""),
        ("approve_publication", MODERATOR, "Lovely."),
    ]


@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_only_moderators_and_administrators_approve_and_reject(
    world: PublishWorld, space: int, verb: str
) -> None:
    publication = world.published(space_id=space)

    assert status(world, ADA, verb, publication) == "forbidden"
    assert status(world, BEN, verb, publication) == "forbidden"
    assert change(world, ADMIN, verb, publication).status_code == 200


@pytest.mark.parametrize("verb", ["approve", "reject", "unpublish", "republish"])
def test_an_anonymous_caller_changes_no_publication(
    world: PublishWorld, space: int, verb: str
) -> None:
    publication = world.published(space_id=space)

    answer = world.anonymous().post(f"/api/publications/{publication}/{verb}", json={})

    assert (answer.status_code, answer.json["error"]) == (401, "unauthenticated")
    assert status(world, ADMIN, verb, 999) == "publication_not_found"


@pytest.mark.parametrize(
    ("before", "verb"),
    [
        (["approve"], "approve"),
        (["approve"], "reject"),
        (["reject"], "reject"),
        (["reject"], "approve"),
        (["reject"], "unpublish"),
        (["unpublish"], "unpublish"),
        (["unpublish"], "approve"),
        (["approve"], "republish"),
        ([], "republish"),
    ],
)
def test_a_change_that_the_status_does_not_allow_is_refused(
    world: PublishWorld, space: int, before: list[str], verb: str
) -> None:
    publication = world.published(space_id=space)
    for one in before:
        change(world, ADMIN, one, publication)

    answer = change(world, ADMIN, verb, publication)

    assert (answer.status_code, answer.json["error"]) == (409, "invalid_status")


def test_the_owner_unpublishes_and_republishes(world: PublishWorld) -> None:
    publication = world.published()

    assert status(world, BEN, "unpublish", publication) == "forbidden"
    assert status(world, ADA, "unpublish", publication) == "unpublished"
    read = world.client(ADA).get(f"/api/publications/{publication}").json
    assert read["canRepublishOwner"] is True
    assert read["publication"]["unpublishedAt"]
    assert status(world, BEN, "republish", publication) == "forbidden"
    assert status(world, ADA, "republish", publication) == "published"
    assert world.topics() == ["published", "unpublished", "published"]


def test_the_owner_requests_approval_again_in_a_space_that_requires_it(
    world: PublishWorld, space: int
) -> None:
    publication = world.published(space_id=space)

    assert status(world, ADA, "unpublish", publication) == "unpublished"
    assert status(world, ADA, "republish", publication) == "pending"
    assert world.topics() == ["requested", "unpublished", "requested"]


def test_what_a_moderator_unpublished_only_a_moderator_republishes(
    world: PublishWorld, space: int
) -> None:
    publication = world.published(space_id=space)
    change(world, MODERATOR, "approve", publication)
    change(world, MODERATOR, "unpublish", publication, note="Rights?")

    assert status(world, ADA, "republish", publication) == "forbidden"
    again = world.client(ADA).post("/api/productions/7/publications", json={"spaceId": space})
    assert (again.status_code, again.json["error"]) == (403, "forbidden")
    read = world.client(ADA).get(f"/api/publications/{publication}").json
    assert read["canRepublishOwner"] is False
    assert status(world, MODERATOR, "republish", publication) == "published"


def test_a_moderator_publishes_what_was_rejected(world: PublishWorld, space: int) -> None:
    publication = world.published(space_id=space)
    change(world, MODERATOR, "reject", publication)

    assert status(world, MODERATOR, "republish", publication) == "published"
    assert world.topics() == ["requested", "rejected", "published"]


def test_the_owner_asks_for_review_again_after_a_rejection(world: PublishWorld, space: int) -> None:
    publication = world.published(space_id=space)
    change(world, MODERATOR, "reject", publication, note="Too loud.")

    read = world.client(ADA).get(f"/api/publications/{publication}").json
    assert (read["canRepublishOwner"], read["events"][-1]["note"]) == (True, "Too loud.")
    assert status(world, ADA, "republish", publication) == "pending"
    assert status(world, MODERATOR, "approve", publication) == "published"
    assert world.topics() == ["requested", "rejected", "requested", "published"]


def test_a_rejected_publication_needs_approval_after_the_space_gave_approval_up(
    world: PublishWorld, space: int
) -> None:
    publication = world.published(space_id=space)
    change(world, MODERATOR, "reject", publication)
    free = world.client(ADMIN).patch(f"/api/spaces/{space}", json={"requireApproval": False})
    assert free.status_code == 200

    assert status(world, ADA, "republish", publication) == "pending"
    assert status(world, ADA, "unpublish", publication) == "unpublished"
    assert status(world, ADA, "republish", publication) == "pending"


def test_nobody_in_a_space_publishes_what_its_owner_withdrew(world: PublishWorld) -> None:
    group = world.space()
    world.give(ADA, group, "space_poster")
    world.give(MODERATOR, group, "space_moderator")
    world.give(BEN, group, "space_admin")
    publication = world.published(space_id=group)
    change(world, ADA, "unpublish", publication)

    for user_id in (MODERATOR, BEN, EVE):
        assert status(world, user_id, "republish", publication) == "forbidden"
    again = world.client(BEN).post("/api/productions/7/publications", json={"spaceId": group})
    assert again.status_code == 403
    assert status(world, ADMIN, "republish", publication) == "published"


def test_whoever_makes_a_space_publishes_nothing_of_others_there(world: PublishWorld) -> None:
    world.hls.add(a_production(7))
    made = world.client(EVE).post("/api/spaces", json={"name": "x"}).json["space"]["id"]

    answer = world.client(EVE).post("/api/productions/7/publications", json={"spaceId": made})

    assert (answer.status_code, answer.json["error"]) == (403, "forbidden")


def test_an_owner_who_moderates_needs_approval_for_what_they_withdrew(
    world: PublishWorld, space: int
) -> None:
    publication = world.published(space_id=space)
    world.give(ADA, space, "space_moderator")
    change(world, ADA, "unpublish", publication)

    assert status(world, ADA, "republish", publication) == "pending"


def test_publishing_again_republishes_what_its_owner_unpublished(world: PublishWorld) -> None:
    publication = world.published()
    change(world, ADA, "unpublish", publication)

    again = world.client(ADA).post(
        "/api/productions/7/publications",
        json={"spaceId": world.personal(), "visibility": "members"},
    )

    assert again.status_code == 200
    back = again.json["publication"]
    assert (back["id"], back["status"]) == (publication, "published")
    assert back["visibility"] == "members"


def test_a_publication_whose_production_failed_is_not_republished(world: PublishWorld) -> None:
    publication = world.published()
    change(world, ADA, "unpublish", publication)
    world.hls.add(a_production(7, status="failed"))

    assert status(world, ADA, "republish", publication) == "production_not_ready"


def test_a_moderator_of_the_site_unpublishes_and_republishes(world: PublishWorld) -> None:
    path = f"/api/publications/{world.published()}"
    client = world.client(EVE, "site_moderator")

    assert client.post(f"{path}/unpublish", json={}).status_code == 200
    assert client.post(f"{path}/republish", json={}).status_code == 200


def test_a_note_has_at_most_2000_characters_and_may_be_absent(world: PublishWorld) -> None:
    publication = world.published()

    assert change(world, ADA, "unpublish", publication, note="x" * 2001).status_code == 400
    path = f"/api/publications/{publication}/unpublish"
    assert world.client(ADA).post(path).status_code == 200


def test_a_change_repeated_with_its_idempotency_key_has_one_effect(world: PublishWorld) -> None:
    path, client = f"/api/publications/{world.published()}/unpublish", world.client(ADA)

    answers = [client.post(path, json={}, headers={"Idempotency-Key": "x"}) for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 200]
    assert world.topics() == ["published", "unpublished"]


def test_a_publication_is_readable_by_those_who_may_view_it(
    world: PublishWorld, space: int
) -> None:
    public, waiting = world.published(), world.published(space_id=space)

    def read(user_id: int | None, publication: int) -> Any:
        client = world.anonymous() if user_id is None else world.client(user_id)
        return client.get(f"/api/publications/{publication}")

    assert read(None, public).json["events"] == []
    assert read(BEN, public).json["canRepublishOwner"] is False
    assert read(MODERATOR, waiting).json["publication"]["status"] == "pending"
    assert read(BEN, waiting).json["error"] == "publication_not_published"
    change(world, MODERATOR, "approve", waiting)
    assert read(ADA, waiting).status_code == 200
    assert (read(BEN, waiting).status_code, read(BEN, waiting).json["error"]) == (403, "forbidden")
    assert read(None, waiting).status_code == 403
