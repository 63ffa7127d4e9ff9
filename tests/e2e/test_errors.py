# SPDX-License-Identifier: Apache-2.0
"""Invalid requests to a running platform are refused with the right error."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.media.video import make_video
from tests.support.platform.creator import Creator, a_creator, clip


@pytest.fixture(scope="module")
def creator(platform: str) -> Iterator[Creator]:
    with a_creator(platform) as found:
        yield found


@pytest.fixture(scope="module")
def other(platform: str) -> Iterator[Creator]:
    with a_creator(platform) as found:
        yield found


@pytest.fixture(scope="module")
def source(creator: Creator, tmp_path_factory: pytest.TempPathFactory) -> int:
    path = make_video(tmp_path_factory.mktemp("media") / "a.mp4", 2, "320x180")
    upload = creator.upload(path)
    assert creator.ready(upload)["state"] == "ready"
    return upload


def expect_problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Check the status and code of an error response, and return its body."""
    assert answer.headers["Content-Type"].startswith("application/problem+json"), answer.text
    problem = dict(answer.json())
    assert (answer.status_code, problem["error"]) == (status, code), problem
    assert problem["requestId"]
    return problem


def send(creator: Creator, method: str, path: str, **options: Any) -> httpx.Response:
    return creator.request(method, path, tries=False, **options)


def test_a_body_that_is_not_json_is_refused(creator: Creator) -> None:
    expect_problem(
        send(creator, "POST", "/api/create-video/projects", content="{no"), 400, "invalid_json"
    )


def test_a_missing_field_is_named(creator: Creator) -> None:
    problem = expect_problem(
        send(creator, "POST", "/api/mark-complete", json={}), 400, "missing_fields"
    )

    assert problem["errors"][0]["pointer"] == "/id"


def test_a_field_of_the_wrong_type_is_refused(creator: Creator) -> None:
    answer = send(creator, "POST", "/api/mark-complete", json={"id": "seven"})

    assert answer.status_code == 400


def test_an_unknown_path_is_not_found(creator: Creator) -> None:
    expect_problem(send(creator, "GET", "/api/nothing-here"), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/api/uploads/999999", "upload_not_found"),
        ("GET", "/api/create-video/projects/999999", "project_not_found"),
        ("GET", "/api/productions/999999", "production_not_found"),
        ("GET", "/api/publications/999999", "publication_not_found"),
        ("GET", "/api/renders/6f8b0c1e-5a0d-4a53-9f63-0d8f2f1f1a01", "render_not_found"),
    ],
)
def test_an_unknown_id_is_not_found(creator: Creator, method: str, path: str, code: str) -> None:
    expect_problem(send(creator, method, path), 404, code)


def test_a_forged_token_is_refused(platform: str) -> None:
    answer = httpx.get(f"{platform}/api/me", headers={"Authorization": "Bearer a.b.c"})

    expect_problem(answer, 401, "invalid_token")


def test_a_cookie_without_the_csrf_header_is_refused(platform: str) -> None:
    with httpx.Client(base_url=platform) as browser:
        email = f"{uuid.uuid4().hex[:10]}@example.org"
        browser.post("/api/register", json={"email": email, "password": "long enough"})

        expect_problem(browser.post("/api/create-video/projects", json={}), 403, "csrf_invalid")


def test_a_file_of_a_forbidden_type_is_not_signed(creator: Creator) -> None:
    body = {"filename": "page.html", "contentType": "text/html", "sizeBytes": 10}

    expect_problem(send(creator, "POST", "/api/sign-upload", json=body), 400, "invalid_file_type")


def test_a_file_over_the_limit_is_not_signed(creator: Creator) -> None:
    body = {"filename": "a.mp4", "contentType": "video/mp4", "sizeBytes": 10**12}

    expect_problem(send(creator, "POST", "/api/sign-upload", json=body), 413, "upload_too_large")


def test_completing_an_upload_without_its_file_is_refused(creator: Creator) -> None:
    body = {"filename": "a.mp4", "contentType": "video/mp4", "sizeBytes": 10}
    signed = creator.post("/api/sign-upload", body)

    answer = send(creator, "POST", "/api/mark-complete", json={"id": signed["id"]})

    expect_problem(answer, 409, "object_missing")


