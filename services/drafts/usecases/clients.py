# SPDX-License-Identifier: Apache-2.0
"""The services that drafts calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chassis.quotas import Quota
from services.drafts.domain.export import CompletedExport
from timeline.document.uploads import UploadDetails
from timeline.interchange.media_files import MediaFile


class UploadClient(Protocol):
    """The uploads of the library service."""

    def get_uploads(
        self, upload_ids: Sequence[int], *, deleted_of: int | None = None
    ) -> list[UploadDetails]:
        """Return the uploads with these ids that exist, whoever owns them.

        Of those that were deleted, the ones of the user `deleted_of` and of the system are
        returned, too; their source is deleted. Raises ApiError when the library does not answer.
        """

    def get_files(
        self, upload_ids: Sequence[int], *, deleted_of: int | None = None
    ) -> list[MediaFile]:
        """Return those uploads as files: by the names that they were uploaded with.

        ApiError as above.
        """

    def get_usage(self, user_id: int) -> list[Quota]:
        """Return what a user has stored and is sending.

        Raises ApiError when the library does not answer.
        """

    def link_exports(self, exports: Sequence[CompletedExport], *, is_dry_run: bool) -> list[str]:
        """Record which projects the uploads of exports came from, where that is not recorded.

        Returns for each `linked`, `unchanged`, `missing` or `mismatch`; a dry run records nothing.
        Raises ApiError when the library does not answer.
        """
