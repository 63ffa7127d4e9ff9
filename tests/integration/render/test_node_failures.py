# SPDX-License-Identifier: Apache-2.0
"""Nodes that are killed or stopped, and renders that are cancelled."""

from __future__ import annotations

import contextlib
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from chassis.process import sweep_scratch
from tests.support.media.video import make_video
from tests.support.process.children import children_of
from tests.support.process.waiting import catch, exit_code, wait_until
from tests.support.render.cluster import RenderCluster
from tests.support.render.samples import OTHER, a_clip, an_export


def start_long_export(cluster: RenderCluster, tmp_path: Path) -> str:
    """Export a timeline whose chunks take a while to encode."""
    upload = cluster.source(1, make_video(tmp_path / "long.mp4", 9, "1280x720"))
    return cluster.start(an_export(a_clip(start=0, source=(0, 9)), sources=(upload,)))


def running(cluster: RenderCluster, kind: str) -> sa.Row[tuple[object, ...]] | None:
    """Return a running job of a kind that has reported progress."""
    rows = cluster.jobs(kind)
    return next((row for row in rows if row.state == "running" and row.fraction > 0), None)


def test_a_node_killed_in_the_middle_of_a_chunk_loses_only_that_chunk(
    own_cluster: RenderCluster, tmp_path: Path
) -> None:
    export_id = start_long_export(own_cluster, tmp_path)
    victim = own_cluster.node(slots=1)
    wait_until(lambda: any(row.state == "done" for row in own_cluster.jobs("chunk")))
    lost = wait_until(lambda: running(own_cluster, "chunk"))
    strays = children_of(victim.pid)

    own_cluster.kill(victim)
    wait_until(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in strays))
    own_cluster.node(slots=2)
    render = own_cluster.ended(export_id)

    assert render.state == "completed"
    crashed = {row.id: row.crashes for row in own_cluster.jobs() if row.crashes}
    assert crashed == {lost.id: 1}
    assert all(row.token == 1 + (row.id == lost.id) for row in own_cluster.jobs())
    assert sweep_scratch(tmp_path / "scratch" / "node") == 0


def test_a_cancelled_render_frees_its_node(own_cluster: RenderCluster, tmp_path: Path) -> None:
    export_id = start_long_export(own_cluster, tmp_path)
    node = own_cluster.node(slots=1)
    wait_until(lambda: running(own_cluster, "chunk"))

    own_cluster.cancel(export_id)
    wait_until(lambda: not children_of(node.pid))

    assert own_cluster.render(export_id).state == "cancelled"
    assert {row.state for row in own_cluster.jobs()} <= {"done", "cancelled"}
    assert node.poll() is None


@pytest.mark.parametrize("kind", ["mezzanine", "mix", "chunk", "concat"])
def test_cancelling_a_render_kills_even_a_hanging_child(
    own_cluster: RenderCluster, tmp_path: Path, kind: str
) -> None:
    upload = own_cluster.source(1, make_video(tmp_path / "1.mp4", 2, "640x360"))
    export_id = own_cluster.start(an_export(a_clip(start=0, source=(0, 2)), sources=(upload,)))
    node = own_cluster.node(slots=1)
    hung = catch(lambda: hang(own_cluster, node.pid, kind), f"a child of the {kind}")

    own_cluster.cancel(export_id)

    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in hung))
    assert own_cluster.render(export_id).state == "cancelled"
    assert {row.state for row in own_cluster.jobs()} <= {"done", "cancelled"}
    assert own_cluster.jobs(kind)[-1].state != "running"
    # The node goes on: it claims the jobs of the next export.
    again = own_cluster.start(replace(own_cluster.exports.sealed[export_id], export_id=OTHER))
    assert own_cluster.ended(again).state == "completed", own_cluster.logs()


def hang(cluster: RenderCluster, pid: int, kind: str) -> list[int] | None:
    """Stop the children of a node that runs a job of a kind; None if it runs none now."""
    if not any(row.state == "running" for row in cluster.jobs(kind)):
        return None
    children = children_of(pid)
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGSTOP)
    is_still_running = any(row.state == "running" for row in cluster.jobs(kind))
    if children and is_still_running and all(is_hung(child, parent=pid) for child in children):
        return children
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGCONT)
    return None


def is_hung(pid: int, *, parent: int) -> bool:
    """Whether a child has been stopped after its exec."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        named, parents = (Path(f"/proc/{one}/cmdline").read_bytes() for one in (pid, parent))
    except (FileNotFoundError, ProcessLookupError):
        return False
    # Stopped between fork and exec, a child would hold up the very thread that is to end it.
    return state in "Tt" and named != parents


def test_no_job_of_a_render_cancelled_in_the_queue_is_claimed(
    own_cluster: RenderCluster, tmp_path: Path
) -> None:
    export_id = start_long_export(own_cluster, tmp_path)
    own_cluster.cancel(export_id)

    own_cluster.node(slots=1)
    wait_until(lambda: has_claimed(own_cluster))

    assert {(row.state, row.token) for row in own_cluster.jobs()} == {("cancelled", 0)}


def test_a_node_that_receives_sigterm_gives_back_its_job_and_exits(
    own_cluster: RenderCluster, tmp_path: Path
) -> None:
    start_long_export(own_cluster, tmp_path)
    node = own_cluster.node(slots=1)
    wait_until(lambda: running(own_cluster, "mezzanine"))

    node.send_signal(signal.SIGTERM)

    assert exit_code(node) == 0
    job = own_cluster.jobs("mezzanine")[0]
    assert (job.state, job.crashes, job.attempts) == ("waiting", 0, 0)


def test_a_node_exits_with_its_parent(own_cluster: RenderCluster) -> None:
    node = own_cluster.node(slots=1, EXIT_WITH_PARENT="1")
    wait_until(lambda: has_claimed(own_cluster))
    assert node.stdin is not None

    node.stdin.close()

    assert exit_code(node) == 0


def test_a_node_loads_no_database_driver(own_cluster: RenderCluster) -> None:
    node = own_cluster.node(slots=1)
    wait_until(lambda: has_claimed(own_cluster))

    maps = Path(f"/proc/{node.pid}/maps").read_text()
    environ = Path(f"/proc/{node.pid}/environ").read_text()

    assert "sqlalchemy" not in maps and "psycopg" not in maps
    assert "DATABASE_URL" not in environ


def has_claimed(cluster: RenderCluster) -> bool:
    """Whether a node has asked for jobs."""
    with cluster.deps.reading() as uow:
        return bool(uow.nodes.list_nodes(after=None, limit=1))
