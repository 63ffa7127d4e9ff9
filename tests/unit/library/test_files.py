# SPDX-License-Identifier: Apache-2.0
"""Files over HTTP: ranges, content types, and the signed forms and links of the disk storage."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from chassis.storage import DiskStorage
from tests.support.library.world import (
    ADMIN,
    MIB,
    OWNER,
    STRANGER,
    World,
    ingested,
    new_world,
    thumb_key,
)

SECRET = b"a secret of many bytes"


def new_disk(tmp_path: Path, *, minutes_ago: int = 0, reserve_bytes: int = 0) -> DiskStorage:
    def clock() -> dt.datetime:
        return dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes_ago)

    return DiskStorage(tmp_path / "objects", SECRET, "", clock=clock, reserve_bytes=reserve_bytes)


def get(world: World, upload_id: int, tail: str = "file", **options: Any) -> Any:
    return world.request("GET", f"/api/uploads/{upload_id}/{tail}", **options)


def test_a_file_is_served_whole_with_its_probed_type_and_safe_headers() -> None:
    world = new_world()
    upload_id = world.ready_upload(b"0123456789", modifiedFilename='My "film"\u202e')

    answer = get(world, upload_id)

    assert (answer.status_code, answer.data) == (200, b"0123456789")
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Content-Disposition"].startswith('inline; filename="My _film__.mp4"')
    assert answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    ("requested_range", "status", "data", "content_range"),
    [
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=0-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=5-1", 200, b"0123456789", None),
        ("lines=1-2", 200, b"0123456789", None),
    ],
)
def test_a_file_is_served_in_parts(
    requested_range: str, status: int, data: bytes, content_range: str | None
) -> None:
    world = new_world()
    upload_id = world.ready_upload(b"0123456789")

    answer = get(world, upload_id, headers={"Range": requested_range})

    assert (answer.status_code, answer.data) == (status, data)
    assert answer.headers.get("Content-Range") == content_range
    assert answer.headers["Content-Length"] == str(len(data))


def test_a_head_request_returns_the_length_of_a_file() -> None:
    world = new_world()
    upload_id = world.ready_upload(b"0123456789")

    answer = world.request("HEAD", f"/api/uploads/{upload_id}/file")

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Length"] == "10"


def test_conditional_requests_are_answered_by_the_entity_tag() -> None:
    world = new_world()
    upload_id = world.ready_upload(b"0123456789")
    etag = get(world, upload_id).headers["ETag"]
    part = {"Range": "bytes=0-1"}

    assert get(world, upload_id, headers={"If-None-Match": etag}).status_code == 304
    assert get(world, upload_id, headers={**part, "If-Range": etag}).status_code == 206
    assert get(world, upload_id, headers={**part, "If-Range": '"old"'}).status_code == 200


def test_a_download_is_an_attachment() -> None:
    world = new_world()
    upload_id = world.ready_upload()

    answer = get(world, upload_id, "file?download=1")

    assert answer.headers["Content-Disposition"].startswith('attachment; filename="a.mp4"')


def test_files_are_served_to_the_owner_and_administrators() -> None:
    world = new_world()
    upload_id = world.ready_upload()

    for tail in ("file", "thumb"):
        statuses = [
            get(world, upload_id, tail, by=by).status_code for by in (OWNER, STRANGER, ADMIN, None)
        ]
        assert statuses == [200, 403, 200, 401]


def test_a_file_that_is_unprobed_deleted_or_missing_is_not_served() -> None:
    world = new_world()
    waiting, gone, lost = world.upload(), world.ready_upload(), world.ready_upload()
    world.request("POST", f"/api/uploads/{gone}/delete-source")
    for one in world.deps.storage.list("videos/"):
        world.deps.storage.delete(one.key)

    errors = [get(world, one) for one in (waiting, gone, lost, 99)]

    assert [(one.status_code, one.json["error"]) for one in errors] == [
        (409, "upload_not_ready"),
        (409, "source_deleted"),
        (404, "object_missing"),
        (404, "upload_not_found"),
    ]


def test_a_thumbnail_is_served_once_it_exists() -> None:
    world = new_world()
    ready, waiting = world.ready_upload(), world.upload()

    there, missing = get(world, ready, "thumb"), get(world, waiting, "thumb")

    assert (there.data, there.headers["Content-Type"]) == (b"jpeg", "image/jpeg")
    assert (missing.status_code, missing.mimetype) == (200, "image/svg+xml")


def test_a_missing_thumbnail_is_requested_once_and_a_drawing_stands_for_it() -> None:
    world = new_world()
    upload_id = world.upload()
    world.receive("render.derivative.completed.v1", ingested(upload_id))

    answers = [get(world, upload_id, "thumb") for _ in range(3)]

    assert {(one.status_code, one.mimetype) for one in answers} == {(200, "image/svg+xml")}
    assert {one.headers["Cache-Control"] for one in answers} == {"private, max-age=5"}
    assert world.topics().count("thumbnail.requested") == 1
    world.deps.storage.put_bytes(thumb_key(upload_id), b"jpeg", content_type="image/jpeg")
    assert get(world, upload_id, "thumb").data == b"jpeg"


def test_the_thumbnail_of_an_upload_that_is_not_ready_is_not_requested() -> None:
    world = new_world()

    answer = get(world, world.upload(), "thumb")

    assert answer.status_code == 200
    assert "thumbnail.requested" not in world.topics()


def send(world: World, fields: dict[str, str], data: bytes = b"frames") -> Any:
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    parts.append(b'name="file"; filename="x.mp4"\r\n\r\n' + data)
    start = b"--line\r\nContent-Disposition: form-data; "
    body = b"".join(start + part + b"\r\n" for part in parts) + b"--line--\r\n"
    kind = "multipart/form-data; boundary=line"
    return world.request("POST", "/media/files", by=None, data=body, content_type=kind)


def test_a_signed_form_needs_no_other_credentials_and_stores_a_file_once(tmp_path: Path) -> None:
    world = new_world(storage=new_disk(tmp_path))
    signed = world.sign()
    assert signed["post"]["url"].startswith("/media/files?")

    first = send(world, signed["post"]["fields"], b"0123456789")
    second = send(world, signed["post"]["fields"], b"others")

    assert (first.status_code, first.json["sizeBytes"]) == (201, 10)
    assert first.headers["ETag"] == f'"{first.json["etag"]}"'
    assert (second.status_code, second.json["error"]) == (409, "already_stored")
    done = world.request(
        "POST", "/api/mark-complete", json={"id": signed["id"], "etag": first.headers["ETag"]}
    )
    assert done.json == {"ok": True}


@pytest.mark.parametrize(
    ("change", "data", "error"),
    [
        ({"signature": "0" * 64}, b"x", (403, "bad_signature")),
        ({"key": "videos/other.mp4"}, b"x", (403, "bad_signature")),
        ({"Content-Type": "text/html"}, b"x", (400, "invalid_file_type")),
        ({}, b"", (400, "empty_file")),
        ({}, b"x" * (MIB + 1), (413, "upload_too_large")),
        ({}, b"x" * (3 * MIB), (413, "upload_too_large")),
    ],
)
def test_an_invalid_form_is_refused_and_stores_nothing(
    tmp_path: Path, change: dict[str, str], data: bytes, error: tuple[int, str]
) -> None:
    storage = new_disk(tmp_path)
    world = new_world(storage=storage)
    fields = world.sign()["post"]["fields"]

    answer = send(world, fields | change, data)

    assert (answer.status_code, answer.json["error"]) == error
    assert answer.mimetype == "application/problem+json"
    assert list(storage.list()) == []


def test_an_expired_form_is_refused(tmp_path: Path) -> None:
    world = new_world(storage=new_disk(tmp_path, minutes_ago=6))

    answer = send(world, world.sign()["post"]["fields"])

    assert (answer.status_code, answer.json["error"]) == (403, "upload_expired")


def test_a_form_without_a_file_is_refused(tmp_path: Path) -> None:
    world = new_world(storage=new_disk(tmp_path))
    fields = world.sign()["post"]["fields"]

    answer = world.request(
        "POST", "/media/files", by=None, data=fields, content_type="multipart/form-data"
    )

    assert (answer.status_code, answer.json["error"]) == (400, "missing_fields")


def test_a_signed_link_serves_what_it_was_signed_for(tmp_path: Path) -> None:
    storage = new_disk(tmp_path)
    world = new_world(storage=storage)
    storage.put_bytes("renders/x/video.mp4", b"0123456789", content_type="video/mp4")
    link = storage.presign_get("renders/x/video.mp4", expires_in=60, filename="Film.mp4")

    part = world.request("GET", link, by=None, headers={"Range": "bytes=1-2"})
    head = world.request("HEAD", link, by=None)
    forged = world.request("GET", link.replace("Film", "Fake"), by=None)
    absent = world.request("GET", storage.presign_get("renders/y.mp4", expires_in=60), by=None)

    assert (part.status_code, part.data) == (206, b"12")
    assert (head.status_code, head.headers["Content-Length"]) == (200, "10")
    assert "Film.mp4" in part.headers["Content-Disposition"]
    assert (forged.status_code, forged.json["error"]) == (403, "bad_signature")
    assert (absent.status_code, absent.json["error"]) == (404, "object_missing")


def test_an_expired_link_is_refused(tmp_path: Path) -> None:
    storage = new_disk(tmp_path, minutes_ago=2)
    world = new_world(storage=storage)

    answer = world.request("GET", storage.presign_get("renders/x.mp4", expires_in=60), by=None)

    assert (answer.status_code, answer.json["error"]) == (403, "link_expired")


def test_signed_files_exist_only_with_the_disk_storage() -> None:
    assert send(new_world(), {"key": "a"}).status_code == 404
    assert urlsplit(new_world().sign()["post"]["url"]).scheme == "memory"
