# SPDX-License-Identifier: Apache-2.0
"""Which packager does a job, what one notes for the next, and what is cancelled at MediaConvert."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from chassis.jobs.errors import Fault, JobFailure
from chassis.jobs.job import Lease, WorkerDescription
from services.hls.contract.packagers import FFMPEG, MEDIACONVERT, PACKAGERS, Conversion
from services.hls.coordinator.store.tables import JOBS
from services.hls.coordinator.usecases import packaging
from services.hls.coordinator.usecases.cancelling import (
    cancel_conversions,
    find_unowned_conversions,
)
from services.hls.coordinator.usecases.dependencies import PackagerChoice
from services.hls.coordinator.usecases.packaging import LeasedPackaging
from tests.support.hls.world import ADMIN, HlsWorld, stream, upload

CORRUPT = JobFailure("not_media", "Holiday: this is not media.", Fault.INPUT)
BUSY = JobFailure("storage_unavailable", "The storage does not answer.", Fault.ENVIRONMENT)
CONVERSION = Conversion("1710000000000-abcdef")


class MemoryConversionClient:
    """MediaConvert in memory, which may be unavailable."""

    def __init__(self) -> None:
        self.cancelled: list[str] = []
        self.open: dict[str, str] = {}
        self.is_available = True

    def list_open_conversions(self) -> Mapping[str, str]:
        return self.open

    def cancel_conversion(self, mediaconvert_job_id: str) -> bool:
        if self.is_available:
            self.cancelled.append(mediaconvert_job_id)
        return self.is_available


@pytest.fixture(scope="module")
def mediaconvert() -> MemoryConversionClient:
    return MemoryConversionClient()


@pytest.fixture(scope="module")
def built(
    tmp_path_factory: pytest.TempPathFactory, mediaconvert: MemoryConversionClient
) -> HlsWorld:
    return HlsWorld(
        tmp_path_factory.mktemp("secrets"),
        packagers=PackagerChoice(FFMPEG, frozenset(PACKAGERS)),
        conversions=mediaconvert,
    )


@pytest.fixture
def world(built: HlsWorld, mediaconvert: MemoryConversionClient) -> HlsWorld:
    world = built.emptied()
    world.uploads.put(upload(3, role="source"))
    mediaconvert.cancelled.clear()
    mediaconvert.is_available = True
    return world


def create(world: HlsWorld, user_id: int = ADMIN, **members: Any) -> int:
    body = {"uploadId": 3, **members}
    answer = world.client(user_id).post("/api/productions", json=body)
    assert answer.status_code == 201, answer.json
    return int(answer.json["production"]["id"])


def claim(world: HlsWorld, packager: str) -> LeasedPackaging | None:
    worker = WorkerDescription("packager-1", capabilities=(packager,))
    return packaging.claim_job(world.deps, worker=worker)


def leased(world: HlsWorld, packager: str = MEDIACONVERT) -> Lease:
    claimed = claim(world, packager)
    assert claimed is not None
    return claimed.lease


def waiting(world: HlsWorld) -> tuple[int, Lease]:
    """Make a production whose packager waits for a job at MediaConvert."""
    production_id = create(world, packager=MEDIACONVERT)
    lease = leased(world)
    packaging.save_checkpoint(world.deps, lease=lease, checkpoint=CONVERSION.checkpoint)
    return production_id, lease


def delete(world: HlsWorld, production_id: int) -> None:
    assert world.client().delete(f"/api/productions/{production_id}").status_code == 200


def test_a_job_is_done_by_the_packager_of_its_production_only(world: HlsWorld) -> None:
    create(world, packager=MEDIACONVERT)

    assert claim(world, FFMPEG) is None
    assert claim(world, MEDIACONVERT) is not None
    create(world)
    assert claim(world, MEDIACONVERT) is None
    assert claim(world, FFMPEG) is not None


def test_a_packager_that_says_nothing_of_itself_is_ffmpeg(world: HlsWorld) -> None:
    create(world, packager=MEDIACONVERT)
    create(world)

    claimed = packaging.claim_job(world.deps, worker=WorkerDescription("older"))

    assert claimed is not None and claimed.job.packager == FFMPEG


def test_a_production_records_how_it_is_packaged(world: HlsWorld) -> None:
    production_id = create(world, packager=MEDIACONVERT, profile="simple-hls", quality="hq plus")

    shown = world.client().get(f"/api/productions/{production_id}").json["production"]["config"]

    assert (shown["packager"], shown["profile"]) == (MEDIACONVERT, "simple-hls")
    assert shown["quality"] == "hq plus"


def test_only_an_administrator_chooses_the_packager(world: HlsWorld) -> None:
    body = {"uploadId": 3, "packager": FFMPEG}

    answer = world.client().post("/api/productions", json=body)

    assert (answer.status_code, answer.json["error"]) == (403, "packager_not_choosable")


def test_a_packager_that_an_installation_does_not_have_is_not_chosen(
    world: HlsWorld, tmp_path_factory: pytest.TempPathFactory
) -> None:
    poor = HlsWorld(tmp_path_factory.mktemp("poor"))
    poor.uploads.put(upload(3, role="source"))

    answer = poor.client(ADMIN).post(
        "/api/productions", json={"uploadId": 3, "packager": MEDIACONVERT}
    )

    assert (answer.status_code, answer.json["error"]) == (409, "packager_missing")


def test_what_a_packager_notes_is_given_to_the_next(world: HlsWorld) -> None:
    _, lease = waiting(world)
    packaging.give_back_job(world.deps, lease=lease)

    claimed = claim(world, MEDIACONVERT)

    assert claimed is not None
    assert claimed.job.conversion == CONVERSION


def test_a_packager_that_lost_its_lease_changes_no_note(world: HlsWorld) -> None:
    _, lease = waiting(world)
    stale = dataclasses.replace(lease, token=lease.token - 1)

    packaging.save_checkpoint(world.deps, lease=stale, checkpoint="0:other")
    packaging.give_back_job(world.deps, lease=lease)

    claimed = claim(world, MEDIACONVERT)
    assert claimed is not None and claimed.job.conversion == CONVERSION
    assert cancelled_now(world) == []


def cancelled_now(world: HlsWorld) -> list[str]:
    cancel_conversions(world.deps)
    client = world.deps.conversions
    assert isinstance(client, MemoryConversionClient)
    return client.cancelled


def test_the_job_of_a_deleted_production_is_cancelled_once(world: HlsWorld) -> None:
    production_id, _ = waiting(world)

    delete(world, production_id)

    assert cancelled_now(world) == [CONVERSION.job_id]
    assert cancelled_now(world) == [CONVERSION.job_id]


def test_a_job_that_cannot_be_cancelled_now_is_cancelled_later(
    world: HlsWorld, mediaconvert: MemoryConversionClient
) -> None:
    production_id, _ = waiting(world)
    mediaconvert.is_available = False

    delete(world, production_id)

    assert cancelled_now(world) == []
    mediaconvert.is_available = True
    assert cancelled_now(world) == [CONVERSION.job_id]


def test_a_job_that_cannot_be_cancelled_for_a_day_is_given_up(
    world: HlsWorld, mediaconvert: MemoryConversionClient
) -> None:
    production_id, _ = waiting(world)
    mediaconvert.is_available = False
    delete(world, production_id)
    world.moved = dt.timedelta(days=1, minutes=1)

    cancelled_now(world)

    mediaconvert.is_available = True
    assert cancelled_now(world) == []


def test_a_job_that_was_not_noted_is_cancelled_once_its_production_is_deleted(
    world: HlsWorld, mediaconvert: MemoryConversionClient
) -> None:
    production_id = create(world, packager=MEDIACONVERT)
    lease = leased(world)
    with world.deps.reading() as uow:
        (production,) = uow.productions.find_productions([production_id])
    mediaconvert.open = {CONVERSION.job_id: production.ulid}

    find_unowned_conversions(world.deps)
    assert cancelled_now(world) == []
    packaging.give_back_job(world.deps, lease=lease)
    delete(world, production_id)
    find_unowned_conversions(world.deps)

    assert cancelled_now(world) == [CONVERSION.job_id]


def test_a_job_that_is_noted_after_the_deletion_is_cancelled(world: HlsWorld) -> None:
    production_id = create(world, packager=MEDIACONVERT)
    lease = leased(world)
    delete(world, production_id)

    packaging.save_checkpoint(world.deps, lease=lease, checkpoint=CONVERSION.checkpoint)

    assert cancelled_now(world) == [CONVERSION.job_id]


def test_the_job_of_a_failed_production_is_cancelled(world: HlsWorld) -> None:
    _, lease = waiting(world)

    packaging.fail_job(world.deps, lease=lease, failure=CORRUPT)

    assert cancelled_now(world) == [CONVERSION.job_id]


def test_the_next_attempt_knows_how_many_failed_and_what_was_noted(world: HlsWorld) -> None:
    _, lease = waiting(world)
    packaging.fail_job(world.deps, lease=lease, failure=BUSY)
    past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    with world.database.begin_or_join() as session:
        session.execute(sa.update(JOBS).values(run_after=past))

    claimed = claim(world, MEDIACONVERT)

    assert claimed is not None
    assert (claimed.job.attempts, claimed.job.conversion) == (1, CONVERSION)
    assert cancelled_now(world) == []


def test_the_job_of_a_completed_production_is_not_cancelled(world: HlsWorld) -> None:
    production_id, lease = waiting(world)
    packaging.complete_job(world.deps, lease=lease, stream=stream())

    shown = world.client().get(f"/api/productions/{production_id}").json["production"]

    assert shown["status"] == "completed"
    assert cancelled_now(world) == []


def test_no_rendition_is_dropped_of_a_stream_whose_files_lie_together(world: HlsWorld) -> None:
    production_id, lease = waiting(world)
    packaging.complete_job(world.deps, lease=lease, stream=stream())

    answer = world.client().delete(f"/api/productions/{production_id}/renditions/360p")

    assert (answer.status_code, answer.json["error"]) == (409, "rendition_not_droppable")


@pytest.mark.parametrize("checkpoint", ["", "0:", "job", "x:job", ":job"])
def test_a_note_that_names_no_job_is_none(checkpoint: str) -> None:
    assert Conversion.from_checkpoint(checkpoint) is None


def test_a_note_is_read_as_it_was_written() -> None:
    conversion = Conversion("1710000000000-abcdef", failed_attempts=2)

    assert Conversion.from_checkpoint(conversion.checkpoint) == conversion
