# SPDX-License-Identifier: Apache-2.0
"""Timelines of every track with decimal times, speeds, transitions, words and unknown members."""

from __future__ import annotations

import random
from typing import Any

from tests.support.timeline.edit_values import Json
from tests.support.timeline.random_edits import LONG, SHORT, RandomTimeline
from timeline.document.timeline import Timeline
from timeline.document.validation import parse_partially
from timeline.document.validation_overlaps import LANES

RATES = ("24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60")
SPEEDS = (25, 50, 99.9, 100, 133.3, 200, 400)
KINDS = ("cut", "fade", "dissolve", "slide", "wipe", "zoom")
UNKNOWN: dict[str, Any] = {
    "foo": "bär \u2603 🎬",
    "x-numbers": [0.1, 1.0, 1, 2**63, -1e-9, 7.000000000000001],
    "OTIO_SCHEMA": "Clip.2",
    "nested": {"deep": [{"a": None, "b": True, "": '"quoted" \\ \n'}]},
}


def generated_timeline(seed: int) -> Timeline:
    """Return a valid timeline of a seed; the same seed makes the same one."""
    dice = random.Random(seed)
    made = RandomTimeline(seed, dice.choice((LONG, SHORT)))
    for _ in range(dice.randrange(6)):
        made.edit()
    document = made.document()
    document["output"] |= {"fps": dice.choice(RATES)}
    for change in (_scatter, _speed_up, _blend, _add_words, _add_unknown, _leave_out_starts):
        if dice.random() < 0.6:
            change(document, dice)
    return _valid(document)


def _valid(document: Json) -> Timeline:
    """Return a timeline of the items that have no problem; those of a lane do not overlap."""
    for _ in range(9):
        parsed = parse_partially(document)
        if not parsed.problems:
            return parsed.timeline
        for problem in reversed(parsed.problems):
            track, _, index = problem.pointer[1:].partition("/")
            rows = document[track]
            number = int(index.partition("/")[0])
            if number < len(rows):
                del rows[number]
    raise AssertionError(f"{parsed.problems}")


def _scatter(document: Json, dice: random.Random) -> None:
    """Move all items of each lane, and their files, to times between frames."""
    for lane in LANES:
        by = round(dice.random() * 5, dice.randrange(1, 12))
        for track in lane.codes:
            for item in document.get(track, []):
                for name in ("startSeconds", "endSeconds"):
                    if name in item:
                        item[name] += by
                for name in ("sourceStartSeconds", "sourceEndSeconds"):
                    if name in item:
                        item[name] += by / 7


def _speed_up(document: Json, dice: random.Random) -> None:
    for clip in document["clips"]:
        clip["speedPct"] = dice.choice(SPEEDS)


def _blend(document: Json, dice: random.Random) -> None:
    for item in document["clips"] + document["stills"]:
        item["transitionIn"] = {
            "kind": dice.choice(KINDS),
            "durationSeconds": round(dice.uniform(0.1, 2), 3),
            "direction": dice.choice(("left", "right", "up", "down")),
        }


def _add_words(document: Json, dice: random.Random) -> None:
    at = round(dice.random() * 3, 3)
    word = {"text": "word", "startSeconds": at, "endSeconds": at + 0.5}
    document["captions"] = [
        {"id": "caption", "startSeconds": at, "endSeconds": at + 1.25, "words": [word]}
    ]
    if document["narration"]:
        document["visualizers"] = [
            {
                "id": "drawing",
                "startSeconds": at,
                "endSeconds": at + 2,
                "presetSnapshot": {"name": "bars"},
                "audioSourceKind": "narration",
                "audioSourceSegmentId": document["narration"][0]["id"],
            }
        ]


def _add_unknown(document: Json, dice: random.Random) -> None:
    document["unknown"] = UNKNOWN
    for rows in document.values():
        if isinstance(rows, list):
            for item in rows:
                if isinstance(item, dict) and dice.random() < 0.5:
                    item["unknown"] = UNKNOWN


def _leave_out_starts(document: Json, _dice: random.Random) -> None:
    """Let clips follow one another without starts of their own."""
    document["stills"] = []
    for clip in document["clips"]:
        del clip["startSeconds"]
    for segment in document["audioSegments"]:
        segment["endSeconds"] = None
