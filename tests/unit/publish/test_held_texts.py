# SPDX-License-Identifier: Apache-2.0
"""Where moderators approve, a changed title or story is shown once they have approved it."""

from __future__ import annotations

from typing import Any

import pytest

from services.publish.domain.space import SpaceType
from services.publish.usecases.applying_events import copy_production, record_replacement
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, PublishWorld, a_production

NEW = {"storyText": "Buy this."}


@pytest.fixture
def channel(world: PublishWorld) -> int:
    """Return a public channel that Eve moderates and Ada posts in."""
    made = world.space(SpaceType.CHANNEL, owner=BEN, visibility="public")
    world.give(EVE, made, "space_moderator")
    world.give(ADA, made, "space_poster")
    return made


@pytest.fixture
def publication(world: PublishWorld, channel: int) -> int:
    """Return a publication of production 7 in the channel, which Eve has approved."""
    made = world.published(7, channel)
    assert world.client(EVE).post(f"/api/publications/{made}/approve", json={}).status_code == 200
    return made


def write(world: PublishWorld, publication: int, text: str = NEW["storyText"]) -> Any:
    path = f"/api/publications/{publication}/story"
    answer = world.client(ADA).patch(path, json={"storyText": text})
    assert answer.status_code == 200, answer.json
    return answer.json["story"]  # type: ignore[index]


def rename(world: PublishWorld, name: str, revision: int = 9, story: str = "Told anew.") -> None:
    newer = world.hls.add(a_production(7, name=name, story_text=story, revision=revision))
    copy_production(world.deps, production=newer)


def shown(world: PublishWorld, channel: int) -> tuple[str, str]:
    """Return the title and the story that anybody reads in the feed of the channel."""
    (item,) = world.anonymous().get(f"/api/spaces/{channel}/feed").json["items"]
    return item["production"]["name"], item["publication"]["storyText"]


def queue(world: PublishWorld, channel: int) -> Any:
    return world.client(EVE).get(f"/api/spaces/{channel}/review/queue").json["items"]  # type: ignore[index]


def decide(world: PublishWorld, publication: int, verb: str, revision: int | None = None) -> Any:
    headers = {} if revision is None else {"If-Match": f'"{revision}"'}
    path = f"/api/publications/{publication}/{verb}"
    return world.client(EVE).post(path, json={"note": "Hm."}, headers=headers)


def actions(world: PublishWorld, publication: int) -> list[str]:
    answer: Any = world.client(ADMIN).get(f"/api/publications/{publication}").json
    return [one["action"] for one in answer["events"]]


def test_a_rewritten_story_is_shown_once_it_is_approved(
    world: PublishWorld, channel: int, publication: int
) -> None:
    written = write(world, publication)

    assert (written["storyText"], written["heldStoryText"]) == ("Once upon a time.", "Buy this.")
    assert shown(world, channel) == ("Video 7", "Once upon a time.")
    (item,) = queue(world, channel)
    assert item["proposed"] == {
        "title": "Video 7",
        "storyText": "Buy this.",
        "isRejected": False,
    }
    assert item["publication"]["status"] == "published"
    counts = world.client(EVE).get("/api/space/review/channels").json["items"]
    assert [one["pendingCount"] for one in counts] == [1]
    assert decide(world, publication, "approve").status_code == 412
    done = decide(world, publication, "approve", item["publication"]["revision"])
    assert done.status_code == 200, done.json
    assert shown(world, channel) == ("Video 7", "Buy this.")
    assert queue(world, channel) == []
    assert actions(world, publication)[-2:] == ["write_story", "approve_texts"]


def test_a_renamed_production_keeps_its_approved_title_everywhere(
    world: PublishWorld, channel: int, publication: int
) -> None:
    rename(world, "Casino")

    assert shown(world, channel) == ("Video 7", "Once upon a time.")
    page = world.anonymous().get(f"/watch/{publication}").get_data(as_text=True)
    assert "Casino" not in page
    assert "Told anew." not in page
    assert "Video 7" in page
    rss = world.anonymous().get(f"/spaces/{channel}/feed.xml").get_data(as_text=True)
    assert "Casino" not in rss
    found = [
        len(world.anonymous().get(f"/api/search?q={word}").json["items"])  # type: ignore[index]
        for word in ("casino", "anew", "video")
    ]
    assert found == [0, 0, 1]
    (item,) = queue(world, channel)
    assert (item["proposed"]["title"], item["proposed"]["storyText"]) == ("Casino", "Told anew.")
    assert actions(world, publication)[-1] == "hold_texts"

    decide(world, publication, "approve", item["publication"]["revision"])

    assert shown(world, channel) == ("Casino", "Told anew.")
    assert len(world.anonymous().get("/api/search?q=casino").json["items"]) == 1  # type: ignore[index]


