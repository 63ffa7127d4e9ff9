# SPDX-License-Identifier: Apache-2.0
"""A file whose first sound is silent while another is not says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from media.file_headers import Inspected
from media.intake import read_source
from tests.support.media.ffmpeg import inspect, probe_of
from tests.support.media.odd_sources import convert

TONE, NOISE, NOTHING = "sine=f=500", "anoisesrc=a=0.2", "anullsrc"
HISS = "anoisesrc=a=0.0001"
LATE = "sine=f=500,volume='gte(t,33)':eval=frame"
TAIL = "sine=f=500,volume='between(t,3,3.5)':eval=frame"


def with_sounds(
    path: Path, *sounds: str, seconds: int = 2, codec: str = "aac", default: int = 0
) -> Path:
    """Make a video of one picture a second with some sounds, of which players prefer one."""
    picture = ("-f", "lavfi", "-t", str(seconds), "color=s=64x64:r=1")
    inputs = [picture, *(("-f", "lavfi", "-t", str(seconds), sound) for sound in sounds)]
    maps = [part for number in range(len(inputs)) for part in ("-map", str(number))]
    marks = ("-disposition:a", "0", f"-disposition:a:{default}", "default")
    return convert(path, *maps, "-c:v", "mpeg4", "-c:a", codec, *marks, inputs=inputs)


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.mp4", "aac"), ("a.mkv", "flac"), ("a.mov", "pcm_s16le"), ("a.ts", "ac3")],
)
@pytest.mark.parametrize("seconds", [2, 40])
def test_a_silent_first_sound_beside_another_has_a_warning(
    tmp_path: Path, name: str, codec: str, seconds: int
) -> None:
    source = with_sounds(tmp_path / name, NOTHING, NOISE, seconds=seconds, codec=codec)

    (warning,) = probe_of(source).warnings

    assert warning.startswith("Sound track 1 is silent; track 2 is not: choose it in the details")


def test_tracks_are_counted_as_they_are_listed(tmp_path: Path) -> None:
    source = with_sounds(tmp_path / "a.mkv", HISS, TONE, NOTHING, codec="flac", default=2)

    (warning,) = probe_of(source).warnings

    assert warning.startswith("Sound track 3 is silent; track 2 is not")


def test_each_silent_track_has_a_warning_for_whoever_chooses_it(tmp_path: Path) -> None:
    source = with_sounds(tmp_path / "a.mp4", NOTHING, TONE, NOTHING)

    first, second, third = (each.warning for each in probe_of(source).audio_tracks)

    assert first.startswith("Sound track 1 is silent; track 2 is not")
    assert second == ""
    assert third.startswith("Sound track 3 is silent; track 2 is not")


@pytest.mark.parametrize(
    ("sounds", "seconds"),
    [
        ((NOTHING,), 2),
        ((NOTHING, HISS), 2),
        ((TONE, NOTHING), 2),
        ((HISS, NOTHING, NOTHING), 2),
        ((LATE, TONE), 40),
        ((TAIL, TONE), 4),
    ],
)
def test_no_warning_where_the_first_sound_is_heard_or_no_other_is(
    tmp_path: Path, sounds: tuple[str, ...], seconds: int
) -> None:
    assert not probe_of(with_sounds(tmp_path / "a.mp4", *sounds, seconds=seconds)).warnings


def test_others_are_not_listened_to_where_the_first_is_heard(tmp_path: Path) -> None:
    source = with_sounds(tmp_path / "a.mp4", TONE, NOISE, NOISE)
    listened: list[Sequence[str]] = []

    def noting(argv: Sequence[str]) -> Inspected:
        listened.extend([argv] if "astats" in str(argv) else [])
        return inspect(argv)

    read_source(source, inspect=noting)

    assert len(listened) == 1
