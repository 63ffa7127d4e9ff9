# SPDX-License-Identifier: Apache-2.0
"""Every upload a timeline names, with the place that names it and what it has to be there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from timeline.document.base_track import Clip, Still
from timeline.document.problems import pointer
from timeline.document.timeline import Timeline

STILL_ROLES = ("freeze_frame", "title_page", "overlay", "generated")
"""The image roles a still accepts; generated pictures have the last one."""


@dataclass(frozen=True, slots=True)
class UploadUse:
    """What an upload has to be where it is used; no roles: any image, no sound: none is asked."""

    kind: str
    image_roles: tuple[str, ...] = ()
    sound: str = ""


@dataclass(frozen=True, slots=True)
class UploadReference:
    """One mention of an upload in a document."""

    upload_id: int
    use: UploadUse
    pointer: str


VIDEO, PICTURE = UploadUse("video"), UploadUse("image")
USES = {
    "videoOverlays": VIDEO,
    "videoOverlayStills": UploadUse("image", ("freeze_frame",)),
    "graphics": UploadUse("image", ("overlay",)),
    "logos": UploadUse("logo"),
    "lowerThirds": UploadUse("image", ("lower_third",)),
    "narration": UploadUse("audio", sound="narration"),
    "audioSegments": UploadUse("audio", sound="music"),
}
"""What the upload of each item of these tracks has to be."""


def references(timeline: Timeline) -> tuple[UploadReference, ...]:
    """Every upload that the rendered film would use.

    The picture a client once rendered of a screen title is none: titles are rendered with the film.
    """
    found = [each for track, items in timeline.tracks() for each in _of_track(track, items)]
    background = timeline.timeline_background_upload_id
    if timeline.timeline_background_mode == "image" and background is not None:
        found.append(UploadReference(background, PICTURE, "/timelineBackgroundUploadId"))
    return tuple(found)


def upload_ids(timeline: Timeline) -> tuple[int, ...]:
    """The uploads to ask the library about, each once, in ascending order."""
    return tuple(sorted({reference.upload_id for reference in references(timeline)}))


def _of_track(track: str, items: tuple[Any, ...]) -> Iterator[UploadReference]:
    own = _OWN.get(track)
    use = USES.get(track)
    for index, item in enumerate(items):
        if own is not None:
            yield from own(item, index)
        elif use is not None:
            yield UploadReference(item.upload_id, use, pointer(track, index, "uploadId"))


def _of_clip(clip: Clip, index: int) -> Iterator[UploadReference]:
    yield UploadReference(clip.upload_id, VIDEO, pointer("clips", index, "uploadId"))
    image = clip.bg_fill_image_upload_id
    if clip.bg_fill_style == "image" and image is not None:
        yield UploadReference(image, PICTURE, pointer("clips", index, "bgFillImageUploadId"))


def _of_still(still: Still, index: int) -> Iterator[UploadReference]:
    if still.hold is not None:
        yield UploadReference(
            still.hold.upload_id, VIDEO, pointer("stills", index, "hold", "uploadId")
        )
    elif still.upload_id is not None:
        where = pointer("stills", index, "uploadId")
        yield UploadReference(still.upload_id, UploadUse("image", STILL_ROLES), where)


_OWN: dict[str, Callable[[Any, int], Iterator[UploadReference]]] = {
    "clips": _of_clip,
    "stills": _of_still,
}
