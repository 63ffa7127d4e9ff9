# SPDX-License-Identifier: Apache-2.0
"""Pictures whose stamps are rounded are shown when they were recorded, at any frame rate."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from media.timecode import DEFAULT_RATE, FrameRate
from tests.support.media.ffmpeg import probe_of
from tests.support.media.odd_sources import convert, in_export, in_stream
from tests.support.media.stretches import compare
from tests.support.media.video import make_video

NTSC = FrameRate(30_000, 1001)


def recorded(folder: Path, name: str, rate: str, *options: str, late: str = "0") -> Path:
    """Make two seconds at a rate; containers such as Matroska round stamps to milliseconds."""
    base = make_video(folder / "base.mp4", 2, "320x180", rate, audio=None, extra=("-g", "30"))
    codecs = ("-c", "copy", *options, "-output_ts_offset", late)
    return convert(folder / name, *codecs, inputs=[(str(base),)])


def steps(codes: list[tuple[int, int] | None]) -> list[int]:
    """Return how many pictures of the source each frame goes on by; the last may be held."""
    numbers = [code[1] for code in codes if code]
    assert len(numbers) == len(codes)
    return [b - a for a, b in pairwise(numbers)][:-1]


@pytest.mark.parametrize("late", ["0", "0.007"])
@pytest.mark.parametrize("name", ["a.mkv", "a.flv", "a.ts", "a.mp4"])
def test_sixty_pictures_a_second_become_thirty_in_even_steps(
    tmp_path: Path, name: str, late: str
) -> None:
    source = recorded(tmp_path, name, "60", late=late)

    assert set(steps(in_export(source).codes)) == {2}


@pytest.mark.parametrize(
    ("rate", "target"),
    [("60000/1001", NTSC), ("50", FrameRate(25)), ("60", DEFAULT_RATE), ("30", DEFAULT_RATE)],
)
def test_a_rate_and_its_half_go_together_in_matroska(
    tmp_path: Path, rate: str, target: FrameRate
) -> None:
    source = recorded(tmp_path, "a.mkv", rate)

    assert set(steps(in_export(source, target).codes)) == {1 if rate == "30" else 2}


def test_missing_pictures_leave_the_others_in_their_places(tmp_path: Path) -> None:
    base = make_video(tmp_path / "base.mp4", 3, "320x180", "60", audio=None)
    some = ("-vf", "select='mod(floor(n/7),3)+not(mod(n,2))'", "-fps_mode", "vfr", "-g", "30")
    source = convert(tmp_path / "a.mkv", *some, inputs=[(str(base),)])

    codes = in_export(source).codes

    assert probe_of(source).picture().has_varying_rate
    # Of 60 pictures a second those of even number are in the middle of the frames at 30.
    assert [code and code[1] for code in codes] == [2 * place for place in range(len(codes))]


def test_a_stream_shows_the_pictures_that_an_export_shows(tmp_path: Path) -> None:
    source = recorded(tmp_path, "a.mkv", "60")

    assert set(steps(in_stream(source).codes)) <= {1, 2}


@pytest.mark.parametrize(
    ("picture", "late"), [("null", "0.007"), ("select='mod(floor(n/7),3)+not(mod(n,2))'", "0")]
)
def test_stretches_of_rounded_stamps_are_equal_to_the_whole(
    tmp_path: Path, picture: str, late: str
) -> None:
    base = make_video(tmp_path / "base.mp4", 22, "160x90", "60", audio=None)
    some = ("-vf", picture, "-fps_mode", "vfr", "-g", "20", "-preset", "ultrafast", "-bf", "2")
    source = convert(tmp_path / "a.mkv", *some, "-output_ts_offset", late, inputs=[(str(base),)])

    found = compare(source, DEFAULT_RATE)

    assert found.stretches == found.whole and found.entered == [False, True, True]
