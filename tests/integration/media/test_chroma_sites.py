# SPDX-License-Identifier: Apache-2.0
"""Colours stay where they are, wherever in a picture their codec measures them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

from media.ingest import mezzanine_argv
from media.timecode import DEFAULT_RATE
from tests.support.media.ffmpeg import run, source_of
from tests.support.media.odd_sources import convert

WIDTH, HEIGHT = 640, 480
PERIOD = 40
"""Pixels between two equal colours, across in one half of the chroma and down in the other."""

SITES = {"left": (0.0, 0.5), "center": (0.5, 0.5), "topleft": (0.0, 0.0)}
"""Where chroma is measured in two by two pixels."""


def waves(path: Path, site: str) -> Path:
    """Make a video whose chroma is a wave across and one down, as seen from a site."""
    across, down = SITES[site]
    wave = f"128+80*sin(2*PI*(2*%s+%s)/{PERIOD})"
    drawn = f"color=gray:s={WIDTH}x{HEIGHT}:r=30:d=0.2,format=yuv420p,"
    drawn += f"geq=lum=100:cb='{wave % ('X', across)}':cr='{wave % ('Y', down)}'"
    tags = ("-colorspace", "bt709", "-color_range", "tv", "-chroma_sample_location", site)
    options = ("-c:v", "libx264", "-qp", "1", "-preset", "ultrafast", *tags)
    return convert(path, *options, inputs=[("-f", "lavfi", drawn)])


def moved(path: Path, width: int, height: int) -> tuple[float, float]:
    """Return by how many pixels of the source the waves of the first frame were moved."""
    argv = ["ffmpeg", "-v", "error", "-i", str(path), "-frames:v", "1", "-f", "rawvideo", "-"]
    raw = subprocess.run(argv, check=True, capture_output=True, timeout=120).stdout
    chroma = np.frombuffer(raw, np.uint8)[width * height :].astype(float)
    blue, red = chroma.reshape(2, height // 2, width // 2)
    # H.264 measures at the left of two pixels and between two lines.
    columns = (np.arange(0, width, 2) + 0.5) * WIDTH / width - 0.5
    rows = (np.arange(0, height, 2) + 1) * HEIGHT / height - 0.5
    return late(blue[height // 4], columns), late(red[:, width // 4], rows)


def late(wave: np.ndarray, places: np.ndarray) -> float:
    """Return how much later than a sine a wave begins, in pixels; its ends are left out."""
    inner = (places >= PERIOD) & (places < 6 * PERIOD)
    turned = (wave[inner] - 128) * np.exp(-2j * np.pi * places[inner] / PERIOD)
    return float(-np.angle(turned.sum() * 1j) / (2 * np.pi) * PERIOD)


@pytest.mark.parametrize("site", SITES)
def test_a_mezzanine_has_its_chroma_at_the_left_and_its_colours_in_place(
    tmp_path: Path, site: str
) -> None:
    source, target = waves(tmp_path / "source.mp4", site), tmp_path / "mezzanine.mov"
    probe = source_of(source).probe
    run(mezzanine_argv(source, target, probe=probe, rate=DEFAULT_RATE, height_class=1080))

    assert site_of(source) == site
    assert site_of(target) == "left"
    assert np.abs(moved(target, WIDTH, HEIGHT)).max() < 0.1


@pytest.mark.parametrize("site", ["center", "topleft"])
def test_colours_are_in_place_in_a_smaller_mezzanine(tmp_path: Path, site: str) -> None:
    source, target = waves(tmp_path / "source.mp4", site), tmp_path / "mezzanine.mov"
    probe = source_of(source).probe
    run(mezzanine_argv(source, target, probe=probe, rate=DEFAULT_RATE, height_class=360))

    assert np.abs(moved(target, 480, 360)).max() < 0.1


def site_of(path: Path) -> str:
    """Return where the header of a video says that its chroma is."""
    entries = ("-show_entries", "stream=chroma_location", "-of", "json")
    found = json.loads(run(["ffprobe", "-v", "error", *entries, str(path)]).stdout)
    return str(found["streams"][0]["chroma_location"])
