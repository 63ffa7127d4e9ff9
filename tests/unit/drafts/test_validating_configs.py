# SPDX-License-Identifier: Apache-2.0
"""What the config of a draft may say: each rule with its code and its place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.drafts.world import DRAFTS, STRANGER, DraftsWorld

MUSIC, LOGO, LOWER_THIRD, TITLE, OVERLAY, FOREIGN = range(11, 17)


def image(role: str) -> dict[str, Any]:
    return {"kind": "image", "image_role": role}


@pytest.fixture
def draft_id(world: DraftsWorld) -> int:
    """Return a draft of a video of ten seconds, beside one upload of each kind."""
    world.library.put_upload(MUSIC, kind="audio", audio_role="music")
    world.library.put_upload(LOGO, kind="logo")
    world.library.put_upload(LOWER_THIRD, **image("lower_third"))
    world.library.put_upload(TITLE, **image("title_page"))
    world.library.put_upload(OVERLAY, **image("overlay"))
    world.library.put_upload(FOREIGN, kind="logo", owner_user_id=STRANGER)
    return int(world.open_draft()["id"])


def overlay(start: float, end: float, **fields: Any) -> dict[str, Any]:
    times = {"startSeconds": start, "endSeconds": end}
    return {"id": f"o{start}", "uploadId": OVERLAY, **times, **fields}


FULL: dict[str, Any] = {
    "name": "Film",
    "defaultStoryText": "About a film.",
    "musicUploadId": MUSIC,
    "logoUploadId": LOGO,
    "lowerThirdUploadId": LOWER_THIRD,
    "screenTitleText": "Hello",
    "edit": {"ranges": [{"start": 0, "end": 2.5}, {"start": 4, "end": 10}]},
    "intro": {"kind": "title_image", "uploadId": TITLE, "holdSeconds": 3},
    "timeline": {"overlays": [overlay(0, 8.5)]},
}


def test_a_config_with_every_choice_is_stored(world: DraftsWorld, draft_id: int) -> None:
    answer = world.save_config(draft_id, FULL)

    assert answer.status_code == 200, answer.json
    stored = answer.json["draft"]["config"]
    assert stored.pop("timeline")["overlays"][0]["uploadId"] == OVERLAY
    assert stored == {name: one for name, one in FULL.items() if name != "timeline"}


def test_the_names_of_older_addresses_are_stored_under_the_names_of_today(
    world: DraftsWorld, draft_id: int
) -> None:
    ranges = [{"start": 1, "end": 2}]

    answer = world.save_config(draft_id, {"editRanges": ranges, "overlayItems": [overlay(0, 1)]})

    stored = answer.json["draft"]["config"]
    assert stored["edit"] == {"ranges": ranges}
    assert [one["uploadId"] for one in stored["timeline"]["overlays"]] == [OVERLAY]
    assert stored.keys() == {"edit", "timeline"}


def test_keys_that_nobody_knows_are_stored_wherever_they_stand(
    world: DraftsWorld, draft_id: int
) -> None:
    config = {"foo": "bar", "edit": {"ranges": [{"start": 0, "end": 1, "mine": True}]}}

    assert world.save_config(draft_id, config).json["draft"]["config"] == config


REJECTED: list[tuple[dict[str, Any], int, str, str]] = [
    ({"intro": {"kind": "title_image"}}, 400, "invalid_title_upload_id", "/intro/uploadId"),
    ({"intro": {"kind": "clip"}}, 400, "invalid_intro", "/intro"),
    (
        {"intro": {"kind": "freeze_first_frame", "seconds": 9}},
        400,
        "invalid_intro_seconds",
        "/intro/seconds",
    ),
    (
        {"intro": {"kind": "title_image", "uploadId": TITLE, "holdSeconds": 1}},
        400,
        "invalid_intro_hold",
        "/intro/holdSeconds",
    ),
    (
        {"intro": {"kind": "title_image", "uploadId": OVERLAY}},
        400,
        "invalid_image_role",
        "/intro/uploadId",
    ),
    ({"name": "x" * 256}, 400, "invalid_name", "/name"),
    ({"name": 5}, 400, "invalid_name", "/name"),
    ({"defaultStoryText": "x" * 2001}, 400, "invalid_story", "/defaultStoryText"),
    ({"screenTitleText": "x\n" * 31}, 400, "invalid_screen_title", "/screenTitleText"),
    ({"musicUploadId": 99}, 404, "music_upload_not_found", "/musicUploadId"),
    ({"musicUploadId": LOGO}, 400, "invalid_music_upload_kind", "/musicUploadId"),
    ({"musicUploadId": "11"}, 400, "invalid_upload_id", "/musicUploadId"),
    ({"logoUploadId": 99}, 404, "logo_upload_not_found", "/logoUploadId"),
    ({"logoUploadId": MUSIC}, 400, "invalid_logo_upload_kind", "/logoUploadId"),
    ({"logoUploadId": FOREIGN}, 403, "forbidden", "/logoUploadId"),
    ({"lowerThirdUploadId": OVERLAY}, 400, "invalid_image_role", "/lowerThirdUploadId"),
    ({"lowerThirdUploadId": 99}, 404, "image_upload_not_found", "/lowerThirdUploadId"),
    (
        {"edit": {"ranges": [{"start": 3, "end": 2}]}},
        400,
        "invalid_edit_ranges",
        "/edit/ranges/0/end",
    ),
    (
        {"edit": {"ranges": [{"start": 3, "end": 11}]}},
        400,
        "invalid_edit_ranges",
        "/edit/ranges/0/end",
    ),
    (
        {"edit": {"ranges": [{"start": 0, "end": 2}, {"start": 1, "end": 3}]}},
        400,
        "overlapping_edit_ranges",
        "/edit/ranges/1/start",
    ),
    (
        {"edit": {"ranges": [{"start": n / 10, "end": n / 10 + 0.1} for n in range(22)]}},
        400,
        "too_many_edit_ranges",
        "/edit/ranges",
    ),
    ({"edit": {"trimStartSeconds": 20}}, 400, "invalid_edit_trim", "/edit/trimStartSeconds"),
    (
        {"timeline": {"overlays": [overlay(n, n + 0.1) for n in range(21)]}},
        400,
        "too_many_overlays",
        "/timeline/overlays",
    ),
    (
        {"timeline": {"overlays": [overlay(0, 2), overlay(1, 3)]}},
        400,
        "overlay_overlap",
        "/timeline/overlays/1/startSeconds",
    ),
    (
        {
            "edit": {"ranges": [{"start": 5, "end": 9}]},
            "timeline": {"overlays": [overlay(0, 5)]},
        },
        400,
        "invalid_overlay_window",
        "/timeline/overlays/0/endSeconds",
    ),
    (
        {"timeline": {"overlays": [overlay(0, 1, kind="video")]}},
        400,
        "invalid_overlay_kind",
        "/timeline/overlays/0/kind",
    ),
    (
        {"timeline": {"overlays": [overlay(0, 1, uploadId=99)]}},
        404,
        "overlay_upload_not_found",
        "/timeline/overlays/0/uploadId",
    ),
    (
        {"timeline": {"overlays": [overlay(0, 1, uploadId=TITLE)]}},
        400,
        "invalid_overlay_image_role",
        "/timeline/overlays/0/uploadId",
    ),
]


@pytest.mark.parametrize(("config", "status", "code", "pointer"), REJECTED)
def test_what_a_config_may_not_say_has_a_code_and_a_place(
    world: DraftsWorld, draft_id: int, config: dict[str, Any], status: int, code: str, pointer: str
) -> None:
    answer = world.save_config(draft_id, config)

    assert (answer.status_code, answer.json["error"]) == (status, code)
    assert answer.json["errors"][0]["pointer"] == f"/config{pointer}"


def test_all_problems_of_a_config_are_listed(world: DraftsWorld, draft_id: int) -> None:
    answer = world.save_config(draft_id, {"name": 5, "intro": {"kind": "title_image"}})

    assert answer.json["error"] == "invalid_config"
    assert {one["pointer"] for one in answer.json["errors"]} == {
        "/config/name",
        "/config/intro/uploadId",
    }


def test_a_save_that_names_other_uploads_asks_the_library_once(
    world: DraftsWorld, draft_id: int
) -> None:
    world.library.requests.clear()

    world.save_config(draft_id, FULL)
    world.save_config(draft_id, {**FULL, "name": "Movie"})

    assert world.library.requests == [[1, MUSIC, LOGO, LOWER_THIRD, TITLE, OVERLAY]]


def test_an_autosave_compares_times_with_the_video_without_asking(
    world: DraftsWorld, draft_id: int
) -> None:
    answer = world.save_config(draft_id, {"editRanges": [{"start": 0, "end": 10.2}]})

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_edit_ranges")


def test_the_times_of_a_video_that_is_not_probed_yet_are_not_compared(
    world: DraftsWorld, draft_id: int
) -> None:
    world.library.put_upload(3, state="uploaded", probe=None)
    unprobed = world.open_draft(3)["id"]

    assert (
        world.save_config(unprobed, {"editRanges": [{"start": 0, "end": 500}]}).status_code == 200
    )


def test_the_library_hears_which_uploads_a_config_names(world: DraftsWorld, draft_id: int) -> None:
    world.save_config(draft_id, {"logoUploadId": LOGO})

    assert world.announced("drafts.references.changed.v1")[-1]["uploadIds"] == ["1", str(LOGO)]


TEXTS = [
    "<img src=x onerror=alert(1)>",
    "Robert'); DROP TABLE production_drafts;--",
    "\u202egnp.exe\u202c",
    "\x01\x1b[31m\x7f",
    "😀" * 50,
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("key", ["name", "defaultStoryText", "screenTitleText"])
def test_hostile_texts_are_stored_as_texts(
    world: DraftsWorld, draft_id: int, key: str, text: str
) -> None:
    answer = world.save_config(draft_id, {key: text})

    assert answer.status_code == 200
    assert answer.json["draft"]["config"] == {key: text}


def test_the_schema_describes_every_key(world: DraftsWorld) -> None:
    schema = world.request("GET", f"{DRAFTS}/schema.json", user=None).json

    assert FULL.keys() <= schema["properties"].keys()
    assert all(one["title"] and one["description"] for one in schema["properties"].values())
