# SPDX-License-Identifier: Apache-2.0
"""Reports to the moderators of a space, and what they do with them."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from services.publish.domain.space import SpaceType
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, PublishWorld


def reported(world: PublishWorld, publication: int, user: int = BEN, **body: Any) -> TestResponse:
    path = f"/api/publications/{publication}/reports"
    return world.client(user).post(path, json={"reason": "spam", **body})


def in_group(world: PublishWorld) -> tuple[int, int]:
    """Publish in a public group that Eve moderates, and return the group and the publication."""
    group = world.space(SpaceType.GROUP, owner=4, visibility="public")
    world.give(ADA, group, "space_poster")
    world.give(EVE, group, "space_moderator")
    return group, world.published(space_id=group)


def test_a_user_reports_a_part_of_a_video_once(world: PublishWorld) -> None:
    group, publication = in_group(world)

    first = reported(world, publication, note="At the end.", fromSeconds=1.5, untilSeconds=2)
    second = reported(world, publication)

    assert first.status_code == 201
    assert (second.status_code, second.json["error"]) == (409, "already_reported")  # type: ignore[index]
    [report] = world.client(EVE).get(f"/api/spaces/{group}/reports").json["items"]  # type: ignore[index]
    assert (report["reason"], report["note"], report["status"]) == ("spam", "At the end.", "open")
    assert (report["fromSeconds"], report["untilSeconds"]) == (1.5, 2)
    assert (report["title"], report["reporterName"]) == ("Video 7", "Ben")


def test_moderators_read_the_reports_of_their_space(world: PublishWorld) -> None:
    group, publication = in_group(world)
    reported(world, publication)

    found = [
        client.get(f"/api/spaces/{group}/reports").status_code
        for client in (
            world.anonymous(),
            world.client(ADA),
            world.client(BEN),
            world.client(EVE),
            world.client(BEN, "site_moderator"),
            world.client(ADMIN),
        )
    ]

    assert found == [401, 403, 403, 200, 200, 200]


def test_moderators_resolve_reports_and_narrow_the_list_by_status(world: PublishWorld) -> None:
    group, publication = in_group(world)
    reported(world, publication, BEN)
    second = reported(world, publication, 5).json["report"]["id"]  # type: ignore[index]
    change = {"status": "resolved", "resolution": "unpublished"}

    handled = world.client(EVE).patch(f"/api/reports/{second}", json=change)

    assert handled.json["report"]["handledBy"] == EVE  # type: ignore[index]
    path = f"/api/spaces/{group}/reports?status="
    counts = [
        len(world.client(EVE).get(path + status).json["items"])  # type: ignore[index]
        for status in ("open", "in_review", "resolved", "dismissed")
    ]
    assert counts == [1, 0, 1, 0]
    assert world.client(BEN).patch(f"/api/reports/{second}", json=change).status_code == 403


@pytest.mark.parametrize(
    "change", [{"status": "resolved"}, {"status": "open", "resolution": "warned"}]
)
def test_only_closed_reports_have_a_resolution(world: PublishWorld, change: dict[str, str]) -> None:
    _, publication = in_group(world)
    report = reported(world, publication).json["report"]["id"]  # type: ignore[index]

    answer = world.client(EVE).patch(f"/api/reports/{report}", json=change)

    assert (answer.status_code, answer.json["error"]) == (422, "resolution_required")  # type: ignore[index]


def test_a_reported_comment_is_one_of_the_publication(world: PublishWorld) -> None:
    _, publication = in_group(world)
    other = world.published(8)
    comment = (
        world.client(BEN)
        .post(f"/api/publications/{other}/comments", json={"text": "Rude."})
        .json["comment"]["id"]
    )  # type: ignore[index]

    wrong = reported(world, publication, commentId=comment)
    right = reported(world, other, commentId=comment)

    assert (wrong.status_code, wrong.json["error"]) == (404, "comment_not_found")  # type: ignore[index]
    assert right.json["report"]["commentId"] == comment  # type: ignore[index]
    path = f"/api/spaces/{world.personal()}/reports"
    [listed] = world.client(ADMIN).get(path).json["items"]  # type: ignore[index]
    assert listed["commentText"] == "Rude."


def test_a_user_reports_a_video_and_each_comment_under_it_once(world: PublishWorld) -> None:
    _, publication = in_group(world)
    path = f"/api/publications/{publication}/comments"
    comments = [
        world.client(ADA).post(path, json={"text": text}).json["comment"]["id"]  # type: ignore[index]
        for text in ("Rude.", "Ruder.")
    ]

    first = [reported(world, publication, **body) for body in _once_each(comments)]
    again = [reported(world, publication, **body) for body in _once_each(comments)]

    assert [one.status_code for one in first] == [201, 201, 201]
    assert [one.status_code for one in again] == [409, 409, 409]


def _once_each(comments: list[int]) -> list[dict[str, int]]:
    return [{}, *({"commentId": one} for one in comments)]


def test_a_part_that_ends_before_it_begins_is_refused(world: PublishWorld) -> None:
    answer = reported(world, world.published(), fromSeconds=3, untilSeconds=1)

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_range")  # type: ignore[index]


@pytest.mark.parametrize("resolution", ["unpublished", "comment_deleted", "warned"])
def test_a_report_is_not_dismissed_with_what_was_done_about_it(
    world: PublishWorld, resolution: str
) -> None:
    _, publication = in_group(world)
    report = reported(world, publication).json["report"]["id"]  # type: ignore[index]
    change = {"status": "dismissed", "resolution": resolution}

    answer = world.client(EVE).patch(f"/api/reports/{report}", json=change)

    assert (answer.status_code, answer.json["error"]) == (422, "resolution_required")  # type: ignore[index]
    right = {"status": "dismissed", "resolution": "no_violation"}
    assert world.client(EVE).patch(f"/api/reports/{report}", json=right).status_code == 200


def test_reasons_are_known_words(world: PublishWorld) -> None:
    answer = reported(world, world.published(), reason="because")

    assert answer.status_code == 400
    assert answer.json["errors"][0]["pointer"] == "/reason"  # type: ignore[index]
