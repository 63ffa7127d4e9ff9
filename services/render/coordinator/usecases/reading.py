# SPDX-License-Identifier: Apache-2.0
"""How one learns what render is doing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from services.render.coordinator.domain.progress import eta_seconds
from services.render.coordinator.domain.render import Render
from services.render.coordinator.domain.report import Report
from services.render.coordinator.usecases.dependencies import Dependencies, Node
from services.render.coordinator.usecases.stopping import Asker


@dataclass(frozen=True, slots=True)
class Watched:
    """A render with what it took so far, and its end foretold."""

    render: Render
    report: Report
    eta_seconds: int | None
    took: dt.timedelta | None


def watch_render(deps: Dependencies, *, export_id: str, asker: Asker) -> Watched:
    """Return how a render is doing."""
    with deps.reading() as uow:
        render = asker.check(uow.renders.get(export_id))
        report = render.report or uow.pieces.report(export_id)
    now = deps.now()
    return Watched(render, report, eta_seconds(render, now), render.took(now))


def list_nodes(deps: Dependencies) -> list[Node]:
    """List the nodes, those seen last first."""
    with deps.reading() as uow:
        return uow.nodes.all()
