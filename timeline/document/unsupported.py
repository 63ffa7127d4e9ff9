# SPDX-License-Identifier: Apache-2.0
"""The parts of the language that this version does not render yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from timeline.document.problems import TimelineProblem, pointer
from timeline.document.timeline import Timeline


@dataclass(frozen=True, slots=True)
class UnsupportedFeature:
    """A field of a track's items, or without a field the whole track, that is not rendered.

    An export is refused unless `is_unused` returns true for the item.
    """

    track: str
    field: str = ""
    is_unused: Callable[[Any], bool] = bool  # Any: an item of that track.


UNSUPPORTED: tuple[UnsupportedFeature, ...] = (
    UnsupportedFeature("clips", "speedPct", lambda it: it.speed_pct == 100),
    UnsupportedFeature("clips", "transitionIn", lambda it: _is_cut(it)),
    UnsupportedFeature("stills", "transitionIn", lambda it: _is_cut(it)),
    UnsupportedFeature("stills", "motion", lambda it: it.motion is None),
    UnsupportedFeature("narration", "visualizer", lambda it: not _is_drawn(it)),
    UnsupportedFeature("visualizers"),
    UnsupportedFeature("captions", "burnedIn", lambda it: not it.burned_in),
)


def unsupported_features(timeline: Timeline) -> Iterator[TimelineProblem]:
    """Yield a problem for each part of a timeline that an export could not render."""
    tracks = dict(timeline.tracks())
    for each in UNSUPPORTED:
        items = tracks[each.track]
        if not each.field:
            if items:
                yield _problem(pointer(each.track))
            continue
        for index, item in enumerate(items):
            if not each.is_unused(item):
                yield _problem(pointer(each.track, index, each.field))


def _problem(where: str) -> TimelineProblem:
    return TimelineProblem(
        "not_rendered_yet", where, "This version cannot render this part: remove it."
    )


def _is_cut(item: Any) -> bool:  # Any: a clip or a still.
    return item.transition_in is None or item.transition_in.kind == "cut"


def _is_drawn(item: Any) -> bool:  # Any: a narration.
    return item.visualizer is not None and item.visualizer.enabled
