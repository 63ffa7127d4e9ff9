# SPDX-License-Identifier: Apache-2.0
"""Who may watch a publication is changed at once, by its owner alone, and stands in its log."""

from __future__ import annotations

from typing import Any

import pytest

from services.publish.domain.space import SpaceType
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, PublishWorld


def channel(world: PublishWorld, visibility: str = "public") -> int:
    """Make a channel that Eve moderates and Ada posts in."""
    made = world.space(SpaceType.CHANNEL, owner=BEN, visibility=visibility)
    world.give(EVE, made, "space_moderator")
    world.give(ADA, made, "space_poster", "space_member")
    return made


def approved(world: PublishWorld, space: int) -> int:
    publication = world.published(7, space)
    world.client(EVE).post(f"/api/publications/{publication}/approve", json={})
    return publication


def show(
    world: PublishWorld, user_id: int, publication: int, visibility: str, note: str = ""
) -> tuple[int, Any]:  # Any: the body of an answer
    body = {"visibility": visibility, "note": note}
    answer = world.client(user_id).patch(f"/api/publications/{publication}", json=body)
    return answer.status_code, answer.json


def log_of(world: PublishWorld, publication: int) -> Any:  # Any: the body of an answer
    return world.client(ADA).get(f"/api/publications/{publication}").json["events"]


def test_what_only_members_watch_from_now_on_stays_published(world: PublishWorld) -> None:
    publication = approved(world, channel(world))

    status, answer = show(world, ADA, publication, "members", "Just us")

    found = answer["publication"]
    assert (status, found["status"], found["visibility"]) == (200, "published", "members")
    entry = log_of(world, publication)[-1]
    assert (entry["action"], entry["actorName"], entry["note"]) == (
        "change_visibility",
        "Ada",
        "Just us",
    )
    assert world.anonymous().get(f"/api/publications/{publication}").status_code == 403


@pytest.mark.parametrize("wider", ["inherit", "public"])
def test_a_wider_audience_waits_for_approval_where_moderators_approve(
    world: PublishWorld, wider: str
) -> None:
    publication = approved(world, channel(world))
    show(world, ADA, publication, "members")

    status, answer = show(world, ADA, publication, wider)

    found = answer["publication"]
    assert (status, found["status"], found["visibility"]) == (200, "pending", wider)


def test_a_wider_audience_is_shown_at_once_where_nobody_approves(world: PublishWorld) -> None:
    publication = world.published()
    show(world, ADA, publication, "members")

    assert show(world, ADA, publication, "public")[1]["publication"]["status"] == "published"
    assert world.anonymous().get(f"/api/publications/{publication}").status_code == 200


def test_nothing_is_wider_than_its_space(world: PublishWorld) -> None:
    publication = approved(world, channel(world, "members_only"))

    status, answer = show(world, ADA, publication, "public")

    assert (status, answer["error"]) == (409, "visibility_too_wide")


def test_the_visibility_that_it_has_is_no_change(world: PublishWorld) -> None:
    publication = approved(world, channel(world))
    before = log_of(world, publication)

    status, answer = show(world, ADA, publication, "inherit")

    assert (status, answer["publication"]["status"]) == (200, "published")
    assert log_of(world, publication) == before


def test_only_the_owner_and_administrators_of_the_site_change_it(world: PublishWorld) -> None:
    space = channel(world)
    publication = approved(world, space)

    assert [show(world, one, publication, "members")[0] for one in (EVE, BEN, 99)] == [403] * 3
    assert show(world, ADMIN, publication, "members")[0] == 200
    path = f"/api/publications/{publication}"
    assert world.anonymous().patch(path, json={"visibility": "members"}).status_code == 401
    assert show(world, ADA, 999, "members")[0] == 404
    assert show(world, ADA, publication, "everybody")[0] == 400


def test_who_may_not_publish_there_any_more_makes_it_narrower_only(world: PublishWorld) -> None:
    space = channel(world)
    publication = approved(world, space)
    world.client(ADMIN).patch(
        f"/api/spaces/{space}/members/{ADA}", json={"roles": ["space_member"]}
    )

    assert show(world, ADA, publication, "members")[0] == 200
    assert show(world, ADA, publication, "inherit")[0] == 403
