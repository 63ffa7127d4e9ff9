# SPDX-License-Identifier: Apache-2.0
"""Media files of a folder as the uploads of a timeline, and an index of cached results."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from pathlib import Path

from services.render.contract.results import CachedFile, IngestResult
from timeline.document.uploads import UploadDetails

_NUMBERED = re.compile(r"(\d{1,18})(?!\d)")


def numbered_files(folder: Path) -> dict[int, Path]:
    """Return the files whose names begin with a number, such as `7.mp4` or `7 beach.mov`."""
    found: dict[int, Path] = {}
    for path in sorted(folder.iterdir()):
        number = _NUMBERED.match(path.name)
        if number and path.is_file():
            found.setdefault(int(number[1]), path)
    return found


def link_media(path: Path, *, upload_id: int, storage_root: Path) -> str:
    """Link a file into the folder of a storage, and return its storage key."""
    key = f"uploads/{upload_id}/source"
    link = storage_root / key
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(path.resolve())
    return key


def upload_details(
    upload_id: int, *, kind: str, storage_key: str, found: IngestResult
) -> UploadDetails:
    """Describe an ingested file as an upload for the planner."""
    probe = found.probe
    return UploadDetails(
        upload_id=upload_id,
        owner_user_id=None,
        kind=kind,
        state="ready",
        width=probe.width,
        height=probe.height,
        rotation=probe.rotation,
        fps=Fraction(probe.fps) if probe.fps else None,
        frames=probe.frames or None,
        duration=Fraction(probe.duration) if probe.duration else None,
        has_audio=probe.has_audio,
        is_hdr=probe.is_hdr,
        has_alpha=probe.has_alpha,
        sha256=found.sha256,
        storage_key=storage_key,
    )


class CachedFileIndex:
    """An index of cached results: one line of JSON each in a file that only grows."""

    def __init__(self, path: Path, *, is_stored: Callable[[str], bool]) -> None:
        self._path = path
        self._is_stored = is_stored
        self._writing = threading.Lock()
        lines = path.read_text().splitlines() if path.exists() else []
        files = [CachedFile.from_json(line) for line in lines]
        self._files = {file.key: file for file in files}

    def find_cached_files(self, keys: Collection[str]) -> Mapping[str, CachedFile]:
        """Return the stored files of some cache keys."""
        found = [self._files[key] for key in keys if key in self._files]
        return {file.key: file for file in found if self._is_stored(file.storage_key)}

    def add_cached_file(self, file: CachedFile) -> None:
        """Record that a file is stored."""
        with self._writing, self._path.open("a") as index:
            index.write(f"{file.to_json()}\n")
            self._files[file.key] = file
