# SPDX-License-Identifier: Apache-2.0
"""What `/readyz` looks at for each service: its database, its outbox, its loops."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from chassis import clock
from chassis.database import Database
from chassis.health import Check, NotReady
from chassis.loops import Loops
from chassis.tables import OUTBOX

_OLDEST_UNSENT = dt.timedelta(seconds=60)


def service_checks(database: Database, loops: Loops) -> dict[str, Check]:
    """Return the checks of one service: its database, its outbox, its loops."""
    return {
        "database": database.ping,
        "outbox": lambda: check_outbox(database),
        "loops": loops.check,
    }


def check_outbox(database: Database) -> None:
    """Raise NotReady when an event has waited for more than a minute to be sent."""
    unsent = sa.select(sa.func.min(OUTBOX.c.created_at)).where(OUTBOX.c.sent_at.is_(None))
    with database.reading() as session:
        oldest = session.scalar(unsent)
    if oldest is not None and clock.now() - oldest > _OLDEST_UNSENT:
        seconds = int((clock.now() - oldest).total_seconds())
        raise NotReady(f"the oldest event has waited for {seconds} s to be sent")
