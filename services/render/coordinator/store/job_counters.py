# SPDX-License-Identifier: Apache-2.0
"""Counters of jobs and exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.upsert import Excluded, Values, upsert
from services.render.coordinator.domain.counters import JobCounter
from services.render.coordinator.store.tables import JOB_COUNTERS

_COUNTED = ("count", "cpu_seconds", "wall_seconds", "export_seconds")


class JobCounterRepository:
    """Counters of jobs and exports, by kind, outcome and code."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def increase_counters(self, counters: Sequence[JobCounter]) -> None:
        """Add to counters; a transaction does this last, so that their rows are locked briefly."""
        # Locked in one order everywhere.
        for counter in sorted(counters):
            upsert(self._session, JOB_COUNTERS, asdict(counter), update=_increased)

    def list_counters(self) -> list[JobCounter]:
        """Return all counters."""
        rows = self._session.execute(sa.select(JOB_COUNTERS)).mappings()
        return [JobCounter(**row) for row in rows]


def _increased(one: Excluded) -> Values:
    return {name: JOB_COUNTERS.c[name] + one[name] for name in _COUNTED}
