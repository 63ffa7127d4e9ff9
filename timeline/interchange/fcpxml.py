# SPDX-License-Identifier: Apache-2.0
"""Write a timeline as FCPXML: the base track as the storyline, other lanes connected to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from media.sizes import Size
from media.timecode import FrameRate
from timeline.document.audio_tracks import AudioSegment, Narration
from timeline.document.base_track import Clip
from timeline.document.overlay_tracks import VideoOverlay
from timeline.document.timeline import Timeline
from timeline.interchange.lanes import FrameLane, LaneItem, lanes
from timeline.interchange.losses import FormatFields
from timeline.interchange.media_files import MediaFile, MediaFiles, file_of

_TIMES: Final = {"upload_id", "start_seconds", "end_seconds"}
_SOURCE: Final = {*_TIMES, "source_start_seconds", "source_end_seconds", "audio_enabled"}
FCPXML_FIELDS: Final = FormatFields(
    name="FCPXML",
    tracks={
        "clips": frozenset({*_SOURCE, "speed_pct", "transition_in", "boost_db"}),
        "stills": frozenset({*_TIMES, "hold", "transition_in"}),
        "videoOverlays": frozenset({*_SOURCE, "boost_db"}),
        "videoOverlayStills": frozenset(_TIMES),
        "graphics": frozenset(_TIMES),
        "logos": frozenset(_TIMES),
        "lowerThirds": frozenset(_TIMES),
        "narration": frozenset({*_SOURCE, "gain_db", "boost_db"}),
        "audioSegments": frozenset({*_SOURCE, "gain_db"}),
    },
    root=frozenset({"fps", "aspect", "height"}),
    remark="",
)
"""What FCPXML holds of a timeline: cuts, speeds, dissolves, lanes without boxes, gains."""

_VERSION: Final = "1.9"
_FORMAT: Final = "r1"


@dataclass(slots=True)
class _Writing:
    rate: FrameRate
    files: MediaFiles
    resources: Element
    assets: dict[int, str] = field(default_factory=dict)

    def time(self, frames: int | Fraction) -> str:
        """Return the time of a frame as a fraction of a second."""
        seconds = self.rate.seconds(Fraction(frames))
        if seconds.denominator == 1:
            return f"{seconds.numerator}s"
        # All times have the denominator of the rate, as other programs write them.
        ticks = Fraction(frames) * self.rate.den
        if ticks.denominator == 1:
            return f"{ticks.numerator}/{self.rate.num}s"
        return f"{seconds.numerator}/{seconds.denominator}s"

    def asset(self, item: LaneItem) -> str:
        """Return the id of the asset of an item's file, which is added once."""
        upload_id = item.upload_id or 0
        if upload_id not in self.assets:
            self.assets[upload_id] = f"r{len(self.assets) + 2}"
            file = file_of(upload_id, self.files)
            SubElement(self.resources, "asset", self._asset(file, item))
        return self.assets[upload_id]

    def _asset(self, file: MediaFile, item: LaneItem) -> dict[str, str]:
        is_audio = isinstance(item.item, Narration | AudioSegment)
        last = item.source_start + item.source_frames
        length = last if file.duration is None else max(1, self.rate.frame(file.duration))
        found = {
            "id": self.assets[file.upload_id],
            "name": _plain(file.name),
            "src": f"./{file.url}",
            "start": "0s",
            "duration": self.time(length),
            "hasVideo": "0" if is_audio else "1",
            "hasAudio": "1" if is_audio or _can_be_heard(item, file) else "0",
        }
        return found if is_audio else found | {"format": _FORMAT}


