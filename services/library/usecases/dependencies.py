# SPDX-License-Identifier: Apache-2.0
"""What the use cases of the library work with; made once in bootstrap."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from chassis.database import Database
from chassis.storage import Storage
from services.library.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The database, the object storage and the settings of the library.

    `bucket` is the name of the storage that clients are shown, `max_bytes` the largest upload.
    """

    database: Database
    storage: Storage
    bucket: str
    max_bytes: int

    @contextmanager
    def unit_of_work(self) -> Iterator[UnitOfWork]:
        """Open a transaction that is committed at the end of the block.

        Inside an idempotent request or the handling of an event it joins that transaction, which
        is committed at the end of the request or event instead.
        """
        with self.database.transaction() as session:
            yield UnitOfWork(session)

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """Open a session for reading only, which locks nothing."""
        with self.database.reading() as session:
            yield UnitOfWork(session)
