# SPDX-License-Identifier: Apache-2.0
"""Nodes that ask for jobs, and the jobs they wait for or run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RenderNode:
    """A node that asked for jobs, and when it asked last."""

    node_id: str
    slots: int
    last_claim_at: dt.datetime
    encoder: str


@dataclass(frozen=True, slots=True)
class NodePosition:
    """The place of a node in the list of nodes, the one that asked last first."""

    last_claim_at: dt.datetime
    node_id: str


@dataclass(frozen=True, slots=True)
class QueueLoad:
    """How many jobs of one kind are claimable or running, and the age of the oldest of them."""

    kind: str
    is_running: bool
    count: int
    oldest_seconds: float
