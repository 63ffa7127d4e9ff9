# SPDX-License-Identifier: Apache-2.0
"""Leave out of a document what the timeline language does not allow, and say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from timeline.document.numbers import MAX_DURATION
from timeline.document.problems import InvalidTimeline, TimelineProblem, pointer
from timeline.document.timeline import TRACKS
from timeline.document.upgrading import upgrade
from timeline.document.validation import parse_partially
from timeline.interchange.losses import Loss
from timeline.interchange.otio_objects import Json

_MOST_TRIES: Final = 8
_ENDS: Final = ("endSeconds", "sourceEndSeconds")
_LIMIT: Final = f"{MAX_DURATION // 60} minutes, the longest that a timeline may be"
_TOO_LATE: Final = f"What begins after {_LIMIT}, is left out."
_TOO_LONG: Final = f"What ends after {_LIMIT}, is cut there."


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
        # The indexes of the problems are those of the upgraded document.
        document, older = upgrade(document)
        parsed = parse_partially(document)
        problems = tuple(older) or parsed.problems
        if not problems:
            fitted = parsed.timeline.to_document()
            return Fitted(fitted, (*losses, *_beyond_limits(document, fitted, places)))
        document, lost = without(document, problems, places)
        losses += lost
    raise InvalidTimeline(problems)


def _beyond_limits(document: Json, fitted: Json, places: Mapping[str, str]) -> Iterator[Loss]:
    """Yield what a valid document was cut by: the longest duration, or an item that is gone."""
    for track in TRACKS:
        by_id = {each["id"]: each for each in fitted[track]}
        for index, each in enumerate(document.get(track, [])):
            where = (places.get(each["id"], pointer(track, index)),)
            found = by_id.get(each["id"])
            if found is None and "audioSourceKind" in each:
                yield Loss("not_read", "Visualizers whose sound was left out are left out.", where)
            elif found is None:
                yield Loss("not_read", _TOO_LATE, where)
            elif any(each.get(end) not in (None, found.get(end)) for end in _ENDS):
                yield Loss("shortened", _TOO_LONG, where)


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
            row = document[steps[0]][index]
            name = str(row.get("id", "")) if isinstance(row, dict) else ""
            losses.append(Loss(each.code, each.detail, (places.get(name, each.pointer),)))
            continue
        found.pop(steps[0], None)
        losses.append(Loss(each.code, each.detail, (each.pointer,)))
    for track, indexes in lost.items():
        rows = document[track]
        found[track] = [row for index, row in enumerate(rows) if index not in indexes]
    return found, losses
