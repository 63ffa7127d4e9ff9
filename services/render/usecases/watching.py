# SPDX-License-Identifier: Apache-2.0
"""How one learns what render is doing."""

from __future__ import annotations

from dataclasses import dataclass

from services.render.domain.progress import eta_seconds
from services.render.domain.render import Render
from services.render.usecases.ports import Count, Node, Ports
from services.render.usecases.stopping import Asker


@dataclass(frozen=True, slots=True)
class Watched:
    """A render with its pieces counted and its end foretold."""

    render: Render
    count: Count
    eta_seconds: int | None


def watch_render(ports: Ports, *, export_id: str, asker: Asker) -> Watched:
    """Return how a render is doing."""
    with ports.reading() as uow:
        render = asker.check(uow.renders.get(export_id))
        count = uow.pieces.count(export_id)
    return Watched(render, count, eta_seconds(render, ports.now()))


def list_nodes(ports: Ports) -> list[Node]:
    """List the nodes, those seen last first."""
    with ports.reading() as uow:
        return uow.nodes.all()
