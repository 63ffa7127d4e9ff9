# SPDX-License-Identifier: Apache-2.0
"""Drafts of a small video, rendered as the masters of their productions are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from services.render.offline.bootstrap import LocalRenderer
from tests.support.media.barcode import BOX, COLUMNS, ROWS, barcode_expression
from tests.support.media.ffmpeg import run
from tests.support.render.pixels import BLUE, GREEN, RED, WHITE, Pixels, a_picture, frames_of
from timeline.compile.compiling import compile_draft
from timeline.compile.config_reading import read_config
from timeline.compile.preset_reading import (
    AUDIO_PRESETS,
    LOGO_PRESETS,
    LOWER_THIRD_PRESETS,
    SCREEN_TITLE_PRESETS,
)
from timeline.compile.snapshots import Chosen, PresetSnapshots
from timeline.document.references import references
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.document.validation import parse
from timeline.plan.sealed import SealedTimeline

VIDEO, MUSIC, LOGO, LOWER_THIRD, OVERLAY, TITLE_PAGE = 1, 2, 3, 4, 5, 6
WIDTH, HEIGHT, RATE = 640, 360, 48_000
SECONDS = Fraction(4)
_SIDES = (WIDTH, HEIGHT, WIDTH, HEIGHT)
_VIDEO = UploadDetails(
    VIDEO,
    7,
    "video",
    "ready",
    width=WIDTH,
    height=HEIGHT,
    fps=Fraction(30),
    duration=SECONDS,
)
_READERS = {
    "audio": AUDIO_PRESETS,
    "logo": LOGO_PRESETS,
    "lower_third": LOWER_THIRD_PRESETS,
    "screen_title": SCREEN_TITLE_PRESETS,
}

Json = Mapping[str, Any]


class DraftRenderer:
    """Renders drafts of one video of four seconds, with one cache.

    The video has a bar code in its centre and a tone of 440 Hz in its second half; the music is a
    tone of 1000 Hz; the logo is red, the lower third green, the overlay blue and the title page
    white.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._renderer = LocalRenderer(folder / "cache", slots=2)
        self._files = files_of_drafts(folder)
        self._masters: dict[str, Path] = {}
        self._uploads: dict[int, UploadDetails] = {}

    def render(self, config: Json, **presets: Json) -> Path:
        """Return the master of a draft, which is made once; presets are given by family."""
        key = json.dumps([config, presets], sort_keys=True)
        if key not in self._masters:
            self._masters[key] = self._rendered(config, presets)
        return self._masters[key]

    def _rendered(self, config: Json, presets: Mapping[str, Json]) -> Path:
        read = read_config(config, duration=SECONDS)
        assert read.problems == ()
        compiled = compile_draft(read.config, video=_VIDEO, presets=_snapshots(presets))
        timeline = parse(compiled.document)
        target = self._folder / f"master-{len(self._masters)}.mp4"
        self._renderer.render(SealedTimeline(timeline, self._uploads_of(timeline)), target)
        return target

    def _uploads_of(self, timeline: Timeline) -> dict[int, UploadDetails]:
        """Return the uploads of a timeline, of which each is read once."""
        used = {each.upload_id for each in references(timeline)}
        if new := used - self._uploads.keys():
            found = self._renderer.ingest(timeline, self._files)
            self._uploads |= {each: found[each] for each in new}
        return {each: self._uploads[each] for each in sorted(used)}

    def frames(self, config: Json, **presets: Json) -> Pixels:
        """Return the frames of the master of a draft."""
        return frames_of(self.render(config, **presets), WIDTH, HEIGHT)

    def sound(self, config: Json, **presets: Json) -> np.ndarray:
        """Return the samples of the first channel of the master of a draft."""
        path = self.render(config, **presets)
        raw = path.with_suffix(".s16")
        argv = ["ffmpeg", "-v", "error", "-y", "-i", str(path), "-ac", "1", "-ar", str(RATE)]
        run([*argv, "-f", "s16le", str(raw)])
        return np.fromfile(raw, "<i2").astype(float)


def tone_db(sound: np.ndarray, hertz: int, since: float, until: float) -> float:
    """Return the level of a tone between two moments in decibels."""
    part = sound[int(since * RATE) : int(until * RATE)]
    wave = np.exp(-2j * np.pi * hertz * np.arange(len(part)) / RATE)
    return float(20 * np.log10(abs((part * wave).mean()) + 1e-3))


def _snapshots(presets: Mapping[str, Json]) -> PresetSnapshots:
    chosen: dict[str, Any] = {}
    for family, given in presets.items():
        read = _READERS[family].read({"name": "A", **given})
        assert read.fields is not None, read.problems
        chosen[family] = Chosen(1, read.fields)
    return PresetSnapshots(**chosen)


def files_of_drafts(folder: Path) -> dict[int, Path]:
    """Write the sources that `DraftRenderer` describes, under their ids."""
    video, music = folder / "1.mp4", folder / "2.wav"
    x, y, width, height = (round(part * side) for part, side in zip(BOX, _SIDES, strict=True))
    graph = (
        f"color=c=0x404040:s={WIDTH}x{HEIGHT}:r=30:d=4[back];"
        f"color=c=black:s={COLUMNS}x{ROWS}:r=30:d=4,format=yuv444p,"
        f"geq=lum='{barcode_expression(1)}':cb=128:cr=128,scale={width}:{height}:flags=neighbor"
        f"[code];[back][code]overlay=x={x}:y={y},format=yuv420p[v];"
        "aevalsrc='if(gte(t,2),0.3*sin(2*PI*440*t),0)':s=48000:d=4[a]"
    )
    argv = ["ffmpeg", "-v", "error", "-y", "-filter_complex", graph, "-map", "[v]", "-map", "[a]"]
    run([*argv, "-c:v", "libx264", "-crf", "16", "-c:a", "aac", str(video)])
    played = "aevalsrc='0.3*sin(2*PI*1000*t)':s=48000:d=4"
    run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", played, str(music)])
    return {
        VIDEO: video,
        MUSIC: music,
        LOGO: a_picture(folder / "3.png", (200, 100), RED),
        LOWER_THIRD: a_picture(folder / "4.png", (400, 100), GREEN),
        OVERLAY: a_picture(folder / "5.png", (WIDTH, HEIGHT), BLUE),
        TITLE_PAGE: a_picture(folder / "6.png", (WIDTH, HEIGHT), WHITE),
    }
