# SPDX-License-Identifier: Apache-2.0
"""The other services that hls calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from services.hls.coordinator.domain.upload import SourceUpload


class SourceUploadClient(Protocol):
    """The uploads of library; ApiError when library does not answer."""

    def get_uploads(self, upload_ids: Sequence[int]) -> Mapping[int, SourceUpload]:
        """Return the uploads of these ids that exist, whoever owns them."""
