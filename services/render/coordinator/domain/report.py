# SPDX-License-Identifier: Apache-2.0
"""What a render took: its pieces by kind, and the nodes that made them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from timeline.spec.canonical import Spec


@dataclass(frozen=True, slots=True)
class Effort:
    """The pieces of one kind that one node holds or has made, and what the made ones took."""

    kind: str
    node_id: str
    pieces: int
    made: int
    cpu_seconds: float
    wall_seconds: float


@dataclass(frozen=True, slots=True)
class NodeShare:
    """What one node did for a render."""

    node_id: str
    pieces: int
    cpu_seconds: float
    wall_seconds: float


@dataclass(frozen=True, slots=True)
class Report(Spec):
    """What all nodes did for a render; a piece that several renders share counts for each."""

    efforts: tuple[Effort, ...] = ()

    @property
    def pieces(self) -> int:
        """How many pieces the render waits or waited for."""
        return sum(effort.pieces for effort in self.efforts)

    @property
    def made(self) -> int:
        """How many of them are made."""
        return sum(effort.made for effort in self.efforts)

    @property
    def cpu_seconds(self) -> float:
        """What making them took of processors."""
        return sum(effort.cpu_seconds for effort in self.efforts)

    @property
    def kinds(self) -> dict[str, tuple[int, int]]:
        """How many pieces of each kind there are, and how many of them are made."""
        pieces, made = Counter[str](), Counter[str]()
        for effort in self.efforts:
            pieces[effort.kind] += effort.pieces
            made[effort.kind] += effort.made
        return {kind: (pieces[kind], made[kind]) for kind in pieces}

    @property
    def nodes(self) -> list[NodeShare]:
        """The nodes that made something, the busiest first."""
        busy = sorted({effort.node_id for effort in self.efforts if effort.made})
        shares = [self._share(node_id) for node_id in busy]
        return sorted(shares, key=lambda share: -share.cpu_seconds)

    def _share(self, node_id: str) -> NodeShare:
        own = [effort for effort in self.efforts if effort.node_id == node_id]
        return NodeShare(
            node_id,
            sum(effort.made for effort in own),
            sum(effort.cpu_seconds for effort in own),
            sum(effort.wall_seconds for effort in own),
        )
