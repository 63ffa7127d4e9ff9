# SPDX-License-Identifier: Apache-2.0
"""The files that a timeline uses, as other programs find them: by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import quote, unquote


@dataclass(frozen=True, slots=True)
class MediaFile:
    """An upload as other programs know it: its file name, kind, digest and duration in seconds."""

    upload_id: int
    name: str
    kind: str = "video"
    sha256: str = ""
    duration: Fraction | None = None
    has_audio: bool = True

    @property
    def url(self) -> str:
        """The name as a relative URL, which programs look up beside the timeline's file."""
        return quote(self.name, safe="")


MediaFiles = Mapping[int, MediaFile]


def file_of(upload_id: int, files: MediaFiles) -> MediaFile:
    """Return the file of an upload; one that is not known has a name made of its id."""
    return files.get(upload_id) or MediaFile(upload_id, f"upload-{upload_id}")


def name_of_url(url: str) -> str:
    """Return the file name at the end of a URL or of a path of any system."""
    return unquote(url).replace("\\", "/").rstrip("/").rpartition("/")[2]
