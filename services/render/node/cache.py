# SPDX-License-Identifier: Apache-2.0
"""Stored pieces on a node's own disk, so that each is fetched once."""

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
from services.render.node.byte_ranges import Stretches, damaged, missing

_BLOCK = 512


class LocalCache:
    """Lends stored files as links in a scratch directory; what lies unused longest goes first.

    A borrowed file is a second name of the same bytes, so clearing the shelf takes nothing away.
    """

    def __init__(self, storage: Storage, root: Path, *, most_bytes: int) -> None:
        self._storage = storage
        self._root = root
        self._most_bytes = most_bytes
        self._stretches = Stretches(storage)
        self._clearing = threading.Lock()
        self._fetching: dict[str, threading.Lock] = defaultdict(threading.Lock)

    def lend(self, file: CachedFile, folder: Path, frames: Sequence[FrameRange] = ()) -> Path:
        """Put a stored file into a folder without copying it, fetching it if need be.

        Where the frames that will be read are known, only what holds them is sure to be there.
        """
        target = folder / f"{file.key}{Path(file.storage_key).suffix}"
        if target.exists():
            return target
        local = self._storage.local_path(file.storage_key)
        if local is not None:
            target.symlink_to(local)
            return target
        with self._fetching[file.key]:
            is_partial = bool(frames and file.stretches)
            shelved = self._partial(file, frames) if is_partial else self._shelved(file)
            target.hardlink_to(shelved)
            os.utime(shelved)
        return target

    def _shelved(self, file: CachedFile) -> Path:
        shelved = self._root / f"{file.key}{Path(file.storage_key).suffix}"
        if shelved.exists() and shelved.stat().st_size == file.size_bytes:
            return shelved
        self._clear(file.size_bytes)
        try:
            self._storage.fetch(file.storage_key, shelved)
        except ObjectMissing as error:
            raise missing() from error
        if file.sha256 and _sha256(shelved) != file.sha256:
            shelved.unlink()
            raise damaged()
        return shelved

    def _partial(self, file: CachedFile, frames: Sequence[FrameRange]) -> Path:
        places = file.stretches_of(frames)
        shelved = self._root / f"{file.key}.part{Path(file.storage_key).suffix}"
        if lacking := self._stretches.lacking(shelved, places):
            self._clear(sum(file.bytes_of(place)[1] for place in lacking))
            self._stretches.fill(shelved, file, places)
        return shelved

    def _clear(self, needed_bytes: int) -> None:
        """Make room for a file by removing what was borrowed least recently."""
        self._root.mkdir(parents=True, exist_ok=True)
        with self._clearing:
            found = [(path, path.stat()) for path in self._root.iterdir() if path.is_file()]
            used = sum(_taken(stat) for _, stat in found)
            for path, stat in sorted(found, key=lambda pair: pair[1].st_mtime):
                if used + needed_bytes <= self._most_bytes:
                    return
                path.unlink(missing_ok=True)
                used -= _taken(stat)


def _taken(stat: os.stat_result) -> int:
    """The bytes a file takes; one with holes takes less than its length."""
    return min(stat.st_size, stat.st_blocks * _BLOCK)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
