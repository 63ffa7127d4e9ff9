# SPDX-License-Identifier: Apache-2.0
"""A durable message broker in one SQLite file, spoken to through kombu like any other."""

from __future__ import annotations

SCHEME = "sqlitemq"


def register() -> None:
    """Teach kombu the scheme ``sqlitemq:////absolute/path/of/broker.db``."""
    import kombu.transport

    kombu.transport.TRANSPORT_ALIASES[SCHEME] = "chassis.sqlitemq.transport:Transport"
