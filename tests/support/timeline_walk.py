# SPDX-License-Identifier: Apache-2.0
"""Random edits of a film, and what each frame of it shows, said without the planner.

All times are whole frames at 25 a second, and the frame is 1080 pixels wide, so that no two
different numbers of a document mean the same pixels.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from timeline.facts import UploadFacts

Json = dict[str, Any]
RATE = 25
VIDEOS, IMAGES, LOGOS, GRAPHICS = (1, 2, 3), (11, 12), (21, 22), (31, 32)
SOURCE_FRAMES = 2500
COLORS = ("#101010", "#202020", "#303030")
GRID = ("top_left", "middle_center", "bottom_right")
CLIP_FIELDS: Json = {
    "uploadId": VIDEOS,
    "bgFillStyle": ("none", "blur", "color"),
    "bgFillColor": COLORS,
    "bgFillBlur": ("soft", "medium", "strong"),
    "bgFillBrightness": ("neutral", "dim1", "light3"),
    "audioEnabled": (True, False),
    "boostDb": (0, 3, 9),
}
GRAPHIC_FIELDS: Json = {
    "uploadId": GRAPHICS,
    "fitMode": ("cover_full", "contain_transparent"),
    "sizePctWidth": (20, 50, 90),
    "position": GRID,
    "insetXPx": (0, 24, 100),
    "fade": ("none", "in", "out", "in_out"),
    "fadeDurationMs": (400, 800),
    "animate": ("none", "none", "slide_in", "slide_out"),
    "animateDurationMs": (400, 800),
}
LOGO_FIELDS: Json = {
    "uploadId": LOGOS,
    "sizePctWidth": (10, 20, 40),
    "position": ("top_left", "bottom_right"),
    "opacityPct": (50, 100),
}
OVERLAY_FIELDS: Json = {
    "uploadId": VIDEOS,
    "sizePctWidth": (25, 50, 90),
    "position": GRID,
    "plateStyle": ("none", "thick"),
    "plateColor": COLORS,
}
STILL_FIELDS: Json = {"uploadId": IMAGES, "fit": ("cover", "contain")}


class Film:
    """A film under edit: the base in order with its gaps, and the items of three other lanes."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._names = 0
        self.color = COLORS[0]
        self.base = [self._new_base() for _ in range(4)]
        self.lanes = {track: [self._new_item(track)] for track in ("graphics", "logos", "overlays")}

    def edit(self) -> None:
        """Change one thing."""
        dice = self._dice
        move = dice.choice((self._edit_base, self._edit_base, self._edit_lane, self._reorder))
        move()
        if dice.random() < 0.02:
            self.color = dice.choice(COLORS)

    def document(self) -> Json:
        """Write the film as a timeline."""
        clips, stills = [], []
        for start, item in self._placed():
            row = {key: value for key, value in item.items() if key not in ("in", "n", "gap")}
            row["startSeconds"], end = start / RATE, (start + item["n"]) / RATE
            if item["id"].startswith("s"):
                stills.append(row | {"endSeconds": end})
            else:
                source = {"sourceStartSeconds": item["in"] / RATE}
                source["sourceEndSeconds"] = (item["in"] + item["n"]) / RATE
                clips.append(row | source)
        return {
            "version": "create_video_v1",
            "output": {"aspect": "9:16", "height": 1080, "fps": str(RATE)},
            "timelineBackgroundMode": "color",
            "timelineBackgroundColor": self.color,
            "clips": clips,
            "stills": stills,
            "graphics": [_segment(item) for item in self.lanes["graphics"]],
            "logos": [_segment(item) for item in self.lanes["logos"]],
            "videoOverlays": [_overlay(item) for item in self.lanes["overlays"]],
        }

    def frames(self) -> list[tuple[Any, ...]]:
        """Say of every frame what is seen in it, from bottom to top."""
        end = max(start + item["n"] for start, item in self._placed())
        end = max(
            end, *(item["start"] + item["n"] for lane in self.lanes.values() for item in lane)
        )
        base: list[Any] = [("gap", self.color)] * end
        for start, item in self._placed():
            for offset in range(item["n"]):
                base[start + offset] = _base_frame(item, offset, self.color)
        above = [self._above(frame) for frame in range(end)]
        return [(low, *high) for low, high in zip(base, above, strict=True)]

    def _above(self, frame: int) -> Iterator[tuple[Any, ...]]:
        for track, describe in (("overlays", _film), ("logos", _logo), ("graphics", _graphic)):
            for item in self.lanes[track]:
                if item["start"] <= frame < item["start"] + item["n"]:
                    yield describe(item, frame - item["start"])

    def _placed(self) -> Iterator[tuple[int, Json]]:
        at = 0
        for item in self.base:
            at += item["gap"]
            yield at, item
            at += item["n"]

    def _edit_base(self) -> None:
        dice = self._dice
        item = dice.choice(self.base)
        fields = STILL_FIELDS if item["id"].startswith("s") else CLIP_FIELDS
        change = dice.randrange(6)
        if change == 0:
            item["n"] = max(10, item["n"] + dice.choice((-7, -1, 1, 12)))
        elif change == 1 and "in" in item:
            item["in"] = dice.randrange(500)
        elif change == 2:
            item["gap"] = dice.choice((0, 0, 0, 5))
        elif change == 3:
            self._names += 1
            item["id"] = f"{item['id'][0]}{self._names}"
        else:
            field = dice.choice([*fields])
            item[field] = dice.choice(fields[field])

    def _edit_lane(self) -> None:
        dice = self._dice
        track = dice.choice([*self.lanes])
        (item,) = self.lanes[track]
        change = dice.randrange(4)
        if change == 0:
            item["start"] = max(0, item["start"] + dice.choice((-25, -1, 1, 30)))
        elif change == 1:
            item["n"] = max(60, item["n"] + dice.choice((-20, -1, 1, 20)))
        else:
            field = dice.choice([*_FIELDS[track]])
            item[field] = dice.choice(_FIELDS[track][field])

    def _reorder(self) -> None:
        dice = self._dice
        first = dice.randrange(len(self.base))
        moved = self.base.pop(first)
        kept = [self._new_base()] if dice.random() < 0.3 else [moved]
        self.base[(at := dice.randrange(len(self.base) + 1)) : at] = kept

    def _new_base(self) -> Json:
        dice = self._dice
        self._names += 1
        kind, fields = ("s", STILL_FIELDS) if dice.random() < 0.2 else ("c", CLIP_FIELDS)
        item = {key: dice.choice(values) for key, values in fields.items()}
        item |= {"id": f"{kind}{self._names}", "n": dice.randrange(15, 150), "gap": 0}
        return item if kind == "s" else item | {"in": dice.randrange(500)}

    def _new_item(self, track: str) -> Json:
        dice = self._dice
        item = {key: dice.choice(values) for key, values in _FIELDS[track].items()}
        return item | {"id": track, "start": dice.randrange(100), "n": dice.randrange(80, 200)}


