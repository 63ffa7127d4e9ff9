# SPDX-License-Identifier: Apache-2.0
"""Stored files on a node's own disk, so that each is fetched once."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from chassis.storage import ObjectMissing, Storage
from media.timecode import FrameRange
from services.render.contract.results import CachedFile
from services.render.node.byte_ranges import PartialFiles, damaged_file, missing_file

_BLOCK_BYTES = 512


class LocalCache:
    """Fetches stored files into scratch directories, as links to local copies.

    The copies take at most `max_bytes`; the one fetched least recently is deleted first. A linked
    file stays readable when its copy is deleted.
    """

    def __init__(self, storage: Storage, root: Path, *, max_bytes: int) -> None:
        self._storage = storage
        self._root = root
        self._max_bytes = max_bytes
        self._partial_files = PartialFiles(storage)
        self._evicting = threading.Lock()
        self._fetching: dict[str, threading.Lock] = defaultdict(threading.Lock)

    def fetch(self, file: CachedFile, folder: Path, frames: Sequence[FrameRange] = ()) -> Path:
        """Link a stored file into a folder, fetching it if it is not here.

        With `frames` only the byte ranges that hold these frames are sure to be there.
        """
        target = folder / f"{file.key}{Path(file.storage_key).suffix}"
        if target.exists():
            return target
        local = self._storage.local_path(file.storage_key)
        if local is not None:
            target.symlink_to(local)
            return target
        with self._fetching[file.key]:
            is_partial = bool(frames and file.byte_ranges)
            copy = self._partial_copy(file, frames) if is_partial else self._copy(file)
            target.hardlink_to(copy)
            os.utime(copy)
        return target

    def _copy(self, file: CachedFile) -> Path:
        copy = self._root / f"{file.key}{Path(file.storage_key).suffix}"
        if copy.exists() and copy.stat().st_size == file.size_bytes:
            return copy
        self._evict(file.size_bytes)
        try:
            self._storage.fetch(file.storage_key, copy)
        except ObjectMissing as error:
            raise missing_file() from error
        if file.sha256 and _sha256(copy) != file.sha256:
            copy.unlink()
            raise damaged_file()
        return copy

    def _partial_copy(self, file: CachedFile, frames: Sequence[FrameRange]) -> Path:
        indexes = file.range_indexes(frames)
        copy = self._root / f"{file.key}.part{Path(file.storage_key).suffix}"
        if missing := self._partial_files.missing_ranges(copy, indexes):
            self._evict(sum(file.byte_range(index)[1] for index in missing))
            self._partial_files.fetch(copy, file, indexes)
        return copy

    def _evict(self, needed_bytes: int) -> None:
        """Make room for a file by deleting the copies fetched least recently."""
        self._root.mkdir(parents=True, exist_ok=True)
        with self._evicting:
            found = [(path, path.stat()) for path in self._root.iterdir() if path.is_file()]
            used = sum(_used_bytes(stat) for _, stat in found)
            for path, stat in sorted(found, key=lambda pair: pair[1].st_mtime):
                if used + needed_bytes <= self._max_bytes:
                    return
                path.unlink(missing_ok=True)
                used -= _used_bytes(stat)


def _used_bytes(stat: os.stat_result) -> int:
    """The bytes that a file takes on disk; a sparse file takes less than its length."""
    return min(stat.st_size, stat.st_blocks * _BLOCK_BYTES)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
