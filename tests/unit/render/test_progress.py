# SPDX-License-Identifier: Apache-2.0
"""How progress is measured and put into words."""

from __future__ import annotations

import datetime as dt

import pytest

from services.render.coordinator.domain.job import Kind
from services.render.coordinator.domain.progress import Share, eta_seconds, measure, message
from services.render.coordinator.domain.render import Failure, Progress, Render, Stage, Subject

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def a_render(percent: int = 0, *, seconds: int = 10) -> Render:
    """A render that began some seconds ago."""
    render = Render("e", Subject(1, "project_export"), created_at=NOW)
    begun = NOW - dt.timedelta(seconds=seconds)
    return render.advance(Progress(percent, Stage.RENDER), begun)


@pytest.mark.parametrize(
    ("shares", "percent", "stage"),
    [
        ([Share(Kind.MEZZANINE, 50, 0.5, False), Share(Kind.CHUNK, 50, 0, False)], 24, "prepare"),
        ([Share(Kind.MEZZANINE, 50, 1, True), Share(Kind.CHUNK, 50, 0, False)], 47, "render"),
        ([Share(Kind.MIX, 1, 0, False), Share(Kind.CHUNK, 99, 1, True)], 91, "render"),
        ([Share(Kind.CHUNK, 99, 1, True), Share(Kind.CONCAT, 1, 0, False)], 91, "finalize"),
        ([], 92, "finalize"),
    ],
)
def test_progress_is_counted_in_frames(shares: list[Share], percent: int, stage: str) -> None:
    found = measure(shares)

    assert (found.percent, found.stage) == (percent, stage)


def test_the_end_is_foretold_only_when_there_is_something_to_judge_by() -> None:
    assert eta_seconds(a_render(2), NOW) is None
    assert eta_seconds(a_render(50), NOW) == 10
    assert eta_seconds(a_render(25, seconds=20), NOW) == 60
    assert eta_seconds(a_render(50).cancel(NOW), NOW) is None


def test_a_render_says_in_words_what_it_is_doing() -> None:
    queued = Render("e", Subject(1, "project_export"), created_at=NOW)

    assert message(queued) == "Waiting for a node"
    assert message(a_render()) == "Rendering the pictures"
    assert message(a_render().cancel(NOW)) == "Cancelled"
    assert message(a_render().fail(Failure("x", "It broke."), NOW)) == "It broke."
