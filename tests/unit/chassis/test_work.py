# SPDX-License-Identifier: Apache-2.0
"""Leased work: one holder at a time, and nothing is lost with a holder."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from chassis.database import Database
from chassis.jobs.table import DONE, WAITING, Leases, lease_columns

TABLE = sa.Table("jobs", sa.MetaData(), *lease_columns())
PAST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def database() -> Database:
    database = Database("sqlite://", schema="test")
    with database.engine.begin() as connection:
        TABLE.metadata.create_all(connection)
    return database


def add(database: Database, *, priority: int = 0, run_after: dt.datetime = PAST) -> int:
    with database.transaction() as session:
        insert = sa.insert(TABLE).values(priority=priority, run_after=run_after)
        return session.execute(insert.returning(TABLE.c.id)).scalar_one()


def claim(database: Database, worker: str = "a", leases: Leases | None = None):
    with database.transaction() as session:
        return (leases or Leases(TABLE)).claim(session, worker=worker)


def state(database: Database, row_id: int):
    with database.reading() as session:
        return session.execute(sa.select(TABLE).where(TABLE.c.id == row_id)).one()


def test_a_row_is_leased_to_one_worker(database: Database) -> None:
    row_id = add(database)

    assert claim(database, "a").id == row_id
    assert claim(database, "b") is None


def test_the_more_urgent_row_goes_first(database: Database) -> None:
    add(database)
    urgent = add(database, priority=5)

    assert claim(database).id == urgent


def test_a_row_waits_for_its_time(database: Database) -> None:
    add(database, run_after=dt.datetime.now(dt.UTC) + dt.timedelta(hours=1))

    assert claim(database) is None


def test_a_lost_lease_is_taken_back_and_its_old_holder_refused(database: Database) -> None:
    row_id = add(database)
    leases = Leases(TABLE, seconds=-1)
    first = claim(database, "a", leases)
    with database.transaction() as session:
        swept = leases.sweep(session)
    second = claim(database, "b")

    with database.transaction() as session:
        old = leases.finish(session, row_id, first.token)
        new = leases.finish(session, row_id, second.token)

    assert [row.id for row in swept] == [row_id]
    assert (old, new) == (False, True)
    assert state(database, row_id).crashes == 1
    assert state(database, row_id).state == DONE


def test_work_given_back_is_nobodys_fault(database: Database) -> None:
    row_id = add(database)
    first = claim(database)
    with database.transaction() as session:
        Leases(TABLE).give_back(session, row_id, first.token)
    row = state(database, row_id)

    assert (row.state, row.attempts, row.crashes) == (WAITING, 0, 0)


def test_a_failed_attempt_is_counted_and_waits(database: Database) -> None:
    row_id = add(database)
    first = claim(database)
    with database.transaction() as session:
        Leases(TABLE).retry_later(session, row_id, first.token, seconds=60)

    assert state(database, row_id).attempts == 1
    assert claim(database) is None


def test_a_heartbeat_keeps_the_lease(database: Database) -> None:
    row_id = add(database)
    row = claim(database, leases=Leases(TABLE, seconds=-1))
    with database.transaction() as session:
        assert Leases(TABLE).heartbeat(session, row_id, row.token, fraction=0.5)
        assert Leases(TABLE).sweep(session) == []
