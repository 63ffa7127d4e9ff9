# SPDX-License-Identifier: Apache-2.0
"""Every upload a timeline names, with the place that names it and what it has to be there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from timeline.document.problems import pointer
from timeline.document.timeline import Clip, Still, Timeline

STILL_ROLES = ("freeze_frame", "title_page", "overlay", "generated")
"""The image roles a still accepts; generated pictures have the last one."""


@dataclass(frozen=True, slots=True)
class Use:
    """What an upload has to be where it is used; no roles: any image, no sound: none is asked."""

    kind: str
    image_roles: tuple[str, ...] = ()
    sound: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention of an upload in a document."""

    upload_id: int
    use: Use
    pointer: str


VIDEO, PICTURE = Use("video"), Use("image")
USES = {
    "videoOverlays": VIDEO,
    "videoOverlayStills": Use("image", ("freeze_frame",)),
    "graphics": Use("image", ("overlay",)),
    "logos": Use("logo"),
    "lowerThirds": Use("image", ("lower_third",)),
    "narration": Use("audio", sound="narration"),
    "audioSegments": Use("audio", sound="music"),
}
"""What the upload of each item of these tracks has to be."""


def references(timeline: Timeline) -> tuple[Reference, ...]:
    """Every upload that the rendered film would use.

    The picture a client once rendered of a screen title is none: titles are rendered with the film.
    """
    found = [each for track, items in timeline.tracks() for each in _of_track(track, items)]
    background = timeline.timeline_background_upload_id
    if timeline.timeline_background_mode == "image" and background is not None:
        found.append(Reference(background, PICTURE, "/timelineBackgroundUploadId"))
    return tuple(found)


def upload_ids(timeline: Timeline) -> tuple[int, ...]:
    """The uploads to ask the library about, each once, in ascending order."""
    return tuple(sorted({reference.upload_id for reference in references(timeline)}))


def _of_track(track: str, items: tuple[Any, ...]) -> Iterator[Reference]:
    own = _OWN.get(track)
    use = USES.get(track)
    for index, item in enumerate(items):
        if own is not None:
            yield from own(item, index)
        elif use is not None:
            yield Reference(item.upload_id, use, pointer(track, index, "uploadId"))


def _of_clip(clip: Clip, index: int) -> Iterator[Reference]:
    yield Reference(clip.upload_id, VIDEO, pointer("clips", index, "uploadId"))
    image = clip.bg_fill_image_upload_id
    if clip.bg_fill_style == "image" and image is not None:
        yield Reference(image, PICTURE, pointer("clips", index, "bgFillImageUploadId"))


def _of_still(still: Still, index: int) -> Iterator[Reference]:
    if still.hold is not None:
        yield Reference(still.hold.upload_id, VIDEO, pointer("stills", index, "hold", "uploadId"))
    elif still.upload_id is not None:
        where = pointer("stills", index, "uploadId")
        yield Reference(still.upload_id, Use("image", STILL_ROLES), where)


_OWN: dict[str, Callable[[Any, int], Iterator[Reference]]] = {
    "clips": _of_clip,
    "stills": _of_still,
}
