# SPDX-License-Identifier: Apache-2.0
"""Mezzanines of which a node fetches the stretches its chunks show, and nothing else."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from chassis.storage import ObjectMissing, Storage
from media.packets import PacketTable
from services.render.contract.results import STRETCH_FRAMES, CachedFile
from services.render.coordinator.domain.errors import PieceFailed


def missing() -> PieceFailed:
    """Say that a stored file is not there."""
    reason = "A stored piece of this film has gone missing; try the render again."
    return PieceFailed("stored_file_missing", reason)


def damaged() -> PieceFailed:
    """Say that a stored file is not what it was."""
    reason = "A stored piece of this film came over with other bytes than it was made with."
    return PieceFailed("stored_file_damaged", reason)


class Stretches:
    """Files with holes: each has its full length, and the bytes that were asked for so far."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._here: dict[Path, set[int]] = {}

    def lacking(self, path: Path, places: Sequence[int]) -> list[int]:
        """Tell which of these stretches a file has not yet."""
        here = self._here.get(path, set()) if path.exists() else set()
        return [place for place in places if place not in here]

    def fill(self, path: Path, file: CachedFile, places: Sequence[int]) -> None:
        """Fetch what a file still lacks of these stretches; one caller may fill it at a time."""
        if path not in self._here or not path.exists():
            # What a process before this one had fetched is not known any more.
            path.unlink(missing_ok=True)
            path.touch()
            self._here[path] = set()
        with path.open("r+b") as target:
            target.truncate(file.size_bytes)
            for place in places:
                if place not in self._here[path]:
                    self._fetch(file, place, target)
                    self._here[path].add(place)

    def _fetch(self, file: CachedFile, place: int, target: BinaryIO) -> None:
        start, n_bytes = file.bytes_of(place)
        target.seek(start)
        crc, got = 0, 0
        try:
            for block in self._storage.open(file.storage_key, start, n_bytes):
                target.write(block)
                crc, got = zlib.crc32(block, crc), got + len(block)
        except ObjectMissing as error:
            raise missing() from error
        if got != n_bytes or crc != file.stretches[place][1]:
            raise damaged()


def stretches_of_file(path: Path, table: PacketTable) -> tuple[tuple[int, int], ...]:
    """Where a mezzanine's header and stretches begin, and the CRC-32 of each."""
    assert table.video is not None
    positions = [packet.position or 0 for packet in table.video.packets]
    starts = [0, *positions[::STRETCH_FRAMES]]
    ends = [*starts[1:], path.stat().st_size]
    with path.open("rb") as file:
        sizes = [end - start for start, end in zip(starts, ends, strict=True)]
        return tuple(zip(starts, _checksums(file, sizes), strict=True))


def _checksums(file: BinaryIO, sizes: Iterable[int]) -> Iterable[int]:
    for size in sizes:
        yield zlib.crc32(file.read(size))
