# SPDX-License-Identifier: Apache-2.0
"""Moderators approve what they have looked at, and nothing that came later."""

from __future__ import annotations

from typing import Any

import pytest

from services.publish.usecases.applying_events import record_replacement
from tests.support.publish.world import ADA, ADMIN, EVE, PublishWorld, a_production


def waiting(world: PublishWorld, space: int) -> Any:
    """Return the only item of the review queue of a space, as Eve looks at it."""
    (item,) = world.client(EVE).get(f"/api/spaces/{space}/review/queue").json["items"]
    return item


def approve(world: PublishWorld, publication: int, revision: int | str | None = None) -> Any:
    headers = {} if revision is None else {"If-Match": f'"{revision}"'}
    path = f"/api/publications/{publication}/approve"
    return world.client(EVE).post(path, json={}, headers=headers)


def replaced(world: PublishWorld, upload_id: int, revision: int) -> None:
    newer = world.hls.add(a_production(7, upload_id=upload_id, revision=revision))
    record_replacement(world.deps, production=newer, previous_upload_id=70, requested_by=ADA)


def status(world: PublishWorld, publication: int) -> str:
    answer: Any = world.client(ADMIN).get(f"/api/publications/{publication}").json
    return str(answer["publication"]["status"])


def test_a_video_that_was_replaced_while_it_was_looked_at_is_not_approved(
    world: PublishWorld, channel: int
) -> None:
    publication = world.published(7, channel)
    shown = waiting(world, channel)["publication"]["revision"]
    replaced(world, 71, 9)

    stale = approve(world, publication, shown)

    assert (stale.status_code, stale.json["error"]) == (412, "stale_revision")
    current = waiting(world, channel)["publication"]
    assert stale.json["publication"] == current
    assert current["uploadId"] == 71
    assert status(world, publication) == "pending"
    assert approve(world, publication, current["revision"]).status_code == 200
    assert status(world, publication) == "published"


@pytest.mark.parametrize("revision", ["", "abc", "999", "1.0"])
def test_an_unknown_revision_is_never_what_was_looked_at(
    world: PublishWorld, channel: int, revision: str
) -> None:
    assert approve(world, world.published(7, channel), revision).status_code == 412


def test_without_a_revision_what_waits_unchanged_is_approved(
    world: PublishWorld, channel: int
) -> None:
    publication = world.published(7, channel)

    assert approve(world, publication).status_code == 200
    # It waits since it was replaced: whoever sees it in the queue sees the new video.
    replaced(world, 71, 9)
    assert status(world, publication) == "pending"
    assert approve(world, publication).status_code == 200


def test_without_a_revision_what_was_replaced_while_it_waited_is_not_approved(
    world: PublishWorld, channel: int
) -> None:
    publication = world.published(7, channel)
    replaced(world, 71, 9)

    assert approve(world, publication).status_code == 412

    path = f"/api/publications/{publication}"
    world.client(ADA).post(f"{path}/unpublish", json={})
    world.client(ADA).post(f"{path}/republish", json={})
    assert approve(world, publication).status_code == 200


def test_a_story_that_was_rewritten_while_it_was_looked_at_is_not_approved(
    world: PublishWorld, channel: int
) -> None:
    publication = world.published(7, channel)
    shown = waiting(world, channel)["publication"]["revision"]
    path = f"/api/publications/{publication}/story"
    world.client(ADA).patch(path, json={"storyText": "Buy this."})

    assert approve(world, publication, shown).status_code == 412
    assert approve(world, publication).status_code == 412


def test_what_waits_no_more_says_so_rather_than_that_it_changed(
    world: PublishWorld, channel: int
) -> None:
    publication = world.published(7, channel)
    shown = waiting(world, channel)["publication"]["revision"]
    approve(world, publication, shown)

    again = approve(world, publication, shown)

    assert (again.status_code, again.json["error"]) == (409, "invalid_status")
