# SPDX-License-Identifier: Apache-2.0
"""What a render cost: its jobs by kind, and the nodes that ran them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from timeline.spec.canonical import Spec


@dataclass(frozen=True, slots=True)
class JobEffort:
    """The jobs of one kind that one node holds or has completed, and what these took."""

    kind: str
    node_id: str
    jobs: int
    completed: int
    cpu_seconds: float
    wall_seconds: float


@dataclass(frozen=True, slots=True)
class NodeEffort:
    """What one node did for a render."""

    node_id: str
    jobs: int
    cpu_seconds: float
    wall_seconds: float


@dataclass(frozen=True, slots=True)
class RenderReport(Spec):
    """What all nodes did for a render; a job that several renders share counts for each."""

    efforts: tuple[JobEffort, ...] = ()

    @property
    def jobs(self) -> int:
        """The number of jobs of the render."""
        return sum(effort.jobs for effort in self.efforts)

    @property
    def completed(self) -> int:
        """The number of completed jobs."""
        return sum(effort.completed for effort in self.efforts)

    @property
    def cpu_seconds(self) -> float:
        """The processor time of the completed jobs."""
        return sum(effort.cpu_seconds for effort in self.efforts)

    @property
    def kinds(self) -> dict[str, tuple[int, int]]:
        """The numbers of jobs and of completed jobs by kind."""
        jobs, completed = Counter[str](), Counter[str]()
        for effort in self.efforts:
            jobs[effort.kind] += effort.jobs
            completed[effort.kind] += effort.completed
        return {kind: (jobs[kind], completed[kind]) for kind in jobs}

    @property
    def nodes(self) -> list[NodeEffort]:
        """The nodes that completed jobs, the one with most processor time first."""
        node_ids = sorted({effort.node_id for effort in self.efforts if effort.completed})
        nodes = [self._of_node(node_id) for node_id in node_ids]
        return sorted(nodes, key=lambda node: -node.cpu_seconds)

    def _of_node(self, node_id: str) -> NodeEffort:
        own = [effort for effort in self.efforts if effort.node_id == node_id]
        return NodeEffort(
            node_id,
            sum(effort.completed for effort in own),
            sum(effort.cpu_seconds for effort in own),
            sum(effort.wall_seconds for effort in own),
        )
