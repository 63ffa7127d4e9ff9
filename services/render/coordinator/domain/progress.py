# SPDX-License-Identifier: Apache-2.0
"""How far a render is, judged by the frames its pieces stand for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from services.render.coordinator.domain.job import SOURCES, Kind
from services.render.coordinator.domain.render import Progress, Render, Stage

_FIRST, _LAST = 2, 92
_MESSAGES = {
    Stage.PREPARE: "Preparing the sources",
    Stage.RENDER: "Rendering the pictures",
    Stage.FINALIZE: "Joining the film",
    Stage.COMPLETED: "Done",
}


@dataclass(frozen=True, slots=True)
class Share:
    """One piece's part of a render: its weight in frames, and how much of it is done, 0..1."""

    kind: Kind
    weight: int
    fraction: float
    is_done: bool


def measure(shares: Sequence[Share]) -> Progress:
    """Tell percent and stage from the pieces of a render."""
    whole = sum(share.weight for share in shares)
    done = sum(share.weight * share.fraction for share in shares)
    percent = _FIRST + int((_LAST - _FIRST) * done / whole) if whole else _LAST
    return Progress(percent, _stage(shares))


def message(render: Render) -> str:
    """Say in words what is going on."""
    if render.failure is not None:
        return render.failure.reason
    if not render.is_active:
        return str(render.state).capitalize()
    return _MESSAGES[render.progress.stage] if render.started_at else "Waiting for a node"


def eta_seconds(render: Render, now: dt.datetime) -> int | None:
    """Estimate the seconds left once enough is done to judge by."""
    percent = render.progress.percent
    if not render.is_active or render.started_at is None or percent < 2 * _FIRST:
        return None
    elapsed = (now - render.started_at).total_seconds()
    return round(elapsed * (100 - percent) / percent)


def _stage(shares: Sequence[Share]) -> Stage:
    pending = {share.kind for share in shares if not share.is_done}
    if pending & {*SOURCES}:
        return Stage.PREPARE
    return Stage.RENDER if pending & {Kind.CHUNK, Kind.MIX} else Stage.FINALIZE
