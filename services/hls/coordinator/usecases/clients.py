# SPDX-License-Identifier: Apache-2.0
"""The other services that hls calls, and MediaConvert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from services.hls.coordinator.domain.cues import Cue
from services.hls.coordinator.domain.draft_production import FoundDraft, SealedDraft
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.domain.upload import SourceUpload


class SourceUploadClient(Protocol):
    """The uploads of library; ApiError when library does not answer."""

    def get_uploads(self, upload_ids: Sequence[int]) -> Mapping[int, SourceUpload]:
        """Return the uploads of these ids that exist, whoever owns them."""


class ConversionClient(Protocol):
    """MediaConvert."""

    def list_open_conversions(self) -> Mapping[str, str]:
        """Return the ULIDs of the productions that jobs which are not over work for, by job id.

        It is empty while MediaConvert does not answer.
        """

    def cancel_conversion(self, mediaconvert_job_id: str) -> bool:
        """Cancel a job; True when it is over or unknown now, False to be tried again later."""


class FrameClient(Protocol):
    """What decodes a frame of a video."""

    def read_frame(self, video: bytes, *, at: Fraction) -> bytes:
        """Return the first frame of a file from a moment in seconds on, as a JPEG.

        FrameNotReadable when there is none.
        """


class DraftClient(Protocol):
    """The production drafts of drafts; ApiError when it refuses or does not answer."""

    def get_draft(self, *, user_id: int, draft_id: int) -> FoundDraft:
        """Return a draft of a user."""

    def find_draft(self, *, user_id: int, upload_id: int) -> FoundDraft | None:
        """Return the active draft that a user has of an upload, None when there is none."""

    def seal_draft(self, production: Production, *, draft_id: int) -> SealedDraft:
        """Seal a draft for a production, once per ULID, and archive it."""

    def get_text_cues(self, *, user_id: int, export_id: str) -> Sequence[Cue]:
        """Return the captions of the timeline of an export, or its titles if it has none.

        They are empty when there are neither, or when the user has no such export.
        """

    def cancel_master(self, production: Production) -> None:
        """Stop the rendering of the master of a production."""
