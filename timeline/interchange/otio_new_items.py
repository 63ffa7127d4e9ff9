# SPDX-License-Identifier: Apache-2.0
"""Clips that another program has made, as new items of a timeline."""

from __future__ import annotations

from typing import Final

from media.timecode import FrameRate
from timeline.document.numbers import as_number
from timeline.document.references import STILL_ROLES
from timeline.document.uploads import UploadDetails
from timeline.interchange.lanes import LANE_TRACKS
from timeline.interchange.otio_objects import Json
from timeline.interchange.otio_restoring import (
    ReadItem,
    frames_of,
    seconds,
    transition_document,
)
from timeline.interchange.otio_walking import FoundClip

_TRACK_OF_ROLE: Final = {
    "overlay": "graphics",
    "lower_third": "lowerThirds",
    "freeze_frame": "videoOverlayStills",
}
_MUSIC: Final[Json] = {"musicMode": "mix", "musicLevel": "medium"}


def lane_of_clip(clip: FoundClip, *, first_video_track: int) -> str:
    """Return the lane of a clip: the lowest video track of a file is the base track."""
    if clip.lane in LANE_TRACKS:
        return clip.lane
    if clip.kind == "Audio":
        return "Music"
    return "Base" if clip.track_number == first_video_track else "Video overlays"


def new_item(
    clip: FoundClip, upload: UploadDetails, *, lane: str, rate: FrameRate
) -> ReadItem | None:
    """Return a clip as an item without an id, None where its upload has no use in that lane."""
    track = _track(clip, upload, lane)
    if track is None:
        return None
    start = frames_of(clip, rate)[0]
    document = {"uploadId": upload.upload_id, **_fields(track, clip, upload, rate)}
    return ReadItem(track, None, document, clip.pointer, rate.seconds(start))


def _track(clip: FoundClip, upload: UploadDetails, lane: str) -> str | None:
    if clip.kind == "Audio":
        if upload.kind != "audio":
            return None
        return "narration" if upload.audio_role == "narration" else "audioSegments"
    if upload.kind == "video":
        if lane == "Base":
            return "clips" if clip.speed > 0 else "stills"
        return "videoOverlays" if clip.speed == 1 else None
    if upload.kind == "logo":
        return "logos" if lane != "Base" else None
    if upload.kind != "image":
        return None
    if lane == "Base":
        return "stills" if upload.image_role in STILL_ROLES else None
    return _TRACK_OF_ROLE.get(upload.image_role)


def _fields(track: str, clip: FoundClip, upload: UploadDetails, rate: FrameRate) -> Json:
    start, length, source = frames_of(clip, rate)
    times = {"startSeconds": seconds(start, rate), "endSeconds": seconds(start + length, rate)}
    if track in ("clips", "videoOverlays"):
        return _range(track, clip, rate)
    if track == "stills" and upload.kind == "video":
        hold = {"uploadId": upload.upload_id, "sourceSeconds": seconds(source, rate)}
        return {**times, "uploadId": None, "hold": hold, **_transition(clip)}
    if track == "stills":
        return {**times, **_transition(clip)}
    if track in ("narration", "audioSegments"):
        heard = {"audioEnabled": clip.is_enabled, "sourceStartSeconds": seconds(source, rate)}
        return {**times, **heard, **(_MUSIC if track == "audioSegments" else {})}
    return times


def _range(track: str, clip: FoundClip, rate: FrameRate) -> Json:
    start, length, source = frames_of(clip, rate)
    used = max(1, int(length * clip.speed))
    found: Json = {
        "startSeconds": seconds(start, rate),
        "sourceStartSeconds": seconds(source, rate),
        "sourceEndSeconds": seconds(source + used, rate),
    }
    if track == "clips":
        if clip.speed != 1:
            found["speedPct"] = as_number((clip.speed * 100).limit_denominator(10_000))
        found |= _transition(clip)
    return found


def _transition(clip: FoundClip) -> Json:
    if clip.transition is None or clip.transition <= 0:
        return {}
    return {"transitionIn": transition_document(clip.transition)}
