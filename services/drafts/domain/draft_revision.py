# SPDX-License-Identifier: Apache-2.0
"""A revision of a draft: what its config was after one of its changes, who made it and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DraftRevision:
    """One revision of a draft without its config."""

    draft_id: int
    revision: int
    author_user_id: int
    saved_at: dt.datetime


@dataclass(frozen=True, slots=True)
class DraftRevisionWithConfig:
    """One revision of a draft with the JSON of its config."""

    revision: DraftRevision
    config: str
