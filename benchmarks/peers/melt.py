# SPDX-License-Identifier: Apache-2.0
"""The cut of the render benchmark as a script of MLT, and the command that renders it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as Xml

from benchmarks.render_cut import (
    BUFFER,
    CRF,
    FIRST_IMAGE,
    IMAGES,
    LOGO,
    MUSIC,
    PEAK,
    RATE,
    TITLES,
    VOICE,
    clip_seconds,
    clips_of,
)

Shown = tuple[Path, float, float, float]
"""A file, when it begins in the cut, when it ends, and from where on it is taken."""


def command(script: Path, target: Path) -> list[str]:
    """Render a script with the encoder settings of the hand-written call, on two threads."""
    options = {
        "vcodec": "libx264",
        "preset": "veryfast",
        "crf": str(CRF),
        "vmaxrate": PEAK,
        "vbufsize": BUFFER,
        "g": str(2 * RATE),
        "acodec": "aac",
        "ab": "192k",
        "real_time": "-2",
    }
    extras = [f"{name}={value}" for name, value in options.items()]
    return ["melt", "-quiet", str(script), "-consumer", f"avformat:{target}", *extras]


def script(files: Mapping[int, Path], titles: list[Path], *, seconds: int) -> str:
    """Write the cut: tracks from bottom to top, and what mixes each with those below it."""
    root = Xml.Element("mlt", LC_NUMERIC="C")
    Xml.SubElement(
        root, "profile", width="1920", height="1080", progressive="1", colorspace="709",
        frame_rate_num=str(RATE), frame_rate_den="1", sample_aspect_num="1", sample_aspect_den="1",
        display_aspect_num="16", display_aspect_den="9",
    )  # fmt: skip
    every, half = seconds / IMAGES, seconds / TITLES
    clips, length = clips_of(seconds), clip_seconds(seconds)
    tracks: list[list[Shown]] = [
        [(files[c["uploadId"]], c["startSeconds"], c["startSeconds"] + length,
          c["sourceStartSeconds"]) for c in clips],
        [(files[LOGO], 0, seconds, 0)],
        [(files[FIRST_IMAGE + n], n * every + 1, n * every + 4, 0) for n in range(IMAGES)],
        [(path, n * half + 2, n * half + 8, 0) for n, path in enumerate(titles)],
        [(files[VOICE], 2, seconds - 2, 0)],
        [(files[MUSIC], 0, seconds, 0)],
    ]  # fmt: skip
    names = [_track(root, number, shown) for number, shown in enumerate(tracks)]
    _mixed(root, names)
    return Xml.tostring(root, encoding="unicode")


def _track(root: Xml.Element, number: int, shown: list[Shown]) -> str:
    for index, (path, start, end, first) in enumerate(shown):
        producer = Xml.SubElement(root, "producer", id=f"p{number}-{index}")
        _set(producer, resource=str(path), length=str(_frame(first + end - start) + 1))
    playlist = Xml.SubElement(root, "playlist", id=f"track{number}")
    at = 0
    for index, (_, start, end, first) in enumerate(shown):
        if _frame(start) > at:
            Xml.SubElement(playlist, "blank", length=str(_frame(start) - at))
        span = {"in": str(_frame(first)), "out": str(_frame(first + end - start) - 1)}
        Xml.SubElement(playlist, "entry", {"producer": f"p{number}-{index}", **span})
        at = _frame(end)
    return f"track{number}"


def _mixed(root: Xml.Element, names: list[str]) -> None:
    tractor = Xml.SubElement(root, "tractor", id="cut")
    for name in names:
        Xml.SubElement(tractor, "track", producer=name)
    places = {1: "1496/40:384x154", 2: "24/324:768x432", 3: "360/60:1200x180"}
    for number, geometry in places.items():
        _set(
            Xml.SubElement(tractor, "transition", id=f"over{number}"),
            mlt_service="composite", a_track="0", b_track=str(number), geometry=geometry,
            progressive="1",
        )  # fmt: skip
    for number, level in {4: "1", 5: "0.25"}.items():
        _set(
            Xml.SubElement(tractor, "transition", id=f"mix{number}"),
            mlt_service="mix", a_track="0", b_track=str(number), sum="1", start=level,
            always_active="1",
        )  # fmt: skip


def _set(element: Xml.Element, **properties: str) -> None:
    for name, value in properties.items():
        Xml.SubElement(element, "property", name=name).text = value


def _frame(seconds: float) -> int:
    return round(seconds * RATE)
