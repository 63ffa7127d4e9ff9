# SPDX-License-Identifier: Apache-2.0
"""Reads renders and nodes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from chassis.caller import Caller
from chassis.paging import cut_page
from services.render.coordinator.domain.nodes import NodePosition, RenderNode
from services.render.coordinator.domain.progress import eta_seconds
from services.render.coordinator.domain.render import Render
from services.render.coordinator.domain.report import RenderReport
from services.render.coordinator.usecases.access import require_access
from services.render.coordinator.usecases.dependencies import Dependencies


@dataclass(frozen=True, slots=True)
class RenderSnapshot:
    """A render with what it cost so far, and the estimated seconds to its end."""

    render: Render
    report: RenderReport
    eta_seconds: int | None
    elapsed: dt.timedelta | None


def read_render(deps: Dependencies, *, export_id: str, caller: Caller) -> RenderSnapshot:
    """Return a render with its report and its estimated end."""
    with deps.reading() as uow:
        render = require_access(uow.renders.find_render(export_id), caller)
        report = render.report or uow.job_statistics.read_report(export_id)
    now = deps.now()
    return RenderSnapshot(render, report, eta_seconds(render, now), render.elapsed(now))


def list_nodes(
    deps: Dependencies, *, after: NodePosition | None, limit: int
) -> tuple[Sequence[RenderNode], NodePosition | None]:
    """Return a page of the nodes, the one that asked last first, and where the next one begins."""
    with deps.reading() as uow:
        found = uow.nodes.list_nodes(after=after, limit=limit + 1)
    page, last = cut_page(found, limit)
    return page, NodePosition(last.last_claim_at, last.node_id) if last else None