def an_upload(upload_id: int) -> UploadFacts:
    """The upload of one of these numbers; pictures of a sort are of one shape."""
    is_video = upload_id in VIDEOS
    return UploadFacts(
        upload_id=upload_id,
        owner_user_id=7,
        kind="video" if is_video else "logo" if upload_id in LOGOS else "image",
        state="ready",
        width=1920,
        height=1080 if is_video else 1000,
        fps=Fraction(RATE) if is_video else None,
        duration=Fraction(SOURCE_FRAMES, RATE) if is_video else None,
        has_audio=is_video,
        sha256=f"{upload_id:064x}",
        storage_key=f"uploads/{upload_id}",
    )


def _segment(item: Json) -> Json:
    times = {"startSeconds": item["start"] / RATE, "endSeconds": (item["start"] + item["n"]) / RATE}
    return {key: value for key, value in item.items() if key not in ("start", "n")} | times


def _overlay(item: Json) -> Json:
    row = _segment(item)
    del row["endSeconds"]
    return row | {"sourceStartSeconds": 1, "sourceEndSeconds": 1 + item["n"] / RATE}


def _base_frame(item: Json, offset: int, color: str) -> tuple[Any, ...]:
    if "in" not in item:
        behind = color if item["fit"] == "contain" else None
        return "still", item["uploadId"], item["fit"], behind
    frame = min(item["in"] + offset, SOURCE_FRAMES - 1)
    fills = {
        "none": (color,),
        "color": (item["bgFillColor"],),
        "blur": ("blur", item["bgFillBlur"], item["bgFillBrightness"]),
    }
    return "clip", item["uploadId"], frame, *fills[item["bgFillStyle"]]


def _film(item: Json, offset: int) -> tuple[Any, ...]:
    plate = item["plateColor"] if item["plateStyle"] != "none" else None
    return "overlay", item["uploadId"], RATE + offset, item["sizePctWidth"], item["position"], plate


def _logo(item: Json, _offset: int) -> tuple[Any, ...]:
    return "logo", *(item[field] for field in LOGO_FIELDS)


def _graphic(item: Json, offset: int) -> tuple[Any, ...]:
    moving, fading = item["animate"], item["fade"]
    height, _, column = item["position"].partition("_")
    place: tuple[Any, ...] = ("cover",)
    if moving != "none":
        place = (item["sizePctWidth"], height, "center", None)
    elif item["fitMode"] == "contain_transparent":
        inset = None if column == "center" else item["insetXPx"]
        place = (item["sizePctWidth"], height, column, inset)
    fade = _phase(offset, item["n"], item["fadeDurationMs"])
    move = _phase(offset, item["n"], item["animateDurationMs"])
    return (
        "graphic",
        item["uploadId"],
        *place,
        fade if fade and fade[0] in fading.split("_") else None,
        move if move and f"slide_{move[0]}" == moving else None,
    )


def _phase(offset: int, n_frames: int, milliseconds: int) -> tuple[str, int, int] | None:
    length = milliseconds * RATE // 1000
    if offset < length:
        return "in", offset, length
    if offset >= n_frames - length:
        return "out", n_frames - offset, length
    return None


_FIELDS = {"graphics": GRAPHIC_FIELDS, "logos": LOGO_FIELDS, "overlays": OVERLAY_FIELDS}
