# SPDX-License-Identifier: Apache-2.0
"""What every object store promises, tried on memory, on a folder and on a server that speaks S3.

That S3 server checks neither signatures nor expiry nor the conditions of a form, so what is
refused for those reasons is tried on DiskStorage alone, in tests/unit/chassis/test_storage_rest.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from chassis.storage import (
    DiskStorage,
    InvalidKey,
    ObjectMissing,
    Storage,
)

VIDEO = "video/mp4"


def test_what_was_put_is_what_is_read(storage: Storage) -> None:
    stored = storage.put_bytes("videos/1/video.mp4", b"frames", content_type=VIDEO)

    assert b"".join(storage.open("videos/1/video.mp4")) == b"frames"
    assert storage.head("videos/1/video.mp4") == stored
    assert (stored.size_bytes, stored.content_type) == (6, VIDEO)


def test_a_file_is_stored_and_fetched_whole(storage: Storage, tmp_path: Path) -> None:
    original, fetched = tmp_path / "in.mp4", tmp_path / "out.mp4"
    original.write_bytes(bytes(range(256)) * 40_000)

    storage.put_file("renders/a.mp4", original, content_type=VIDEO)
    storage.fetch("renders/a.mp4", fetched)

    assert fetched.read_bytes() == original.read_bytes()
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {"in.mp4", "out.mp4"}


def test_a_file_whose_digest_is_known_is_stored_like_any_other(
    storage: Storage, tmp_path: Path
) -> None:
    video = tmp_path / "video.mp4"
    video.write_bytes(b"frames" * 1000)
    sha256 = hashlib.sha256(video.read_bytes()).hexdigest()

    found = storage.put_file("a.mp4", video, content_type=VIDEO)
    recorded = storage.put_file("b.mp4", video, content_type=VIDEO, sha256=sha256)

    assert recorded == replace(found, key="b.mp4")
    assert storage.head("b.mp4") == recorded
    assert b"".join(storage.open("b.mp4")) == video.read_bytes()


def test_a_file_that_is_given_away_is_stored_like_any_other(
    storage: Storage, tmp_path: Path
) -> None:
    video, again = tmp_path / "video.mp4", tmp_path / "again.mp4"
    video.write_bytes(b"frames" * 1000)
    again.write_bytes(video.read_bytes())
    stored = storage.put_file("a.mp4", again, content_type=VIDEO)

    storage.expect(video)
    taken = storage.put_file("b.mp4", video, content_type=VIDEO, take=True)

    assert taken == replace(stored, key="b.mp4")
    assert storage.head("b.mp4") == taken
    assert b"".join(storage.open("b.mp4")) == again.read_bytes()
    assert storage.put_file("b.mp4", again, content_type=VIDEO, if_absent=True, take=True) == taken


def test_an_empty_object_is_an_object(storage: Storage) -> None:
    storage.put_bytes("empty.txt", b"", content_type="text/plain")

    head = storage.head("empty.txt")
    assert head is not None
    assert head.size_bytes == 0
    assert list(storage.open("empty.txt")) == []


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        (0, None, b"0123456789"),
        (3, None, b"3456789"),
        (3, 4, b"3456"),
        (8, 100, b"89"),
        (10, 5, b""),
        (99, None, b""),
        (2, 0, b""),
    ],
)
def test_a_part_is_read_as_far_as_there_is_one(
    storage: Storage, start: int, length: int | None, expected: bytes
) -> None:
    storage.put_bytes("digits", b"0123456789", content_type=VIDEO)

    assert b"".join(storage.open("digits", start, length)) == expected


def test_putting_again_replaces_bytes_type_and_etag(storage: Storage) -> None:
    first = storage.put_bytes("a/b", b"one", content_type="text/plain")
    second = storage.put_bytes("a/b", b"two", content_type=VIDEO)

    assert first.etag != second.etag
    assert storage.head("a/b") == second
    assert b"".join(storage.open("a/b")) == b"two"


def test_putting_if_absent_keeps_the_first(storage: Storage, tmp_path: Path) -> None:
    late = tmp_path / "late"
    late.write_bytes(b"second")

    first = storage.put_bytes("cache/x", b"first", content_type=VIDEO, if_absent=True)
    again = storage.put_bytes("cache/x", b"second", content_type="text/plain", if_absent=True)
    from_file = storage.put_file("cache/x", late, content_type="text/plain", if_absent=True)

    assert first == again == from_file == storage.head("cache/x")
    assert b"".join(storage.open("cache/x")) == b"first"


def test_of_many_who_put_if_absent_all_get_the_same_answer(storage: Storage) -> None:
    answers: list[tuple[str, int]] = []

    def put(number: int) -> None:
        data = b"x" * (number + 1)
        stored = storage.put_bytes("race/x", data, content_type=VIDEO, if_absent=True)
        answers.append((stored.etag, stored.size_bytes))

    racers = [threading.Thread(target=put, args=(number,)) for number in range(8)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    head = storage.head("race/x")
    assert head is not None
    assert answers == [(head.etag, head.size_bytes)] * 8


def test_what_is_not_there_is_named_missing(storage: Storage, tmp_path: Path) -> None:
    assert storage.head("no/such") is None
    assert storage.local_path("no/such") is None
    for ask in (
        lambda: storage.open("no/such"),
        lambda: storage.fetch("no/such", tmp_path / "x"),
        lambda: storage.copy("no/such", "other"),
    ):
        with pytest.raises(ObjectMissing):
            ask()
    assert not (tmp_path / "x").exists()


def test_deleting_twice_is_deleting_once(storage: Storage) -> None:
    storage.put_bytes("a/b/c", b"x", content_type=VIDEO)

    storage.delete("a/b/c")
    storage.delete("a/b/c")

    assert storage.head("a/b/c") is None
    assert list(storage.list()) == []


def test_a_folder_is_listed_in_order_and_no_further(storage: Storage) -> None:
    for key in ("u/2/b", "u/2/a", "u/1/z", "u/12/n", "u/1/y/deep", "v/1"):
        storage.put_bytes(key, key.encode(), content_type=VIDEO)

    assert [item.key for item in storage.list("u/1/")] == ["u/1/y/deep", "u/1/z"]
    assert [item.key for item in storage.list("u/")] == [
        "u/1/y/deep",
        "u/1/z",
        "u/12/n",
        "u/2/a",
        "u/2/b",
    ]
    assert len(list(storage.list())) == 6
    assert list(storage.list("nowhere/")) == []


def test_a_listing_tells_sizes_and_etags(storage: Storage) -> None:
    stored = storage.put_bytes("l/1", b"12345", content_type=VIDEO)

    (listed,) = storage.list("l/")

    assert (listed.size_bytes, listed.etag) == (5, stored.etag)


def test_deleting_a_folder_leaves_folders_whose_names_begin_alike(storage: Storage) -> None:
    for key in ("u/1/a", "u/1/b/c", "u/12/a"):
        storage.put_bytes(key, b"x", content_type=VIDEO)

    assert storage.delete_prefix("u/1/") == 2
    assert storage.delete_prefix("u/1/") == 0
    assert [item.key for item in storage.list()] == ["u/12/a"]


def test_a_copy_has_the_bytes_and_the_type_and_its_own_life(storage: Storage) -> None:
    storage.put_bytes("from", b"x" * 9_000_000, content_type=VIDEO)
    storage.put_bytes("to", b"old", content_type="text/plain")

    copied = storage.copy("from", "to")
    storage.delete("from")

    assert storage.head("to") == copied
    assert (copied.size_bytes, copied.content_type) == (9_000_000, VIDEO)
    assert sum(len(chunk) for chunk in storage.open("to")) == 9_000_000


@pytest.mark.parametrize(
    "key",
    [
        "",
        "/a",
        "a/",
        "a//b",
        "../a",
        "a/../b",
        "a/.",
        ".meta/a",
        "a b",
        "ä",
        "a\\b",
        "a\n",
        "x" * 901,
    ],
)
def test_a_malformed_key_is_refused_by_every_method(
    storage: Storage, key: str, tmp_path: Path
) -> None:
    (tmp_path / "f").write_bytes(b"x")
    asks = [
        lambda: storage.put_bytes(key, b"x", content_type=VIDEO),
        lambda: storage.put_bytes(key, b"x", content_type=VIDEO, if_absent=True),
        lambda: storage.put_file(key, tmp_path / "f", content_type=VIDEO),
        lambda: storage.fetch(key, tmp_path / "g"),
        lambda: storage.local_path(key),
        lambda: storage.open(key),
        lambda: storage.head(key),
        lambda: storage.delete(key),
        lambda: storage.copy(key, "b"),
        lambda: storage.presign_get(key, expires_in=60),
        lambda: storage.presign_upload(key, max_bytes=9, content_type=VIDEO, expires_in=60),
    ]
    for ask in asks:
        with pytest.raises(InvalidKey):
            ask()


@pytest.mark.parametrize("prefix", ["a", "/", "../", ".meta/", "a//"])
def test_a_prefix_names_a_folder(storage: Storage, prefix: str) -> None:
    with pytest.raises(InvalidKey):
        list(storage.list(prefix))
    with pytest.raises(InvalidKey):
        storage.delete_prefix(prefix)


def test_the_whole_store_is_not_deleted_as_a_folder(storage: Storage) -> None:
    with pytest.raises(InvalidKey):
        storage.delete_prefix("")


def test_only_a_folder_has_local_paths(storage: Storage) -> None:
    storage.put_bytes("p/q.mp4", b"x", content_type=VIDEO)

    path = storage.local_path("p/q.mp4")

    assert (path is not None) == isinstance(storage, DiskStorage)
    assert path is None or path.read_bytes() == b"x"
