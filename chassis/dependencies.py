# SPDX-License-Identifier: Apache-2.0
"""What the dependencies of every service with a database have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from chassis.database import Database

Unit = TypeVar("Unit")


@dataclass(frozen=True, slots=True)
class DatabaseDependencies(ABC, Generic[Unit]):
    """The database of a service, of which use cases open units of work.

    A unit of work is an object of the service with its repositories over one session.
    """

    database: Database

    @abstractmethod
    def _unit_over(self, session: Session) -> Unit:
        """Make a unit of work over a session."""

    @contextmanager
    def unit_of_work(self) -> Iterator[Unit]:
        """Open a transaction that is committed at the end of the block.

        Inside an idempotent request or the handling of an event it joins that transaction, which
        is committed at the end of the request or event instead.
        """
        with self.database.begin_or_join() as session:
            yield self._unit_over(session)

    @contextmanager
    def reading(self) -> Iterator[Unit]:
        """Open a session for reading only, which locks nothing."""
        with self.database.reading() as session:
            yield self._unit_over(session)
