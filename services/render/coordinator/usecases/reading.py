# SPDX-License-Identifier: Apache-2.0
"""Reads renders and nodes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis.caller import Caller
from chassis.paging import cut_page
from services.render.coordinator.domain.nodes import NodePosition, RenderNode
from services.render.coordinator.domain.progress import eta_seconds
from services.render.coordinator.domain.render import Render, RenderFilter, RenderPosition
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


@dataclass(frozen=True, slots=True)
class RenderSummary:
    """A render of a list, and the estimated seconds to its end."""

    render: Render
    eta_seconds: int | None


def read_render(deps: Dependencies, *, export_id: str, caller: Caller) -> RenderSnapshot:
    """Return a render with its report and its estimated end."""
    with deps.reading() as uow:
        render = require_access(uow.renders.find_render(export_id), caller)
        report = render.report or uow.job_statistics.read_report(export_id)
    now = deps.now()
    return RenderSnapshot(render, report, eta_seconds(render, now), render.elapsed(now))


def list_renders(
    deps: Dependencies, render_filter: RenderFilter
) -> tuple[Sequence[RenderSummary], RenderPosition | None]:
    """Return a page of renders, the newest first, and where the next one begins."""
    with deps.reading() as uow:
        found = uow.renders.list_renders(replace(render_filter, limit=render_filter.limit + 1))
    page, last = cut_page(found, render_filter.limit)
    now = deps.now()
    position = RenderPosition(last.created_at, last.export_id) if last else None
    return [RenderSummary(render, eta_seconds(render, now)) for render in page], position


def list_nodes(
    deps: Dependencies, *, after: NodePosition | None, limit: int
) -> tuple[Sequence[RenderNode], NodePosition | None]:
    """Return a page of the nodes, the one that asked last first, and where the next one begins."""
    with deps.reading() as uow:
        found = uow.nodes.list_nodes(after=after, limit=limit + 1)
    page, last = cut_page(found, limit)
    return page, NodePosition(last.last_claim_at, last.node_id) if last else None
