# SPDX-License-Identifier: Apache-2.0
"""The one list of what the language can say and this version does not render yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from timeline.document.problems import TimelineProblem, pointer
from timeline.document.timeline import Timeline


@dataclass(frozen=True, slots=True)
class UnsupportedFeature:
    """A field (none: the whole item) of a track (none: of the root) whose use is refused.

    An export is refused when the named part is not one of those that change nothing.
    """

    track: str
    field: str = ""
    is_plain: Callable[[Any], bool] = bool  # Any: an item of that track, or the timeline.


UNSUPPORTED: tuple[UnsupportedFeature, ...] = (
    UnsupportedFeature("clips", "speedPct", lambda it: it.speed_pct == 100),
    UnsupportedFeature("clips", "transitionIn", lambda it: _is_cut(it)),
    UnsupportedFeature("stills", "transitionIn", lambda it: _is_cut(it)),
    UnsupportedFeature("stills", "motion", lambda it: it.motion is None),
    UnsupportedFeature("narration", "visualizer", lambda it: not _is_drawn(it)),
    UnsupportedFeature("visualizers"),
    UnsupportedFeature("captions"),
)


def unsupported_features(timeline: Timeline) -> Iterator[TimelineProblem]:
    """Everything in a timeline that an export would have to drop."""
    tracks = {"": (timeline,), **dict(timeline.tracks())}
    for each in UNSUPPORTED:
        items: tuple[object, ...] = tracks[each.track]
        if each.track and not each.field:
            if items:
                yield _problem(pointer(each.track))
            continue
        for index, item in enumerate(items):
            if not each.is_plain(item):
                steps = (each.track, index, each.field) if each.track else (each.field,)
                yield _problem(pointer(*steps))


def _problem(where: str) -> TimelineProblem:
    return TimelineProblem("not_rendered_yet", where, "This version cannot render this yet.")


def _is_cut(item: Any) -> bool:  # Any: a clip or a still.
    return item.transition_in is None or item.transition_in.kind == "cut"


def _is_drawn(item: Any) -> bool:  # Any: a narration.
    return item.visualizer is not None and item.visualizer.enabled
