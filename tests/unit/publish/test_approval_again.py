# SPDX-License-Identifier: Apache-2.0
"""What was approved waits for approval again when more is shown than was approved."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from services.publish.domain.space import SpaceType
from services.publish.usecases.applying_events import record_replacement
from services.publish.usecases.carrying_out_schedules import carry_out_due_schedules
from tests.support.publish.world import ADA, ADMIN, EVE, PublishWorld, a_production


def channel(world: PublishWorld, **settings: Any) -> int:
    """Make a channel where Ada is a poster and Eve a moderator."""
    made = world.space(SpaceType.CHANNEL, owner=4, **settings)
    world.give(ADA, made, "space_poster", "space_member")
    world.give(EVE, made, "space_moderator")
    return made


def approved(world: PublishWorld, space: int, **body: Any) -> int:
    """Publish production 7 in a space and let Eve approve it."""
    world.hls.add(a_production(7))
    path = "/api/productions/7/publications"
    made = world.client(ADA).post(path, json={"spaceId": space, **body})
    assert made.status_code == 201, made.json
    publication = int(made.json["publication"]["id"])  # type: ignore[index]
    done = world.client(EVE).post(f"/api/publications/{publication}/approve", json={})
    assert done.status_code == 200, done.json
    return publication


def replaced(world: PublishWorld) -> None:
    newer = world.hls.add(a_production(7, upload_id=71, revision=9))
    record_replacement(world.deps, production=newer, previous_upload_id=70, requested_by=ADA)


def show(world: PublishWorld, space: int, visibility: str | None) -> Any:
    """Schedule another visibility of production 7 in a space."""
    at = world.deps.now() + dt.timedelta(hours=1)
    body = {"spaceId": space, "action": "change_visibility", "at": at.isoformat()}
    more = {} if visibility is None else {"visibility": visibility}
    return world.client(ADA).post("/api/productions/7/schedules", json={**body, **more})


def read(world: PublishWorld, publication: int) -> Any:
    return world.client(ADMIN).get(f"/api/publications/{publication}").json


def test_a_replaced_video_waits_for_approval_where_moderators_approve(world: PublishWorld) -> None:
    space = channel(world)
    publication = approved(world, space)

    replaced(world)

    found = read(world, publication)
    assert found["publication"]["status"] == "pending"
    assert (found["events"][-1]["action"], found["events"][-1]["actorUserId"]) == (
        "replace_video",
        ADA,
    )
    queue = world.client(EVE).get(f"/api/spaces/{space}/review/queue").json
    assert len(queue["items"]) == 1  # type: ignore[index]
    assert world.topics() == ["requested", "published", "requested"]
    assert world.client(5).get(f"/api/publications/{publication}").status_code == 404


def test_a_replaced_video_stays_published_where_nobody_approves(world: PublishWorld) -> None:
    publication = world.published()

    replaced(world)

    assert read(world, publication)["publication"]["status"] == "published"
    assert world.topics() == ["published"]


def test_what_waits_or_was_withdrawn_stays_so_when_its_video_is_replaced(
    world: PublishWorld,
) -> None:
    publication = approved(world, channel(world))
    world.client(ADA).post(f"/api/publications/{publication}/unpublish", json={})

    replaced(world)

    assert read(world, publication)["publication"]["status"] == "unpublished"
    assert read(world, publication)["events"][-1]["action"] == "replace_video"


@pytest.mark.parametrize("wider", ["inherit", "public"])
def test_a_wider_audience_waits_for_approval(world: PublishWorld, wider: str) -> None:
    space = channel(world, visibility="public")
    publication = approved(world, space, visibility="members")
    assert show(world, space, wider).status_code == 201

    world.later(hours=2)
    assert carry_out_due_schedules(world.deps) == 1

    found = read(world, publication)["publication"]
    assert (found["status"], found["visibility"]) == ("pending", wider)


def test_a_smaller_audience_needs_no_approval(world: PublishWorld) -> None:
    space = channel(world, visibility="public")
    publication = approved(world, space)
    show(world, space, "members")

    world.later(hours=2)
    carry_out_due_schedules(world.deps)

    found = read(world, publication)["publication"]
    assert (found["status"], found["visibility"]) == ("published", "members")


def test_a_publication_is_never_wider_than_its_space(world: PublishWorld) -> None:
    space = channel(world)
    publication = approved(world, space)
    world.hls.add(a_production(8))
    body = {"spaceId": space, "visibility": "public"}

    answer = world.client(ADA).post("/api/productions/8/publications", json=body)

    assert (answer.status_code, answer.json["error"]) == (409, "visibility_too_wide")  # type: ignore[index]
    scheduled = show(world, space, "public")
    assert (scheduled.status_code, scheduled.json["error"]) == (409, "visibility_too_wide")
    assert world.anonymous().get(f"/api/publications/{publication}").status_code == 403


def test_a_space_that_is_public_no_more_hides_what_was_public_in_it(world: PublishWorld) -> None:
    space = channel(world, visibility="public")
    publication = approved(world, space, visibility="public")
    path = f"/api/publications/{publication}"
    assert world.anonymous().get(path).status_code == 200

    changed = world.client(ADMIN).patch(f"/api/spaces/{space}", json={"visibility": "private"})

    assert changed.status_code == 200, changed.json
    assert world.anonymous().get(path).status_code == 403
    assert world.anonymous().get("/api/search?q=video").json["items"] == []  # type: ignore[index]


def test_a_change_of_visibility_says_to_which(world: PublishWorld) -> None:
    space = channel(world)
    approved(world, space)

    answer = show(world, space, None)

    assert (answer.status_code, answer.json["error"]) == (400, "visibility_required")
