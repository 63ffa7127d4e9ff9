# SPDX-License-Identifier: Apache-2.0
"""The uploads that a timeline uses, each with its place in the document and what it must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from timeline.document.base_track import Clip, Still
from timeline.document.problems import pointer
from timeline.document.timeline import Timeline

STILL_ROLES = ("freeze_frame", "title_page", "overlay", "generated")
"""The image roles that a still accepts."""


@dataclass(frozen=True, slots=True)
class UploadUse:
    """What an upload must be where it is used.

    Without roles any role is accepted; an upload without a role is accepted where roles are asked.
    """

    kind: str
    image_roles: tuple[str, ...] = ()
    audio_role: str = ""


@dataclass(frozen=True, slots=True)
class UploadReference:
    """One use of an upload; the pointer (RFC 6901) is its place in the document."""

    upload_id: int
    use: UploadUse
    pointer: str


VIDEO, IMAGE = UploadUse("video"), UploadUse("image")
USES = {
    "videoOverlays": VIDEO,
    "videoOverlayStills": UploadUse("image", ("freeze_frame",)),
    "graphics": UploadUse("image", ("overlay",)),
    "logos": UploadUse("logo"),
    "lowerThirds": UploadUse("image", ("lower_third",)),
    "narration": UploadUse("audio", audio_role="narration"),
    "audioSegments": UploadUse("audio", audio_role="music"),
}
"""What the upload of each item of these tracks must be."""


def references(timeline: Timeline) -> tuple[UploadReference, ...]:
    """Return every use of an upload by an export of the timeline.

    The image that a client rendered of a screen title is not used: exports render titles.
    """
    found = [each for track, items in timeline.tracks() for each in _of_track(track, items)]
    background = timeline.timeline_background_upload_id
    if timeline.timeline_background_mode == "image" and background is not None:
        found.append(UploadReference(background, IMAGE, "/timelineBackgroundUploadId"))
    return tuple(found)


def upload_ids(timeline: Timeline) -> tuple[int, ...]:
    """Return the ids of the uploads that a timeline uses, each once, in ascending order."""
    return tuple(sorted({reference.upload_id for reference in references(timeline)}))


def _of_track(track: str, items: tuple[Any, ...]) -> Iterator[UploadReference]:
    several = _SEVERAL.get(track)
    use = USES.get(track)
    for index, item in enumerate(items):
        if several is not None:
            yield from several(item, index)
        elif use is not None:
            yield UploadReference(item.upload_id, use, pointer(track, index, "uploadId"))


def _of_clip(clip: Clip, index: int) -> Iterator[UploadReference]:
    yield UploadReference(clip.upload_id, VIDEO, pointer("clips", index, "uploadId"))
    image = clip.bg_fill_image_upload_id
    if clip.bg_fill_style == "image" and image is not None:
        yield UploadReference(image, IMAGE, pointer("clips", index, "bgFillImageUploadId"))


def _of_still(still: Still, index: int) -> Iterator[UploadReference]:
    if still.hold is not None:
        yield UploadReference(
            still.hold.upload_id, VIDEO, pointer("stills", index, "hold", "uploadId")
        )
    elif still.upload_id is not None:
        where = pointer("stills", index, "uploadId")
        yield UploadReference(still.upload_id, UploadUse("image", STILL_ROLES), where)


_SEVERAL: dict[str, Callable[[Any, int], Iterator[UploadReference]]] = {
    "clips": _of_clip,
    "stills": _of_still,
}
"""The uses of tracks whose items may use several uploads, or different kinds of them."""
