# SPDX-License-Identifier: Apache-2.0
"""Surround keeps the level of its centre, and wavering time stamps bend no tone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.media.ffmpeg import sound_of
from tests.support.media.odd_sources import convert, level, sine, tone
from tests.support.media.video import make_video


def base_video(folder: Path, seconds: float = 1) -> str:
    return str(make_video(folder / "base.mp4", seconds, "320x180", audio=None))


def surround(folder: Path, layout: str, codec: str, suffix: str) -> Path:
    """Make a voice that is heard in the centre of a surround layout."""
    channels = {"5.1": 6, "7.1": 8, "5.0": 5}[layout]
    gains = "|".join(f"c{n}={'c0' if n == 2 else '0*c0'}" for n in range(channels))
    voice = ("-filter_complex", f"[1]pan={layout}|{gains}[a]", "-map", "0:v", "-map", "[a]")
    return convert(
        folder / f"{layout}.{suffix}", *voice, "-c:v", "copy", "-c:a", codec,
        inputs=[(base_video(folder),), sine(800, 1)],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("layout", "codec", "suffix"),
    [("5.1", "ac3", "mp4"), ("5.1", "aac", "mkv"), ("7.1", "pcm_s16le", "mov"),
     ("5.0", "flac", "mkv"), ("5.1", "ac3", "ts")],
)  # fmt: skip
def test_the_centre_keeps_its_level(tmp_path: Path, layout: str, codec: str, suffix: str) -> None:
    pan = "pan=stereo|c0=0.7071*c0|c1=0.7071*c0"
    stereo = convert(
        tmp_path / "stereo.mkv", "-filter_complex", f"[1]{pan}[a]", "-map", "0:v", "-map", "[a]",
        inputs=[(base_video(tmp_path),), sine(800, 1)],
    )  # fmt: skip
    expected = level(sound_of(stereo, 48_000)[9600:38_400])
    found = level(sound_of(surround(tmp_path, layout, codec, suffix), 48_000)[9600:38_400])
    assert found == pytest.approx(expected, abs=1.5)


def test_loud_channels_are_mixed_without_clipping(tmp_path: Path) -> None:
    loud = ("-f", "lavfi", "aevalsrc=" + "|".join(["0.95*sin(2*PI*500*t)"] * 6) + ":c=5.1:d=1")
    source = convert(
        tmp_path / "a.mov", "-c:v", "copy", "-c:a", "pcm_s16le",
        inputs=[(base_video(tmp_path),), loud],
    )  # fmt: skip
    sound = sound_of(source, 48_000)[9600:38_400, 0].astype(float)
    assert np.abs(sound).max() < 32_700
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    assert spectrum[spectrum.argmax() * 3] < spectrum.max() / 100


@pytest.mark.parametrize("count", [9, 16, 24])
def test_any_number_of_channels_is_heard(tmp_path: Path, count: int) -> None:
    many = ("-f", "lavfi", "aevalsrc=" + "|".join(["0.2*sin(2*PI*500*t)"] * count) + ":d=1")
    source = convert(
        tmp_path / "a.mkv", "-c:v", "copy", "-c:a", "pcm_s16le",
        inputs=[(base_video(tmp_path),), many],
    )  # fmt: skip
    assert tone(sound_of(source, 48_000)[:, 0], 0.1, 0.9) == pytest.approx(500, abs=1)


def wavering(folder: Path, suffix: str, stamps: str) -> Path:
    """Make a tone of 1,000 Hz whose packets are stamped by an expression."""
    codec = "libopus" if suffix == "mkv" else "aac"
    plain = convert(
        folder / f"plain.{suffix}", "-c:v", "copy", "-c:a", codec,
        inputs=[(str(make_video(folder / "b.mp4", 6, "320x180", audio=None)),), sine(1000, 6)],
    )  # fmt: skip
    argv = ("-c", "copy", "-bsf:a", f"setts=ts={stamps}")
    return convert(folder / f"a.{suffix}", *argv, inputs=[(str(plain),)])


@pytest.mark.parametrize(
    ("suffix", "stamps"),
    [
        ("mkv", "TS+9*(mod(N*7\\,5)-2)/2"),
        ("mp4", "TS+0.025/TB*gte(N\\,100)"),
        ("ts", "TS+0.006/TB*mod(N\\,2)"),
    ],
)
def test_wavering_stamps_do_not_bend_a_tone(tmp_path: Path, suffix: str, stamps: str) -> None:
    sound = sound_of(wavering(tmp_path, suffix, stamps), 6 * 48_000)[:, 0]
    pitches = [tone(sound, at, at + 0.5) for at in np.arange(0.25, 5.25, 0.25)]
    assert np.abs(np.array(pitches) - 1000).max() <= 1


@pytest.mark.parametrize("suffix", ["mkv", "mp4", "ts"])
def test_a_real_gap_is_silent_and_what_follows_is_on_time(tmp_path: Path, suffix: str) -> None:
    source = wavering(tmp_path, suffix, "TS+0.5/TB*gte(N\\,100)")
    loud = np.abs(sound_of(source, 6 * 48_000)[:, 0]) > 300
    edges = np.flatnonzero(np.diff(np.flatnonzero(loud)) > 4800)
    gap = np.diff(np.flatnonzero(loud))[edges]
    assert gap / 48_000 == pytest.approx([0.5], abs=0.03)
