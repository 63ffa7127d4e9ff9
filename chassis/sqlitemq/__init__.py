# SPDX-License-Identifier: Apache-2.0
"""A durable message broker in one SQLite file, used through kombu like any other."""

from __future__ import annotations

SCHEME = "sqlitemq"


def register() -> None:
    """Register the transport of ``sqlitemq:////absolute/path/of/broker.db`` with kombu."""
    import kombu.transport

    kombu.transport.TRANSPORT_ALIASES[SCHEME] = "chassis.sqlitemq.transport:Transport"
