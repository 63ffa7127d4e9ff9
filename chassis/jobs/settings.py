# SPDX-License-Identifier: Apache-2.0
"""The settings that every service with leased jobs has."""

from __future__ import annotations

import sqlalchemy as sa

from chassis.config import Environment
from chassis.jobs.policy import RETRY_POLICY, RetryPolicy
from chassis.jobs.table import LEASE_SECONDS, Leases


def read_leases(env: Environment, table: sa.Table) -> Leases:
    """Make the leases of a table of jobs from `LEASE_SECONDS` and `CRASH_LIMIT` of its service."""
    seconds = env.integer("LEASE_SECONDS", LEASE_SECONDS, least=2)
    crash_limit = env.integer("CRASH_LIMIT", RETRY_POLICY.crash_limit, least=1)
    return Leases(table, seconds=seconds, policy=RetryPolicy(crash_limit=crash_limit))
