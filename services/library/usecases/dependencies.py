# SPDX-License-Identifier: Apache-2.0
"""What the use cases of the library work with; made once in bootstrap."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from chassis.dependencies import DatabaseDependencies
from chassis.storage import Storage
from services.library.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Dependencies(DatabaseDependencies[UnitOfWork]):
    """The database, the object storage and the settings of the library.

    `bucket` is the name of the storage that clients are shown, `max_bytes` the largest file that a
    form takes, `max_multipart_bytes` the largest that is sent in parts. A user
    has at most `max_stored_bytes`, and sends `max_unfinished_uploads` at a time.
    """

    storage: Storage
    bucket: str
    max_bytes: int
    max_multipart_bytes: int
    max_stored_bytes: int = 100 * 10**9
    max_unfinished_uploads: int = 200

    def _unit_over(self, session: Session) -> UnitOfWork:
        return UnitOfWork(session)
