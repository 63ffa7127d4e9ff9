# SPDX-License-Identifier: Apache-2.0
"""Each tile of a storyboard shows its moment, the last one, too."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from media.hls.storyboard import storyboard_argv, storyboard_of
from media.sizes import Size
from media.timecode import nearest_listed_rate
from tests.support.media.ffmpeg import run


def brightening(path: Path, seconds: float, *, keys_at: str = "") -> Path:
    """Make a video that is brighter in each second, with a key frame every two, or at moments."""
    plain = f"color=black:s=320x180:r=25:d={seconds}"
    grey = "geq=lum='20+20*floor(T)':cb=128:cr=128"
    keys = ["-c:v", "libx264", "-g", "50", "-sc_threshold", "0", "-f", "mpegts"]
    keys += ["-force_key_frames", keys_at] if keys_at else []
    run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", plain, "-vf", grey, *keys, str(path)])
    return path


def brightness(sprite: Path, tiles: int) -> list[int]:
    """Return how bright each tile is."""
    grey = ["-vf", f"scale={tiles}:1:flags=area,format=gray", "-f", "rawvideo", "-"]
    shown = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(sprite), *grey], capture_output=True, check=True
    )
    return list(shown.stdout)


@pytest.mark.parametrize(("seconds", "tiles"), [(1.0, 1), (4.0, 2), (4.4, 3), (6.0, 3)])
def test_each_tile_shows_the_key_frame_of_its_two_seconds(
    tmp_path: Path, seconds: float, tiles: int
) -> None:
    track = brightening(tmp_path / "track", seconds)
    strip = storyboard_of(nearest_listed_rate(Fraction(25)), int(25 * seconds), Size(320, 180))

    run(storyboard_argv(track, tmp_path / "sprite.jpg", strip))

    found = brightness(tmp_path / "sprite.jpg", tiles)
    assert strip.count == tiles == len(found)
    assert all(after - here > 25 for here, after in pairwise(found))


def test_a_tile_shows_a_key_frame_of_its_own_seconds_where_these_are_uneven(tmp_path: Path) -> None:
    track = brightening(tmp_path / "track", 10, keys_at="0,2,4,5,7,9")
    strip = storyboard_of(nearest_listed_rate(Fraction(25)), 250, Size(320, 180))

    run(storyboard_argv(track, tmp_path / "sprite.jpg", strip))

    # JFIF has the full range, the video the limited one.
    luma = [16 + grey * 219 / 255 for grey in brightness(tmp_path / "sprite.jpg", 5)]
    seconds = [round((one - 20) / 20) for one in luma]
    assert [second // 2 for second in seconds] == [0, 1, 2, 3, 4]
