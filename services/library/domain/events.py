# SPDX-License-Identifier: Apache-2.0
"""The events of the library that other services receive."""

from __future__ import annotations

from dataclasses import dataclass

from services.library.domain.derivatives import DerivativeKind
from services.library.domain.freeze_frame import FrameRequest
from services.library.domain.upload import Upload


@dataclass(frozen=True, slots=True)
class UploadEvent:
    """Something that happened to an upload."""

    upload: Upload


@dataclass(frozen=True, slots=True)
class UploadReceived(UploadEvent):
    """The file arrived; its size and entity tag are recorded."""


@dataclass(frozen=True, slots=True)
class ThumbnailRequested(UploadEvent):
    """A thumbnail of the upload must be made."""


@dataclass(frozen=True, slots=True)
class DerivativeRequested(UploadEvent):
    """The files of a kind must be derived from the upload."""

    kind: DerivativeKind


@dataclass(frozen=True, slots=True)
class SampleRequested(UploadEvent):
    """The file of the upload must be drawn: the sample of a name."""

    sample: str


@dataclass(frozen=True, slots=True)
class FreezeFrameRequested(UploadEvent):
    """The file of `image` must be made from one frame of the upload, which is a video."""

    image: Upload
    frame: FrameRequest


@dataclass(frozen=True, slots=True)
class UploadChanged(UploadEvent):
    """What users see of the upload changed: its state, texts, chosen sound or a derived file."""

    change: str


@dataclass(frozen=True, slots=True)
class UploadSourceDeleted(UploadEvent):
    """The file was deleted, the upload still exists."""


@dataclass(frozen=True, slots=True)
class UploadDeleted(UploadEvent):
    """The upload was deleted."""


@dataclass(frozen=True, slots=True)
class ExportRegistered(UploadEvent):
    """A rendered export became an upload."""
