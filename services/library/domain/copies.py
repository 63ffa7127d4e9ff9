# SPDX-License-Identifier: Apache-2.0
"""What the library copies from the events of other services, to answer without asking them."""

from __future__ import annotations

from dataclasses import dataclass

PROJECT, PRODUCTION, PUBLICATION = "project", "production", "publication"


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
class PublishedProduction:
    """One publication of a production, as its newest event described it.

    It is live while it is published or awaits approval.
    """

    publication_id: int
    production_id: int
    is_live: bool
    revision: int


@dataclass(frozen=True, slots=True)
class ReferencingDocument:
    """What uses uploads; its kind is project, draft, production or publication."""

    kind: str
    document_id: int
