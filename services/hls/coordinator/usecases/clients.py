# SPDX-License-Identifier: Apache-2.0
"""The other services that hls calls, and MediaConvert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from services.hls.coordinator.domain.upload import SourceUpload


class SourceUploadClient(Protocol):
    """The uploads of library; ApiError when library does not answer."""

    def get_uploads(self, upload_ids: Sequence[int]) -> Mapping[int, SourceUpload]:
        """Return the uploads of these ids that exist, whoever owns them."""


class ConversionClient(Protocol):
    """MediaConvert."""

    def cancel_conversion(self, mediaconvert_job_id: str) -> bool:
        """Cancel a job; True when it is over or unknown now, False to be tried again later."""
