# SPDX-License-Identifier: Apache-2.0
"""Leases, fencing, failures and crashes."""

from __future__ import annotations

import pytest

from chassis.jobs.errors import EnvironmentFailed, InputUnusable, JobFailed, LeaseLost
from chassis.storage import StorageFull
from services.render.coordinator.usecases import claiming
from tests.support.render.samples import EXPORT, OTHER, an_export
from tests.support.render.world import RenderWorld

BROKEN = JobFailed("chunk_failed", "ffmpeg ended with 1.")
UNAVAILABLE = EnvironmentFailed("storage_unavailable", "The storage could not be read.")


def test_a_job_is_leased_to_one_node_at_a_time(world: RenderWorld) -> None:
    world.start()
    world.claimed("mezzanine")

    assert world.claim("mezzanine") is None


def test_a_node_without_space_for_results_gets_no_job_and_stays_known(
    world: RenderWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check_space(size_bytes: int = 0) -> None:
        raise StorageFull("The disk is full.")

    world.start()
    monkeypatch.setattr(world.storage, "check_space", check_space)

    assert world.claim(node_id="node-7") is None

    with world.deps.reading() as uow:
        assert "node-7" in {one.node_id for one in uow.nodes.list_nodes(after=None, limit=9)}
    monkeypatch.undo()
    assert world.claim(node_id="node-7") is not None


def test_a_node_whose_lease_expired_cannot_report(world: RenderWorld) -> None:
    world.start()
    old = world.claimed()
    world.expire_lease(old)
    new = world.claimed()

    assert new.lease.job_id == old.lease.job_id
    assert not claiming.heartbeat(world.deps, lease=old.lease, fraction=0.5)
    with pytest.raises(LeaseLost):
        world.complete(old)
    with pytest.raises(LeaseLost):
        claiming.give_back_job(world.deps, lease=old.lease)
    with pytest.raises(LeaseLost):
        world.fail(old, BROKEN)
    world.complete(new)


def test_a_result_sent_twice_is_stored_once(world: RenderWorld) -> None:
    world.start()
    leased = world.claimed()
    world.complete(leased)

    with pytest.raises(LeaseLost):
        world.complete(leased)


def test_a_job_given_back_counts_neither_as_an_attempt_nor_as_a_crash(world: RenderWorld) -> None:
    world.start()
    leased = world.claimed()
    claiming.give_back_job(world.deps, lease=leased.lease)

    again = world.claimed(node_id="node-2")

    assert again.lease.job_id == leased.lease.job_id
    with world.deps.unit_of_work() as uow:
        job = uow.jobs.get_job(again.lease.job_id)
    assert (job.attempts, job.crashes) == (0, 0)


def test_a_failure_is_retried_with_delays_and_at_last_ends_the_render(world: RenderWorld) -> None:
    world.start()
    for _ in range(4):
        world.fail(world.claimed("mezzanine"), UNAVAILABLE)
        assert world.claim("mezzanine") is None
        world.end_back_off()

    render = world.render()
    assert render.state == "failed" and world.claim() is None
    assert render.failure is not None and render.failure.code == "storage_unavailable"
    assert [topic for topic, _ in world.events()][-1] == "render.render.failed.v1"
    assert world.count_states() == {"failed": 1, "cancelled": 5}


def test_the_same_error_twice_in_a_row_ends_the_render(world: RenderWorld) -> None:
    world.start()
    for _ in range(2):
        assert world.render().is_active
        world.fail(world.claimed("mezzanine"), BROKEN)
        world.end_back_off()

    failure = world.render().failure
    assert failure is not None and failure.code == "chunk_failed"


def test_an_unusable_input_ends_every_render_that_needs_it_at_once(world: RenderWorld) -> None:
    world.start()
    world.start(an_export(export_id=OTHER))

    world.fail(world.claimed("mezzanine"), InputUnusable("damaged_media", "Upload 1 is damaged."))

    assert {world.render(EXPORT).state, world.render(OTHER).state} == {"failed"}
    reasons = {event.render.export_id: event.reason for _, event in world.events()[2:]}
    assert reasons == dict.fromkeys((EXPORT, OTHER), "Upload 1 is damaged.")


def test_a_job_that_crashes_five_nodes_is_given_up(world: RenderWorld) -> None:
    world.start()
    for _ in range(5):
        assert world.render().is_active
        world.expire_lease(world.claimed("mezzanine"))

    render = world.render()
    assert render.failure is not None and render.failure.code == "job_crashes_node"
    assert "crashed 5 nodes" in render.failure.reason
    assert world.claim() is None


def test_an_expired_lease_wakes_another_node(world: RenderWorld) -> None:
    world.start()
    leased = world.claimed()
    before = world.count_wake_ups()

    world.expire_lease(leased)

    assert world.count_wake_ups() == before + 1


def test_a_node_may_ask_for_some_kinds_only(world: RenderWorld) -> None:
    world.start()

    assert world.claim("chunk", "concat") is None
    assert world.claim("mezzanine") is not None


def test_progress_is_published_at_most_once_a_second_and_never_decreases(
    world: RenderWorld,
) -> None:
    world.start()
    leased = world.claimed()
    for fraction in (0.2, 0.4, 0.9):
        claiming.heartbeat(world.deps, lease=leased.lease, fraction=fraction)
    assert len(world.progress.sent) == 1

    world.moved += type(world.moved)(seconds=2)
    claiming.heartbeat(world.deps, lease=leased.lease, fraction=1.0)
    claiming.give_back_job(world.deps, lease=leased.lease)
    world.moved += type(world.moved)(seconds=2)
    claiming.heartbeat(world.deps, lease=world.claimed().lease, fraction=0.0)

    percents = [render.progress.percent for render in world.progress.sent]
    assert percents == sorted(percents) and percents[0] == 2
    assert [render.seq for render in world.progress.sent] == [2, 3, 4]
    assert world.progress.sent[-1].progress.stage == "prepare"
