# SPDX-License-Identifier: Apache-2.0
"""Counters of jobs and exports that only grow, whatever becomes of the rows they count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from services.render.contract.jobs import JobKind
from services.render.coordinator.domain.job import JobCost
from services.render.coordinator.domain.render import Render

EXPORT = "export"
"""The `kind` of counters of whole exports."""

COMPLETED, REUSED, FAILED = "completed", "reused", "failed"
LEASE_LOST = "lease_lost"


@dataclass(frozen=True, slots=True, order=True)
class JobCounter:
    """How often jobs of a kind had an outcome, and the seconds they took in all."""

    kind: str
    outcome: str
    code: str = ""
    count: int = 1
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    export_seconds: float = 0.0


def completed_job(kind: JobKind, cost: JobCost) -> JobCounter:
    """Count a completed job."""
    return JobCounter(kind, COMPLETED, cpu_seconds=cost.cpu_seconds, wall_seconds=cost.wall_seconds)


def completed_export(render: Render) -> JobCounter:
    """Count a completed export: the seconds it took and the seconds it plays."""
    began, ended = render.started_at, render.finished_at
    waited = (ended - began).total_seconds() if began and ended else 0.0
    duration = Fraction(render.export.probe.duration) if render.export else Fraction(0)
    return JobCounter(
        EXPORT,
        COMPLETED,
        cpu_seconds=render.report.cpu_seconds if render.report else 0.0,
        wall_seconds=waited,
        export_seconds=float(duration),
    )


def reused_results(kinds: Mapping[str, int]) -> list[JobCounter]:
    """Count results that were found in the cache, by kind."""
    return [JobCounter(kind, REUSED, count=count) for kind, count in kinds.items()]


def failed_job(kind: JobKind, code: str) -> JobCounter:
    """Count a failed attempt at a job."""
    return JobCounter(kind, FAILED, code)
