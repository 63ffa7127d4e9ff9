# SPDX-License-Identifier: Apache-2.0
"""Nodes that are killed, told to stop, or no longer needed."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import sqlalchemy as sa

from chassis.process import sweep_scratch
from tests.support.film import film
from tests.support.render_farm import RenderFarm, until
from tests.support.render_world import a_clip, an_order


def children_of(pid: int) -> list[int]:
    """List the processes a process has started and not yet reaped."""
    tasks = Path(f"/proc/{pid}/task")
    if not tasks.exists():
        return []
    found = [(task / "children").read_text().split() for task in tasks.iterdir()]
    return [int(child) for children in found for child in children]


def long_film(farm: RenderFarm, tmp_path: Path) -> str:
    """Order a film whose chunks take a while to encode."""
    facts = farm.source(1, film(tmp_path / "long.mp4", 13, "1280x720"))
    return farm.order(an_order(a_clip(start=0, source=(0, 13)), sources=(facts,)))


def running(farm: RenderFarm, kind: str) -> sa.Row[tuple[object, ...]] | None:
    """Return a piece of a kind that is being made and has come a little way."""
    rows = farm.pieces(kind)
    return next((row for row in rows if row.state == "running" and row.fraction > 0), None)


def test_a_node_killed_in_the_middle_of_a_chunk_loses_only_that_chunk(
    farm: RenderFarm, tmp_path: Path
) -> None:
    export_id = long_film(farm, tmp_path)
    victim = farm.node(slots=1)
    until(lambda: any(row.state == "done" for row in farm.pieces("chunk")))
    lost = until(lambda: running(farm, "chunk"))
    strays = children_of(victim.pid)

    farm.kill(victim)
    until(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in strays), within=2)
    farm.node(slots=2)
    render = farm.ended(export_id)

    assert render.state == "completed"
    crashed = {row.id: row.crashes for row in farm.pieces() if row.crashes}
    assert crashed == {lost.id: 1}
    assert all(row.token == 1 + (row.id == lost.id) for row in farm.pieces())
    assert sweep_scratch(tmp_path / "scratch" / "node") == 0


def test_a_cancelled_render_frees_its_node_within_two_seconds(
    farm: RenderFarm, tmp_path: Path
) -> None:
    export_id = long_film(farm, tmp_path)
    node = farm.node(slots=1)
    until(lambda: running(farm, "chunk"))

    farm.cancel(export_id)
    began = time.monotonic()
    until(lambda: not children_of(node.pid), within=5)

    assert time.monotonic() - began < 2.0
    assert farm.render(export_id).state == "cancelled"
    assert {row.state for row in farm.pieces()} <= {"done", "cancelled"}
    assert node.poll() is None


def test_a_node_that_is_told_to_stop_gives_back_its_piece_and_leaves_at_once(
    farm: RenderFarm, tmp_path: Path
) -> None:
    long_film(farm, tmp_path)
    node = farm.node(slots=1)
    until(lambda: running(farm, "mezzanine"))

    node.send_signal(signal.SIGTERM)
    began = time.monotonic()
    node.wait(5)

    assert time.monotonic() - began < 2.0
    piece = farm.pieces("mezzanine")[0]
    assert (piece.state, piece.crashes, piece.attempts) == ("waiting", 0, 0)


def test_a_node_leaves_when_whoever_started_it_is_gone(farm: RenderFarm) -> None:
    node = farm.node(slots=1, EXIT_WITH_PARENT="1")
    until(lambda: farm_nodes(farm))
    assert node.stdin is not None

    node.stdin.close()

    assert node.wait(10) == 0


def test_a_node_carries_no_database_and_little_baggage(farm: RenderFarm) -> None:
    node = farm.node(slots=1)
    until(lambda: farm_nodes(farm))

    maps = Path(f"/proc/{node.pid}/maps").read_text()
    environ = Path(f"/proc/{node.pid}/environ").read_text()

    assert "sqlalchemy" not in maps and "psycopg" not in maps
    assert "DATABASE_URL" not in environ


def farm_nodes(farm: RenderFarm) -> bool:
    """Whether a node has asked for work."""
    with farm.ports.reading() as uow:
        return bool(uow.nodes.all())
