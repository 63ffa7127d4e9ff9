# SPDX-License-Identifier: Apache-2.0
"""How a screen title is shown before any film is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from media.sizes import Size
from media.timecode import DEFAULT_RATE
from services.render.contract.results import CachedFile
from services.render.coordinator.domain.errors import InvalidTitle
from services.render.coordinator.usecases.dependencies import Dependencies
from timeline.document.problems import InvalidTimeline
from timeline.document.text_tracks import ScreenTitle
from timeline.document.timeline import VERSION
from timeline.document.validation import parse
from timeline.plan.titles import title_layers
from timeline.spec.text_image import TextImageSpec


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A stored picture of a text, where it can be read, and its place around its anchor."""

    file: CachedFile
    url: str
    x: int
    y: int
    width: int
    height: int


class Drawing(Protocol):
    """What draws texts and keeps the pictures."""

    def __call__(self, spec: TextImageSpec) -> DrawnText:
        """Return the picture of a text, drawing it if nobody has before."""


@dataclass(frozen=True, slots=True)
class ShownText:
    """A drawn text in the frame: its corner and its size in pixels."""

    url: str
    x: int
    y: int
    width: int
    height: int


def draw_title(
    deps: Dependencies, drawing: Drawing, *, title: object, frame: Size
) -> tuple[ShownText, ...]:
    """Draw the texts of a screen title as a film of this frame would show them."""
    placed = title_layers(_checked(title), start=0, n_frames=1, rate=DEFAULT_RATE, frame=frame)
    shown = []
    for each in placed:
        drawn = drawing(each.text_image)
        # A picture that films may use is kept and given up like all that they are made from.
        with deps.unit_of_work() as uow:
            uow.cache.put(drawn.file)
        x, y = each.layer.x + drawn.x, each.layer.y + drawn.y
        shown.append(ShownText(drawn.url, x, y, drawn.width, drawn.height))
    return tuple(shown)


def _checked(title: object) -> ScreenTitle:
    try:
        (checked,) = parse({"version": VERSION, "screenTitles": [title]}).screen_titles
    except InvalidTimeline as error:
        raise InvalidTitle(error.problems) from error
    return checked
