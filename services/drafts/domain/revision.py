# SPDX-License-Identifier: Apache-2.0
"""A revision: what a project or a draft was after one of its changes, who made it and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

STORED_REVISIONS = 100
"""How many revisions of a project or a draft are kept; older ones are deleted."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a project without its timeline, or of a draft without its config."""

    document_id: int
    """The id of the project or the draft."""
    revision: int
    author_user_id: int
    saved_at: dt.datetime
    name: str | None = None
    """The name of the project; a draft has none."""
    description: str | None = None
    """The description of the project; a draft has none."""


@dataclass(frozen=True, slots=True)
class RevisionWithDocument:
    """One revision with the JSON of its document: the timeline of a project, a draft's config."""

    revision: Revision
    document: str
