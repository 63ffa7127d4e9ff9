# SPDX-License-Identifier: Apache-2.0
"""What happens in the library that others want to know."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from services.library.domain.upload import Upload


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that became true of an upload."""

    upload: Upload


@dataclass(frozen=True, slots=True)
class UploadReceived(Fact):
    """The bytes are there, size and entity tag pinned."""


@dataclass(frozen=True, slots=True)
class ThumbWanted(Fact):
    """The upload has no thumbnail and needs one."""


@dataclass(frozen=True, slots=True)
class FrameWanted(Fact):
    """A frame of a video, the upload, is to become an image of its own."""

    image: Upload
    at: Fraction
    long_edge: int


@dataclass(frozen=True, slots=True)
class UploadReady(Fact):
    """The upload was looked into and can be used."""


@dataclass(frozen=True, slots=True)
class UploadRejected(Fact):
    """The upload cannot be used."""


@dataclass(frozen=True, slots=True)
class SourceDeleted(Fact):
    """The bytes are gone, the row stays."""


@dataclass(frozen=True, slots=True)
class UploadDeleted(Fact):
    """The upload is gone."""


@dataclass(frozen=True, slots=True)
class ExportRegistered(Fact):
    """A rendered master became an upload."""
