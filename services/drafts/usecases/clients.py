# SPDX-License-Identifier: Apache-2.0
"""The services that drafts calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chassis.quotas import Quota
from timeline.document.uploads import UploadDetails


class UploadClient(Protocol):
    """The uploads of the library service."""

    def get_uploads(self, upload_ids: Sequence[int]) -> list[UploadDetails]:
        """Return the uploads with these ids that exist, whoever owns them.

        Raises ApiError when the library does not answer.
        """

    def get_usage(self, user_id: int) -> list[Quota]:
        """Return what a user has stored and is sending; ApiError as above."""
