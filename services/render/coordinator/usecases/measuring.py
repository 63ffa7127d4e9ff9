# SPDX-License-Identifier: Apache-2.0
"""Reads what the metrics show: counters, load and nodes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from services.render.coordinator.domain.counters import JobCounter
from services.render.coordinator.domain.nodes import QueueLoad
from services.render.coordinator.usecases.dependencies import Dependencies

_NODE_ACTIVE_WITHIN = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class RenderMetrics:
    """Counters since the first start, and the present load of all nodes."""

    counters: Sequence[JobCounter]
    loads: Sequence[QueueLoad]
    nodes: int
    slots: int


def read_metrics(deps: Dependencies) -> RenderMetrics:
    """Read counters, load and nodes."""
    with deps.reading() as uow:
        nodes, slots = uow.nodes.count_busy_nodes(deps.now() - _NODE_ACTIVE_WITHIN)
        loads = uow.job_statistics.list_queue_loads()
        return RenderMetrics(uow.job_counters.list_counters(), loads, nodes, slots)
