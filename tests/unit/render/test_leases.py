# SPDX-License-Identifier: Apache-2.0
"""Leases, fencing, failures and crashes."""

from __future__ import annotations

import pytest

from services.render.coordinator.domain.errors import InputUnusable, PieceFailed, StaleLease
from services.render.coordinator.usecases import assigning, finishing
from tests.support.render.world import EXPORT, OTHER, RenderWorld, an_order, lease_of

BROKEN = PieceFailed("chunk_failed", "ffmpeg said no.")


def test_a_piece_is_leased_to_one_node_at_a_time(world: RenderWorld) -> None:
    world.order()
    world.claimed("mezzanine")

    assert world.claim("mezzanine") is None


def test_a_node_whose_lease_was_lost_is_fenced_off(world: RenderWorld) -> None:
    world.order()
    old = world.claimed()
    world.lose_lease(old)
    new = world.claimed()

    assert new.piece.piece_id == old.piece.piece_id
    assert not assigning.heartbeat(world.deps, lease=lease_of(old), fraction=0.5)
    for report in (world.complete, lambda c: assigning.give_back(world.deps, lease=lease_of(c))):
        with pytest.raises(StaleLease):
            report(old)
    with pytest.raises(StaleLease):
        finishing.fail_piece(world.deps, lease=lease_of(old), error=BROKEN)
    world.complete(new)


def test_a_result_handed_in_twice_is_taken_once(world: RenderWorld) -> None:
    world.order()
    claimed = world.claimed()
    world.complete(claimed)

    with pytest.raises(StaleLease):
        world.complete(claimed)


def test_a_piece_given_back_is_done_by_another_without_blame(world: RenderWorld) -> None:
    world.order()
    claimed = world.claimed()
    assigning.give_back(world.deps, lease=lease_of(claimed))

    again = world.claimed(node_id="node-2")

    assert again.piece.piece_id == claimed.piece.piece_id
    assert (again.piece.attempts, again.piece.crashes) == (0, 0)


def test_a_failure_is_tried_again_later_and_at_last_ends_the_render(world: RenderWorld) -> None:
    world.order()
    for _ in range(4):
        claimed = world.claimed("mezzanine")
        finishing.fail_piece(world.deps, lease=lease_of(claimed), error=BROKEN)
        assert world.claim("mezzanine") is None
        world.make_due()

    render = world.render()
    assert render.state == "failed" and world.claim() is None
    assert render.failure is not None and render.failure.code == "chunk_failed"
    assert [topic for topic, _ in world.facts()][-1] == "render.render.failed.v1"
    assert world.states() == {"failed": 1, "cancelled": 5}


def test_an_input_at_fault_ends_every_render_that_needs_it_at_once(world: RenderWorld) -> None:
    world.order()
    world.order(an_order(export_id=OTHER))
    error = InputUnusable("damaged_media", "Upload 1 is damaged.")

    finishing.fail_piece(world.deps, lease=lease_of(world.claimed("mezzanine")), error=error)

    assert {world.render(EXPORT).state, world.render(OTHER).state} == {"failed"}
    said = {fact.render.export_id: fact.reason for _, fact in world.facts()[2:]}
    assert said == dict.fromkeys((EXPORT, OTHER), "Upload 1 is damaged.")


def test_a_piece_that_ends_five_nodes_is_given_up(world: RenderWorld) -> None:
    world.order()
    for _ in range(5):
        assert world.render().is_active
        world.lose_lease(world.claimed("mezzanine"))

    render = world.render()
    assert render.failure is not None and render.failure.code == "piece_crashes_node"
    assert world.claim() is None


def test_a_lost_lease_wakes_another_node(world: RenderWorld) -> None:
    world.order()
    claimed = world.claimed()
    before = world.wake_ups()

    world.lose_lease(claimed)

    assert world.wake_ups() == before + 1


def test_a_node_may_ask_for_some_kinds_only(world: RenderWorld) -> None:
    world.order()

    assert world.claim("chunk", "concat") is None
    assert world.claim("mezzanine") is not None


def test_progress_is_told_once_a_second_at_most_and_never_goes_back(world: RenderWorld) -> None:
    world.order()
    claimed = world.claimed()
    for fraction in (0.2, 0.4, 0.9):
        assigning.heartbeat(world.deps, lease=lease_of(claimed), fraction=fraction)
    assert len(world.progress) == 1

    world.moved += type(world.moved)(seconds=2)
    assigning.heartbeat(world.deps, lease=lease_of(claimed), fraction=1.0)
    assigning.give_back(world.deps, lease=lease_of(claimed))
    world.moved += type(world.moved)(seconds=2)
    assigning.heartbeat(world.deps, lease=lease_of(world.claimed()), fraction=0.0)

    told = [render.progress.percent for render in world.progress]
    assert told == sorted(told) and told[0] == 2
    assert [render.seq for render in world.progress] == [2, 3, 4]
    assert world.progress[-1].progress.stage == "prepare"
