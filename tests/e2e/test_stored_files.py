# SPDX-License-Identifier: Apache-2.0
"""A stored file is answered alike on both profiles, whoever sends its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.media.video import make_video
from tests.support.platform.creator import Creator, a_creator


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_video(tmp_path_factory.mktemp("stored") / "a.mp4", 1)


@pytest.fixture(scope="module")
def uploaded(platform: str, video: Path) -> Iterator[tuple[Creator, str]]:
    """A creator, and the path of a file of theirs."""
    with a_creator(platform) as creator:
        upload = creator.upload(video)
        creator.ready(upload)
        yield creator, f"/api/uploads/{upload}/file"


def get(uploaded: tuple[Creator, str], **headers: str) -> httpx.Response:
    creator, path = uploaded
    return creator.request("GET", path, headers=headers)


@pytest.mark.parametrize(
    ("requested", "start", "end"),
    [
        (None, 0, None),
        ("bytes=10-19", 10, 20),
        ("bytes=-7", -7, None),
        ("bytes=20-", 20, None),
        ("bytes=5-2", 0, None),
        ("bytes=0-1,4-5", 0, None),
    ],
)
def test_a_file_is_read_whole_or_in_one_range(
    uploaded: tuple[Creator, str], video: Path, requested: str | None, start: int, end: int | None
) -> None:
    answer = get(uploaded, **({"Range": requested} if requested else {}))
    data = video.read_bytes()

    assert answer.content == data[start:end]
    is_part = len(answer.content) < len(data)
    assert answer.status_code == (206 if is_part else 200)
    assert ("content-range" in answer.headers) is is_part


def test_what_is_said_about_a_file_is_said_once(uploaded: tuple[Creator, str]) -> None:
    headers = get(uploaded, **{"X-Request-Id": "mine"}).headers

    said = {
        "content-type": "video/mp4",
        "cache-control": "private, no-cache",
        "accept-ranges": "bytes",
        "x-content-type-options": "nosniff",
        "content-security-policy": "sandbox; default-src 'none'",
        "x-request-id": "mine",
    }
    assert {name: headers.get_list(name) for name in said} == {
        name: [value] for name, value in said.items()
    }
    assert headers["content-disposition"].startswith('inline; filename="a.mp4"')
    assert "x-accel-redirect" not in headers
    assert "last-modified" not in headers
    assert not [name for name in headers if name.startswith("x-amz")]


def test_a_range_beyond_the_end_names_the_size(uploaded: tuple[Creator, str], video: Path) -> None:
    answer = get(uploaded, Range="bytes=99999999-")

    assert (answer.status_code, answer.content) == (416, b"")
    assert answer.headers["content-range"] == f"bytes */{video.stat().st_size}"


def test_conditions_are_judged_by_the_entity_tag(uploaded: tuple[Creator, str]) -> None:
    creator, path = uploaded
    head = creator.request("HEAD", path)
    etag = head.headers["etag"]
    part = {"Range": "bytes=0-9"}

    assert (head.status_code, head.content) == (200, b"")
    assert get(uploaded, **{"If-None-Match": etag}).status_code == 304
    assert get(uploaded, **part, **{"If-Range": etag}).status_code == 206
    assert get(uploaded, **part, **{"If-Range": '"another"'}).status_code == 200
    assert int(head.headers["content-length"]) == len(get(uploaded).content)