def hostile_files(folder: Path) -> dict[str, tuple[bytes, str]]:
    """Return by name the content of files that are not videos, and their error codes."""
    secret = folder / "secret.ts"
    make_video(secret, 1, "320x180")
    whole = make_video(folder / "whole.mp4", 3, "320x180", extra=("-movflags", "+faststart"))
    playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{secret}\n#EXT-X-ENDLIST\n"
    remote = "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n"
    content = whole.read_bytes()
    return {
        "playlist.mp4": (playlist.encode(), "not_media"),
        "remote-playlist.mp4": (remote.encode(), "not_media"),
        "concat.mp4": (f"ffconcat version 1.0\nfile {secret}\n".encode(), "not_media"),
        "text.mp4": (b"text, not a video", "not_media"),
        "noise.mp4": (bytes(range(256)) * 40, "not_media"),
        "truncated.mp4": (content[: len(content) // 2], "truncated"),
    }


def test_a_hostile_file_is_rejected_with_a_reason_and_other_uploads_stay_ready(
    creator: Creator, source: int, tmp_path: Path
) -> None:
    files = hostile_files(tmp_path)
    uploads = {}
    for name, (content, _) in files.items():
        path = tmp_path / f"sent-{name}"
        path.write_bytes(content)
        uploads[name] = creator.upload(path)
    found = {name: creator.ready(upload) for name, upload in uploads.items()}

    assert {name: one["state"] for name, one in found.items()} == dict.fromkeys(files, "rejected")
    codes = {name: one["rejection"]["code"] for name, one in found.items()}
    assert codes == {name: code for name, (_, code) in files.items()}
    assert all(one["rejection"]["reason"] for one in found.values())
    assert creator.ready(source)["state"] == "ready"


def test_an_upload_form_for_an_empty_file_is_refused(creator: Creator, tmp_path: Path) -> None:
    empty = tmp_path / "empty.mp4"
    empty.touch()
    body = {"filename": "empty.mp4", "contentType": "video/mp4", "sizeBytes": 0}

    answer = send(creator, "POST", "/api/sign-upload", json=body)

    expect_problem(answer, 400, "empty_file")


def save(creator: Creator, project: int, clips: list[dict[str, Any]]) -> httpx.Response:
    timeline = {"version": "create_video_v1", "clips": clips}
    path = f"/api/create-video/projects/{project}/timeline"
    return send(creator, "PATCH", path, json={"timeline": timeline})


def test_overlapping_clips_are_refused_with_a_pointer(creator: Creator, source: int) -> None:
    project = creator.project([])
    clips = [clip("a", source, (0, 1.5), start=0), clip("b", source, (0, 1), start=1)]

    problem = expect_problem(save(creator, project, clips), 400, "base_track_overlap")

    assert problem["errors"][0]["pointer"].startswith("/timeline/clips/1")


def test_a_source_range_beyond_the_file_is_refused(creator: Creator, source: int) -> None:
    project = creator.project([])

    expect_problem(
        save(creator, project, [clip("a", source, (50, 60))]), 400, "invalid_source_range"
    )


def test_a_clip_of_an_unknown_upload_is_refused(creator: Creator) -> None:
    project = creator.project([])

    expect_problem(save(creator, project, [clip("a", 999999, (0, 1))]), 404, "upload_not_found")


def test_a_clip_of_another_users_upload_is_refused(other: Creator, source: int) -> None:
    project = other.project([])

    expect_problem(save(other, project, [clip("a", source, (0, 1))]), 403, "forbidden")


def test_a_save_with_an_outdated_etag_is_refused_with_the_current_document(
    creator: Creator, source: int
) -> None:
    project = creator.project([clip("a", source, (0, 1))])
    path = f"/api/create-video/projects/{project}"
    etag = creator.request("GET", path).headers["ETag"]
    assert save(creator, project, [clip("b", source, (0, 1))]).status_code == 200
    body = {"timeline": {"version": "create_video_v1", "clips": []}}

    stale = send(creator, "PATCH", f"{path}/timeline", json=body, headers={"If-Match": etag})

    problem = expect_problem(stale, 412, "stale_revision")
    assert problem["project"]["timeline"]["clips"][0]["id"] == "b"


def test_an_empty_timeline_is_not_exported(creator: Creator) -> None:
    project = creator.project([])

    answer = send(creator, "POST", f"/api/create-video/projects/{project}/export", json={})

    expect_problem(answer, 400, "empty_timeline")


def test_an_archived_project_is_not_exported(creator: Creator, source: int) -> None:
    project = creator.project([clip("a", source, (0, 1))])
    creator.post(f"/api/create-video/projects/{project}/archive", {})

    answer = send(creator, "POST", f"/api/create-video/projects/{project}/export", json={})

    expect_problem(answer, 422, "invalid_state")


def test_a_project_of_another_user_is_refused(other: Creator, creator: Creator) -> None:
    project = creator.project([])

    expect_problem(send(other, "GET", f"/api/create-video/projects/{project}"), 403, "forbidden")


def test_a_production_that_is_not_completed_is_not_published(
    creator: Creator, tmp_path: Path
) -> None:
    video = make_video(tmp_path / "long.mp4", 12, "640x360")
    upload = creator.upload(video)
    creator.ready(upload)
    production = creator.post("/api/productions", {"uploadId": upload})["production"]["id"]
    body = {"spaceId": creator.personal_space()}

    answer = send(creator, "POST", f"/api/productions/{production}/publications", json=body)

    expect_problem(answer, 409, "production_not_ready")


def test_publishing_into_the_personal_space_of_another_user_is_refused(
    creator: Creator, other: Creator, source: int
) -> None:
    production = creator.post("/api/productions", {"uploadId": source})["production"]["id"]
    body = {"spaceId": other.personal_space()}

    answer = send(creator, "POST", f"/api/productions/{production}/publications", json=body)

    expect_problem(answer, 403, "forbidden")
