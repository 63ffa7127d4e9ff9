# SPDX-License-Identifier: Apache-2.0
"""Which parts of a project are rendered is read from the cache and from the jobs under way."""

from __future__ import annotations

from typing import Any

from tests.support.render.samples import ADMIN, OWNER, STRANGER, a_clip, an_export
from tests.support.render.world import RenderWorld

PATH = "/api/create-video/projects/5/rendered-ranges"


def ranges(world: RenderWorld) -> list[tuple[int, int, str]]:
    answer = world.client().get(PATH)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()
    assert sum(one["frames"] for one in found["ranges"]) == found["frames"]
    return [(one["startFrame"], one["frames"], one["state"]) for one in found["ranges"]]


def test_nothing_of_a_new_project_is_rendered(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export()

    assert ranges(world) == [(0, 240, "missing")]


def test_chunks_are_running_from_the_export_on_and_stored_when_they_are_done(
    world: RenderWorld,
) -> None:
    export = an_export()
    world.projects.timelines[5] = export
    world.start(export)

    requested = ranges(world)
    world.run_all("mezzanine")
    world.complete(world.claimed("chunk"))
    rendering = ranges(world)
    world.run_all()

    assert requested == [(0, 240, "running")]
    assert rendering == [(0, 120, "stored"), (120, 120, "running")]
    assert ranges(world) == [(0, 240, "stored")]


def test_only_what_was_edited_is_missing(world: RenderWorld) -> None:
    clip = a_clip(start=0, source=(0, 8))
    world.start(an_export(clip))
    world.run_all()

    world.projects.timelines[5] = an_export(clip, a_clip(start=8, source=(0, 1)))

    stored, missing = ranges(world)
    # Where a chunk ends within a clip depends on its key, and so on the version of the renderer.
    assert stored in {(0, 120, "stored"), (0, 240, "stored")}
    assert missing == (stored[1], 270 - stored[1], "missing")


def test_a_cancelled_render_leaves_nothing_running(world: RenderWorld) -> None:
    export = an_export()
    world.projects.timelines[5] = export
    render_id = world.start(export)

    world.client().post(f"/api/renders/{render_id}/cancel", json={})

    assert ranges(world) == [(0, 240, "missing")]


def test_only_the_owner_and_administrators_see_what_is_rendered(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export()

    answers = [world.client(user).get(PATH) for user in (None, STRANGER, OWNER, ADMIN)]

    assert [one.status_code for one in answers] == [401, 403, 200, 200]
