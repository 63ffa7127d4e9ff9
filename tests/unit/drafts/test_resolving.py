# SPDX-License-Identifier: Apache-2.0
"""Resolving timelines to frames and pixels, whole, incomplete and invalid ones."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from services.drafts.domain.errors import TextImageNotFound
from services.drafts.usecases import text_images
from tests.support.drafts.world import (
    ADMIN,
    OWNER,
    PROJECTS,
    STRANGER,
    DraftsWorld,
    new_clip,
    new_timeline,
)

TITLE = {"id": "t", "startSeconds": 0, "endSeconds": 2, "text": "Hello"}


def resolve(world: DraftsWorld, timeline: object, **request: Any) -> TestResponse:
    return world.request("POST", "/api/timelines/resolve", json={"timeline": timeline}, **request)


def test_a_timeline_is_resolved_to_frames_and_pixels(world: DraftsWorld) -> None:
    world.library.put_upload(5, kind="logo")
    logo = {"id": "l", "uploadId": 5, "startSeconds": 1, "endSeconds": 3, "fade": "in"}
    clip = new_clip(start=1, end=3, startSeconds=1)

    answer = resolve(world, new_timeline(clip, logos=[logo])).json

    assert (answer["fps"], answer["frames"]) == ("30", 90)
    assert answer["size"] == {"width": 1920, "height": 1080}
    assert answer["fileSize"] == {"expected": 841_824, "peak": 2_509_500}
    gap, shown = answer["base"]
    assert (gap["kind"], gap["startFrame"], gap["frames"], gap["itemId"]) == ("gap", 0, 30, None)
    assert (shown["kind"], shown["startFrame"], shown["frames"]) == ("clip", 30, 60)
    assert (shown["sourceFrame"], shown["sourceFrames"], shown["uploadId"]) == (30, 300, 1)
    assert shown["box"] == {"x": 0, "y": 0, "width": 1920, "height": 1080}
    (layer,) = answer["layers"]
    assert (layer["itemId"], layer["kind"], layer["image"]["uploadId"]) == ("l", "image", 5)
    assert layer["box"] == {"x": 100, "y": 100, "width": 384, "height": 216}
    assert layer["fadeIn"] == {"startFrame": 30, "frames": 15}
    assert answer["problems"] == []


def test_a_portrait_frame_has_the_fill_of_its_clip(world: DraftsWorld) -> None:
    clip = new_clip(bgFillStyle="blur")

    answer = resolve(world, new_timeline(clip, output={"aspect": "9:16"})).json

    (shown,) = answer["base"]
    assert answer["size"] == {"width": 1080, "height": 1920}
    assert shown["box"] == {"x": 0, "y": 656, "width": 1080, "height": 608}
    assert shown["fill"]["kind"] == "blur"
    assert shown["fill"]["size"] == {"width": 270, "height": 480}


def test_sounds_have_the_gains_of_the_mix(world: DraftsWorld) -> None:
    world.library.put_upload(6, kind="audio")
    music = {
        "id": "m",
        "uploadId": 6,
        "startSeconds": 0,
        "endSeconds": 1,
        "musicMode": "mix_duck",
        "musicLevel": "quiet",
        "duckingIntensity": "max",
        "programGainDb": -6,
    }

    answer = resolve(world, new_timeline(new_clip(boostDb=3), audioSegments=[music])).json

    clip, played = answer["sounds"]
    assert clip["gain"] == [[0, 3], [0, 3], [0, -3], [30, -3], [30, 3]]
    assert played["gain"] == [[0, -100], [10.5, -24], [19.5, -24], [30, -100]]
    assert (played["isRepeated"], played["ducking"]["amountDb"]) == (True, 18)


def test_what_is_valid_of_an_invalid_timeline_is_resolved(world: DraftsWorld) -> None:
    bad, good = new_clip("bad", startSeconds=-1), new_clip("good", startSeconds=4)
    title = {**TITLE, "id": "late", "startSeconds": 3, "endSeconds": 1}
    document = new_timeline(bad, good, screenTitles=[title, TITLE], output={"fps": "31"})

    answer = resolve(world, document)

    assert answer.status_code == 200
    shown = [each["itemId"] for each in answer.json["base"]]
    assert shown == [None, "good"]
    assert [each["itemId"] for each in answer.json["layers"]] == ["t"]
    problems = {
        (each["error"], each["itemId"], each["pointer"]) for each in answer.json["problems"]
    }
    assert problems == {
        ("invalid_output", None, "/timeline/output/fps"),
        ("invalid_seconds", "bad", "/timeline/clips/0/startSeconds"),
        ("invalid_seconds", "late", "/timeline/screenTitles/0/endSeconds"),
    }


def test_problems_of_uploads_name_the_item_of_the_document(world: DraftsWorld) -> None:
    bad, missing = new_clip("bad", startSeconds=-1), new_clip("missing", uploadId=99)
    missing["startSeconds"] = 2

    answer = resolve(world, new_timeline(bad, missing)).json

    assert [(each["itemId"], each["pointer"]) for each in answer["problems"]] == [
        ("bad", "/timeline/clips/0/startSeconds"),
        ("missing", "/timeline/clips/1/uploadId"),
    ]
    assert [(each["kind"], each["frames"]) for each in answer["base"]] == [
        ("gap", 60),
        ("clip", 60),
    ]


def test_nothing_is_answered_of_uploads_of_others(world: DraftsWorld) -> None:
    world.library.put_upload(8, owner_user_id=STRANGER, state="rejected")
    world.library.put_upload(9, owner_user_id=STRANGER)

    foreign = resolve(world, new_timeline(new_clip(uploadId=9))).json
    missing = resolve(world, new_timeline(new_clip(uploadId=90))).json

    assert foreign["problems"][0]["error"] == "forbidden"
    first, second = ({**each["base"][0], "uploadId": 0} for each in (foreign, missing))
    assert first == second


def test_an_upload_that_was_not_probed_is_laid_out(world: DraftsWorld) -> None:
    world.library.put_upload(1, state="uploaded", probe=None)

    answer = resolve(world, new_timeline(new_clip(start=1, end=4))).json

    assert (answer["frames"], answer["base"][0]["sourceFrame"]) == (90, 30)
    assert [each["error"] for each in answer["problems"]] == ["upload_not_ready"]


@pytest.mark.parametrize(
    "document", [None, 7, [], {}, {"clips": 3}, {"version": "2", "clips": [1]}]
)
def test_anything_is_resolved(world: DraftsWorld, document: object) -> None:
    answer = resolve(world, document)

    assert answer.status_code == 200
    assert (answer.json["frames"], answer.json["base"]) == (0, [])
    assert answer.json["problems"]


def test_an_empty_timeline_has_no_problem(world: DraftsWorld) -> None:
    assert resolve(world, new_timeline()).json["problems"] == []


def test_what_only_exports_draw_is_a_layer_too(world: DraftsWorld) -> None:
    caption = {"id": "c", "startSeconds": 0, "endSeconds": 1, "words": []}

    answer = resolve(world, new_timeline(new_clip(), captions=[caption])).json

    (layer,) = answer["layers"]
    assert (layer["itemId"], layer["kind"], layer["frames"]) == ("c", "exact", 30)
    assert [each["error"] for each in answer["problems"]] == ["not_rendered_yet"]


def test_a_document_that_is_too_large_is_refused(world: DraftsWorld) -> None:
    answer = resolve(world, {"version": "create_video_v1", "note": "x" * 600_000})

    assert (answer.status_code, answer.json["error"]) == (413, "timeline_too_large")


def test_saving_answers_the_etag_of_the_resolved_timeline(world: DraftsWorld) -> None:
    project_id = world.create()
    saved = world.save(project_id, new_timeline(new_clip(), playheadSeconds=1)).json
    path = f"{PROJECTS}/{project_id}/resolved"

    resolved = world.request("GET", path)
    moved = world.save(project_id, new_timeline(new_clip(), playheadSeconds=2)).json
    again = world.request("GET", path, headers={"If-None-Match": resolved.headers["ETag"]})
    unsaved = resolve(world, new_timeline(new_clip())).json
    changed = world.save(project_id, new_timeline(new_clip(end=3))).json

    assert resolved.json["etag"] == saved["resolvedEtag"] == moved["resolvedEtag"]
    assert resolved.json["etag"] == resolved.headers["ETag"].strip('"') == unsaved["etag"]
    assert resolved.json["revision"] == saved["project"]["revision"]
    assert (again.status_code, again.data) == (304, b"")
    assert changed["resolvedEtag"] != saved["resolvedEtag"]


def test_an_upload_that_becomes_ready_changes_the_etag(world: DraftsWorld) -> None:
    world.library.put_upload(1, state="uploaded")
    project_id = world.create()
    saved = world.save(project_id, new_timeline(new_clip())).json
    before = world.request("GET", f"{PROJECTS}/{project_id}/resolved").json
    world.library.put_upload(1)
    after = world.request("GET", f"{PROJECTS}/{project_id}/resolved").json

    assert saved["resolvedEtag"] is None
    assert before["etag"] != after["etag"]
    assert (len(before["problems"]), after["problems"]) == (1, [])


def test_only_owner_and_administrators_read_a_resolved_project(world: DraftsWorld) -> None:
    path = f"{PROJECTS}/{world.create_with_clips()}/resolved"

    answers = [world.request("GET", path, user=user) for user in (None, STRANGER, OWNER, ADMIN)]

    assert [each.status_code for each in answers] == [401, 403, 200, 200]


def test_a_text_can_be_read_by_who_resolved_it(world: DraftsWorld) -> None:
    answer = resolve(world, new_timeline(new_clip(), screenTitles=[TITLE])).json
    key = answer["layers"][0]["image"]["key"]

    spec = text_images.get_text_image(world.deps, key=key, user_id=OWNER)

    assert '"text":"Hello"' in spec
    assert text_images.get_text_image(world.deps, key=key, user_id=None) == spec
    with pytest.raises(TextImageNotFound):
        text_images.get_text_image(world.deps, key=key, user_id=STRANGER)


def test_texts_that_nobody_resolves_are_deleted_after_sixty_days(world: DraftsWorld) -> None:
    first = resolve(world, new_timeline(new_clip(), screenTitles=[TITLE])).json
    key = first["layers"][0]["image"]["key"]
    world.clock = world.clock.replace(month=4)
    resolve(world, new_timeline(new_clip(), screenTitles=[TITLE]))
    world.clock = world.clock.replace(month=5)

    text_images.delete_unused_text_images(world.deps)
    assert text_images.get_text_image(world.deps, key=key, user_id=OWNER)

    world.clock = world.clock.replace(month=7)
    text_images.delete_unused_text_images(world.deps)
    with pytest.raises(TextImageNotFound):
        text_images.get_text_image(world.deps, key=key, user_id=OWNER)
