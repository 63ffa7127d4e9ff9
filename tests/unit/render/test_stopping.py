# SPDX-License-Identifier: Apache-2.0
"""Cancelling a render, and trying it again."""

from __future__ import annotations

import pytest

from services.render.coordinator.domain.errors import InputUnusable, InvalidState, StaleLease
from services.render.coordinator.domain.planning import break_down
from services.render.coordinator.usecases import assigning, deriving, finishing, stopping
from services.render.coordinator.usecases.stopping import Asker
from tests.support.render.world import EXPORT, OTHER, RenderWorld, an_order, an_upload, lease_of

ANYBODY = Asker()


def cancel(world: RenderWorld, export_id: str = EXPORT) -> None:
    """Cancel a render."""
    stopping.cancel_render(world.deps, export_id=export_id, asker=ANYBODY)


def retry(world: RenderWorld, export_id: str = EXPORT) -> None:
    """Try a render again."""
    stopping.retry_render(world.deps, export_id=export_id, asker=ANYBODY)


def test_a_cancelled_render_stops_its_node_and_its_work(world: RenderWorld) -> None:
    world.order()
    claimed = world.claimed()

    cancel(world)

    assert not assigning.heartbeat(world.deps, lease=lease_of(claimed), fraction=0.5)
    assert world.claim() is None
    with pytest.raises(StaleLease):
        world.complete(claimed)
    assert world.states() == {"cancelled": 6}


def test_cancelling_twice_announces_once(world: RenderWorld) -> None:
    world.order()
    cancel(world)
    cancel(world)

    topics = [topic for topic, _ in world.facts()]

    assert topics == ["render.render.queued.v1", "render.render.cancelled.v1"]


def test_a_completed_render_cannot_be_cancelled(world: RenderWorld) -> None:
    world.order()
    world.work_off()

    with pytest.raises(InvalidState):
        cancel(world)


def test_work_that_another_render_needs_goes_on(world: RenderWorld) -> None:
    world.order()
    world.order(an_order(export_id=OTHER))
    claimed = world.claimed()

    cancel(world)

    assert assigning.heartbeat(world.deps, lease=lease_of(claimed), fraction=0.5)
    world.complete(claimed)
    world.work_off()
    assert world.render(OTHER).state == "completed"
    assert world.render(EXPORT).state == "cancelled"


def test_the_default_mezzanine_of_an_upload_survives_a_cancelled_render(world: RenderWorld) -> None:
    deriving.examine_upload(world.deps, upload=an_upload())
    world.complete(world.claimed("ingest"))
    key = world.claimed("mezzanine")
    assigning.give_back(world.deps, lease=lease_of(key))
    source = an_order().timeline
    assert source is not None
    world.order(an_order())

    cancel(world)

    assert world.claim("mezzanine") is not None


def test_a_cancelled_render_may_be_tried_again_and_reuses_what_was_done(world: RenderWorld) -> None:
    world.order()
    world.work_off("mezzanine", "pcm", "mix")
    store(world)
    cancel(world)
    world.facts()

    retry(world)

    ((topic, queued),) = world.facts()
    assert topic == "render.render.queued.v1"
    assert (queued.render.attempt, queued.render.seq) == (2, 1)
    assert world.work_off() == ["chunk", "chunk", "concat"]
    assert world.render().state == "completed"


def store(world: RenderWorld) -> None:
    """Put something where the index says that pieces are stored."""
    with world.deps.reading() as uow:
        shares = uow.cache.find(keys(world))
    for file in shares.values():
        world.storage.put_bytes(file.storage_key, b"x", content_type="video/mp4")


def keys(world: RenderWorld) -> list[str]:
    """List the keys of all work."""
    render = world.render()
    pieces = break_down(render.plan, export_id=EXPORT, created_at=render.created_at)
    return [piece.key for piece in pieces if piece.key]


def test_pieces_whose_files_went_missing_are_made_again(world: RenderWorld) -> None:
    world.order()
    world.work_off("mezzanine", "pcm", "mix", "chunk")
    cancel(world)

    retry(world)

    assert sorted(world.work_off()) == ["chunk", "chunk", "concat", "mezzanine", "mix", "pcm"]


def test_a_failed_render_may_be_tried_again(world: RenderWorld) -> None:
    world.order()
    error = InputUnusable("damaged_media", "Upload 1 is damaged.")
    finishing.fail_piece(world.deps, lease=lease_of(world.claimed("mezzanine")), error=error)

    retry(world)

    assert world.render().failure is None
    world.work_off()
    assert world.render().state == "completed"


@pytest.mark.parametrize("is_done", [False, True])
def test_only_what_failed_or_was_cancelled_may_be_tried_again(
    world: RenderWorld, is_done: bool
) -> None:
    world.order()
    if is_done:
        world.work_off()

    with pytest.raises(InvalidState):
        retry(world)


def test_a_render_cancelled_before_it_was_planned_is_planned_at_its_retry(
    world: RenderWorld,
) -> None:
    world.order(an_order(is_cancelled=True))
    retry(world)

    world.work_off()

    assert world.render().state == "completed"
