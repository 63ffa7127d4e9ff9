# SPDX-License-Identifier: Apache-2.0
"""Draws a screen title before it is rendered in an export."""

from __future__ import annotations

from dataclasses import dataclass

from media.sizes import Size
from media.timecode import DEFAULT_RATE
from services.render.coordinator.domain.errors import InvalidScreenTitle
from services.render.coordinator.usecases.dependencies import Dependencies
from timeline.document.problems import InvalidTimeline
from timeline.document.text_tracks import ScreenTitle
from timeline.document.timeline import DOCUMENT_VERSION
from timeline.document.validation import parse
from timeline.plan.titles import title_layers


@dataclass(frozen=True, slots=True)
class TitlePreviewLayer:
    """One text of a screen title as an image: its URL and its rectangle in the frame, in pixels."""

    url: str
    x: int
    y: int
    width: int
    height: int


def preview_title(
    deps: Dependencies, *, title: object, frame: Size
) -> tuple[TitlePreviewLayer, ...]:
    """Draw the texts of a screen title as an export with this frame would show them."""
    checked = _checked(title)
    placed = title_layers(checked, start=0, n_frames=1, rate=DEFAULT_RATE, frame=frame)
    shown = []
    for each in placed:
        drawn = deps.text_images.draw(each.text_image)
        # Exports may use the image, so it is in the index and evicted like all cached files.
        with deps.unit_of_work() as uow:
            uow.cached_files.upsert_cached_file(drawn.file)
        x, y = each.layer.x + drawn.box.x, each.layer.y + drawn.box.y
        layer = TitlePreviewLayer(drawn.url, x, y, drawn.box.width, drawn.box.height)
        shown.append(layer)
    return tuple(shown)


def _checked(title: object) -> ScreenTitle:
    try:
        (checked,) = parse({"version": DOCUMENT_VERSION, "screenTitles": [title]}).screen_titles
    except InvalidTimeline as error:
        raise InvalidScreenTitle(error.problems) from error
    return checked
