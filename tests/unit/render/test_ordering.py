# SPDX-License-Identifier: Apache-2.0
"""How exports become work, and how work is shared."""

from __future__ import annotations

import pytest

from services.render.coordinator.domain.errors import SealedTimelineNotFound
from services.render.coordinator.usecases import ordering
from tests.support.render.world import EXPORT, OTHER, RenderWorld, a_clip, a_source, an_order


def test_a_film_is_done_in_the_order_its_pieces_need_each_other(world: RenderWorld) -> None:
    world.order()

    done = world.work_off()

    assert done == ["mezzanine", "pcm", "mix", "chunk", "chunk", "concat"]
    assert world.render().state == "completed"


def test_a_completed_render_announces_its_file_and_what_it_is(world: RenderWorld) -> None:
    world.order()
    world.work_off()

    (_, queued), (topic, completed) = world.facts()

    assert (queued.render.attempt, queued.render.seq) == (1, 1)
    assert topic == "render.render.completed.v1"
    assert (completed.file.key, completed.file.size_bytes) == ("renders/film.mp4", 1000)
    assert completed.file.content_type == "video/mp4"
    assert (completed.probe.width, completed.probe.duration) == (640, "8/1")
    assert completed.probe.frame_rate.numerator == 30
    said = completed.render
    assert (said.export_id, said.owner_user_id, said.project_id) == (EXPORT, 7, 3)
    assert (said.name, said.description, said.state) == ("Summer", "2026", "completed")
    assert said.seq > queued.render.seq


def test_the_same_film_again_is_a_new_render_that_only_joins(world: RenderWorld) -> None:
    world.order()
    world.work_off()

    world.order(an_order(export_id=OTHER))

    assert world.work_off() == ["concat"]
    assert world.render(OTHER).film is not None
    assert world.render(OTHER).reused == 3


def test_two_running_films_share_the_work_they_have_in_common(world: RenderWorld) -> None:
    world.order()
    world.order(an_order(export_id=OTHER))

    assert sorted(world.work_off()) == sorted(
        ["mezzanine", "pcm", "mix", "chunk", "chunk", "concat", "concat"]
    )
    assert world.render(OTHER).state == "completed"


def test_a_clip_shown_twice_is_rendered_once(world: RenderWorld) -> None:
    clips = [a_clip(start=start, source=(1, 5)) for start in (0, 4)]
    world.order(an_order(*clips))

    done = world.work_off()

    assert done.count("chunk") == 1
    assert world.render().state == "completed"


def test_an_export_heard_of_twice_is_one_render(world: RenderWorld) -> None:
    world.order()
    world.order()

    assert [topic for topic, _ in world.facts()] == ["render.render.queued.v1"]
    assert world.states() == {"waiting": 6}


def test_an_export_cancelled_before_it_was_heard_of_is_written_down_so(world: RenderWorld) -> None:
    world.order(an_order(is_cancelled=True))

    assert world.render().state == "cancelled"
    assert [topic for topic, _ in world.facts()] == ["render.render.cancelled.v1"]
    assert world.states() == {}


def test_a_timeline_that_cannot_be_rendered_fails_with_its_code(world: RenderWorld) -> None:
    unprobed = a_source(duration=None)
    world.order(an_order(sources=(unprobed,)))

    ((topic, failed),) = world.facts()

    assert topic == "render.render.failed.v1"
    assert failed.code == "source_missing" and failed.reason


def test_a_feature_of_a_later_version_fails_with_the_problem_named(world: RenderWorld) -> None:
    world.order(an_order(a_clip(start=0, source=(0, 8), speedPct=50)))

    ((_, failed),) = world.facts()

    assert failed.code and failed.code == world.render().failure.code  # type: ignore[union-attr]


def test_an_unknown_export_is_left_to_be_asked_for_again(world: RenderWorld) -> None:
    with pytest.raises(SealedTimelineNotFound):
        ordering.order_render(world.deps, export_id=EXPORT)


def test_a_short_film_does_not_wait_behind_a_long_one(world: RenderWorld) -> None:
    source = a_source(duration=a_source().duration * 60)  # type: ignore[operator]
    world.order(an_order(a_clip(start=0, source=(0, 600)), sources=(source,)))
    world.order(an_order(a_clip(start=0, source=(3, 7)), sources=(source,), export_id=OTHER))
    world.complete(world.claimed("mezzanine"))

    first = world.claimed("chunk")

    with world.deps.reading() as uow:
        assert [render.export_id for render in uow.renders.needing(first.piece.piece_id)] == [OTHER]


def test_a_node_is_told_where_the_files_it_needs_lie(world: RenderWorld) -> None:
    world.order()
    mezzanine = world.claimed("mezzanine")
    world.complete(mezzanine)

    chunk = world.claimed("chunk")
    world.complete(chunk)
    world.work_off("chunk", "pcm", "mix")
    join = world.claimed("concat")

    assert [file.key for file in chunk.assignment.files] == [mezzanine.piece.key]
    assert len(join.assignment.files) == 3


def test_wake_ups_go_out_only_for_work_that_may_begin(world: RenderWorld) -> None:
    world.order()
    assert world.wake_ups() == 2

    world.complete(world.claimed("mezzanine"))

    assert world.wake_ups() == 4
