# SPDX-License-Identifier: Apache-2.0
"""What the use cases of drafts work with; made once in bootstrap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from chassis import clock
from chassis.dependencies import DatabaseDependencies
from chassis.recent_values import RecentValues
from services.drafts.store.unit_of_work import UnitOfWork
from services.drafts.usecases.clients import UploadClient

if TYPE_CHECKING:
    from services.drafts.usecases.resolving import ResolvedTimeline

_RESOLVED_TIMELINES, _GRANTED_TEXT_IMAGES = 16, 4096


@dataclass(frozen=True, slots=True)
class Dependencies(DatabaseDependencies[UnitOfWork]):
    """The database of drafts, the uploads of the library, the quotas of a user, and the clock.

    `resolved_timelines` are the last ones by etag; `granted_text_images` are the users and keys
    that were written to the database, with the day.
    """

    uploads: UploadClient
    max_projects: int = 10_000
    max_drafts: int = 10_000
    max_presets: int = 1000
    max_running_exports: int = 100
    now: Callable[[], dt.datetime] = clock.now
    resolved_timelines: RecentValues[str, ResolvedTimeline] = field(
        default_factory=lambda: RecentValues(_RESOLVED_TIMELINES)
    )
    granted_text_images: RecentValues[tuple[int, str], dt.date] = field(
        default_factory=lambda: RecentValues(_GRANTED_TEXT_IMAGES)
    )

    def _unit_over(self, session: Session) -> UnitOfWork:
        return UnitOfWork(session)
