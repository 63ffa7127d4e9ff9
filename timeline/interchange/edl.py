# SPDX-License-Identifier: Apache-2.0
"""Write the base track of a timeline as an edit decision list (CMX 3600)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from media.timecode import FrameRate, round_half_up
from timeline.document.base_track import Clip, Still
from timeline.document.timeline import Timeline
from timeline.interchange.lanes import LaneItem, lanes
from timeline.interchange.losses import FormatFields
from timeline.interchange.media_files import MediaFiles, file_of

_TIMES: Final = {"upload_id", "start_seconds", "end_seconds"}
EDL_FIELDS: Final = FormatFields(
    name="an EDL",
    tracks={
        "clips": frozenset(
            {
                *_TIMES,
                "source_start_seconds",
                "source_end_seconds",
                "audio_enabled",
                "speed_pct",
                "transition_in",
            }
        ),
        "stills": frozenset({*_TIMES, "hold", "transition_in"}),
    },
    root=frozenset({"fps"}),
    remark="",
)
"""What an EDL holds of a timeline: the cuts, speeds and dissolves of the base track."""

RECORD_HOURS: Final = 1
"""The timeline begins at 01:00:00:00, as is usual."""

_LONGEST_TEXT: Final = 60
_LONGEST_REEL: Final = 8


@dataclass(frozen=True, slots=True)
class _Edit:
    """An item of the base track between two moments of the timeline, for some channels."""

    item: LaneItem
    start: int
    end: int
    source_start: int
    channels: str


def write_edl(timeline: Timeline, *, name: str, files: MediaFiles) -> str:
    """Return the base track as an EDL; frames are counted without dropping any."""
    rate = FrameRate.parse(timeline.output.fps)
    base = lanes(timeline)[0].items
    lines = [f"TITLE: {_plain(name)}", "FCM: NON-DROP FRAME"]
    number = 0
    earlier: LaneItem | None = None
    for index, item in enumerate(base):
        following = base[index + 1] if index + 1 < len(base) else None
        for edit in _edits(item, following):
            number += 1
            lines += ["", *_event(number, edit, earlier, rate, files)]
        earlier = item
    return "\n".join(lines) + "\n"


def timecode(frames: int, rate: FrameRate) -> str:
    """Return a number of frames as HH:MM:SS:FF, without dropping frames."""
    per_second = round_half_up(rate.fps)
    seconds, rest = divmod(frames, per_second)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{rest:02d}"


def _edits(item: LaneItem, following: LaneItem | None) -> Iterator[_Edit]:
    """Yield the picture of an item, moved by its transitions, and its audio, which is cut."""
    before = _before(item)
    after = 0 if following is None else _before(following)
    source_start = item.source_start - int(before * item.speed)
    is_heard = isinstance(item.item, Clip) and item.is_heard
    moved = bool(before or after)
    channels = "AA/V" if is_heard and not moved else "V"
    yield _Edit(item, item.start - before, item.end - after, source_start, channels)
    if is_heard and moved:
        yield _Edit(item, item.start, item.end, item.source_start, "AA")


def _before(item: LaneItem) -> int:
    """Return how many frames before its start an item is blended in: not more than its file has."""
    if item.transition is None:
        return 0
    is_picture = isinstance(item.item, Still)
    available = item.transition[0] if is_picture else int(item.source_start / item.speed)
    return min(item.transition[0], available)


def _event(
    number: int, edit: _Edit, earlier: LaneItem | None, rate: FrameRate, files: MediaFiles
) -> Iterator[str]:
    item, length = edit.item, edit.end - edit.start
    name = _name(item, files)
    used = 1 if item.is_frozen else max(1, int(length * item.speed))
    source = (edit.source_start, edit.source_start + used)
    record = (edit.start, edit.end)
    head = f"{number:03d}  {_reel(item):<8} {edit.channels:<5}"
    if item.transition is not None and earlier is not None and edit.channels != "AA":
        out = earlier.source_start + earlier.source_frames
        cut = _codes((out, out), (edit.start, edit.start), rate)
        yield f"{number:03d}  {_reel(earlier):<8} {edit.channels:<5} C        {cut}"
        yield f"{head} D    {sum(item.transition):03d} {_codes(source, record, rate)}"
        yield f"* FROM CLIP NAME: {_name(earlier, files)}"
        yield f"* TO CLIP NAME: {name}"
    else:
        yield f"{head} C        {_codes(source, record, rate)}"
        yield f"* FROM CLIP NAME: {name}"
    if item.is_frozen or item.speed != 1:
        speed = 0.0 if item.is_frozen else float(rate.fps * item.speed)
        yield f"M2   {_reel(item):<8} {speed:05.1f} {timecode(edit.source_start, rate):>26}"


def _codes(source: tuple[int, int], record: tuple[int, int], rate: FrameRate) -> str:
    hour = RECORD_HOURS * 3600 * round_half_up(rate.fps)
    times = (*source, record[0] + hour, record[1] + hour)
    return " ".join(timecode(each, rate) for each in times)


def _reel(item: LaneItem) -> str:
    """Return the reel of an upload: `U` and its id, or `AX` for ids that are too long."""
    reel = f"U{item.upload_id}"
    return reel if len(reel) <= _LONGEST_REEL else "AX"


def _name(item: LaneItem, files: MediaFiles) -> str:
    return _plain(file_of(item.upload_id or 0, files).name)


def _plain(text: str) -> str:
    """Return a text as one line of at most 60 printable characters."""
    words = "".join(each if each.isprintable() else " " for each in text).split()
    return " ".join(words)[:_LONGEST_TEXT].strip() or "Untitled"
