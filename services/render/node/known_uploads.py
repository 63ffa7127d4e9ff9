# SPDX-License-Identifier: Apache-2.0
"""What a node remembers of the uploads that it has read, for the jobs of their other stretches."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from media.source_clock import Picture
from media.streams import MediaProbe

_MOST = 16
"""The packets of an hour of video take 5 MB."""


@dataclass(frozen=True, slots=True)
class ReadUpload:
    """What the packets of an upload say."""

    probe: MediaProbe
    picture: Picture | None


class KnownUploads:
    """Digests of stored objects by etag, and the packets of uploads by digest and audio track.

    An object that is stored with other bytes has another etag. The jobs of all slots share it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._digests: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._read: OrderedDict[tuple[str, int | None], ReadUpload] = OrderedDict()

    def digest(self, storage_key: str, etag: str) -> str:
        """Return the digest of a stored object, empty if it was not read here."""
        with self._lock:
            return self._digests.get((storage_key, etag), "")

    def add_digest(self, storage_key: str, etag: str, sha256: str) -> None:
        """Remember the digest of a stored object."""
        with self._lock:
            self._digests[storage_key, etag] = sha256
            while len(self._digests) > _MOST:
                self._digests.popitem(last=False)

    def find_read(self, sha256: str, audio_track: int | None) -> ReadUpload | None:
        """Return what was found in an upload of which one sound is heard."""
        with self._lock:
            return self._read.get((sha256, audio_track))

    def add_read(self, sha256: str, audio_track: int | None, found: ReadUpload) -> None:
        """Remember what was found in an upload."""
        with self._lock:
            self._read[sha256, audio_track] = found
            while len(self._read) > _MOST:
                self._read.popitem(last=False)
