# SPDX-License-Identifier: Apache-2.0
"""Packaging as leased work: who holds it, who may hand in, what is tried again."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from services.hls.contract.packaging import MOST_CRASHES, RETRY_SECONDS
from services.hls.coordinator.domain.errors import InvalidResult, LeaseLost
from services.hls.coordinator.store.tables import TASKS
from services.hls.coordinator.usecases import leasing
from services.hls.coordinator.usecases.changing import remove_output
from services.hls.coordinator.usecases.leasing import Fault, Handed
from tests.support.hls.world import ASSET, HlsWorld, stream, upload

INPUT = Fault("not_media", "Holiday: this is no film.", is_input_at_fault=True)
OURS = Fault("packaging_failed", "Packaging failed on our side.", is_input_at_fault=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> HlsWorld:
    return HlsWorld(tmp_path_factory.mktemp("secrets"))


@pytest.fixture
def world(built: HlsWorld) -> HlsWorld:
    return built.emptied()


def shown(world: HlsWorld, production_id: int = 1) -> dict[str, object]:
    production = world.client().get(f"/api/productions/{production_id}").json["production"]
    assert isinstance(production, dict)
    return production


def complete(world: HlsWorld, handed: Handed) -> None:
    result = stream().model_dump_json()
    leasing.complete(world.deps, task_id=handed.task_id, token=handed.token, result=result)


def fail(world: HlsWorld, handed: Handed, fault: Fault) -> None:
    leasing.fail(world.deps, task_id=handed.task_id, token=handed.token, fault=fault)


def make_due(world: HlsWorld, **values: object) -> None:
    """Let time pass for the task: its wait is over, or its lease has run out."""
    past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    with world.database.transaction() as session:
        session.execute(sa.update(TASKS).values(run_after=past, **values))


def lose_lease(world: HlsWorld) -> None:
    make_due(world, lease_until=dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1))
    leasing.take_back_lost(world.deps)


def test_a_packager_is_told_what_to_package_and_where_to_put_it(world: HlsWorld) -> None:
    world.prepared()

    spec = world.claimed().spec

    ulid = str(shown(world)["ulid"])
    today = dt.datetime.now(dt.UTC)
    assert spec.output_prefix == f"hls/{today:%Y-%m/%d}/{ASSET}/{ulid}/"
    assert spec.source_key == f"renders/2026-02/03/{ASSET}/video.mp4"
    assert spec.is_export and spec.profile == "auto"
    assert shown(world)["status"] == "processing"


def test_a_source_without_a_folder_of_its_own_is_filed_by_number(world: HlsWorld) -> None:
    world.library.put(upload(42, key="uploads/raw.mp4"))
    world.prepared()

    assert "/42/" in world.claimed().spec.output_prefix


def test_there_is_nothing_to_claim_twice(world: HlsWorld) -> None:
    world.prepared()
    world.claimed()

    assert leasing.claim(world.deps, packager_id="another") is None


def test_the_same_stream_may_be_handed_in_twice(world: HlsWorld) -> None:
    world.prepared()
    handed = world.claimed()

    complete(world, handed)
    complete(world, handed)

    assert shown(world)["status"] == "completed"
    assert world.announced().count("ready") == 1


def test_a_stream_that_is_none_is_refused(world: HlsWorld) -> None:
    world.prepared()
    handed = world.claimed()

    for result in ("{", "{}", '{"duration": "0", "renditions": []}', '{"duration": "1/0"}'):
        with pytest.raises(InvalidResult):
            leasing.complete(world.deps, task_id=handed.task_id, token=handed.token, result=result)


def test_who_lost_the_lease_changes_nothing_any_more(world: HlsWorld) -> None:
    world.prepared()
    first = world.claimed()
    lose_lease(world)
    second = world.claimed()

    assert not leasing.heartbeat(world.deps, task_id=1, token=first.token, fraction=0.5)
    for act in (
        lambda: complete(world, first),
        lambda: fail(world, first, INPUT),
        lambda: leasing.give_back(world.deps, task_id=1, token=first.token),
    ):
        with pytest.raises(LeaseLost):
            act()
    complete(world, second)
    assert shown(world)["status"] == "completed"


def test_bad_input_fails_at_once_and_says_why(world: HlsWorld) -> None:
    world.prepared()

    fail(world, world.claimed(), Fault("not_media", "x" * 900, is_input_at_fault=True))

    production = shown(world)
    assert (production["status"], production["errorCode"]) == ("failed", "not_media")
    assert production["errorMessage"] == "x" * 500
    assert world.announced() == ["created", "queued", "failed"]
    assert leasing.claim(world.deps, packager_id="another") is None


def test_anything_else_is_tried_again_later_and_then_given_up(world: HlsWorld) -> None:
    world.prepared()

    for _ in RETRY_SECONDS:
        fail(world, world.claimed(), OURS)
        assert shown(world)["status"] == "queued"
        assert leasing.claim(world.deps, packager_id="another") is None
        make_due(world)
    fail(world, world.claimed(), OURS)

    assert (shown(world)["status"], shown(world)["errorCode"]) == ("failed", "packaging_failed")


def test_work_that_is_given_back_is_nobodys_fault(world: HlsWorld) -> None:
    world.prepared()
    handed = world.claimed()

    leasing.give_back(world.deps, task_id=handed.task_id, token=handed.token)

    assert (shown(world)["status"], world.wake_ups()) == ("queued", 2)
    assert shown(world)["job"] == {"state": "waiting", "progressPct": 0, "attempt": 1}
    world.claimed()


def test_a_lost_lease_wakes_packagers_and_counts_as_a_crash(world: HlsWorld) -> None:
    world.prepared()
    world.claimed()

    lose_lease(world)

    assert (shown(world)["status"], world.wake_ups()) == ("queued", 2)
    world.claimed()
    job = shown(world)["job"]
    assert isinstance(job, dict) and job["attempt"] == 2


def test_a_lease_that_still_runs_is_left_alone(world: HlsWorld) -> None:
    world.prepared()
    world.claimed()

    leasing.take_back_lost(world.deps)

    assert shown(world)["status"] == "processing"


def test_a_film_that_keeps_killing_packagers_is_given_up(world: HlsWorld) -> None:
    world.prepared()

    for _ in range(MOST_CRASHES):
        world.claimed()
        lose_lease(world)

    assert (shown(world)["status"], shown(world)["errorCode"]) == ("failed", "packager_crashed")
    assert leasing.claim(world.deps, packager_id="another") is None


def test_deleting_what_is_being_packaged_stops_the_packager(world: HlsWorld) -> None:
    production_id = world.prepared()
    handed = world.claimed()
    late = f"{handed.spec.output_prefix}360p/init.mp4"

    world.client().delete(f"/api/productions/{production_id}")
    world.storage.put_bytes(late, b"late", content_type="video/mp4")

    assert not leasing.heartbeat(
        world.deps, task_id=handed.task_id, token=handed.token, fraction=0.5
    )
    with pytest.raises(LeaseLost):
        complete(world, handed)
    assert remove_output(world.deps) == 0
    world.moved = dt.timedelta(seconds=world.deps.lease_seconds + 1)
    assert remove_output(world.deps) == 1
    assert world.storage.head(late) is None