def write_fcpxml(timeline: Timeline, *, name: str, files: MediaFiles, size: Size) -> str:
    """Return a timeline as FCPXML, with frames of this size."""
    rate = FrameRate.parse(timeline.output.fps)
    root = Element("fcpxml", {"version": _VERSION})
    resources = SubElement(root, "resources")
    writing = _Writing(rate, files, resources)
    frame = {"frameDuration": f"{rate.den}/{rate.num}s"}
    frame |= {"width": str(size.width), "height": str(size.height)}
    SubElement(resources, "format", {"id": _FORMAT, **frame})
    event = SubElement(SubElement(root, "library"), "event", {"name": _plain(name)})
    project = SubElement(event, "project", {"name": _plain(name)})
    base, *others = lanes(timeline)
    storyline = _storyline(base, others)
    sequence = SubElement(
        project,
        "sequence",
        {
            "format": _FORMAT,
            "tcStart": "0s",
            "tcFormat": "NDF",
            "duration": writing.time(storyline[-1].end if storyline else 0),
        },
    )
    _write_spine(SubElement(sequence, "spine"), storyline, others, writing)
    indent(root)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n'
    return head + tostring(root, encoding="unicode") + "\n"


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the storyline: an item of the base track, or a gap without one."""

    start: int
    end: int
    item: LaneItem | None = None


def _storyline(base: FrameLane, others: list[FrameLane]) -> list[_Part]:
    """Return the parts of the storyline, which ends with the last item of any lane."""
    parts, end = list[_Part](), 0
    for item in base.items:
        if item.start > end:
            parts.append(_Part(end, item.start))
        parts.append(_Part(item.start, item.end, item))
        end = item.end
    last = max((item.end for lane in others for item in _with_files(lane)), default=0)
    return [*parts, _Part(end, last)] if last > end else parts


def _write_spine(
    spine: Element, storyline: list[_Part], others: list[FrameLane], writing: _Writing
) -> None:
    numbers = _numbers(others)
    for part in storyline:
        if part.item is not None and part.item.transition is not None:
            _write_transition(spine, part.item, writing)
        length = writing.time(part.end - part.start)
        if part.item is None:
            attributes = {"name": "Gap", "offset": writing.time(part.start)}
            element = SubElement(spine, "gap", {**attributes, "start": "0s", "duration": length})
        else:
            element = _write_clip(spine, part.item, writing, offset=part.start, lane=0)
        for lane in others:
            for item in _with_files(lane):
                if part.start <= item.start < part.end:
                    offset = _own_start(part) + item.start - part.start
                    _write_clip(element, item, writing, offset=offset, lane=numbers[lane.name])


def _own_start(part: _Part) -> int:
    """Return the time of a part itself at which it begins, from which its connections count."""
    return 0 if part.item is None else part.item.source_start


def _with_files(lane: FrameLane) -> Iterator[LaneItem]:
    return (item for item in lane.items if item.upload_id is not None)


def _numbers(others: list[FrameLane]) -> dict[str, int]:
    """Return the number of each lane: pictures above the storyline, audio below."""
    pictures = [lane.name for lane in others if lane.kind == "Video"]
    sounds = [lane.name for lane in others if lane.kind == "Audio"]
    above = {name: number for number, name in enumerate(pictures, start=1)}
    return above | {name: -number for number, name in enumerate(sounds, start=1)}


def _write_clip(
    parent: Element, item: LaneItem, writing: _Writing, *, offset: int, lane: int
) -> Element:
    file = file_of(item.upload_id or 0, writing.files)
    attributes = {"ref": writing.asset(item), "name": _plain(file.name)}
    if lane:
        attributes["lane"] = str(lane)
    attributes |= {
        "offset": writing.time(offset),
        "start": writing.time(item.source_start),
        "duration": writing.time(item.n_frames),
    }
    if isinstance(item.item, Clip | VideoOverlay) and not item.is_heard:
        attributes["srcEnable"] = "video"
    if isinstance(item.item, Narration | AudioSegment) and not item.is_heard:
        attributes["enabled"] = "0"
    element = SubElement(parent, "asset-clip", attributes)
    _write_speed(element, item, writing)
    gain = getattr(item.item, "gain_db", None) or 0
    gain += getattr(item.item, "boost_db", 0)
    if gain:
        SubElement(element, "adjust-volume", {"amount": f"{gain:g}dB"})
    return element


def _write_speed(element: Element, item: LaneItem, writing: _Writing) -> None:
    """Say at which time of its file a clip begins and ends, where that is not its own length."""
    if item.speed == 1 and not item.is_frozen:
        return
    first = item.source_start
    last = first if item.is_frozen else first + item.n_frames * item.speed
    times = SubElement(element, "timeMap")
    for at, value in ((first, first), (first + item.n_frames, last)):
        point = {"time": writing.time(at), "value": writing.time(value), "interp": "linear"}
        SubElement(times, "timept", point)


def _write_transition(spine: Element, item: LaneItem, writing: _Writing) -> None:
    before, after = item.transition or (0, 0)
    times = {
        "offset": writing.time(item.start - before),
        "duration": writing.time(before + after),
    }
    SubElement(spine, "transition", {"name": "Cross Dissolve", **times})


def _can_be_heard(item: LaneItem, file: MediaFile) -> bool:
    return isinstance(item.item, Clip | VideoOverlay) and file.has_audio


def _plain(text: str) -> str:
    """Return a text without the characters that XML has not, on one line."""
    return "".join(each if each.isprintable() else " " for each in text).strip() or "Untitled"
