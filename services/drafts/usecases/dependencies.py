# SPDX-License-Identifier: Apache-2.0
"""What the use cases of drafts work with; made once in bootstrap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from chassis import clock
from chassis.dependencies import DatabaseDependencies
from services.drafts.store.unit_of_work import UnitOfWork
from services.drafts.usecases.clients import UploadClient


@dataclass(frozen=True, slots=True)
class Dependencies(DatabaseDependencies[UnitOfWork]):
    """The database of drafts, the uploads of the library, and the clock."""

    uploads: UploadClient
    now: Callable[[], dt.datetime] = clock.now

    def _unit_over(self, session: Session) -> UnitOfWork:
        return UnitOfWork(session)
