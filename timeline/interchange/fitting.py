# SPDX-License-Identifier: Apache-2.0
"""Leave out of a document what the timeline language does not allow, and say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from timeline.document.problems import InvalidTimeline, TimelineProblem
from timeline.document.timeline import TRACKS
from timeline.document.validation import parse_partially
from timeline.interchange.losses import Loss
from timeline.interchange.otio_objects import Json

_MOST_TRIES: Final = 8


@dataclass(frozen=True, slots=True)
class Fitted:
    """A valid document, and what was left out of it."""

    document: Json
    losses: tuple[Loss, ...]


def fitting(document: Json, places: Mapping[str, str]) -> Fitted:
    """Return a valid document, without the items and members that have problems.

    `places` are those of the items in the file they were read from, by their ids. Raises
    InvalidTimeline when a document cannot be stored whatever is left out.
    """
    losses: list[Loss] = []
    for _ in range(_MOST_TRIES):
        parsed = parse_partially(document)
        if not parsed.problems:
            return Fitted(parsed.timeline.to_document(), tuple(losses))
        document, lost = without(document, parsed.problems, places)
        losses += lost
    raise InvalidTimeline(parsed.problems)


def without(
    document: Json, problems: Iterable[TimelineProblem], places: Mapping[str, str]
) -> tuple[Json, list[Loss]]:
    """Return a document without what these problems are about, each as a loss."""
    found, losses = dict(document), list[Loss]()
    lost: dict[str, set[int]] = {}
    for each in problems:
        steps = each.pointer.split("/")[1:]
        if not steps:
            raise InvalidTimeline((each,))
        if steps[0] in TRACKS and len(steps) > 1:
            index = int(steps[1])
            lost.setdefault(steps[0], set()).add(index)
            name = str(document[steps[0]][index].get("id", ""))
            losses.append(Loss(each.code, each.detail, (places.get(name, each.pointer),)))
            continue
        found.pop(steps[0], None)
        losses.append(Loss(each.code, each.detail, (each.pointer,)))
    for track, indexes in lost.items():
        rows = document[track]
        found[track] = [row for index, row in enumerate(rows) if index not in indexes]
    return found, losses
