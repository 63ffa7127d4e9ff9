# SPDX-License-Identifier: Apache-2.0
"""What was made, reused and failed, counted in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from services.render.coordinator.domain.counters import Tally
from services.render.coordinator.store.tables import TALLIES

_BY = ("kind", "outcome", "code")
_COUNTED = ("count", "cpu_seconds", "wall_seconds", "film_seconds")


class SqlTallies:
    """The tallies, in SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, tallies: Sequence[Tally]) -> None:
        """Add to the tallies; the last that a transaction does, so that nobody waits for long."""
        is_postgres = self._session.get_bind().dialect.name == "postgresql"
        insert = postgresql.insert if is_postgres else sqlite.insert
        # Locked in one order everywhere.
        for tally in sorted(tallies):
            one = insert(TALLIES).values(asdict(tally))
            more = {name: TALLIES.c[name] + one.excluded[name] for name in _COUNTED}
            self._session.execute(one.on_conflict_do_update(index_elements=_BY, set_=more))

    def all(self) -> list[Tally]:
        """Return all tallies."""
        rows = self._session.execute(sa.select(TALLIES)).mappings()
        return [Tally(**row) for row in rows]
