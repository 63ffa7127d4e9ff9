# SPDX-License-Identifier: Apache-2.0
"""Leased jobs: one holder at a time, and no job is lost with its worker."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from chassis.database import Database
from chassis.jobs.errors import Fault, JobFailure
from chassis.jobs.policy import RetryPolicy
from chassis.jobs.table import (
    DONE,
    FAILED,
    WAITING,
    FailureOutcome,
    Leases,
    lease_columns,
    unattempted,
)

TABLE = sa.Table("jobs", sa.MetaData(), *lease_columns())
PATIENT = RetryPolicy(back_off_seconds=(3600.0,))
QUICK = RetryPolicy(back_off_seconds=(20.0, 20.0, 20.0))
PAST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def database() -> Database:
    database = Database("sqlite://", schema="test")
    with database.engine.begin() as connection:
        TABLE.metadata.create_all(connection)
    return database


def add(database: Database, *, priority: int = 0, run_after: dt.datetime = PAST) -> int:
    with database.begin_or_join() as session:
        insert = sa.insert(TABLE).values(priority=priority, run_after=run_after)
        return session.execute(insert.returning(TABLE.c.id)).scalar_one()


def claim(database: Database, worker: str = "a", leases: Leases | None = None):
    with database.begin_or_join() as session:
        return (leases or Leases(TABLE)).claim(session, worker=worker)


def claim_at_once(database: Database, leases: Leases | None = None):
    """Claim a job whether or not it has to wait."""
    with database.begin_or_join() as session:
        session.execute(sa.update(TABLE).values(run_after=PAST))
    return claim(database, leases=leases)


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
    add(database, run_after=dt.datetime.now(dt.UTC) + dt.timedelta(seconds=29))

    assert claim(database, leases=Leases(TABLE, policy=PATIENT)) is None


def test_a_job_of_before_the_clock_was_set_back_does_not_wait_until_then(
    database: Database,
) -> None:
    row_id = add(database, run_after=dt.datetime.now(dt.UTC) + dt.timedelta(hours=2))

    row = claim(database)

    assert row is not None
    assert row.id == row_id


@pytest.mark.parametrize("hours", [2, -2])
def test_a_lease_of_before_the_clock_was_set_begins_anew(database: Database, hours: int) -> None:
    row_id = add(database)
    row = claim(database, leases=Leases(TABLE, seconds=hours * 3600))
    with database.begin_or_join() as session:
        lost = Leases(TABLE).take_back_lost_leases(session)
        # Whoever holds it goes on.
        assert Leases(TABLE).heartbeat(session, row_id, row.token, fraction=0.5)

    assert lost.waiting == []
    found = state(database, row_id)
    assert (found.state, found.crashes) == ("running", 0)
    assert found.lease_until - dt.datetime.now(dt.UTC) <= dt.timedelta(seconds=15)


def test_a_lost_lease_is_taken_back_and_its_old_holder_refused(database: Database) -> None:
    row_id = add(database)
    leases = Leases(TABLE, seconds=-1)
    first = claim(database, "a", leases)
    with database.begin_or_join() as session:
        lost = leases.take_back_lost_leases(session)
    second = claim(database, "b")

    with database.begin_or_join() as session:
        old = leases.finish(session, row_id, first.token)
        new = leases.finish(session, row_id, second.token)

    assert [row.id for row in lost.waiting] == [row_id]
    assert (old, new) == (False, True)
    assert state(database, row_id).crashes == 1
    assert state(database, row_id).state == DONE


def test_a_job_given_back_is_not_counted(database: Database) -> None:
    row_id = add(database)
    first = claim(database)
    with database.begin_or_join() as session:
        Leases(TABLE).give_back(session, row_id, first.token)
    row = state(database, row_id)

    assert (row.state, row.attempts, row.crashes) == (WAITING, 0, 0)


def test_a_heartbeat_keeps_the_lease(database: Database) -> None:
    row_id = add(database)
    row = claim(database, leases=Leases(TABLE, seconds=-1))
    with database.begin_or_join() as session:
        assert Leases(TABLE).heartbeat(session, row_id, row.token, fraction=0.5)
        assert Leases(TABLE).take_back_lost_leases(session).waiting == []


FAILURE = JobFailure("chunk_failed", "The chunk job failed.")


def fail(database: Database, token: int, failure: JobFailure = FAILURE) -> FailureOutcome:
    with database.begin_or_join() as session:
        return Leases(TABLE, policy=QUICK).record_failure(session, 1, token, failure)


def test_a_failure_is_counted_and_the_job_waits(database: Database) -> None:
    row_id = add(database)

    outcome = fail(database, claim(database).token)

    row = state(database, row_id)
    assert (outcome, row.state, row.attempts) == (FailureOutcome.RETRY, WAITING, 1)
    assert claim(database) is None


def test_the_same_error_twice_in_a_row_ends_the_job(database: Database) -> None:
    row_id = add(database)
    outcomes = [fail(database, claim_at_once(database).token) for _ in range(2)]

    assert outcomes == [FailureOutcome.RETRY, FailureOutcome.FINAL]
    assert state(database, row_id).state == FAILED


def test_a_crash_between_two_equal_errors_makes_them_apart(database: Database) -> None:
    add(database)
    first = fail(database, claim_at_once(database).token)
    claim_at_once(database, Leases(TABLE, seconds=-1))
    with database.begin_or_join() as session:
        Leases(TABLE).take_back_lost_leases(session)

    assert [first, fail(database, claim_at_once(database).token)] == [FailureOutcome.RETRY] * 2


def test_an_unusable_input_ends_the_job_at_once(database: Database) -> None:
    row_id = add(database)
    failure = JobFailure("not_media", "This is not media.", Fault.INPUT)

    assert fail(database, claim(database).token, failure) is FailureOutcome.FINAL
    assert state(database, row_id).state == FAILED


def test_a_failure_reported_without_the_lease_changes_nothing(database: Database) -> None:
    row_id = add(database)
    token = claim(database).token

    assert fail(database, token - 1) is FailureOutcome.LEASE_LOST
    assert state(database, row_id).attempts == 0


def test_a_job_whose_workers_die_is_given_up_at_the_limit(database: Database) -> None:
    row_id = add(database)
    leases = Leases(TABLE, seconds=-1, policy=RetryPolicy(crash_limit=2))
    outcomes = []
    for _ in range(2):
        claim(database, leases=leases)
        with database.begin_or_join() as session:
            lost = leases.take_back_lost_leases(session)
            outcomes.append(([row.id for row in lost.waiting], [row.id for row in lost.given_up]))

    assert outcomes == [([row_id], []), ([], [row_id])]
    assert (state(database, row_id).state, state(database, row_id).crashes) == (FAILED, 2)


def test_a_job_started_afresh_has_no_history(database: Database) -> None:
    row_id = add(database)
    fail(database, claim_at_once(database).token)
    with database.begin_or_join() as session:
        session.execute(sa.update(TABLE).where(TABLE.c.id == row_id).values(unattempted()))

    assert fail(database, claim_at_once(database).token) is FailureOutcome.RETRY
