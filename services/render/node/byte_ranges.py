# SPDX-License-Identifier: Apache-2.0
"""Mezzanines of which a node fetches only the byte ranges that its chunks show."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from chassis.jobs.errors import EnvironmentFailed, JobFailed
from chassis.storage import ObjectMissing, Storage
from media.packets import PacketTable
from services.render.contract.results import RANGE_FRAMES, CachedFile


def missing_file() -> JobFailed:
    """Return the failure of a job whose stored input is missing."""
    reason = "A stored input of this job is missing; retry the render."
    return JobFailed("stored_file_missing", reason)


def damaged_file() -> EnvironmentFailed:
    """Return the failure of a job whose stored input was fetched with other bytes."""
    reason = "A stored input of this job was received with other bytes than were stored."
    return EnvironmentFailed("stored_file_damaged", reason)


class PartialFiles:
    """Sparse local files: each has its full length, and the byte ranges fetched so far."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._fetched: dict[Path, set[int]] = {}

    def missing_ranges(self, path: Path, indexes: Sequence[int]) -> list[int]:
        """Return which of these byte ranges a local file lacks."""
        fetched = self._fetched.get(path, set()) if path.exists() else set()
        return [index for index in indexes if index not in fetched]

    def fetch(self, path: Path, file: CachedFile, indexes: Sequence[int]) -> None:
        """Fetch what a local file lacks of these ranges; one caller a file at a time."""
        if path not in self._fetched or not path.exists():
            # What an earlier process has fetched of it is unknown.
            path.unlink(missing_ok=True)
            path.touch()
            self._fetched[path] = set()
        with path.open("r+b") as target:
            target.truncate(file.size_bytes)
            for index in indexes:
                if index not in self._fetched[path]:
                    self._fetch_range(file, index, target)
                    self._fetched[path].add(index)

    def _fetch_range(self, file: CachedFile, index: int, target: BinaryIO) -> None:
        start, n_bytes = file.byte_range(index)
        target.seek(start)
        crc, received = 0, 0
        try:
            for block in self._storage.open(file.storage_key, start, n_bytes):
                target.write(block)
                crc, received = zlib.crc32(block, crc), received + len(block)
        except ObjectMissing as error:
            raise missing_file() from error
        if received != n_bytes or crc != file.byte_ranges[index][1]:
            raise damaged_file()


def byte_ranges_of_file(path: Path, table: PacketTable) -> tuple[tuple[int, int], ...]:
    """Return the byte ranges of a mezzanine as (first byte, CRC-32); see CachedFile."""
    assert table.video is not None
    positions = [packet.position or 0 for packet in table.video.packets]
    starts = [0, *positions[::RANGE_FRAMES]]
    ends = [*starts[1:], path.stat().st_size]
    with path.open("rb") as file:
        sizes = [end - start for start, end in zip(starts, ends, strict=True)]
        return tuple(zip(starts, _checksums(file, sizes), strict=True))


def _checksums(file: BinaryIO, sizes: Iterable[int]) -> Iterable[int]:
    for size in sizes:
        yield zlib.crc32(file.read(size))
