# SPDX-License-Identifier: Apache-2.0
"""Exact frames are drawn once, on demand, for whoever may see the project."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from chassis.jobs.errors import InputUnusable
from services.render.contract.results import CachedFile
from services.render.contract.storage_keys import frame_storage_key
from services.render.coordinator.usecases.claiming import LeasedJob
from services.render.coordinator.usecases.evicting import evict_cached_files
from services.render.coordinator.usecases.reconciling import reconcile
from tests.support.render.samples import (
    ADMIN,
    OWNER,
    STRANGER,
    a_clip,
    a_source,
    an_export,
    key_of,
)
from tests.support.render.world import RenderWorld
from timeline.spec.frame import FrameSpec

FRAMES = "/api/create-video/projects/5/frames"
PNG = b"\x89PNG"
HDR = a_source(is_hdr=True)


def request(world: RenderWorld, frame: int, user: int | None = OWNER) -> Any:
    return world.client(user).post(FRAMES, json={"frame": frame})


def read(world: RenderWorld, frame: int, user: int | None = OWNER) -> Any:
    return world.client(user).get(f"{FRAMES}/{frame}")


def draw(world: RenderWorld) -> LeasedJob:
    """Draw the next frame as a node does."""
    leased = world.claimed("frame")
    key = frame_storage_key(key_of(leased))
    world.storage.put_bytes(key, PNG, content_type="image/png")
    world.complete(leased, CachedFile(key_of(leased), key, len(PNG), 1))
    return leased


def test_a_frame_is_drawn_when_somebody_asks_for_it(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export()

    first = request(world, 45)
    queued = read(world, 45)
    leased = draw(world)
    ready = read(world, 45)

    assert (first.status_code, first.get_json()["status"]) == (202, "queued")
    assert (queued.status_code, queued.get_json()["status"]) == (202, "queued")
    assert isinstance(leased.job.spec, FrameSpec)
    assert ready.status_code == 200
    body = ready.get_json()
    assert (body["status"], body["frame"], body["revision"]) == ("ready", 45, 3)
    assert frame_storage_key(key_of(leased)) in body["url"]


def test_a_frame_is_never_drawn_twice(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export()
    request(world, 45)
    request(world, 45)
    draw(world)

    again = request(world, 45)

    assert (again.status_code, again.get_json()["status"]) == (200, "ready")
    assert world.claim() is None


def test_two_moments_with_the_same_picture_are_one_image(world: RenderWorld) -> None:
    clips = (a_clip(start=0, source=(2, 4)), a_clip(start=2, source=(2, 4)))
    world.projects.timelines[5] = an_export(*clips)
    request(world, 10)
    draw(world)

    assert request(world, 70).get_json()["status"] == "ready"


def test_a_short_look_into_a_video_makes_no_stretch(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export()

    request(world, 45)

    assert world.claimed().job.kind == "frame"
    assert world.claim() is None


def test_stretches_that_a_frame_needs_are_made_before_it(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export(sources=(HDR,))

    request(world, 45)
    assert world.claim("frame") is None
    made = world.run_all("mezzanine")

    assert made == ["mezzanine"]
    assert world.claimed("frame").job.inputs != ()


def test_stretches_of_a_frame_outlive_a_cancelled_render(world: RenderWorld) -> None:
    export = an_export(sources=(HDR,))
    world.projects.timelines[5] = export
    render_id = world.start(export)
    request(world, 45)

    assert world.client().post(f"/api/renders/{render_id}/cancel", json={}).status_code == 200

    assert world.run_all("mezzanine") == ["mezzanine"]
    assert world.claim("frame") is not None


def test_a_frame_whose_source_is_unusable_says_why_until_it_is_asked_for_again(
    world: RenderWorld,
) -> None:
    world.projects.timelines[5] = an_export()
    request(world, 45)
    world.fail(world.claimed("frame"), InputUnusable("object_missing", "It is not stored."))

    failed = read(world, 45).get_json()
    again = request(world, 45)

    assert failed["status"] == "failed"
    assert failed["failure"] == {"code": "object_missing", "reason": "It is not stored."}
    assert (again.status_code, again.get_json()["status"]) == (202, "queued")
    assert world.claim("frame") is not None


def test_a_frame_fails_with_the_stretch_that_it_needs(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export(sources=(HDR,))
    request(world, 45)

    world.fail(world.claimed("mezzanine"), InputUnusable("not_media", "It is no video."))

    assert read(world, 45).get_json()["failure"]["code"] == "not_media"


def test_a_lost_image_is_drawn_again(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export()
    request(world, 45)
    leased = draw(world)
    world.storage.delete(frame_storage_key(key_of(leased)))

    assert request(world, 45).status_code == 202
    draw(world)
    assert request(world, 45).status_code == 200


def test_frames_outside_of_the_timeline_are_refused(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export()

    beyond, negative = request(world, 240), request(world, -1)
    unknown = world.client().post(FRAMES, json={"frame": 1, "second": 2})

    assert (beyond.status_code, beyond.get_json()["error"]) == (400, "frame_out_of_range")
    assert beyond.get_json()["errors"][0]["pointer"] == "/frame"
    assert read(world, 240).get_json()["error"] == "frame_out_of_range"
    assert negative.status_code == 400
    assert (unknown.status_code, unknown.get_json()["error"]) == (400, "unknown_field")


def test_the_first_frame_is_0_and_other_words_are_no_frames(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export()
    request(world, 0)

    first, word = read(world, 0), world.client().get(f"{FRAMES}/first")

    assert first.status_code == 202
    assert word.status_code == 404


def test_a_frame_that_nobody_requested_is_not_found(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export()

    answer = read(world, 45)

    assert (answer.status_code, answer.get_json()["error"]) == (404, "exact_frame_not_found")


def test_a_timeline_that_cannot_be_planned_is_refused(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export(sources=(a_source(2),))

    answer = request(world, 0)

    assert (answer.status_code, answer.get_json()["error"]) == (422, "source_missing")


def test_only_the_owner_and_administrators_see_frames(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export()

    answers = [request(world, 3, user).status_code for user in (None, STRANGER, OWNER, ADMIN)]
    reads = [read(world, 3, user).status_code for user in (None, STRANGER, OWNER, ADMIN)]

    assert answers == reads == [401, 403, 202, 202]
    assert world.client().post(FRAMES.replace("5", "6"), json={"frame": 0}).status_code == 404


def test_a_user_waits_for_few_frames_at_once(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export()

    answers = [request(world, frame) for frame in range(5)]
    joined = request(world, 0)
    draw(world)
    later = request(world, 4)

    assert [one.status_code for one in answers] == [202] * 4 + [429]
    assert answers[-1].get_json()["error"] == "rate_limited"
    assert answers[-1].headers["Retry-After"] == "1"
    assert (joined.status_code, later.status_code) == (202, 202)


def test_nobody_waits_in_a_thread_while_others_are_planned(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export()

    with ExitStack() as others:
        for _ in range(6):
            others.enter_context(world.deps.planning.taken())
        answer = request(world, 0)

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")


def test_frames_are_drawn_before_what_nobody_waits_for(world: RenderWorld) -> None:
    export = an_export()
    world.projects.timelines[5] = export
    world.start(export)

    request(world, 45)

    assert world.claimed().job.kind == "frame"


def test_images_have_owners_and_are_evicted(world: RenderWorld) -> None:
    world.projects.timelines[5] = an_export()
    request(world, 45)
    key = frame_storage_key(key_of(draw(world)))
    stray = frame_storage_key("0" * 64)
    world.storage.put_bytes(stray, PNG, content_type="image/png")

    reconcile(world.deps, dt.timedelta(0), is_dry_run=False)

    assert {one.key for one in world.storage.list("frames/")} == {key}
    world.moved = dt.timedelta(days=1)
    assert evict_cached_files(replace(world.deps, cache_bytes=0)) == 1
    assert list(world.storage.list("frames/")) == []
