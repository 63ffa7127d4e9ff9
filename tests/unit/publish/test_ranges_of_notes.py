# SPDX-License-Identifier: Apache-2.0
"""The part of a video that a note of a review is about."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.support.publish.world import ADA, PublishWorld, a_production


def noted(world: PublishWorld, **body: Any) -> Any:
    """Let Grace write a note in a review of Ada's."""
    world.hls.add(a_production(7))
    link = world.client(ADA).post("/api/productions/7/review-links", json={}).json
    path = f"/api/reviews/{link['token']}/reviewers"  # type: ignore[index]
    token = world.anonymous().post(path, json={"name": "Grace"}).json["token"]  # type: ignore[index]
    return world.anonymous().post(f"/api/reviews/{token}/notes", json={"text": "Here.", **body})


def test_a_part_that_ends_before_it_begins_is_refused(world: PublishWorld) -> None:
    answer = noted(world, atSeconds=2, untilSeconds=1)

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_range")


def test_a_part_without_any_length_is_a_moment(world: PublishWorld) -> None:
    note = noted(world, atSeconds=2, untilSeconds=2).json["note"]

    assert (note["atSeconds"], note["untilSeconds"]) == (2, None)


@pytest.mark.parametrize("body", [{"atSeconds": 3.6}, {"atSeconds": 1, "untilSeconds": 3.6}])
def test_a_moment_that_the_video_does_not_have_is_refused(
    world: PublishWorld, body: dict[str, float]
) -> None:
    answer = noted(world, **body)

    assert (answer.status_code, answer.json["error"]) == (400, "behind_the_end")
    assert answer.json["detail"] == "The video ends after 2.5 seconds."


def test_what_a_player_shows_after_the_end_is_its_end(world: PublishWorld) -> None:
    moment = noted(world, atSeconds=2.6).json["note"]
    part = noted(world, atSeconds=2, untilSeconds=3.4).json["note"]

    assert (moment["atSeconds"], moment["untilSeconds"]) == (2.5, None)
    assert (part["atSeconds"], part["untilSeconds"]) == (2, 2.5)


@pytest.mark.parametrize("member", ["atSeconds", "untilSeconds"])
@pytest.mark.parametrize("value", [-0.001, math.nan, math.inf, -math.inf])
def test_a_moment_is_a_number_from_the_beginning_on(
    world: PublishWorld, member: str, value: float
) -> None:
    assert noted(world, **{member: value}).status_code == 400
