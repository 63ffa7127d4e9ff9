# SPDX-License-Identifier: Apache-2.0
"""What a folder full of objects goes through: restarts, crashes and other writers."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.storage import DiskStorage, InvalidKey, StorageUnavailable
from chassis.storage.disk_files import DiskFiles

VIDEO = "video/mp4"


def a_store(root: Path) -> DiskStorage:
    return DiskStorage(root, b"a secret of many bytes", "")


def test_types_and_etags_survive_a_restart(tmp_path: Path) -> None:
    stored = a_store(tmp_path).put_bytes("a/b.mp4", b"frames", content_type=VIDEO)

    assert a_store(tmp_path).head("a/b.mp4") == stored


def test_an_object_whose_note_was_lost_is_read_anew(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    stored = store.put_bytes("a/b.mp4", b"frames", content_type=VIDEO)

    (tmp_path / ".meta/a/b.mp4").write_text("{")

    head = store.head("a/b.mp4")
    assert head is not None
    assert (head.etag, head.size_bytes) == (stored.etag, 6)
    assert head.content_type == "application/octet-stream"


def test_bytes_changed_behind_our_back_change_the_etag(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    stored = store.put_bytes("a/b.mp4", b"frames", content_type=VIDEO)

    path = tmp_path / "a/b.mp4"
    path.write_bytes(b"FRAMES")
    os.utime(path, ns=(1, 1))

    head = store.head("a/b.mp4")
    assert head is not None
    assert head.etag != stored.etag


def test_an_adopted_file_has_an_etag_until_it_changes(tmp_path: Path) -> None:
    store, video = a_store(tmp_path), tmp_path / "elsewhere.mp4"
    video.write_bytes(b"frames")
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.mp4").symlink_to(video)

    store.adopt("a/b.mp4")
    adopted = store.head("a/b.mp4")
    assert adopted is not None
    assert (adopted.size_bytes, a_store(tmp_path).head("a/b.mp4")) == (6, adopted)

    video.write_bytes(b"FRAMES")
    os.utime(video, ns=(1, 1))
    changed = store.head("a/b.mp4")
    assert changed is not None
    assert changed.etag != adopted.etag


def test_a_writer_that_fails_midway_leaves_the_old_object_and_no_file(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise OSError(errno.ENOSPC, "no space left")

    store, files = a_store(tmp_path), DiskFiles(tmp_path)
    stored = store.put_bytes("a", b"whole", content_type=VIDEO)

    with pytest.raises(StorageUnavailable, match="no space"), files.staged(broken()):
        pass

    assert store.head("a") == stored
    assert list((tmp_path / ".tmp").iterdir()) == []


def test_what_dead_writers_left_is_swept_and_what_lives_is_not(tmp_path: Path) -> None:
    store, files = a_store(tmp_path), DiskFiles(tmp_path)
    (tmp_path / ".tmp/dead").write_bytes(b"half")

    with files.staged([b"alive"]) as staged:
        assert store.sweep_unfinished(older_than=3600) == 0
        assert staged.path.exists()

    assert store.sweep_unfinished(older_than=-1) == 1
    assert list((tmp_path / ".tmp").iterdir()) == []


def test_deleting_the_last_object_of_a_folder_removes_the_folder(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.put_bytes("2026-03/01/a/video.mp4", b"x", content_type=VIDEO)

    store.delete("2026-03/01/a/video.mp4")

    assert {path.name for path in tmp_path.rglob("*")} == {".meta", ".tmp", ".lock"}


def test_a_key_is_never_also_a_folder(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.put_bytes("a/b", b"x", content_type=VIDEO)

    for key in ("a", "a/b/c"):
        with pytest.raises(InvalidKey):
            store.put_bytes(key, b"y", content_type=VIDEO)
        with pytest.raises(InvalidKey):
            store.put_bytes(key, b"y", content_type=VIDEO, if_absent=True)
        assert store.head(key) is None
        store.delete(key)

    assert b"".join(store.open("a/b")) == b"x"
    assert list((tmp_path / ".tmp").iterdir()) == []


def test_a_copy_outlives_its_source_and_its_replacement(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.put_bytes("a", b"old", content_type=VIDEO)

    store.copy("a", "b")
    store.put_bytes("a", b"new", content_type=VIDEO)

    assert b"".join(store.open("b")) == b"old"
    assert [item.key for item in store.list()] == ["a", "b"]


def test_a_reader_goes_on_while_its_object_is_replaced(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.put_bytes("a", b"old" * 1_000_000, content_type=VIDEO)
    reader = store.open("a")
    first = next(reader)

    store.put_bytes("a", b"new", content_type=VIDEO)

    assert first + b"".join(reader) == b"old" * 1_000_000
