# SPDX-License-Identifier: Apache-2.0
"""Recordings that were appended to one another keep all pictures in order, and their sound."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from media.errors import Damaged
from media.intake import open_source
from media.timecode import SAMPLE_RATE, FrameRate
from tests.support.media.ffmpeg import inspect, make
from tests.support.media.odd_sources import LOUD, Shown, convert, in_export, in_stream
from tests.support.media.video import make_video

LATEST = 0.040
"""The A/V offset that nobody notices, in seconds."""

SECONDS = 2

KINDS = {
    "transport-aac-30": ("ts", 30, "-c:v|copy|-c:a|aac"),
    "transport-ac3-25": ("ts", 25, "-c:v|copy|-c:a|ac3"),
    "program-mpeg2-25": ("vob", 25, "-c:v|mpeg2video|-q:v|2|-bf|2|-g|12|-c:a|mp2|-b:a|192k"),
    "program-mpeg1-25": ("mpg", 25, "-c:v|mpeg1video|-q:v|2|-bf|2|-g|12|-c:a|mp2|-b:a|192k"),
}


def beeps() -> tuple[str, ...]:
    """Return the input of a tone that is heard from 0.4 s of each second on."""
    tone = f"sine=f=700:r={SAMPLE_RATE}:d={SECONDS}:samples_per_frame=48"
    return ("-f", "lavfi", f"{tone},volume='gte(mod(t,1),0.4)':eval=frame")


def recording(folder: Path, number: int, kind: str, start: str = "0") -> Path:
    """Make a recording with reordered frames (B-frames); a tone begins at 0.4 s of each second."""
    suffix, fps, codecs = KINDS[kind]
    reordered = ("-bf", "2", "-g", "25")
    base = make_video(
        folder / f"{number}.mp4", SECONDS, "320x180", str(fps), audio=None,
        barcode_source_id=number, extra=reordered,
    )  # fmt: skip
    shift = ("-output_ts_offset", start)
    inputs = [(str(base),), beeps()]
    return convert(folder / f"{number}.{suffix}", *codecs.split("|"), *shift, inputs=inputs)


def joined(folder: Path, kind: str, *starts: str) -> Path:
    """Append recordings whose clocks begin at some seconds."""
    whole = folder / f"joined.{KINDS[kind][0]}"
    parts = [recording(folder, number, kind, start) for number, start in enumerate(starts, start=1)]
    whole.write_bytes(b"".join(part.read_bytes() for part in parts))
    return whole


def offsets(shown: Shown, recordings: int) -> list[float]:
    """Return how much later than its picture each tone begins, in seconds."""
    loud = np.flatnonzero(np.abs(shown.sound[:, 0]) > LOUD)
    begun = loud[np.flatnonzero(np.diff(loud, prepend=-SAMPLE_RATE) > SAMPLE_RATE / 5)]
    numbers = [shown.rate.frame(second + Fraction(2, 5)) for second in range(SECONDS)]
    places = [shown.codes.index((part + 1, n)) for part in range(recordings) for n in numbers]
    assert len(begun) == len(places)
    seconds = [float(shown.rate.seconds(place)) for place in places]
    return [float(at) / SAMPLE_RATE - beside for at, beside in zip(begun, seconds, strict=True)]


@pytest.mark.parametrize(
    ("kind", "starts"),
    [
        ("transport-aac-30", ("100", "7000")),
        ("transport-ac3-25", ("100", "20", "20")),
        ("program-mpeg2-25", ("100", "7000")),
        ("program-mpeg2-25", ("0", "0")),
        ("program-mpeg1-25", ("100", "20")),
    ],
)
def test_joined_recordings_keep_reordered_pictures_and_their_sound(
    tmp_path: Path, kind: str, starts: tuple[str, ...]
) -> None:
    rate, source = FrameRate(KINDS[kind][1]), joined(tmp_path, kind, *starts)
    numbers = range(SECONDS * rate.num)
    for shown in (in_export(source, rate), in_stream(source)):
        assert shown.codes == [(part, n) for part in range(1, len(starts) + 1) for n in numbers]
        assert max(map(abs, offsets(shown, len(starts)))) <= LATEST


@pytest.mark.parametrize("kind", ["program-mpeg2-25", "program-mpeg1-25"])
def test_a_program_stream_shows_its_last_frame_at_its_own_rate(tmp_path: Path, kind: str) -> None:
    source = recording(tmp_path, 1, kind)
    for shown in (in_export(source, FrameRate(25)), in_stream(source)):
        assert shown.rate == FrameRate(25)
        assert shown.codes == [(1, n) for n in range(50)]
        assert max(map(abs, offsets(shown, 1))) <= LATEST


@pytest.mark.parametrize("starts", [("0", "3600"), ("0", "0", "0")])
def test_recordings_that_cannot_be_laid_end_to_end_are_refused_with_what_to_do(
    tmp_path: Path, starts: tuple[str, ...]
) -> None:
    path = joined(tmp_path, "transport-aac-30", *starts)
    reason = f"these are {len(starts)} recordings in one file.*; upload each by itself"

    with pytest.raises(Damaged, match=reason):
        open_source(path, tmp_path / "no-such-folder", inspect=inspect, make=make)
