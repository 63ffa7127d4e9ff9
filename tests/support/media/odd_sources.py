# SPDX-License-Identifier: Apache-2.0
"""Files of the kinds that recorders, editors and broadcasters make, with bar codes and tones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from media.hls.plan import PackagingPlan
from media.ingest import frame_count, mezzanine_argv
from media.packets import check_mezzanine
from media.timecode import DEFAULT_RATE, SAMPLE_RATE, FrameRate
from tests.support.media.barcode import Code, read_barcodes
from tests.support.media.ffmpeg import packets_of, run, sound_of, source_of
from tests.support.media.packaging import package

Samples = np.ndarray
LOUD = 600


@dataclass(frozen=True, slots=True)
class Shown:
    """What is seen and heard of a file: the codes of its frames and its samples at 48 kHz."""

    codes: list[Code | None]
    sound: Samples
    rate: FrameRate
    warnings: tuple[str, ...]

    def frame_of(self, number: int) -> int:
        """Return the first frame that shows a code."""
        return next(place for place, code in enumerate(self.codes) if code and code[1] == number)

    def first_loud(self) -> float:
        """Return the seconds after which the sound begins."""
        return float(np.flatnonzero(np.abs(self.sound[:, 0]) > LOUD)[0] / SAMPLE_RATE)

    def tone(self, since: float, until: float, channel: int = 0) -> float:
        """Return the frequency that is the loudest between two moments, in hertz."""
        return tone(self.sound[:, channel], since, until)


def tone(sound: Samples, since: float, until: float) -> float:
    """Return the loudest frequency of a channel between two moments, to a tenth of a hertz."""
    part = sound[int(since * SAMPLE_RATE) : int(until * SAMPLE_RATE)].astype(float)
    size = 10 * SAMPLE_RATE
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), size))
    return float(spectrum.argmax() * SAMPLE_RATE / size)


def level(sound: Samples) -> float:
    """Return the power of a sound of all channels in decibels."""
    return float(10 * np.log10((sound.astype(float) ** 2).sum(axis=1).mean() + 1e-9))


def in_export(
    path: Path, rate: FrameRate = DEFAULT_RATE, *, audio_track: int | None = None
) -> Shown:
    """Return what exports show of a file, of whose sounds one may have been chosen."""
    opened, target = source_of(path), path.with_name(f"{path.name}.mov")
    frames = frame_count(opened.probe, rate)
    argv = mezzanine_argv(opened.path, target, probe=opened.probe, rate=rate, height_class=1080)
    run(argv)
    check_mezzanine(packets_of(target), frames=frames, rate=rate)
    has_sound = opened.probe.has_audio
    sound = sound_of(path, rate.samples(frames), audio_track) if has_sound else np.zeros((0, 2))
    return Shown(read_barcodes(target), sound, rate, opened.probe.warnings)


def in_stream(path: Path, *, audio_track: int | None = None) -> Shown:
    """Return what the lowest rung of a file's stream shows, and its sound."""
    plan, target = packaged(path, audio_track=audio_track)
    rung = target.with_name(f"{path.name}.rung.mp4")
    _join(target / plan.rungs[-1].name, rung)
    sound = np.zeros((0, 2))
    if plan.has_audio:
        joined, raw = rung.with_suffix(".m4a"), rung.with_suffix(".s16")
        _join(target / "audio", joined)
        # Players leave out the samples before time zero, with which an encoder begins (priming).
        form = ("-af", "atrim=start=0", "-f", "s16le", "-ac", "2", "-ar", str(SAMPLE_RATE))
        run(["ffmpeg", "-v", "error", "-y", "-copyts", "-i", str(joined), *form, str(raw)])
        sound = np.fromfile(raw, "<i2").reshape(-1, 2)
    return Shown(read_barcodes(rung), sound, plan.rate, ())


def packaged(path: Path, *, audio_track: int | None = None) -> tuple[PackagingPlan, Path]:
    """Package a file, and return the plan and the folder of the stream."""
    scratch, target = (path.with_name(f"{path.name}.{end}") for end in ("scratch", "hls"))
    plan = package(path, scratch=scratch, target=target, audio_track=audio_track)
    return plan, target


def _join(rendition: Path, target: Path) -> None:
    parts = [rendition / "init.mp4", *sorted(rendition.glob("*.m4s"))]
    target.write_bytes(b"".join(part.read_bytes() for part in parts))


def convert(target: Path, *options: str, inputs: Sequence[tuple[str, ...]]) -> Path:
    """Make a file with ffmpeg; each input is its options and its name."""
    flags = [part for each in inputs for part in (*each[:-1], "-i", each[-1])]
    run(["ffmpeg", "-v", "error", "-nostdin", "-y", *flags, *options, str(target)])
    return target


def sine(hertz: int, seconds: float, rate: int = 48_000) -> tuple[str, ...]:
    """Return the input of a tone."""
    return ("-f", "lavfi", f"sine=f={hertz}:r={rate}:d={seconds}")
