# SPDX-License-Identifier: Apache-2.0
"""How progress is measured and described."""

from __future__ import annotations

import datetime as dt

import pytest

from services.render.contract.jobs import JobKind
from services.render.coordinator.domain.progress import (
    JobProgress,
    eta_seconds,
    measure,
    message,
)
from services.render.coordinator.domain.render import (
    ExportSubject,
    Render,
    RenderFailure,
    RenderProgress,
    RenderStage,
)

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
QUEUED = Render("e", ExportSubject(1, "project_export"), created_at=NOW)


def a_render(percent: int = 0, *, seconds: int = 10) -> Render:
    """A render that began some seconds ago."""
    started = NOW - dt.timedelta(seconds=seconds)
    return QUEUED.advance(RenderProgress(percent, RenderStage.RENDER), started)


def done(kind: JobKind, weight: int) -> JobProgress:
    return JobProgress(kind, weight, 1, True)


def pending(kind: JobKind, weight: int, fraction: float = 0) -> JobProgress:
    return JobProgress(kind, weight, fraction, False)


@pytest.mark.parametrize(
    ("jobs", "percent", "stage"),
    [
        ([pending(JobKind.MEZZANINE, 50, 0.5), pending(JobKind.CHUNK, 50)], 24, "prepare"),
        ([done(JobKind.MEZZANINE, 50), pending(JobKind.CHUNK, 50)], 47, "render"),
        ([pending(JobKind.MIX, 1), done(JobKind.CHUNK, 99)], 91, "render"),
        ([done(JobKind.CHUNK, 99), pending(JobKind.CONCAT, 1)], 91, "finalize"),
        ([], 92, "finalize"),
    ],
)
def test_progress_is_measured_by_the_weights_of_jobs(
    jobs: list[JobProgress], percent: int, stage: str
) -> None:
    found = measure(jobs)

    assert (found.percent, found.stage) == (percent, stage)


def test_the_end_is_estimated_only_when_enough_is_done() -> None:
    assert eta_seconds(a_render(2), NOW) is None
    assert eta_seconds(a_render(50), NOW) == 10
    assert eta_seconds(a_render(25, seconds=20), NOW) == 60
    assert eta_seconds(a_render(50).cancel(NOW), NOW) is None


def test_a_message_describes_the_state_of_a_render() -> None:
    assert message(QUEUED) == "Waiting for a node"
    assert message(a_render()) == "Rendering the pictures"
    assert message(a_render().cancel(NOW)) == "Cancelled"
    assert message(a_render().fail(RenderFailure("x", "It broke."), NOW)) == "It broke."
