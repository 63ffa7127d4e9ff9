# SPDX-License-Identifier: Apache-2.0
"""Items that were written here and come back, with what another program has changed of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeGuard

from pydantic import ValidationError

from media.timecode import FrameRate
from timeline.document.numbers import as_number
from timeline.document.timeline import TRACKS
from timeline.interchange.lanes import lane_of
from timeline.interchange.otio_objects import Json
from timeline.interchange.otio_values import decoded
from timeline.interchange.otio_walking import FoundClip
from timeline.interchange.otio_writing import LANE_TRACK_NAMES

RANGE_TRACKS: Final = ("clips", "videoOverlays")
"""The tracks whose items show a range of their file."""

HEARD_TRACKS: Final = ("narration", "audioSegments")
"""The tracks whose items are only heard."""

_SAME_SPEED: Final = Fraction(1, 1_000_000)


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """An item as it was written: its track, index and JSON, and the frames that it had."""

    track: str
    index: int
    document: Json
    frames: tuple[int, int, int]
    file: str

    @property
    def upload_id(self) -> object:
        """The id of the upload that it had."""
        hold = self.document.get("hold")
        return hold.get("uploadId") if isinstance(hold, dict) else self.document.get("uploadId")


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item of the timeline that is read, in the order of `index`, and its place in the file."""

    track: str
    index: int | None
    document: Json
    pointer: str
    start: Fraction
    is_changed: bool = True


def written_item(clip: FoundClip) -> WrittenItem | None:
    """Return what the metadata of a clip says, None unless all of it can be read.

    A clip that was moved to another lane is a new item there.
    """
    found = clip.metadata
    track, index, frames = found.get("track"), found.get("index"), found.get("frames")
    document = decoded(found.get("item"))
    if not isinstance(track, str) or track not in LANE_TRACK_NAMES or not _is_index(index):
        return None
    if not isinstance(document, dict) or not _is_valid(track, document):
        return None
    if not _are_indexes(frames, 3):
        return None
    if clip.lane and clip.lane != lane_of(track):
        return None
    assert isinstance(index, int)
    first, length, source = frames
    return WrittenItem(track, index, document, (first, length, source), str(found.get("file", "")))


def restored(written: WrittenItem, clip: FoundClip, rate: FrameRate, *, upload_id: int) -> ReadItem:
    """Return an item with the times, file, speed, transition and audio that the clip has now.

    `upload_id` is 0 for an item without a file.
    """
    document = dict(written.document)
    now = frames_of(clip, rate)
    _set_upload(document, upload_id)
    if written.track in RANGE_TRACKS:
        _set_range(document, written, clip, rate)
    else:
        _set_times(document, written, clip, rate)
    if (
        written.track in HEARD_TRACKS
        and bool(document.get("audioEnabled", True)) != clip.is_enabled
    ):
        document["audioEnabled"] = clip.is_enabled
    if "transition" in clip.metadata or clip.transition is not None:
        _set_transition(document, clip, rate)
    return ReadItem(
        written.track,
        written.index,
        document,
        clip.pointer,
        rate.seconds(now[0]),
        is_changed=document != written.document or now != written.frames,
    )


def frames_of(clip: FoundClip, rate: FrameRate) -> tuple[int, int, int]:
    """Return the start, the length and the first source frame of a clip."""
    start = rate.frame(clip.start)
    return start, max(1, rate.frame(clip.end) - start), rate.frame(clip.source_start)


def seconds(frames: int | Fraction, rate: FrameRate) -> int | float:
    """Return the time of a frame as JSON has it."""
    return as_number(rate.seconds(frames))


def transition_document(duration: Fraction, kind: str = "dissolve") -> Json:
    """Return a transition of this duration, as long as one may be."""
    longest, shortest = Fraction(2), Fraction(1, 10)
    return {"kind": kind, "durationSeconds": as_number(min(longest, max(shortest, duration)))}


def _is_valid(track: str, document: Json) -> bool:
    try:
        TRACKS[track].model_validate(document)
    except ValidationError:
        return False
    return True


def _is_index(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def _are_indexes(value: object, count: int) -> TypeGuard[list[int]]:
    return isinstance(value, list) and len(value) == count and all(map(_is_index, value))


def _set_upload(document: Json, upload_id: int) -> None:
    hold = document.get("hold")
    if isinstance(hold, dict):
        document["hold"] = {**hold, "uploadId": upload_id}
    elif upload_id:
        document["uploadId"] = upload_id


def _speed(document: Json, clip: FoundClip) -> Fraction:
    """Return the speed of a clip, written into its document where it was changed."""
    before = Fraction(str(document.get("speedPct", 100))) / 100
    if abs(clip.speed - before) <= _SAME_SPEED:
        return before
    document["speedPct"] = as_number((clip.speed * 100).limit_denominator(10_000))
    return clip.speed


def _set_range(document: Json, written: WrittenItem, clip: FoundClip, rate: FrameRate) -> None:
    """Write the start of a clip and the range of its file where they were changed."""
    before = Fraction(str(document.get("speedPct", 100)))
    speed = _speed(document, clip)
    start, length, source = frames_of(clip, rate)
    if start != written.frames[0]:
        document["startSeconds"] = seconds(start, rate)
    if source != written.frames[2]:
        document["sourceStartSeconds"] = seconds(source, rate)
    if (length, source) != written.frames[1:] or speed * 100 != before:
        used = max(1, int(length * speed))
        document["sourceEndSeconds"] = seconds(source + used, rate)


def _set_times(document: Json, written: WrittenItem, clip: FoundClip, rate: FrameRate) -> None:
    """Write the start and the end of an item where they were changed, and where its file begins."""
    start, length, source = frames_of(clip, rate)
    before = written.frames[0] + written.frames[1]
    if start != written.frames[0]:
        document["startSeconds"] = seconds(start, rate)
    if start + length != before:
        document["endSeconds"] = seconds(start + length, rate)
    if source == written.frames[2]:
        return
    if isinstance(document.get("hold"), dict):
        document["hold"] = {**document["hold"], "sourceSeconds": seconds(source, rate)}
    elif written.track in HEARD_TRACKS:
        document["sourceStartSeconds"] = seconds(source, rate)


def _set_transition(document: Json, clip: FoundClip, rate: FrameRate) -> None:
    """Write the transition that a clip of the base track has now, where it was changed."""
    before = clip.metadata.get("transition")
    if clip.transition is None:
        document["transitionIn"] = None
        return
    if _are_indexes(before, 2) and rate.frame(clip.transition) == sum(before):
        return
    given = document.get("transitionIn")
    kind = given.get("kind", "dissolve") if isinstance(given, dict) and before else "dissolve"
    others = given if isinstance(given, dict) else {}
    document["transitionIn"] = {**others, **transition_document(clip.transition, kind)}
