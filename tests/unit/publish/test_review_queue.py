# SPDX-License-Identifier: Apache-2.0
"""Moderators find what waits for them, and stories are written for single publications."""

from __future__ import annotations

from typing import Any

from services.publish.domain.space import SpaceType
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, PublishWorld, a_production


def story_of(world: PublishWorld, publication: int) -> Any:  # Any: the body of an answer
    return world.client(ADA).get(f"/api/publications/{publication}/story").json["story"]


def test_the_queue_has_what_is_pending_newest_first_with_links(
    world: PublishWorld, channel: int
) -> None:
    first, second, third = (world.published(number, channel) for number in (7, 8, 9))
    world.client(EVE).post(f"/api/publications/{second}/reject", json={})
    path = f"/api/spaces/{channel}/review/queue?limit=1"

    newest = world.client(EVE).get(path).json
    oldest = world.client(EVE).get(f"{path}&cursor={newest['nextCursor']}").json

    assert [one["publication"]["id"] for one in newest["items"]] == [third]
    assert newest["items"][0]["owner"]["displayName"] == "Ada"
    assert newest["items"][0]["playback"]["masterUrl"].endswith("/9/master.m3u8")
    assert [one["publication"]["id"] for one in oldest["items"]] == [first]
    assert oldest["nextCursor"] is None


def test_moderators_see_their_spaces_with_how_much_is_pending(
    world: PublishWorld, channel: int
) -> None:
    group = world.space(SpaceType.GROUP, owner=BEN)
    world.give(EVE, group, "space_admin")
    world.published(7, channel)

    def counts(user_id: int, kind: str) -> dict[int, int]:
        items = world.client(user_id).get(f"/api/space/review/{kind}").json["items"]
        return {one["space"]["id"]: one["pendingCount"] for one in items}

    assert counts(EVE, "channels") == {channel: 1}
    assert counts(EVE, "groups") == {group: 0}
    assert counts(ADA, "channels") == counts(ADA, "groups") == {}
    assert counts(ADMIN, "channels") == {1: 0, channel: 1}


def test_the_log_says_who_did_what(world: PublishWorld, channel: int) -> None:
    publication = world.published(7, channel)
    path = f"/api/publications/{publication}"
    world.client(EVE).post(f"{path}/approve", json={"note": "Lovely."})

    events = world.client(ADA).get(path).json["events"]

    assert [(one["action"], one["actorName"], one["note"]) for one in events] == [
        ("create_pending", "Ada", ""),
        ("approve_publication", "Eve", "Lovely."),
    ]


def test_a_publication_has_a_story_of_its_own_until_it_is_reset(world: PublishWorld) -> None:
    publication = world.published()
    path = f"/api/publications/{publication}/story"

    written = world.client(ADA).patch(path, json={"storyText": "For friends."}).json["story"]

    assert (written["storyText"], written["storySource"]) == ("For friends.", "custom")
    assert written["productionStoryText"] == "Once upon a time."
    assert story_of(world, publication) == written
    reset = world.client(ADA).post(f"{path}/reset", json={}).json["story"]
    assert (reset["storyText"], reset["storySource"]) == ("Once upon a time.", "production")
    events = world.client(ADA).get(f"/api/publications/{publication}").json["events"]
    assert [one["action"] for one in events][1:] == ["write_story", "reset_story"]


def test_a_moderator_does_not_rewrite_the_story_of_another(
    world: PublishWorld, channel: int
) -> None:
    path = f"/api/publications/{world.published(7, channel)}/story"

    answer = world.client(EVE).patch(path, json={"storyText": "Mine now."})

    assert (answer.status_code, answer.json["error"]) == (403, "forbidden")


def test_a_story_has_at_most_2000_characters(world: PublishWorld) -> None:
    path = f"/api/publications/{world.published()}/story"

    for text, status in [("a" * 2000, 200), ("a" * 2001, 400), (None, 400)]:
        assert world.client(ADA).patch(path, json={"storyText": text}).status_code == status


def test_a_shared_link_puts_one_publication_first(world: PublishWorld) -> None:
    first, second, third = (world.published(number) for number in (7, 8, 9))
    space = world.personal()
    ulid = a_production(7).ulid

    def shown(query: str, limit: int = 2) -> tuple[list[int], str | None]:
        path = f"/api/spaces/{space}/feed?limit={limit}&pin={ulid}{query}"
        page = world.client(ADA).get(path).json
        return [one["publication"]["id"] for one in page["items"]], page["nextCursor"]

    page, cursor = shown("")
    assert page == [first, third]
    assert shown(f"&cursor={cursor}") == ([second], None)
    page, cursor = shown("", 1)
    assert page == [first]
    assert shown(f"&cursor={cursor}") == ([third, second], None)


def test_a_pin_that_is_not_in_the_feed_changes_nothing(world: PublishWorld) -> None:
    publication, space = world.published(), world.personal()

    page = world.client(ADA).get(f"/api/spaces/{space}/feed?pin={'0' * 26}").json

    assert [one["publication"]["id"] for one in page["items"]] == [publication]
