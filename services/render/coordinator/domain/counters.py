# SPDX-License-Identifier: Apache-2.0
"""What all nodes together have made, reused and failed at, counted for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from services.render.contract.results import Handed
from services.render.coordinator.domain.job import Kind
from services.render.coordinator.domain.render import Render

FILM = "film"
"""Stands for a whole film where else a kind of piece stands."""

MADE, REUSED, FAILED = "made", "reused", "failed"
LEASE_LOST = "lease_lost"


@dataclass(frozen=True, slots=True, order=True)
class Tally:
    """So many of a kind came out like this, and what they took."""

    kind: str
    outcome: str
    code: str = ""
    count: int = 1
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    film_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Load:
    """The pieces of one kind that may be begun, or are being made."""

    kind: str
    is_running: bool
    count: int
    oldest_seconds: float


def made(kind: Kind, handed: Handed) -> Tally:
    """Count a finished piece."""
    return Tally(kind, MADE, cpu_seconds=handed.cpu_seconds, wall_seconds=handed.wall_seconds)


def completed(render: Render) -> Tally:
    """Count a finished film: what it took, and how long it plays."""
    began, ended = render.started_at, render.finished_at
    waited = (ended - began).total_seconds() if began and ended else 0.0
    plays = Fraction(render.film.probe.duration) if render.film else Fraction(0)
    cpu_seconds = render.report.cpu_seconds if render.report else 0.0
    return Tally(
        FILM,
        MADE,
        cpu_seconds=cpu_seconds,
        wall_seconds=waited,
        film_seconds=float(plays),
    )


def reused(kinds: Mapping[str, int]) -> list[Tally]:
    """Count what was found made."""
    return [Tally(kind, REUSED, count=count) for kind, count in kinds.items()]


def failed(kind: Kind, code: str) -> Tally:
    """Count a failure."""
    return Tally(kind, FAILED, code)
