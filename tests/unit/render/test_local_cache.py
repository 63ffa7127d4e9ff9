# SPDX-License-Identifier: Apache-2.0
"""Stored files on a node's own disk."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from chassis.jobs.errors import JobFailed
from chassis.storage import DiskStorage, MemoryStorage
from services.render.contract.results import CachedFile
from services.render.node.cache import LocalCache


def a_file(storage: MemoryStorage, name: str, n_bytes: int = 10) -> CachedFile:
    """Store a file."""
    storage.put_bytes(f"chunks/{name}.mp4", name.encode() * n_bytes, content_type="video/mp4")
    return CachedFile(name, f"chunks/{name}.mp4", n_bytes * len(name))


def test_a_file_is_fetched_from_storage_once(tmp_path: Path) -> None:
    storage = MemoryStorage()
    cache = LocalCache(storage, tmp_path / "cache", max_bytes=1000)
    file = a_file(storage, "a")
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()

    first = cache.fetch(file, folders[0])
    storage.delete(file.storage_key)
    second = cache.fetch(file, folders[1])

    assert first.read_bytes() == second.read_bytes() == b"a" * 10
    assert cache.fetch(file, folders[0]) == first


def test_the_copy_fetched_least_recently_is_deleted_first_and_its_links_stay(
    tmp_path: Path,
) -> None:
    storage = MemoryStorage()
    cache = LocalCache(storage, tmp_path / "cache", max_bytes=25)
    files = [a_file(storage, name) for name in "abc"]

    links = [cache.fetch(file, tmp_path) for file in files]

    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == ["b.mp4", "c.mp4"]
    assert links[0].read_bytes() == b"a" * 10


def test_a_missing_file_fails_the_job(tmp_path: Path) -> None:
    cache = LocalCache(MemoryStorage(), tmp_path / "cache", max_bytes=25)

    with pytest.raises(JobFailed) as failure:
        cache.fetch(CachedFile("a", "chunks/a.mp4", 10), tmp_path)

    assert failure.value.code == "stored_file_missing"


def test_a_file_on_this_machine_is_not_copied(tmp_path: Path) -> None:
    storage = DiskStorage(tmp_path / "storage", b"s" * 16, "")
    storage.put_bytes("chunks/a.mp4", b"a", content_type="video/mp4")
    cache = LocalCache(storage, tmp_path / "cache", max_bytes=25)

    link = cache.fetch(CachedFile("a", "chunks/a.mp4", 1), tmp_path)

    assert link.is_symlink() and not (tmp_path / "cache").exists()


def test_a_file_received_with_other_bytes_is_not_used(tmp_path: Path) -> None:
    storage = MemoryStorage()
    cache = LocalCache(storage, tmp_path / "cache", max_bytes=100)
    good = replace(a_file(storage, "a"), sha256=hashlib.sha256(b"a" * 10).hexdigest())
    bad = replace(a_file(storage, "b"), sha256=good.sha256)

    assert cache.fetch(good, tmp_path).read_bytes() == b"a" * 10
    with pytest.raises(JobFailed) as problem:
        cache.fetch(bad, tmp_path)
    assert problem.value.code == "stored_file_damaged"
    assert not (tmp_path / "cache" / "b.mp4").exists()
