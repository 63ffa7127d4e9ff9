# SPDX-License-Identifier: Apache-2.0
"""Walk through the tracks of an OpenTimelineIO file and find every clip with its times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from timeline.document.numbers import TOUCH_TOLERANCE
from timeline.document.problems import InvalidTimeline
from timeline.interchange.losses import Loss
from timeline.interchange.media_files import name_of_url
from timeline.interchange.otio_objects import Json
from timeline.interchange.otio_values import OtioValue

_SPEEDS: Final = {"LinearTimeWarp", "FreezeFrame"}
_DEEPEST: Final = 32


@dataclass(frozen=True, slots=True)
class FoundFile:
    """The file of a clip as the other program names it; without a URL it is known by its name."""

    name: str
    url: str = ""
    metadata: Json = field(default_factory=dict)

    @property
    def key(self) -> str:
        """By what a request says which upload it is."""
        return name_of_url(self.url) or self.name


@dataclass(frozen=True, slots=True)
class FoundClip:
    """A clip of a file: its track, its times in seconds, its file and our metadata of it."""

    pointer: str
    track_number: int
    kind: str
    lane: str
    name: str
    start: Fraction
    duration: Fraction
    source_start: Fraction
    speed: Fraction
    """1, unless it is faster or slower; 0 for a frame that is shown all the time."""
    is_enabled: bool
    file: FoundFile | None
    metadata: Json
    transition: Fraction | None = None
    """The duration of a transition from the clip before."""

    @property
    def end(self) -> Fraction:
        """When the clip ends."""
        return self.start + self.duration


@dataclass(slots=True)
class Walked:
    """The clips that were found, and what was left out."""

    clips: list[FoundClip] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    def lose(self, code: str, detail: str, where: OtioValue) -> None:
        """Note that something was left out."""
        self.losses.append(Loss(code, detail, (where.pointer,)))


def walk(file: OtioValue) -> Walked:
    """Find the clips of a timeline; raises InvalidTimeline for a file that is none."""
    if file.schema() != "Timeline":
        raise file.problem("This must be a Timeline of OpenTimelineIO.")
    found = Walked()
    for number, track in enumerate(file.get("tracks").get("children").items()):
        if track.schema() != "Track":
            found.lose("not_read", "Only tracks are read of a timeline.", track)
            continue
        found.clips += _within(track, [*_clips(track, number, found)])
    return found


def _clips(track: OtioValue, number: int, found: Walked) -> Iterator[FoundClip]:
    at, transition = Fraction(0), None
    own = track.own_metadata()
    lane = str(own.get("lane") or own.get("audioOfLane") or "")
    kind = track.get("kind").text()
    for child in track.get("children").items():
        schema = child.schema()
        if schema == "Transition":
            transition = _transition_seconds(child)
            continue
        length = _duration(child, 0)
        if schema == "Clip" and length == 0:
            found.lose("not_read", "Clips of no or negative length are left out.", child)
        elif schema == "Clip":
            clip = _clip(child, found)
            yield replace(
                clip,
                track_number=number,
                kind=kind,
                lane=lane,
                start=at,
                duration=length,
                transition=transition,
            )
        elif schema not in ("Clip", "Gap"):
            found.lose("not_read", "Nested timelines are left out; their time is empty.", child)
        _note_markers(child, found)
        transition = None
        at += length


def _clip(child: OtioValue, found: Walked) -> FoundClip:
    media, where = _media(child)
    return FoundClip(
        pointer=child.pointer,
        track_number=0,
        kind="",
        lane="",
        name=child.get("name").text(),
        start=Fraction(0),
        duration=Fraction(0),
        source_start=_source_start(child, where, found),
        speed=_speed(child, found),
        is_enabled=child.value.get("enabled") is not False,
        file=media,
        metadata=child.own_metadata(),
    )


def _note_markers(child: OtioValue, found: Walked) -> None:
    for marker in child.get("markers").items():
        found.lose("not_read", "Markers are left out.", marker)


def _speed(child: OtioValue, found: Walked) -> Fraction:
    speed = Fraction(1)
    for effect in child.get("effects").items():
        schema = effect.schema()
        if schema in _SPEEDS:
            speed *= Fraction(0) if schema == "FreezeFrame" else _scalar(effect, found)
        else:
            found.lose("not_read", "Effects of other programs are left out.", effect)
    return speed


def _scalar(effect: OtioValue, found: Walked) -> Fraction:
    """Return the factor of a speed; one that is no possible number is left out."""
    try:
        return effect.get("time_scalar").number()
    except InvalidTimeline:
        detail = "Speeds that are no number are left out; the clips play at 100 percent."
        found.lose("not_read", detail, effect)
        return Fraction(1)


def _media_value(child: OtioValue) -> OtioValue:
    references = child.get("media_references")
    if isinstance(references.value, dict):
        return references.get(child.get("active_media_reference_key").text() or "DEFAULT_MEDIA")
    return child.get("media_reference")


def _media(child: OtioValue) -> tuple[FoundFile | None, OtioValue]:
    where = _media_value(child)
    if where.value is None:
        return FoundFile(child.get("name").text()), where
    schema = where.schema()
    if schema == "GeneratorReference":
        return None, where
    url = where.get("target_url").text() if schema == "ExternalReference" else ""
    name = where.get("name").text() or name_of_url(url) or child.get("name").text()
    return FoundFile(name, url, where.own_metadata()), where


def _source_start(child: OtioValue, media: OtioValue, found: Walked) -> Fraction:
    """Return when a clip begins in its file, of which the first time need not be 0."""
    available = media.get("available_range") if isinstance(media.value, dict) else None
    first = Fraction(0)
    if available is not None and available.value is not None:
        first = available.get("start_time").seconds()
    given = child.get("source_range")
    start = first if given.value is None else given.get("start_time").seconds()
    if first - start > TOUCH_TOLERANCE:
        found.lose("not_read", "Clips that begin before their file begin with it.", child)
    return max(Fraction(0), start - first)


def _duration(child: OtioValue, depth: int) -> Fraction:
    if depth > _DEEPEST:
        raise child.problem("This is nested too deeply.")
    given = child.get("source_range")
    if given.value is not None:
        return max(Fraction(0), given.get("duration").seconds())
    schema = child.schema()
    if schema == "Clip":
        media = _media_value(child)
        available = media.get("available_range") if isinstance(media.value, dict) else None
        if available is None or available.value is None:
            raise child.problem("A clip needs a source_range, or a file with an available_range.")
        return max(Fraction(0), available.get("duration").seconds())
    inner = [
        _duration(each, depth + 1)
        for each in child.get("children").items()
        if each.schema() != "Transition"
    ]
    return max(inner, default=Fraction(0)) if schema == "Stack" else sum(inner, Fraction(0))


def _transition_seconds(child: OtioValue) -> Fraction:
    return child.get("in_offset").seconds() + child.get("out_offset").seconds()


def _within(track: OtioValue, clips: list[FoundClip]) -> list[FoundClip]:
    """Cut the clips to the range of a track that has one."""
    given = track.get("source_range")
    if given.value is None:
        return clips
    first = given.get("start_time").seconds()
    last = first + given.get("duration").seconds()
    return [_cut(each, first, last) for each in clips if each.end > first and each.start < last]


def _cut(clip: FoundClip, first: Fraction, last: Fraction) -> FoundClip:
    before = max(Fraction(0), first - clip.start)
    return replace(
        clip,
        start=max(first, clip.start) - first,
        duration=min(last, clip.end) - max(first, clip.start),
        source_start=clip.source_start + before * clip.speed,
    )
