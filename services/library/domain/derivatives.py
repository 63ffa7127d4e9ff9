# SPDX-License-Identifier: Apache-2.0
"""What pages show of an upload besides its thumbnail: its filmstrip, its peaks, its edit proxy."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from services.library.domain.errors import DerivativeUnavailable
from services.library.domain.upload import Upload, UploadKind

AGAIN_AFTER = dt.timedelta(minutes=10)
"""A file that was requested and is not there is requested again after so long."""

AGAIN_AFTER_FAILURE = dt.timedelta(days=1)
"""A file that could not be made is requested again after so long."""


class DerivativeKind(StrEnum):
    """Files that are derived from an upload when somebody first asks for one of them."""

    FILMSTRIP = "filmstrip"
    PEAKS = "peaks"
    EDIT_PROXY = "edit_proxy"


@dataclass(frozen=True, slots=True)
class DerivativeRequestState:
    """When the files of a kind were last requested, and why they could not be made, if so."""

    requested_at: dt.datetime
    failure: str = ""

    def may_be_repeated(self, now: dt.datetime) -> bool:
        """Whether the files, which are not there, may be requested again."""
        wait = AGAIN_AFTER_FAILURE if self.failure else AGAIN_AFTER
        return now - self.requested_at >= wait


def require_possible(upload: Upload, kind: DerivativeKind) -> None:
    """Raise DerivativeUnavailable when an upload has nothing that such files show.

    Raises UploadFileDeleted or UploadNotReady when its file cannot be read.
    """
    upload.require_file_key()
    if kind is DerivativeKind.PEAKS:
        if not upload.probe.has_audio:
            raise DerivativeUnavailable("This upload has no sound.")
    elif upload.kind is not UploadKind.VIDEO:
        raise DerivativeUnavailable("This upload is not a video.")
