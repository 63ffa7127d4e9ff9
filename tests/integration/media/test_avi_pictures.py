# SPDX-License-Identifier: Apache-2.0
"""Each picture of an AVI is shown once and with its sound, though it states no reordering."""

from __future__ import annotations

from pathlib import Path

import pytest

from media.timecode import FrameRate
from tests.support.media.odd_sources import convert, in_export, in_stream, sine
from tests.support.media.packed_frames import pack_frames
from tests.support.media.video import make_video

LATEST = 0.020
"""Less than a picture lasts: a sound is beside the right one."""

CODINGS = {
    "no B-frames": "-c:v mpeg4 -q:v 2 -bf 0",
    "one B-frame": "-c:v mpeg4 -q:v 2 -bf 1 -b_strategy 0",
    "two B-frames": "-c:v mpeg4 -q:v 2 -bf 2 -g 12",
    "packed B-frames": "-c:v mpeg4 -q:v 2 -bf 1 -b_strategy 0 -g 12",
    "MPEG-2": "-c:v mpeg2video -q:v 2 -bf 2 -g 12",
    "H.264": "-c:v libx264 -preset ultrafast -bf 2 -b_strategy 0 -g 12",
    "H.264 with a pyramid": "-c:v libx264 -preset ultrafast -bf 5 -x264-params b-pyramid=normal",
}


def an_avi(folder: Path, coding: str, rate: str, seconds: int) -> Path:
    """Make an AVI with bar codes; with a rate of 25 it has a tone that begins after half of it."""
    base = make_video(folder / "base.mp4", seconds, "320x180", rate, audio=None)
    inputs: list[tuple[str, ...]] = [(str(base),)]
    codecs = CODINGS[coding].split()
    if rate == "25":
        late = f"volume='gte(t,{seconds / 2})':eval=frame"
        inputs.append(sine(500, seconds))
        codecs += ["-af", late, "-c:a", "pcm_s16le"]
    made = convert(folder / "made.avi", *codecs, inputs=inputs)
    packed = coding == "packed B-frames"
    return pack_frames(made, folder / "packed.avi") if packed else made


@pytest.mark.parametrize("coding", CODINGS)
def test_each_picture_is_shown_once(tmp_path: Path, coding: str) -> None:
    source = an_avi(tmp_path, coding, "30", 1)

    assert [code and code[1] for code in in_export(source).codes] == list(range(30))


@pytest.mark.parametrize("coding", ["no B-frames", "two B-frames", "H.264"])
def test_a_sound_is_heard_with_its_picture(tmp_path: Path, coding: str) -> None:
    shown = in_export(an_avi(tmp_path, coding, "25", 2), FrameRate(25))

    assert [code and code[1] for code in shown.codes] == list(range(50))
    assert abs(shown.first_loud() - 1) <= LATEST


def test_a_stream_shows_each_picture_once_as_well(tmp_path: Path) -> None:
    source = an_avi(tmp_path, "two B-frames", "30", 1)

    assert [code and code[1] for code in in_stream(source).codes] == list(range(30))
