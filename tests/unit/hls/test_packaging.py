# SPDX-License-Identifier: Apache-2.0
"""Packaging jobs: who holds them, what is tried again, and what becomes of the production."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from chassis.jobs.errors import Fault, JobFailure, LeaseLost
from chassis.jobs.policy import RETRY_POLICY
from services.hls.coordinator.store.tables import JOBS
from services.hls.coordinator.usecases import packaging
from services.hls.coordinator.usecases.changing import delete_removed_folders
from tests.support.hls.world import HlsWorld, stream, upload

UNUSABLE = JobFailure("not_media", "Holiday: this is not media.", Fault.INPUT)
UNAVAILABLE = JobFailure("storage_unavailable", "The storage does not answer.", Fault.ENVIRONMENT)
UNKNOWN = JobFailure("packaging_failed", "The packaging job failed (ValueError).")


def shown(world: HlsWorld, production_id: int = 1) -> dict[str, object]:
    production = world.client().get(f"/api/productions/{production_id}").json["production"]
    assert isinstance(production, dict)
    return production


def make_due(world: HlsWorld, **values: object) -> None:
    """Let time pass for the job: it need not wait any more, or its lease has run out."""
    past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    with world.database.begin_or_join() as session:
        session.execute(sa.update(JOBS).values(run_after=past, **values))


def lose_lease(world: HlsWorld) -> None:
    make_due(world, lease_until=dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1))
    packaging.take_back_lost_leases(world.deps)


def test_a_source_without_a_folder_of_its_own_is_stored_by_the_id_of_its_upload(
    world: HlsWorld,
) -> None:
    world.uploads.put(upload(42, key="uploads/raw.mp4"))
    world.prepared()

    claimed = world.claim()

    assert claimed is not None and "/42/" in claimed[1].output_prefix


def test_a_job_is_claimed_once(world: HlsWorld) -> None:
    world.prepared()
    world.claimed()

    assert world.claim() is None


def test_a_result_that_is_reported_twice_completes_the_production_once(world: HlsWorld) -> None:
    world.prepared()
    lease = world.claimed()

    packaging.complete_job(world.deps, lease=lease, stream=stream())
    with pytest.raises(LeaseLost):
        packaging.complete_job(world.deps, lease=lease, stream=stream())

    assert shown(world)["status"] == "completed"
    assert world.announced() == ["created", "ready"]


def test_a_packager_that_lost_its_lease_changes_nothing(world: HlsWorld) -> None:
    world.prepared()
    first = world.claimed()
    lose_lease(world)
    second = world.claimed()

    assert not packaging.heartbeat(world.deps, lease=first, fraction=0.5)
    for report in (
        lambda: packaging.complete_job(world.deps, lease=first, stream=stream()),
        lambda: packaging.fail_job(world.deps, lease=first, failure=UNUSABLE),
        lambda: packaging.give_back_job(world.deps, lease=first),
    ):
        with pytest.raises(LeaseLost):
            report()
    packaging.complete_job(world.deps, lease=second, stream=stream())
    assert shown(world)["status"] == "completed"


def test_an_unusable_input_fails_at_once_with_its_reason(world: HlsWorld) -> None:
    world.prepared()
    failure = JobFailure("not_media", "x" * 900, Fault.INPUT)

    packaging.fail_job(world.deps, lease=world.claimed(), failure=failure)

    production = shown(world)
    assert (production["status"], production["errorCode"]) == ("failed", "not_media")
    assert production["errorMessage"] == "x" * 500
    assert world.announced() == ["created", "failed"]
    assert world.claim() is None


def test_a_failing_environment_is_tried_again_later_and_then_given_up(world: HlsWorld) -> None:
    world.prepared()

    for _ in RETRY_POLICY.back_off_seconds:
        packaging.fail_job(world.deps, lease=world.claimed(), failure=UNAVAILABLE)
        assert shown(world)["status"] == "queued"
        assert world.claim() is None
        make_due(world)
    packaging.fail_job(world.deps, lease=world.claimed(), failure=UNAVAILABLE)

    assert (shown(world)["status"], shown(world)["errorCode"]) == ("failed", UNAVAILABLE.code)


def test_the_same_error_twice_in_a_row_fails_the_production(world: HlsWorld) -> None:
    world.prepared()

    packaging.fail_job(world.deps, lease=world.claimed(), failure=UNKNOWN)
    assert shown(world)["status"] == "queued"
    make_due(world)
    packaging.fail_job(world.deps, lease=world.claimed(), failure=UNKNOWN)

    assert (shown(world)["status"], shown(world)["errorCode"]) == ("failed", "packaging_failed")


def test_a_job_given_back_is_not_counted(world: HlsWorld) -> None:
    world.prepared()

    packaging.give_back_job(world.deps, lease=world.claimed())

    assert (shown(world)["status"], world.wake_ups()) == ("queued", 2)
    assert shown(world)["job"] == {
        "state": "waiting",
        "stage": "queued",
        "progressPct": 0,
        "attempt": 1,
    }
    world.claimed()


def test_a_lost_lease_wakes_packagers_and_counts_as_a_crash(world: HlsWorld) -> None:
    world.prepared()
    world.claimed()

    lose_lease(world)

    assert (shown(world)["status"], world.wake_ups()) == ("queued", 2)
    world.claimed()
    job = shown(world)["job"]
    assert isinstance(job, dict) and job["attempt"] == 2


def test_a_lease_that_has_not_run_out_is_not_taken_back(world: HlsWorld) -> None:
    world.prepared()
    world.claimed()

    packaging.take_back_lost_leases(world.deps)

    assert shown(world)["status"] == "processing"


def test_a_video_that_ends_its_packagers_is_given_up(world: HlsWorld) -> None:
    world.prepared()

    for _ in range(RETRY_POLICY.crash_limit):
        world.claimed()
        lose_lease(world)

    assert (shown(world)["status"], shown(world)["errorCode"]) == ("failed", "packager_crashed")
    assert world.claim() is None


def test_deleting_a_production_stops_its_packager(world: HlsWorld) -> None:
    production_id = world.prepared()
    claimed = world.claim()
    assert claimed is not None
    lease, production = claimed
    late = f"{production.output_prefix}360p/init.mp4"

    world.client().delete(f"/api/productions/{production_id}")
    world.storage.put_bytes(late, b"late", content_type="video/mp4")

    assert not packaging.heartbeat(world.deps, lease=lease, fraction=0.5)
    with pytest.raises(LeaseLost):
        packaging.complete_job(world.deps, lease=lease, stream=stream())
    delete_removed_folders(world.deps)
    assert world.storage.head(late) is not None
    world.moved = dt.timedelta(seconds=world.deps.leases.seconds + 1)
    delete_removed_folders(world.deps)
    assert world.storage.head(late) is None
