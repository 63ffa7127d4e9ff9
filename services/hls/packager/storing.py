# SPDX-License-Identifier: Apache-2.0
"""Stores the files of one stream as they are made, and checks the stream where they lie."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from chassis.jobs.errors import JobFailed
from chassis.jobs.worker import CancellationToken
from chassis.storage import Storage
from media.hls.conformance import report, violations
from media.hls.package import Package, PackagedFile
from services.hls.contract.packaging import PackagingSpec

_STORED_AT_ONCE = 8


class StreamStore:
    """Where the files of one stream go from the folder in which they are made."""

    def __init__(
        self, storage: Storage, spec: PackagingSpec, folder: Path, token: CancellationToken
    ) -> None:
        self._storage = storage
        self._spec = spec
        self._folder = folder
        self._token = token
        self._stored: dict[str, int] = {}

    def take(self, file: PackagedFile) -> None:
        """Store a file that is never changed; a storage on the same disk moves it."""
        self._put(file, take=True)

    def store(self, package: Package) -> None:
        """Store what is new or changed: playlists after what they name, the master playlist last.

        A storage has a file only when it is on its disk or far away, so several are stored at once.
        """
        *playlists, master = (one for one in package.files if one.is_playlist)
        media = [one for one in package.files if self._is_new(one)]
        with ThreadPoolExecutor(_STORED_AT_ONCE, "storing") as pool:
            for files in (media, playlists, [master]):
                list(pool.map(self._put, files))

    def check(self) -> None:
        """Raise JobFailed when the stream, stored or not yet, breaks a rule of HLS."""
        found = violations(self._folder, self._place)
        if found:
            reason = f"{self._spec.name}: the stream breaks a rule of HLS: {report(found)}"
            raise JobFailed("stream_not_conformant", reason)

    def _is_new(self, file: PackagedFile) -> bool:
        return not file.is_playlist and self._stored.get(file.name) != file.size

    def _put(self, file: PackagedFile, *, take: bool = False) -> None:
        self._token.raise_if_cancelled()
        path, key = self._folder / file.name, self._spec.output_prefix + file.name
        self._storage.put_file(key, path, content_type=file.content_type, take=take)
        self._stored[file.name] = file.size

    def _place(self, name: str) -> Path:
        """Return where a file is: in its folder, or in the storage that took it."""
        path = self._folder / name
        if path.exists():
            return path
        return self._storage.local_path(self._spec.output_prefix + name) or path
