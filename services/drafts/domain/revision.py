# SPDX-License-Identifier: Apache-2.0
"""A revision: what a project was after one of its changes, who made it and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

STORED_REVISIONS = 100
"""How many revisions of a project are kept; older ones are deleted."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a project without its timeline."""

    project_id: int
    revision: int
    author_user_id: int
    saved_at: dt.datetime
    name: str | None
    description: str | None


@dataclass(frozen=True, slots=True)
class RevisionWithTimeline:
    """One revision of a project with the JSON of its timeline."""

    revision: Revision
    document: str
