# SPDX-License-Identifier: Apache-2.0
"""Signing an upload: accepted types, storage keys, and the code of each refusal."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.support.library.world import ADMIN, MIB, new_world


def error_of(fields: dict[str, Any], *, by: int = 1) -> tuple[int, str]:
    answer = new_world().request("POST", "/api/sign-upload", by=by, json=fields)
    return answer.status_code, answer.json["error"]


def test_a_signed_upload_has_a_form_for_its_key_and_its_one_type() -> None:
    world = new_world()

    signed = world.sign(filename="Über uns.MOV", kind="video", durationSeconds=12, width=1920)

    assert re.fullmatch(
        r"videos/\d{4}-\d\d/\d\d/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/video\.mov",
        signed["key"],
    )
    assert signed["bucket"] == "local"
    assert signed["post"]["fields"]["Content-Type"] == "video/quicktime"
    assert signed["post"]["fields"]["max_bytes"] == str(MIB)
    assert signed["post"]["fields"]["expires"] == "300"
    shown = world.get_upload(signed["id"])
    assert (shown["state"], shown["name"], shown["videoRole"]) == (
        "signed",
        "Über uns.MOV",
        "source",
    )
    assert (shown["durationSeconds"], shown["width"], shown["fileUrl"]) == (12, 1920, None)


@pytest.mark.parametrize(
    ("fields", "content_type", "key_end"),
    [
        ({"filename": "a.mp4", "contentType": "application/octet-stream"}, "video/mp4", ".mp4"),
        ({"filename": "a.mp4", "contentType": "video/mp4; codecs=avc1"}, "video/mp4", ".mp4"),
        ({"filename": "a.ts", "contentType": "text/vnd.trolltech.linguist"}, "video/mp2t", ".ts"),
        ({"filename": "a.mxf", "contentType": "application/mxf"}, "video/mxf", ".mxf"),
        ({"filename": "a.ogv", "contentType": "application/ogg"}, "video/ogg", ".ogv"),
        ({"filename": "recording", "contentType": "video/webm"}, "video/webm", "/video.webm"),
        ({"filename": "a.mkv", "contentType": "video/x-matroska"}, "video/x-matroska", ".mkv"),
        ({"filename": "l.PNG", "kind": "logo"}, "image/png", "/logo.png"),
        (
            {"filename": "l.jpg", "kind": "image", "contentType": "image/jpg"},
            "image/jpeg",
            "/image.jpg",
        ),
        (
            {"filename": "l.webp", "kind": "image", "imageRole": "title_page"},
            "image/webp",
            "/image.webp",
        ),
        ({"filename": "l.png", "kind": "image", "imageRole": "lower_third"}, "image/png", ".png"),
    ],
)
def test_each_kind_accepts_its_types(
    fields: dict[str, str], content_type: str, key_end: str
) -> None:
    signed = new_world().sign(**fields)

    assert signed["post"]["fields"]["Content-Type"] == content_type
    assert signed["key"].endswith(key_end)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"filename": "a.exe", "contentType": "application/x-msdownload"}, "invalid_file_type"),
        ({"filename": "a.mp4", "contentType": "text/html"}, "invalid_file_type"),
        ({"filename": "a.m3u8"}, "invalid_file_type"),
        ({"filename": "a", "contentType": "video/"}, "invalid_file_type"),
        ({"filename": "a", "contentType": "video/x\r\nset-cookie: a"}, "invalid_file_type"),
        ({"filename": "l.svg", "kind": "logo"}, "invalid_file_type"),
        (
            {"filename": "l.svg", "kind": "image", "contentType": "image/svg+xml"},
            "invalid_file_type",
        ),
        ({"filename": "l.png", "kind": "logo", "contentType": "image/jpeg"}, "invalid_file_type"),
        (
            {"filename": "l.jpg", "kind": "image", "imageRole": "lower_third"},
            "invalid_file_type",
        ),
        ({"filename": "l.png", "kind": "image", "imageRole": "banner"}, "invalid_image_role"),
        ({"filename": "a.mp4", "imageRole": "overlay"}, "invalid_image_role"),
        ({"filename": "a.mp4", "kind": "film"}, "invalid_library_kind"),
        ({"filename": ""}, "bad_filename"),
        ({"filename": "\x07\n"}, "bad_filename"),
        ({"filename": "a\x00.mp4"}, "invalid_text"),
        ({"filename": "a.mp4", "description": "\ud800"}, "invalid_text"),
        ({"filename": "a" * 513 + ".mp4"}, "bad_filename"),
        ({"filename": "a.mp4", "sizeBytes": 0}, "empty_file"),
        ({"filename": "a.mp4", "modifiedFilename": "n" * 513}, "invalid_name"),
        ({"filename": "a.mp4", "description": "d" * 4001}, "invalid_description"),
        ({"filename": "a.mp4", "sizeBytes": -1}, "invalid_body"),
        ({"filename": "a.mp4", "sizeBytes": "12"}, "invalid_body"),
        ({"filename": "a.mp4", "width": 10**12}, "invalid_body"),
        ({"filename": "a.mp4", "durationSeconds": 10**400}, "invalid_number"),
        ({"filename": 5}, "invalid_body"),
        ({}, "missing_fields"),
    ],
)
def test_an_invalid_upload_is_refused_with_its_code(fields: dict[str, Any], code: str) -> None:
    assert error_of(fields) == (400, code)


def test_a_file_declared_larger_than_the_limit_is_refused() -> None:
    assert error_of({"filename": "a.mp4", "sizeBytes": MIB + 1}) == (413, "upload_too_large")


def test_only_administrators_upload_system_audio() -> None:
    world = new_world()
    song = {"filename": "song.mp3", "kind": "audio"}

    assert error_of(song) == (403, "forbidden")
    signed = world.sign(by=ADMIN, **song)
    assert world.get_upload(signed["id"])["kind"] == "audio"
    assert signed["key"].startswith("audio/")


def test_the_same_idempotency_key_signs_one_upload() -> None:
    world = new_world()
    request = {"json": {"filename": "a.mp4"}, "headers": {"Idempotency-Key": "one"}}

    first = world.request("POST", "/api/sign-upload", **request)
    second = world.request("POST", "/api/sign-upload", **request)

    assert first.json == second.json
    assert world.list_ids() == [first.json["id"]]


def test_an_idempotency_key_reused_for_another_file_is_refused() -> None:
    world = new_world()
    headers = {"Idempotency-Key": "one"}
    world.request("POST", "/api/sign-upload", json={"filename": "a.mp4"}, headers=headers)

    answer = world.request("POST", "/api/sign-upload", json={"filename": "b.mp4"}, headers=headers)

    assert (answer.status_code, answer.json["error"]) == (422, "idempotency_key_reused")


def test_a_body_that_is_not_json_is_refused() -> None:
    answer = new_world().request("POST", "/api/sign-upload", data="{nope")

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_json")


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("audio", "An audio file is one of: mp3, wav,"),
        ("image", "An image file is one of: png,"),
        ("video", "A video file is one of: mp4,"),
        ("logo", "A logo file is one of: png,"),
    ],
)
def test_a_file_of_another_type_is_refused_with_the_types_of_its_kind(
    kind: str, start: str
) -> None:
    answer = new_world().request(
        "POST", "/api/sign-upload", by=ADMIN, json={"filename": "a.exe", "kind": kind}
    )

    assert start in answer.text


@pytest.mark.parametrize(
    ("kind", "name", "advice"),
    [
        ("video", "photo.jpg", "uploaded with `kind` logo or image."),
        ("image", "song.mp3", "uploaded with `kind` audio."),
        ("image", "clip.mov", "uploaded with `kind` video."),
        ("image", "logo.svg", "not taken: save the drawing as PNG."),
        ("image", "scan.TIFF", "not taken: save it as PNG or JPEG."),
        ("image", "pic.bmp", "not taken: save it as PNG or JPEG."),
        ("image", "pic.jp2", "not taken: save it as PNG or JPEG."),
        ("video", "words.srt", "not taken: add captions to a production."),
    ],
)
def test_a_file_of_another_type_is_refused_with_what_to_do(
    kind: str, name: str, advice: str
) -> None:
    body = {"filename": name, "kind": kind}

    answer = new_world().request("POST", "/api/sign-upload", json=body)

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_file_type")
    assert answer.json["detail"].endswith(advice)


def test_the_error_of_audio_for_everybody_names_where_ones_own_is_signed() -> None:
    body = {"filename": "song.mp3", "kind": "audio"}

    answer = new_world().request("POST", "/api/sign-upload", json=body)

    assert "/api/create-video/narration/sign" in answer.json["detail"]
