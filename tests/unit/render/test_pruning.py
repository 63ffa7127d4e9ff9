# SPDX-License-Identifier: Apache-2.0
"""Renders and jobs that ended long ago are forgotten, and nothing that is still needed."""

from __future__ import annotations

import dataclasses
import datetime as dt

import sqlalchemy as sa

from chassis import clock
from services.render.coordinator.store.tables import CACHED_FILES, JOB_INPUTS, JOBS, RENDERS
from services.render.coordinator.usecases import cancelling, pruning
from tests.support.render.samples import EXPORT, OTHER, OWNER, a_caller, an_export
from tests.support.render.world import RenderWorld


def prune_all(world: RenderWorld, *, days_later: int) -> None:
    """Prune until nothing is left to prune, so many days from now."""
    later = clock.now() + dt.timedelta(days=days_later)
    deps = dataclasses.replace(world.deps, now=lambda: later)
    while pruning.prune_history(deps):
        continue


def count(world: RenderWorld, table: sa.Table) -> int:
    """Count the rows of a table."""
    with world.database.begin_or_join() as session:
        query = sa.select(sa.func.count()).select_from(table)
        return int(session.execute(query).scalar_one())


def cancel(world: RenderWorld, export_id: str) -> None:
    """Cancel a render."""
    cancelling.cancel_render(world.deps, export_id=export_id, caller=a_caller(OWNER))


def test_an_ended_render_is_deleted_with_its_jobs_after_ninety_days(world: RenderWorld) -> None:
    world.start()
    cancel(world, EXPORT)

    prune_all(world, days_later=89)
    assert (count(world, RENDERS), count(world, JOBS)) == (1, 6)
    prune_all(world, days_later=91)
    assert [count(world, table) for table in (RENDERS, JOBS, JOB_INPUTS)] == [0, 0, 0]


def test_a_render_that_has_not_ended_keeps_its_jobs(world: RenderWorld) -> None:
    world.start()

    prune_all(world, days_later=400)

    assert (count(world, RENDERS), count(world, JOBS)) == (1, 6)


def test_jobs_that_another_render_waits_for_stay(world: RenderWorld) -> None:
    world.start()
    cancel(world, EXPORT)
    world.start(an_export(export_id=OTHER))

    prune_all(world, days_later=400)

    assert count(world, RENDERS) == 1
    assert world.count_states()["waiting"] >= 5


def test_a_job_whose_result_is_cached_stays_as_long_as_the_result(world: RenderWorld) -> None:
    world.start()
    world.run_all()

    prune_all(world, days_later=400)
    cached = count(world, CACHED_FILES)
    assert (count(world, RENDERS), count(world, JOBS)) == (0, cached)
    with world.database.begin_or_join() as session:
        session.execute(sa.delete(CACHED_FILES))
    prune_all(world, days_later=400)
    assert count(world, JOBS) == 0
