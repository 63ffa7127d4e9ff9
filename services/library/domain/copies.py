# SPDX-License-Identifier: Apache-2.0
"""What the library copies from the events of other services, to answer without asking them."""

from __future__ import annotations

from dataclasses import dataclass

PROJECT, PRODUCTION = "project", "production"


@dataclass(frozen=True, slots=True)
class UploadProduction:
    """One HLS packaging of an upload, as its newest event described it.

    `master_bytes` is the size of the video that was rendered for it alone, 0 for none.
    """

    production_id: int
    upload_id: int
    status: str
    revision: int
    owner_user_id: int = 0
    master_bytes: int = 0


@dataclass(frozen=True, slots=True)
class ReferencingDocument:
    """What uses uploads; its kind is project, draft or production."""

    kind: str
    document_id: int
