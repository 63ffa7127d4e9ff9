# SPDX-License-Identifier: Apache-2.0
"""Random edits of a timeline that uses every track, one field or one time at a time.

All times are whole frames at 25 frames a second.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.support.timeline.edit_values import (
    CLIP,
    FREEZE_FRAME,
    OUTPUT,
    PRESET,
    ROOT,
    SNAPSHOT,
    STILL,
    STYLE,
    TITLE,
    TRACKS,
    VIDEOS,
    Json,
)

RATE = 25
NO_EFFECT = "edits without effect"
MIN_FRAMES = 60
"""The length of the shortest item above the base track: longer than all its fades."""


@dataclass(frozen=True, slots=True)
class EditablePart:
    """A part of a timeline: its fields, and the values that each may take."""

    name: str
    owner: Json
    fields: Json


@dataclass(frozen=True, slots=True)
class TimelineLength:
    """The limits of new items in frames: length of base items, start of others, source start."""

    base: int = 100
    start: int = 100
    last_in: int = 500


LONG, SHORT = TimelineLength(), TimelineLength(base=30, start=15, last_in=25)


class RandomTimeline:
    """A timeline that is edited: the base track with its gaps, and the items of other tracks."""

    def __init__(self, seed: int, span: TimelineLength = LONG) -> None:
        self._dice, self._span = random.Random(seed), span
        self._names = 0
        self._root: Json = {**self._some(ROOT), "output": self._some(OUTPUT)}
        self._editor: Json = {}
        self._base = [self._new_base() for _ in range(3)]
        self._tracks = {track: self._new_track(track) for track in TRACKS}
        self._reversed: set[str] = set()

    def edit(self) -> str:
        """Make one random edit and return its name; every field is changed equally often."""
        dice, parts = self._dice, [*self._parts()]
        part = dice.choices(parts, [len(part.fields) for part in parts])[0]
        chance = dice.random()
        if chance < 0.75:
            return self._set(part)
        return dice.choice(
            (self._move_base, self._move_item, self._reorder, self._edit_without_effect)
        )()

    def document(self) -> Json:
        """Return the timeline as a document."""
        clips, stills = [], []
        for start, item in self._placed():
            row = {key: value for key, value in item.items() if key not in ("in", "n", "gap")}
            row["startSeconds"], end = start / RATE, (start + item["n"]) / RATE
            if "in" in item:
                source = {"sourceStartSeconds": item["in"] / RATE}
                source["sourceEndSeconds"] = (item["in"] + item["n"]) / RATE
                clips.append(row | source)
            else:
                stills.append(row | {"endSeconds": end})
        tracks = {"clips": clips, "stills": stills, **self._written_tracks()}
        for track in self._reversed:
            tracks[track].reverse()
        return copy.deepcopy({"version": "create_video_v1", **self._root, **self._editor, **tracks})

    def _written_tracks(self) -> dict[str, list[Json]]:
        """Return the items of the other tracks, moved so that those of a lane do not overlap."""
        free = dict.fromkeys(TRACKS, 0)
        written: dict[str, list[Json]] = {track: [] for track in TRACKS}
        for track, items in self._tracks.items():
            for item in items:
                start = max(item["start"], free[track])
                free[track] = start + item["n"]
                written[track].append(_segment(item, start, is_video="in" in item))
            if track == "videoOverlays":
                free["videoOverlayStills"] = free[track]
        return written

    def _placed(self) -> Iterator[tuple[int, Json]]:
        at = 0
        for item in self._base:
            at += item["gap"]
            yield at, item
            at += item["n"]

    def _parts(self) -> Iterator[EditablePart]:
        """Yield every part that has fields."""
        yield EditablePart("root", self._root, ROOT)
        yield EditablePart("output", self._root["output"], OUTPUT)
        for item in self._base:
            kind = "clips" if "in" in item else "stills"
            yield EditablePart(
                kind, item, CLIP if "in" in item else FREEZE_FRAME if "hold" in item else STILL
            )
        for track, items in self._tracks.items():
            for item in items:
                yield EditablePart(track, item, TRACKS[track])
                if track == "lowerThirds":
                    yield EditablePart("configSnapshot", item["configSnapshot"], SNAPSHOT)
                if track == "screenTitles":
                    yield from self._parts_of_title(item)

    def _parts_of_title(self, item: Json) -> Iterator[EditablePart]:
        yield EditablePart("presetSnapshot", item["presetSnapshot"], PRESET)
        yield EditablePart("customStyle", item["customStyle"], STYLE)
        for each in item["instances"]:
            yield EditablePart("instances", each, TITLE)
            yield EditablePart("instances.customStyle", each["customStyle"], STYLE)

    def _move_base(self) -> str:
        dice, item = self._dice, self._dice.choice(self._base)
        change = dice.randrange(3)
        if change == 0:
            item["n"] = max(10, item["n"] + dice.choice((-7, -1, 1, 12)))
            return "base length"
        if change == 1:
            item["gap"] = dice.choice((0, 0, 0, 5, 60))
            return "base gap"
        if "in" in item:
            item["in"] = dice.randrange(self._span.last_in)
            return "clips.sourceStartSeconds"
        if "hold" in item:
            item["hold"], item["sourceClipId"] = self._new_hold(), self._some_clip()
            return "stills.hold"
        return self._reorder()

    def _move_item(self) -> str:
        dice = self._dice
        track = dice.choice([*self._tracks])
        item = dice.choice(self._tracks[track])
        change = dice.randrange(4)
        if change == 0 and "in" in item:
            item["in"] = dice.randrange(self._span.last_in)
            return f"{track}.sourceStartSeconds"
        if change == 0 and "instances" in item:
            item["instances"] = [] if item["instances"] else self._new_instances()
            return f"{track}.instances"
        if change <= 2:
            item["start"] = max(0, item["start"] + dice.choice((-25, -1, 1, 30)))
            return f"{track} start"
        item["n"] = max(MIN_FRAMES, item["n"] + dice.choice((-20, -1, 1, 20)))
        return f"{track} length"

    def _edit_without_effect(self) -> str:
        """Change an id, the order of a track, the view of an editor or the names of presets."""
        dice = self._dice
        track = dice.choice([*self._tracks])
        item = dice.choice(self._tracks[track])
        change = dice.randrange(4)
        if change == 0:
            item["id"] = self._name(item["id"][0])
        elif change == 1:
            self._reversed ^= {dice.choice(["clips", "stills", *self._tracks])}
        elif change == 2:
            self._editor = {"playheadSeconds": dice.random(), "guidelines": [dice.random()]}
        else:
            self._edit_preset_names()
        return NO_EFFECT

    def _edit_preset_names(self) -> None:
        number = self._dice.randrange(1, 99)
        named = {"id": number, "name": f"preset {number}", "description": None}
        for third, title in zip(
            self._tracks["lowerThirds"], self._tracks["screenTitles"], strict=True
        ):
            third |= {"configId": number}
            third["configSnapshot"] |= named
            title |= {"presetId": number, "renderUploadId": number}
            title["presetSnapshot"] |= named | {"timingSeconds": number}

    def _reorder(self) -> str:
        dice = self._dice
        moved = self._base.pop(dice.randrange(len(self._base)))
        inserted = self._new_base() if dice.random() < 0.3 else moved
        self._base.insert(dice.randrange(len(self._base) + 1), inserted)
        return "base order"

    def _set(self, part: EditablePart) -> str:
        field = self._dice.choice([*part.fields])
        others = [each for each in part.fields[field] if each != part.owner[field]]
        part.owner[field] = self._dice.choice(others)
        return f"{part.name}.{field}"

    def _some(self, fields: Json) -> Json:
        return {field: self._dice.choice(values) for field, values in fields.items()}

    def _name(self, letter: str) -> str:
        self._names += 1
        return f"{letter}{self._names}"

    def _new_hold(self) -> Json:
        dice = self._dice
        return {
            "uploadId": dice.choice(VIDEOS),
            "sourceSeconds": dice.randrange(self._span.last_in) / RATE,
        }

    def _some_clip(self) -> str | None:
        return self._dice.choice([*(it["id"] for it in self._base if "in" in it), None])

    def _new_base(self) -> Json:
        dice = self._dice
        item: Json = {"n": dice.randrange(15, self._span.base), "gap": 0}
        kind = dice.choice("cccccsh")
        if kind == "c":
            return (
                item
                | self._some(CLIP)
                | {"id": self._name("c"), "in": dice.randrange(self._span.last_in)}
            )
        if kind == "s":
            return item | self._some(STILL) | {"id": self._name("s")}
        still = {"id": self._name("h"), "hold": self._new_hold(), "sourceClipId": None}
        return item | self._some(FREEZE_FRAME) | still

    def _new_track(self, track: str) -> list[Json]:
        return [self._new_item(track) for _ in range(2 if track == "graphics" else 1)]

    def _new_item(self, track: str) -> Json:
        dice = self._dice
        item = self._some(TRACKS[track]) | {"id": self._name(track[0])}
        item |= {
            "start": dice.randrange(self._span.start),
            "n": dice.randrange(MIN_FRAMES, MIN_FRAMES + self._span.start),
        }
        if track == "videoOverlays":
            item["in"] = dice.randrange(self._span.last_in)
        elif track == "lowerThirds":
            item["configSnapshot"] = self._some(SNAPSHOT)
        elif track == "screenTitles":
            item |= {"presetSnapshot": self._some(PRESET), "customStyle": self._some(STYLE)}
            item["instances"] = self._new_instances() if dice.random() < 0.3 else []
        return item

    def _new_instances(self) -> list[Json]:
        return [
            {"id": self._name("i"), **self._some(TITLE), "customStyle": self._some(STYLE)}
            for _ in range(2)
        ]


def _segment(item: Json, start: int, *, is_video: bool) -> dict[str, Any]:
    row = {key: value for key, value in item.items() if key not in ("in", "start", "n")}
    row["startSeconds"] = start / RATE
    if not is_video:
        return row | {"endSeconds": (start + item["n"]) / RATE}
    source = {"sourceStartSeconds": item["in"] / RATE}
    return row | source | {"sourceEndSeconds": (item["in"] + item["n"]) / RATE}
