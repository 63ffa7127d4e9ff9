# SPDX-License-Identifier: Apache-2.0
"""Stored pieces on a node's own disk."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from chassis.storage import DiskStorage, MemoryStorage
from services.render.contract.results import CachedFile
from services.render.coordinator.domain.errors import PieceFailed
from services.render.node.cache import LocalCache


def a_file(storage: MemoryStorage, name: str, n_bytes: int = 10) -> CachedFile:
    """Store a piece."""
    storage.put_bytes(f"chunks/{name}.mp4", name.encode() * n_bytes, content_type="video/mp4")
    return CachedFile(name, f"chunks/{name}.mp4", n_bytes * len(name))


def test_a_piece_is_fetched_once_and_lent_as_often_as_it_is_needed(tmp_path: Path) -> None:
    storage = MemoryStorage()
    cache = LocalCache(storage, tmp_path / "shelf", most_bytes=1000)
    file = a_file(storage, "a")
    benches = [tmp_path / "one", tmp_path / "two"]
    for context in benches:
        context.mkdir()

    first = cache.lend(file, benches[0])
    storage.delete(file.storage_key)
    second = cache.lend(file, benches[1])

    assert first.read_bytes() == second.read_bytes() == b"a" * 10
    assert cache.lend(file, benches[0]) == first


def test_what_was_lent_least_recently_goes_first_and_borrowers_keep_theirs(tmp_path: Path) -> None:
    storage = MemoryStorage()
    cache = LocalCache(storage, tmp_path / "shelf", most_bytes=25)
    files = [a_file(storage, name) for name in "abc"]

    lent = [cache.lend(file, tmp_path) for file in files]

    assert sorted(path.name for path in (tmp_path / "shelf").iterdir()) == ["b.mp4", "c.mp4"]
    assert lent[0].read_bytes() == b"a" * 10


def test_a_piece_that_is_not_there_says_so(tmp_path: Path) -> None:
    cache = LocalCache(MemoryStorage(), tmp_path / "shelf", most_bytes=25)

    with pytest.raises(PieceFailed) as failure:
        cache.lend(CachedFile("a", "chunks/a.mp4", 10), tmp_path)

    assert failure.value.code == "stored_file_missing"


def test_a_piece_on_this_machine_is_not_copied(tmp_path: Path) -> None:
    storage = DiskStorage(tmp_path / "storage", b"s" * 16, "")
    storage.put_bytes("chunks/a.mp4", b"a", content_type="video/mp4")
    cache = LocalCache(storage, tmp_path / "shelf", most_bytes=25)

    lent = cache.lend(CachedFile("a", "chunks/a.mp4", 1), tmp_path)

    assert lent.is_symlink() and not (tmp_path / "shelf").exists()


def test_a_piece_whose_bytes_changed_on_the_way_is_not_used(tmp_path: Path) -> None:
    storage = MemoryStorage()
    cache = LocalCache(storage, tmp_path / "shelf", most_bytes=100)
    good = replace(a_file(storage, "a"), sha256=hashlib.sha256(b"a" * 10).hexdigest())
    bad = replace(a_file(storage, "b"), sha256=good.sha256)

    assert cache.lend(good, tmp_path).read_bytes() == b"a" * 10
    with pytest.raises(PieceFailed) as problem:
        cache.lend(bad, tmp_path)
    assert problem.value.code == "stored_file_damaged"
    assert not (tmp_path / "shelf" / "b.mp4").exists()
