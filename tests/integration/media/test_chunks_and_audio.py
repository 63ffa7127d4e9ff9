# SPDX-License-Identifier: Apache-2.0
"""Chunks and their concatenation are exact to the frame, their audio to the sample."""

from __future__ import annotations

from pathlib import Path

import ffmpeg
import numpy as np
import pytest

from media.audio_encoding import EXPORT_AUDIO
from media.encode import audio_argv, chunk_argv, concat_argv, concat_list
from media.encoder_profile import encoder_profile
from media.ingest import mezzanine_argv
from media.loudness import master_argv, measure_argv, parse_loudness, static_gain
from media.packets import WrongPackets, check_chunk, check_concat
from media.progress import ProgressReader
from media.sizes import Size
from media.timecode import FrameRate
from tests.support.media.barcode import read_barcodes
from tests.support.media.ffmpeg import packets_of, probe_of, run
from tests.support.media.video import make_video

TONE = "sine=frequency=440:sample_rate=48000"
RATE = FrameRate(30000, 1001)
PROFILE = encoder_profile(quality="standard", size=Size(640, 360), rate=RATE)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mezzanine of a video of 5 seconds."""
    folder = tmp_path_factory.mktemp("source")
    upload = make_video(folder / "upload.mp4", 5, fps=str(RATE), barcode_source_id=3)
    made = folder / "mezzanine.mov"
    probe = probe_of(upload)
    run(mezzanine_argv(upload, made, probe=probe, rate=RATE, height_class=1080))
    return made


def chunk(source: Path, target: Path, *, first: int, frames: int) -> Path:
    """Encode frames of a mezzanine as a chunk."""
    picture = ffmpeg.input(str(source), ss=RATE.seek_text(first))["v:0"]
    picture = picture.filter("setpts", "PTS-STARTPTS").filter("trim", end_frame=frames)
    argv = chunk_argv(picture, target, profile=PROFILE)
    reports = ProgressReader().feed(run(argv).stdout)
    assert reports[-1].frame == frames
    return target


def test_chunks_and_their_concatenation_have_exactly_their_frames(
    source: Path, tmp_path: Path
) -> None:
    cuts = [(0, 70), (33, 7), (80, 61)]
    parts = [
        chunk(source, tmp_path / f"{i}.mp4", first=first, frames=frames)
        for i, (first, frames) in enumerate(cuts)
    ]
    tables = [packets_of(part) for part in parts]
    for table, (_, frames) in zip(tables, cuts, strict=True):
        check_chunk(table, frames=frames, rate=RATE)
    headers = {table.video.extradata for table in tables if table.video}
    assert len(headers) == 1
    lengths = [frames for _, frames in cuts]
    samples = RATE.samples(sum(lengths))
    sound = tmp_path / "sound.m4a"
    run(audio_argv(ffmpeg.input(TONE, f="lavfi"), sound, samples=samples, encoding=EXPORT_AUDIO))
    script, joined = tmp_path / "parts.ffconcat", tmp_path / "it's an export.mp4"
    script.write_text(concat_list(parts))
    run(concat_argv(script, sound, joined, rate=RATE))
    table = packets_of(joined)
    check_concat(table, chunks=lengths, rate=RATE, extradata=headers.pop(), samples=samples)
    expected = [(3, first + i) for first, frames in cuts for i in range(frames)]
    assert read_barcodes(joined) == expected
    with pytest.raises(WrongPackets, match="key frames"):
        check_concat(table, chunks=[138], rate=RATE, extradata=None, samples=samples)


def test_all_differences_of_a_concatenation_are_listed(source: Path, tmp_path: Path) -> None:
    part = chunk(source, tmp_path / "0.mp4", first=0, frames=10)
    with pytest.raises(WrongPackets, match=r"10 frames instead of 11; .*headers.*; no audio"):
        check_concat(packets_of(part), chunks=[11], rate=RATE, extradata="SHA256:0", samples=5)


def test_a_quiet_mix_is_raised_to_minus_16_lufs_without_delay(tmp_path: Path) -> None:
    mix, master = tmp_path / "mix.wav", tmp_path / "master.m4a"
    tone = "sine=f=330:r=48000:d=4,volume=0.3,aformat=channel_layouts=stereo"
    run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", tone, "-c:a", "pcm_f32le", str(mix)])
    loudness = parse_loudness(run(measure_argv(mix)).stderr)
    gain = static_gain(loudness, samples=192_000, target_lufs=-16)
    run(master_argv(mix, master, gain=gain, samples=191_999, encoding=EXPORT_AUDIO))
    audio = packets_of(master).audio
    assert audio is not None and audio.end == 191_999
    assert abs(float(parse_loudness(run(measure_argv(master)).stderr)) + 16) <= 0.2
    before, after = samples_of(mix), samples_of(master)
    factor = 10 ** (float(gain) / 20)
    middle = slice(10_000, 100_000)
    assert np.abs(before[middle] * factor - after[middle]).max() < 0.01


def test_peaks_stay_below_the_ceiling_after_aac(tmp_path: Path) -> None:
    mix, master = tmp_path / "mix.wav", tmp_path / "master.m4a"
    bursts = "aevalsrc='0.05*sin(2*PI*330*t)+0.9*sin(2*PI*997*t)*lt(mod(t,2),0.005)':s=48000:d=4"
    run(
        [
            "ffmpeg",
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            bursts,
            "-ac",
            "2",
            "-c:a",
            "pcm_f32le",
            str(mix),
        ]
    )
    loudness = parse_loudness(run(measure_argv(mix)).stderr)
    gain = static_gain(loudness, samples=192_000, target_lufs=-16)
    assert gain > 5
    run(master_argv(mix, master, gain=gain, samples=192_000, encoding=EXPORT_AUDIO))
    meter = ["-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"]
    summary = run(["ffmpeg", "-v", "info", "-nostats", "-i", str(master), *meter]).stderr
    peak = float(summary.rsplit("Peak:", 1)[1].split()[0])
    assert -6 < peak <= -1.5


def test_silence_is_measured_as_silence_and_gets_no_gain(tmp_path: Path) -> None:
    mix = tmp_path / "mix.wav"
    silence = "anullsrc=r=48000:cl=stereo"
    run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", silence, "-t", "1", str(mix)])
    loudness = parse_loudness(run(measure_argv(mix)).stderr)
    assert loudness == -70
    assert static_gain(loudness, samples=48_000, target_lufs=-16) == 0


def samples_of(path: Path) -> np.ndarray:
    """Return the left channel as floats."""
    raw = path.with_suffix(".raw")
    run(["ffmpeg", "-v", "error", "-y", "-i", str(path), "-ac", "2", "-f", "f32le", str(raw)])
    return np.fromfile(raw, dtype="<f4")[::2]
