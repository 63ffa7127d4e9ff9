# SPDX-License-Identifier: Apache-2.0
"""How busy the nodes are, and what they have done so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from services.render.domain.tally import Load, Tally
from services.render.usecases.ports import Ports

SEEN_WITHIN = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Measures:
    """What is to be known of all nodes together."""

    tallies: Sequence[Tally]
    loads: Sequence[Load]
    nodes: int
    slots: int


def measure_all(ports: Ports) -> Measures:
    """Read how busy the nodes are, and what they have done since the beginning."""
    with ports.reading() as uow:
        nodes, slots = uow.nodes.at_work(ports.now() - SEEN_WITHIN)
        return Measures(uow.tallies.all(), uow.pieces.load(), nodes, slots)
