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

    An export is refused with the sentence `detail` unless `is_unused` returns true for the item.
    `unused` is a value with which it does: editors offer the field only to set it back to that.
    """

    track: str
    detail: str
    field: str = ""
    is_unused: Callable[[Any], bool] = bool  # Any: an item of that track.
    unused: float | bool | None = None


_SPEED = "This version renders clips at their own speed only: set the speed to 100 %."
_TRANSITION = "This version renders no transitions: remove it."
_MOTION = "This version renders stills without motion: remove it."
_VISUALIZER = "This version renders no visualizers: remove it."
_BURNED_IN = "This version burns no captions into the picture: let it be a caption file only."

UNSUPPORTED: tuple[UnsupportedFeature, ...] = (
    UnsupportedFeature("clips", _SPEED, "speedPct", lambda it: it.speed_pct == 100, 100),
    UnsupportedFeature("clips", _TRANSITION, "transitionIn", lambda it: _is_cut(it)),
    UnsupportedFeature("stills", _TRANSITION, "transitionIn", lambda it: _is_cut(it)),
    UnsupportedFeature("stills", _MOTION, "motion", lambda it: it.motion is None),
    UnsupportedFeature("narration", _VISUALIZER, "visualizer", lambda it: not _is_drawn(it)),
    UnsupportedFeature("visualizers", _VISUALIZER),
    UnsupportedFeature("captions", _BURNED_IN, "burnedIn", lambda it: not it.burned_in, False),
)


def unsupported_features(timeline: Timeline) -> Iterator[TimelineProblem]:
    """Yield a problem for each part of a timeline that an export could not render."""
    tracks = dict(timeline.tracks())
    for each in UNSUPPORTED:
        items = tracks[each.track]
        if not each.field:
            if items:
                yield _problem(each, pointer(each.track))
            continue
        for index, item in enumerate(items):
            if not each.is_unused(item):
                yield _problem(each, pointer(each.track, index, each.field))


def _problem(feature: UnsupportedFeature, where: str) -> TimelineProblem:
    return TimelineProblem("not_rendered_yet", where, feature.detail)


def _is_cut(item: Any) -> bool:  # Any: a clip or a still.
    return item.transition_in is None or item.transition_in.kind == "cut"


def _is_drawn(item: Any) -> bool:  # Any: a narration.
    return item.visualizer is not None and item.visualizer.enabled
