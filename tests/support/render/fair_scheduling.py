# SPDX-License-Identifier: Apache-2.0
"""Users who export timelines of so many chunks, and the nodes they share."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction

import sqlalchemy as sa

from chassis.database import Database
from services.render.coordinator.usecases.claiming import LeasedJob
from tests.support.render.samples import a_clip, a_source, an_export
from tests.support.render.world import RenderWorld

ANNA, BERT = 11, 12

_SECONDS_A_CHUNK = 4


def start_export(
    world: RenderWorld, user: int, *, chunks: int, upload: int | None = None, first: int = 0
) -> str:
    """Start a render of so many chunks for a user, of an upload of their own by default."""
    upload_id, span = (
        upload or user,
        (_SECONDS_A_CHUNK * first, _SECONDS_A_CHUNK * (first + chunks)),
    )
    source = a_source(upload_id, duration=Fraction(4000), frames=120_000)
    clip = a_clip(upload_id, start=0, source=span)
    made = an_export(clip, sources=(source,), export_id=str(uuid.uuid4()))
    return world.start(replace(made, subject=replace(made.subject, owner_user_id=user)))


def prepare(world: RenderWorld) -> None:
    """Complete all jobs before the chunks."""
    world.run_all("mezzanine", "pcm", "mix")


def owner(world: RenderWorld, leased: LeasedJob) -> int:
    """Return whose export a job is for."""
    with world.deps.reading() as uow:
        (render,) = uow.renders.lock_renders_of_job(leased.lease.job_id)
    return render.subject.owner_user_id


def served(world: RenderWorld, *, slots: int, claims: int) -> list[int]:
    """Claim with so many slots, completing the oldest job when all are busy; list the users."""
    busy: list[LeasedJob] = []
    users = []
    for _ in range(claims):
        if len(busy) == slots:
            world.complete(busy.pop(0))
        busy.append(world.claimed())
        users.append(owner(world, busy[-1]))
    for leased in busy:
        world.complete(leased)
    return users


@contextmanager
def counted_steps(database: Database) -> Iterator[list[None]]:
    """Count the instructions that SQLite runs in a block, in hundreds."""
    steps: list[None] = []

    def count(connection: sqlite3.Connection, *_: object) -> None:
        connection.set_progress_handler(lambda: steps.append(None), 100)

    sa.event.listen(database.engine, "checkout", count)
    yield steps
    sa.event.remove(database.engine, "checkout", count)
