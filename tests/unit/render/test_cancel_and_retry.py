# SPDX-License-Identifier: Apache-2.0
"""Cancelling a render, and retrying it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from chassis.jobs.errors import InputUnusable, LeaseLost
from services.render.contract.storage_keys import export_storage_key
from services.render.coordinator.domain.errors import InvalidRenderState
from services.render.coordinator.domain.planned_jobs import jobs_of_plan
from services.render.coordinator.usecases import (
    cancelling,
    claiming,
    deriving,
    left_exports,
    retrying,
)
from tests.support.render.samples import EXPORT, OTHER, OWNER, a_caller, an_export, an_upload
from tests.support.render.world import RenderWorld


def cancel(world: RenderWorld, export_id: str = EXPORT) -> None:
    """Cancel a render."""
    cancelling.cancel_render(world.deps, export_id=export_id, caller=a_caller(OWNER))


def retry(world: RenderWorld, export_id: str = EXPORT) -> None:
    """Retry a render."""
    retrying.retry_render(world.deps, export_id=export_id, caller=a_caller(OWNER))


def test_a_cancelled_render_stops_its_nodes_and_its_jobs(world: RenderWorld) -> None:
    world.start()
    leased = world.claimed()

    cancel(world)

    assert not claiming.heartbeat(world.deps, lease=leased.lease, fraction=0.5)
    assert world.claim() is None
    with pytest.raises(LeaseLost):
        world.complete(leased)
    assert world.count_states() == {"cancelled": 6}


def test_cancelling_twice_announces_once(world: RenderWorld) -> None:
    world.start()
    cancel(world)
    cancel(world)

    topics = [topic for topic, _ in world.events()]

    assert topics == ["render.render.queued.v1", "render.render.cancelled.v1"]


def test_a_completed_render_cannot_be_cancelled(world: RenderWorld) -> None:
    world.start()
    world.run_all()

    with pytest.raises(InvalidRenderState):
        cancel(world)


def test_a_job_that_another_render_needs_continues(world: RenderWorld) -> None:
    world.start()
    world.start(an_export(export_id=OTHER))
    leased = world.claimed()

    cancel(world)

    assert claiming.heartbeat(world.deps, lease=leased.lease, fraction=0.5)
    world.complete(leased)
    world.run_all()
    assert world.render(OTHER).state == "completed"
    assert world.render(EXPORT).state == "cancelled"


def test_the_default_mezzanine_of_an_upload_survives_a_cancelled_render(world: RenderWorld) -> None:
    deriving.ingest_upload(world.deps, upload=an_upload())
    world.complete(world.claimed("ingest"))
    claiming.give_back_job(world.deps, lease=world.claimed("mezzanine").lease)
    world.start(an_export())

    cancel(world)

    assert world.claim("mezzanine") is not None


def test_a_cancelled_render_may_be_retried_and_reuses_its_results(world: RenderWorld) -> None:
    world.start()
    world.run_all("mezzanine", "pcm", "mix")
    store_results(world)
    cancel(world)
    world.events()

    retry(world)

    ((topic, queued),) = world.events()
    assert topic == "render.render.queued.v1"
    assert (queued.render.attempt, queued.render.seq) == (2, 1)
    assert world.run_all() == ["chunk", "chunk", "concat"]
    assert world.render().state == "completed"


def store_results(world: RenderWorld) -> None:
    """Store a file for each entry of the index."""
    with world.deps.reading() as uow:
        files = uow.cached_files.find_cached_files(keys(world))
    for file in files.values():
        world.storage.put_bytes(file.storage_key, b"x", content_type="video/mp4")


def keys(world: RenderWorld) -> list[str]:
    """List the cache keys of all jobs."""
    render = world.render()
    jobs = jobs_of_plan(render.plan, export_id=EXPORT, created_at=render.created_at)
    return [job.key for job in jobs if job.key]


def test_results_whose_files_are_missing_are_made_again(world: RenderWorld) -> None:
    world.start()
    world.run_all("mezzanine", "pcm", "mix", "chunk")
    cancel(world)

    retry(world)

    assert sorted(world.run_all()) == ["chunk", "chunk", "concat", "mezzanine", "mix", "pcm"]


def test_a_failed_render_may_be_retried(world: RenderWorld) -> None:
    world.start()
    world.fail(world.claimed("mezzanine"), InputUnusable("damaged_media", "Upload 1 is damaged."))

    retry(world)

    assert world.render().failure is None
    world.run_all()
    assert world.render().state == "completed"


@pytest.mark.parametrize("is_completed", [False, True])
def test_only_failed_and_cancelled_renders_may_be_retried(
    world: RenderWorld, is_completed: bool
) -> None:
    world.start()
    if is_completed:
        world.run_all()

    with pytest.raises(InvalidRenderState):
        retry(world)


def test_a_render_cancelled_before_it_was_planned_is_planned_at_its_retry(
    world: RenderWorld,
) -> None:
    world.start(an_export(is_cancelled=True))
    retry(world)

    world.run_all()

    assert world.render().state == "completed"


def stored_export(world: RenderWorld) -> str:
    """Store the export of a render that runs, as its last job does; return the key."""
    world.start()
    render = world.render()
    key = export_storage_key(EXPORT, render.created_at)
    world.storage.put_bytes(key, b"x", content_type="video/mp4")
    return key


def test_what_a_node_stored_for_a_cancelled_render_is_deleted_after_its_lease(
    world: RenderWorld,
) -> None:
    key = stored_export(world)
    cancel(world)

    assert left_exports.delete_left_exports(world.deps) == 0
    world.moved += dt.timedelta(seconds=world.deps.leases.seconds + 1)
    assert left_exports.delete_left_exports(world.deps) == 1
    assert left_exports.delete_left_exports(world.deps) == 0
    assert world.storage.head(key) is None


def test_looking_for_left_exports_reads_no_other_render(world: RenderWorld) -> None:
    asked: list[Any] = []  # Any: a statement and its parameters
    engine = world.database.engine

    def keep(*call: Any) -> None:  # Any: what SQLAlchemy tells
        asked.append(call[2:4])

    sa.event.listen(engine, "before_cursor_execute", keep)
    left_exports.delete_left_exports(world.deps)
    sa.event.remove(engine, "before_cursor_execute", keep)

    ((query, parameters),) = [each for each in asked if "FROM renders" in each[0]]
    with engine.begin() as connection:
        found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", parameters).all()
    assert ["ix_renders_may_leave_export" in step.detail for step in found] == [True]


def test_the_export_of_a_retried_render_is_not_deleted(world: RenderWorld) -> None:
    key = stored_export(world)
    cancel(world)
    retry(world)
    world.moved += dt.timedelta(seconds=world.deps.leases.seconds + 1)

    assert left_exports.delete_left_exports(world.deps) == 0
    assert world.storage.head(key) is not None
