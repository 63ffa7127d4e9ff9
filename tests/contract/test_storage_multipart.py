# SPDX-License-Identifier: Apache-2.0
"""What every object store promises of objects that are sent in parts."""

from __future__ import annotations

import hashlib
import io
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from chassis.storage import (
    DiskStorage,
    InvalidKey,
    MemoryStorage,
    MultipartUpload,
    MultipartUploadMissing,
    PartsDiffer,
    S3Storage,
    Storage,
)
from tests.support.process.waiting import HANG_SECONDS

VIDEO = "video/mp4"
KEY = "videos/2026-03/01/a/video.mp4"
PART = 5 * 2**20
"""The smallest part that a bucket takes, unless it is the last."""


def data_of(number: int, size: int = PART) -> bytes:
    return bytes([number]) * size


def begin(storage: Storage) -> MultipartUpload:
    return storage.multipart.begin(KEY, content_type=VIDEO, part_bytes=PART)


def send(storage: Any, upload: MultipartUpload, number: int, data: bytes) -> None:
    """Do what a browser does with the URL of a part; any kind of store."""
    url = storage.multipart.presign_part(upload, number, size_bytes=len(data), expires_in=60)
    if isinstance(storage, MemoryStorage):
        storage.multipart.receive_part(upload, number, data)
    elif isinstance(storage, DiskStorage):
        address = urlsplit(url)
        token, key = address.path.removeprefix("/media/files/").split("/", 1)
        query = dict(parse_qsl(address.query))
        stream = io.BytesIO(data)
        storage.multipart.receive_part(token, key, query, stream, length=len(data))
    else:
        # Without a type of its own this client would call the bytes a form.
        opaque = {"Content-Type": "application/octet-stream"}
        request = urllib.request.Request(url, data, opaque, method="PUT")
        with urllib.request.urlopen(request, timeout=HANG_SECONDS) as answer:
            assert answer.status == 200


def test_parts_sent_in_any_order_become_one_object(storage: Storage) -> None:
    upload = begin(storage)
    for number, size in ((3, 1000), (1, PART), (2, PART)):
        send(storage, upload, number, data_of(number, size))

    parts = storage.multipart.list_parts(upload)
    stored = storage.multipart.complete(upload, parts)

    assert [(one.number, one.size_bytes) for one in parts] == [(1, PART), (2, PART), (3, 1000)]
    assert storage.head(KEY) == stored
    assert (stored.size_bytes, stored.content_type) == (2 * PART + 1000, VIDEO)
    digest = hashlib.sha256()
    for chunk in storage.open(KEY):
        digest.update(chunk)
    expected = data_of(1) + data_of(2) + data_of(3, 1000)
    assert digest.hexdigest() == hashlib.sha256(expected).hexdigest()


def test_an_unfinished_object_is_not_there(storage: Storage) -> None:
    upload = begin(storage)
    send(storage, upload, 1, data_of(1))

    assert storage.head(KEY) is None
    assert list(storage.list()) == []


def test_a_part_that_is_sent_again_replaces_the_first(storage: Storage) -> None:
    upload = begin(storage)
    send(storage, upload, 1, data_of(1, 10))
    send(storage, upload, 1, data_of(2, 20))

    storage.multipart.complete(upload, storage.multipart.list_parts(upload))

    assert b"".join(storage.open(KEY)) == data_of(2, 20)


def test_other_parts_than_those_stored_are_not_put_together(storage: Storage) -> None:
    upload = begin(storage)
    send(storage, upload, 1, data_of(1))
    earlier = storage.multipart.list_parts(upload)
    send(storage, upload, 2, data_of(2, 10))

    with pytest.raises(PartsDiffer):
        storage.multipart.complete(upload, earlier)
    assert storage.head(KEY) is None
    assert len(storage.multipart.list_parts(upload)) == 2


def test_what_was_completed_or_aborted_has_no_parts(storage: Storage) -> None:
    completed, aborted = begin(storage), begin(storage)
    send(storage, completed, 1, data_of(1, 10))
    send(storage, aborted, 1, data_of(1, 10))

    storage.multipart.complete(completed, storage.multipart.list_parts(completed))
    storage.multipart.abort(aborted)
    storage.multipart.abort(aborted)

    for upload in (completed, aborted):
        with pytest.raises(MultipartUploadMissing):
            storage.multipart.list_parts(upload)
        with pytest.raises(MultipartUploadMissing):
            storage.multipart.complete(upload, [])
    assert b"".join(storage.open(KEY)) == data_of(1, 10)


def test_two_unfinished_objects_of_one_key_are_apart(storage: Storage) -> None:
    first, second = begin(storage), begin(storage)
    send(storage, first, 1, data_of(1, 10))

    assert len(storage.multipart.list_parts(first)) == 1
    assert storage.multipart.list_parts(second) == []


def test_the_url_of_a_part_is_signed_for_its_size(storage: Storage) -> None:
    if isinstance(storage, S3Storage):
        url = storage.multipart.presign_part(begin(storage), 1, size_bytes=10, expires_in=60)
        assert "content-length" in parse_qs(urlsplit(url).query)["X-Amz-SignedHeaders"][0]


def test_a_malformed_key_is_refused(storage: Storage) -> None:
    with pytest.raises(InvalidKey):
        storage.multipart.begin("../a", content_type=VIDEO, part_bytes=PART)


def test_a_folder_keeps_nothing_of_a_finished_object(tmp_path: Path) -> None:
    storage = DiskStorage(tmp_path, b"a secret of many bytes", "http://reelmill.test")
    completed, aborted = begin(storage), begin(storage)
    send(storage, completed, 1, data_of(1, 10))
    send(storage, aborted, 1, data_of(1, 10))

    storage.multipart.complete(completed, storage.multipart.list_parts(completed))
    storage.multipart.abort(aborted)

    assert list((tmp_path / ".parts").iterdir()) == []
    assert list((tmp_path / ".tmp").iterdir()) == []
