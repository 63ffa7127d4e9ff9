# SPDX-License-Identifier: Apache-2.0
"""How exports become jobs, and how renders share jobs."""

from __future__ import annotations

import pytest

from services.render.coordinator.domain.errors import SealedExportNotFound
from services.render.coordinator.usecases import starting
from tests.support.render.samples import EXPORT, OTHER, a_clip, a_source, an_export, key_of
from tests.support.render.world import RenderWorld


def test_jobs_are_run_after_their_inputs(world: RenderWorld) -> None:
    world.start()

    done = world.run_all()

    assert done == ["mezzanine", "pcm", "mix", "chunk", "chunk", "concat"]
    assert world.render().state == "completed"


def test_a_completed_render_announces_its_file_and_its_probe(world: RenderWorld) -> None:
    world.start()
    world.run_all()

    (_, queued), (topic, completed) = world.events()

    assert (queued.render.attempt, queued.render.seq) == (1, 1)
    assert topic == "render.render.completed.v1"
    assert (completed.file.key, completed.file.size_bytes) == ("renders/export.mp4", 1000)
    assert (completed.file.sha256, completed.file.content_type) == ("cd" * 32, "video/mp4")
    assert (completed.probe.width, completed.probe.duration) == (640, "8/1")
    assert completed.probe.frame_rate.numerator == 30
    render = completed.render
    assert (render.export_id, render.owner_user_id, render.project_id) == (EXPORT, 7, 3)
    assert (render.name, render.description, render.state) == ("Summer", "2026", "completed")
    assert render.seq > queued.render.seq


def test_an_equal_export_is_a_new_render_of_one_job(world: RenderWorld) -> None:
    world.start()
    world.run_all()

    world.start(an_export(export_id=OTHER))

    assert world.run_all() == ["concat"]
    assert world.render(OTHER).export is not None
    assert world.render(OTHER).reused == 3


def test_two_active_renders_share_equal_jobs(world: RenderWorld) -> None:
    world.start()
    world.start(an_export(export_id=OTHER))

    assert sorted(world.run_all()) == sorted(
        ["mezzanine", "pcm", "mix", "chunk", "chunk", "concat", "concat"]
    )
    assert world.render(OTHER).state == "completed"


def test_a_clip_shown_twice_is_rendered_once(world: RenderWorld) -> None:
    clips = [a_clip(start=start, source=(1, 5)) for start in (0, 4)]
    world.start(an_export(*clips))

    done = world.run_all()

    assert done.count("chunk") == 1
    assert world.render().state == "completed"


def test_an_export_requested_twice_is_one_render(world: RenderWorld) -> None:
    world.start()
    world.start()

    assert [topic for topic, _ in world.events()] == ["render.render.queued.v1"]
    assert world.count_states() == {"waiting": 6}


def test_an_export_cancelled_before_it_was_requested_here_is_a_cancelled_render(
    world: RenderWorld,
) -> None:
    world.start(an_export(is_cancelled=True))

    assert world.render().state == "cancelled"
    assert [topic for topic, _ in world.events()] == ["render.render.cancelled.v1"]
    assert world.count_states() == {}


def test_a_timeline_that_cannot_be_rendered_fails_with_its_code(world: RenderWorld) -> None:
    unprobed = a_source(duration=None)
    world.start(an_export(sources=(unprobed,)))

    ((topic, failed),) = world.events()

    assert topic == "render.render.failed.v1"
    assert failed.code == "source_missing" and failed.reason


def test_an_unsupported_feature_fails_with_its_code(world: RenderWorld) -> None:
    world.start(an_export(a_clip(start=0, source=(0, 8), speedPct=50)))

    ((_, failed),) = world.events()

    assert failed.code and failed.code == world.render().failure.code  # type: ignore[union-attr]


def test_an_unknown_export_raises_so_that_the_event_is_delivered_again(
    world: RenderWorld,
) -> None:
    with pytest.raises(SealedExportNotFound):
        starting.start_render(world.deps, export_id=EXPORT)


def test_a_short_export_does_not_wait_for_a_long_one(world: RenderWorld) -> None:
    source = a_source(duration=a_source().duration * 60)  # type: ignore[operator]
    world.start(an_export(a_clip(start=0, source=(0, 600)), sources=(source,)))
    world.start(an_export(a_clip(start=0, source=(3, 7)), sources=(source,), export_id=OTHER))
    world.complete(world.claimed("mezzanine"))

    assert world.renders_of(world.claimed("chunk")) == [OTHER]


def test_a_node_receives_the_inputs_of_its_job(world: RenderWorld) -> None:
    world.start()
    mezzanine = world.claimed("mezzanine")
    world.complete(mezzanine)

    chunk = world.claimed("chunk")
    world.complete(chunk)
    world.run_all("chunk", "pcm", "mix")
    concat = world.claimed("concat")

    assert [file.key for file in chunk.job.inputs] == [key_of(mezzanine)]
    assert len(concat.job.inputs) == 3


def test_nodes_are_woken_only_for_jobs_that_may_be_claimed(world: RenderWorld) -> None:
    world.start()
    assert world.count_wake_ups() == 2

    world.complete(world.claimed("mezzanine"))

    assert world.count_wake_ups() == 4
