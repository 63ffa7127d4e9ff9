# SPDX-License-Identifier: Apache-2.0
"""Whoever must stop while a file is sent leaves nothing of it in the store."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chassis.jobs.errors import JobInterrupted
from chassis.storage import S3Storage, Storage
from tests.support.servers.moto_s3 import a_bucket

KEY = "exports/1.mp4"
VIDEO = "video/mp4"
BYTES = 40 << 20
"""More than are sent at once, in parts of 8 MiB."""


@pytest.fixture
def bucket() -> S3Storage:
    return a_bucket()


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "export.mp4"
    path.write_bytes(bytes(BYTES))
    return path


def stop_at(call: int) -> Callable[[], None]:
    """Return a check that raises from a call of it on."""
    calls = itertools.count(1)

    def check() -> None:
        if next(calls) >= call:
            raise JobInterrupted

    return check


def unfinished(bucket: S3Storage) -> list[Any]:  # Any: what the store says of an upload
    """Return the uploads in parts that the bucket has and that were not completed."""
    answer = bucket._client.list_multipart_uploads(Bucket=bucket._bucket)
    return list(answer.get("Uploads", []))


@pytest.mark.parametrize("call", [1, 20])
def test_a_file_that_is_sent_in_parts_leaves_nothing(
    bucket: S3Storage, video: Path, call: int
) -> None:
    with pytest.raises(JobInterrupted):
        bucket.interruptible(stop_at(call)).put_file(KEY, video, content_type=VIDEO)

    assert bucket.head(KEY) is None
    assert unfinished(bucket) == []


def test_what_was_stored_before_stays(bucket: S3Storage, video: Path) -> None:
    before = bucket.put_bytes(KEY, b"before", content_type=VIDEO)

    with pytest.raises(JobInterrupted):
        bucket.interruptible(stop_at(1)).put_file(KEY, video, content_type=VIDEO)

    assert bucket.head(KEY) == before


def test_a_file_is_stored_whole_for_somebody_who_need_not_stop(
    storage: Storage, video: Path
) -> None:
    stored = storage.interruptible(lambda: None).put_file(KEY, video, content_type=VIDEO)

    assert storage.head(KEY) == stored
    assert (stored.size_bytes, stored.content_type) == (BYTES, VIDEO)
