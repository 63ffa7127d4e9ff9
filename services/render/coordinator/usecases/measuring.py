# SPDX-License-Identifier: Apache-2.0
"""How busy the nodes are, and what they have done so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from services.render.coordinator.domain.counters import Load, Tally
from services.render.coordinator.usecases.dependencies import Dependencies

SEEN_WITHIN = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Measures:
    """What is to be known of all nodes together."""

    tallies: Sequence[Tally]
    loads: Sequence[Load]
    nodes: int
    slots: int


def measure_all(deps: Dependencies) -> Measures:
    """Read how busy the nodes are, and what they have done since the beginning."""
    with deps.reading() as uow:
        nodes, slots = uow.nodes.at_work(deps.now() - SEEN_WITHIN)
        return Measures(uow.tallies.all(), uow.pieces.load(), nodes, slots)