def test_viewers_do_not_read_what_waits(
    world: PublishWorld, channel: int, publication: int
) -> None:
    rename(world, "Casino")
    path = f"/api/publications/{publication}"

    assert world.anonymous().get(path).json["proposed"] is None
    story = world.anonymous().get(f"{path}/story").json["story"]
    assert (story["productionStoryText"], story["heldStoryText"]) == ("Once upon a time.", None)
    mine = world.client(ADA).get(f"{path}/story").json["story"]
    assert (mine["productionStoryText"], mine["heldStoryText"]) == ("Told anew.", "Told anew.")
    assert world.client(ADA).get(path).json["proposed"]["title"] == "Casino"


def test_rejected_texts_are_not_shown_and_do_not_come_back(
    world: PublishWorld, channel: int, publication: int
) -> None:
    rename(world, "Casino")

    assert decide(world, publication, "reject").status_code == 200

    assert shown(world, channel) == ("Video 7", "Once upon a time.")
    assert queue(world, channel) == []
    assert world.client(ADA).get(f"/api/publications/{publication}").json["proposed"] == {
        "title": "Casino",
        "storyText": "Told anew.",
        "isRejected": True,
    }
    # Each event of a production has its title and its story.
    rename(world, "Casino", revision=10)
    assert queue(world, channel) == []
    rename(world, "Harbour", revision=11)
    assert queue(world, channel)[0]["proposed"]["title"] == "Harbour"


def test_what_is_written_back_as_it_was_waits_for_nobody(
    world: PublishWorld, channel: int, publication: int
) -> None:
    write(world, publication)
    write(world, publication, "Once upon a time.")

    assert queue(world, channel) == []
    assert shown(world, channel) == ("Video 7", "Once upon a time.")


def test_where_nobody_approves_texts_are_shown_at_once(world: PublishWorld) -> None:
    space = world.personal()
    publication = world.published(7, space)

    write(world, publication)
    rename(world, "Casino")

    assert shown(world, space) == ("Casino", "Buy this.")


def test_a_replaced_video_waits_together_with_the_texts(
    world: PublishWorld, channel: int, publication: int
) -> None:
    write(world, publication)
    newer = world.hls.add(a_production(7, upload_id=71, revision=12))
    record_replacement(world.deps, production=newer, previous_upload_id=70, requested_by=ADA)

    (item,) = queue(world, channel)

    assert (item["publication"]["status"], item["proposed"]) == ("pending", None)
    assert item["publication"]["storyText"] == "Buy this."


def test_rejected_texts_do_not_come_back_when_a_moderator_publishes_again(
    world: PublishWorld, channel: int, publication: int
) -> None:
    write(world, publication)
    for verb in ("reject", "unpublish", "republish"):
        assert decide(world, publication, verb).status_code == 200

    assert shown(world, channel) == ("Video 7", "Once upon a time.")


@pytest.mark.parametrize("again", ["/api/publications/{publication}/republish", ""])
def test_held_texts_that_are_shown_after_all_are_found(
    world: PublishWorld, channel: int, publication: int, again: str
) -> None:
    rename(world, "Casino")
    path = f"/api/publications/{publication}"
    assert world.client(ADA).post(f"{path}/unpublish", json={}).status_code == 200

    asked = again.format(publication=publication) or "/api/productions/7/publications"
    answer = world.client(ADA).post(asked, json={} if again else {"spaceId": channel})
    assert answer.json["publication"]["status"] == "pending"
    assert decide(world, publication, "approve").status_code == 200

    found = world.anonymous().get("/api/search?q=casino").json["items"]
    assert [one["production"]["name"] for one in found] == ["Casino"]


def test_an_event_that_changes_no_text_changes_no_publication(
    world: PublishWorld, channel: int, publication: int
) -> None:
    before = world.client(ADA).get(f"/api/publications/{publication}").json["publication"]

    copy_production(world.deps, production=world.hls.add(a_production(7, revision=9)))

    assert world.client(ADA).get(f"/api/publications/{publication}").json["publication"] == before
