# SPDX-License-Identifier: Apache-2.0
"""Bans of users from spaces."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ban:
    """A user who may neither see nor join a space; until None it ends only when it is lifted."""

    space_id: int
    user_id: int
    banned_by: int
    reason: str
    created_at: dt.datetime
    until: dt.datetime | None = None
