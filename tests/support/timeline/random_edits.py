# SPDX-License-Identifier: Apache-2.0
"""Random edits of a film that uses every track, one field or one place at a time.

All times are whole frames at 25 a second.
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
    LANES,
    OUTPUT,
    PRESET,
    ROOT,
    SNAPSHOT,
    STILL,
    STYLE,
    TITLE,
    VIDEOS,
    Json,
)

RATE = 25
NO_EFFECT = "what nobody sees or hears"
SMALLEST = 60
"""Frames of the shortest item above the base: longer than all its fades."""


@dataclass(frozen=True, slots=True)
class EditablePart:
    """A part of a film: its fields, and the values that each may take."""

    name: str
    owner: Json
    fields: Json


@dataclass(frozen=True, slots=True)
class TimelineLength:
    """How long a new film is: the frames of a base item, the last start above, the last source."""

    base: int = 100
    start: int = 100
    last_in: int = 500


LONG, SHORT = TimelineLength(), TimelineLength(base=30, start=15, last_in=25)


class RandomTimeline:
    """A film under edit: the base in order with its gaps, and the items of all other tracks."""

    def __init__(self, seed: int, span: TimelineLength = LONG) -> None:
        self._dice, self._span = random.Random(seed), span
        self._names = 0
        self._root: Json = {**self._some(ROOT), "output": self._some(OUTPUT)}
        self._editor: Json = {}
        self._base = [self._new_base() for _ in range(3)]
        self._lanes = {track: self._new_lane(track) for track in LANES}
        self._reversed: set[str] = set()

    def edit(self) -> str:
        """Change one thing, and name it: a field of some item, as often as any other field."""
        dice, parts = self._dice, [*self._parts()]
        part = dice.choices(parts, [len(part.fields) for part in parts])[0]
        chance = dice.random()
        if chance < 0.75:
            return self._set(part)
        return dice.choice((self._move_base, self._move_lane, self._reorder, self._edit_silent))()

    def document(self) -> Json:
        """Write the film as a timeline."""
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
        tracks = {"clips": clips, "stills": stills, **self._written_lanes()}
        for track in self._reversed:
            tracks[track].reverse()
        return copy.deepcopy({"version": "create_video_v1", **self._root, **self._editor, **tracks})

    def _written_lanes(self) -> dict[str, list[Json]]:
        """The items of one lane follow each other, and overlays share theirs with their stills."""
        free = dict.fromkeys(LANES, 0)
        written: dict[str, list[Json]] = {track: [] for track in LANES}
        for track, items in self._lanes.items():
            for item in items:
                start = max(item["start"], free[track])
                free[track] = start + item["n"]
                written[track].append(_segment(item, start, is_film="in" in item))
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
        """All that has fields."""
        yield EditablePart("root", self._root, ROOT)
        yield EditablePart("output", self._root["output"], OUTPUT)
        for item in self._base:
            kind = "clips" if "in" in item else "stills"
            yield EditablePart(
                kind, item, CLIP if "in" in item else FREEZE_FRAME if "hold" in item else STILL
            )
        for track, items in self._lanes.items():
            for item in items:
                yield EditablePart(track, item, LANES[track])
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

    def _move_lane(self) -> str:
        dice = self._dice
        track = dice.choice([*self._lanes])
        item = dice.choice(self._lanes[track])
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
        item["n"] = max(SMALLEST, item["n"] + dice.choice((-20, -1, 1, 20)))
        return f"{track} length"

    def _edit_silent(self) -> str:
        """Change a name, the order of a track, or where the editor looks."""
        dice = self._dice
        track = dice.choice([*self._lanes])
        item = dice.choice(self._lanes[track])
        change = dice.randrange(4)
        if change == 0:
            item["id"] = self._name(item["id"][0])
        elif change == 1:
            self._reversed ^= {dice.choice(["clips", "stills", *self._lanes])}
        elif change == 2:
            self._editor = {"playheadSeconds": dice.random(), "guidelines": [dice.random()]}
        else:
            self._edit_preset_names()
        return NO_EFFECT

    def _edit_preset_names(self) -> None:
        number = self._dice.randrange(1, 99)
        named = {"id": number, "name": f"preset {number}", "description": None}
        for third, title in zip(
            self._lanes["lowerThirds"], self._lanes["screenTitles"], strict=True
        ):
            third |= {"configId": number}
            third["configSnapshot"] |= named
            title |= {"presetId": number, "renderUploadId": number}
            title["presetSnapshot"] |= named | {"timingSeconds": number}

    def _reorder(self) -> str:
        dice = self._dice
        moved = self._base.pop(dice.randrange(len(self._base)))
        kept = self._new_base() if dice.random() < 0.3 else moved
        self._base.insert(dice.randrange(len(self._base) + 1), kept)
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
        held = {"id": self._name("h"), "hold": self._new_hold(), "sourceClipId": None}
        return item | self._some(FREEZE_FRAME) | held

    def _new_lane(self, track: str) -> list[Json]:
        return [self._new_item(track) for _ in range(2 if track == "graphics" else 1)]

    def _new_item(self, track: str) -> Json:
        dice = self._dice
        item = self._some(LANES[track]) | {"id": self._name(track[0])}
        item |= {
            "start": dice.randrange(self._span.start),
            "n": dice.randrange(SMALLEST, SMALLEST + self._span.start),
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


def _segment(item: Json, start: int, *, is_film: bool) -> dict[str, Any]:
    row = {key: value for key, value in item.items() if key not in ("in", "start", "n")}
    row["startSeconds"] = start / RATE
    if not is_film:
        return row | {"endSeconds": (start + item["n"]) / RATE}
    source = {"sourceStartSeconds": item["in"] / RATE}
    return row | source | {"sourceEndSeconds": (item["in"] + item["n"]) / RATE}
