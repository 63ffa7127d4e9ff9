# SPDX-License-Identifier: Apache-2.0
"""The right streams are shown and heard, also when they change midway."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from media.sound import SoundMaker
from media.sound_decoding import INTEGER_BYTES, SPARE_SAMPLES
from tests.support.media.ffmpeg import inspect, make, sound_of, source_of
from tests.support.media.odd_sources import convert, in_export, sine, tone
from tests.support.media.video import make_video

ALL = [(1, n) for n in range(30)]


def base_video(folder: Path, seconds: float = 1) -> str:
    return str(make_video(folder / "base.mp4", seconds, "320x180", audio=None))


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "mov"])
def test_the_default_sound_is_heard(tmp_path: Path, suffix: str) -> None:
    inputs = [(base_video(tmp_path),), sine(300, 1), sine(1500, 1)]
    chosen = ("-disposition:a:0", "0", "-disposition:a:1", "default")
    source = convert(
        tmp_path / f"a.{suffix}", "-map", "0", "-map", "1", "-map", "2", *chosen, inputs=inputs
    )
    assert tone(sound_of(source, 48_000)[:, 0], 0.1, 0.9) == pytest.approx(1500, abs=1)


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "mov"])
def test_a_preview_of_one_picture_before_the_video_is_not_shown(
    tmp_path: Path, suffix: str
) -> None:
    red = ("-f", "lavfi", "color=red:s=160x90:r=1:d=1")
    codecs = ("-map", "0", "-map", "1", "-c:v:0", "mjpeg", "-c:v:1", "copy")
    source = convert(
        tmp_path / f"a.{suffix}", *codecs, "-disposition:v:0", "default", "-disposition:v:1", "0",
        inputs=[red, (base_video(tmp_path),)],
    )  # fmt: skip
    assert in_export(source).codes == ALL


def test_a_sound_that_becomes_stereo_and_mono_again_keeps_its_level(tmp_path: Path) -> None:
    video, whole = base_video(tmp_path), tmp_path / "a.ts"
    with whole.open("wb") as out:
        for second, layout in enumerate(("mono", "stereo", "mono")):
            part = tmp_path / f"{second}.ts"
            both = ("-af", f"pan={layout}|c0=c0{'|c1=c0' if layout == 'stereo' else ''}")
            place = ("-c:v", "copy", "-c:a", "mp2", "-output_ts_offset", str(second))
            convert(part, *both, *place, inputs=[(video,), sine(500, 1)])
            out.write(part.read_bytes())

    sound = np.abs(sound_of(whole, 3 * 48_000).astype(int))

    # ffmpeg's sine has an eighth of full scale.
    for second in range(3):
        part = sound[second * 48_000 + 14_400 : second * 48_000 + 33_600]
        assert part.max(axis=0) == pytest.approx([4096, 4096], rel=0.03)


def test_of_a_long_sound_not_much_more_than_is_needed_is_decoded(tmp_path: Path) -> None:
    source = convert(tmp_path / "a.wav", inputs=[sine(500, 90, rate=8000)])
    decoded = []

    def decode(argv: Sequence[str]) -> bool:
        is_made = make(argv)
        decoded.append((tmp_path / "sound.raw").stat().st_size)
        return is_made

    maker = SoundMaker(tmp_path, inspect=inspect, make=decode)

    maker.of_audio(source_of(source), tmp_path / "a.s16", longest=48_000)

    assert (tmp_path / "a.s16").stat().st_size == 48_000 * INTEGER_BYTES
    assert decoded == [(48_000 + SPARE_SAMPLES) * INTEGER_BYTES]
