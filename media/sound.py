# SPDX-License-Identifier: Apache-2.0
"""Makes the sound of an upload: 16-bit stereo samples at 48 kHz, on the clock of its picture."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from media.errors import NoAudio
from media.file_headers import Inspect
from media.intake import Source
from media.sound_decoding import (
    DecodedSound,
    changing_sound,
    changing_sound_argv,
    channels_argv,
    parse_channels,
    steady_sound,
    steady_sound_argv,
)
from media.sound_timing import Blocks, arrange, parse_blocks
from media.sound_writing import is_in_place, write_sound
from media.streams import AudioStream
from media.timecode import SAMPLE_RATE, round_half_up

FROM_MONO = np.float32(2**0.5)
"""What raises a mono sound, which ffmpeg lowers by 3 dB, to its own level."""

Make = Callable[[Sequence[str]], bool]
"""Runs a command that writes files; False if it failed because of the upload."""


@dataclass(frozen=True, slots=True)
class SoundMaker:
    """Decodes sounds in a scratch directory."""

    folder: Path
    inspect: Inspect
    make: Make

    def of_video(self, source: Source, target: Path, *, samples: int) -> None:
        """Write exactly `samples` samples, of which the first is at time zero of the picture."""
        self._write(source, target, longest=samples, is_padded=True)

    def of_audio(self, source: Source, target: Path, *, longest: int) -> None:
        """Write a sound from its first sample to its end, at most `longest` samples."""
        samples = min(longest, round_half_up(source.probe.playing_time * SAMPLE_RATE))
        self._write(source, target, longest=samples, is_padded=False)

    def _write(self, source: Source, target: Path, *, longest: int, is_padded: bool) -> None:
        stream = source.probe.audio
        if stream is None:
            raise NoAudio("this file has no sound that can be decoded")
        files = self._decode(source.path, stream, longest)
        with files.blocks.open() as lines:
            blocks = parse_blocks(lines, sample_bytes=files.sample_bytes)
        spans = arrange(blocks, zero=round_half_up(source.probe.zero * SAMPLE_RATE))
        end = max((span.at + span.length for span in spans), default=0)
        decoded = _samples(files)
        if files.is_changing:
            self._raise_mono(source.path, stream, decoded, blocks)
        length = longest if is_padded else max(0, min(longest, end))
        if is_in_place(decoded, spans):
            # What was decoded is what is wanted; silence follows where the file becomes longer.
            files.samples.rename(target)
            os.truncate(target, length * files.sample_bytes)
            return
        write_sound(target, decoded, spans, length=length)

    def _decode(self, path: Path, stream: AudioStream, longest: int) -> DecodedSound:
        steady = steady_sound(self.folder, stream)
        if self.make(steady_sound_argv(path, steady, stream=stream, longest=longest)):
            return steady
        changing = changing_sound(self.folder)
        self.make(changing_sound_argv(path, changing, stream=stream, longest=longest))
        if not changing.samples.exists() or not changing.blocks.exists():
            raise NoAudio("the sound of this file cannot be decoded")
        return changing

    def _raise_mono(
        self, path: Path, stream: AudioStream, decoded: np.ndarray, blocks: Blocks
    ) -> None:
        """Bring the parts of a changing sound that are mono to their own level."""
        changes = parse_channels(self.inspect(channels_argv(path, stream)).output)
        if not changes:
            return
        times = [round_half_up(at * SAMPLE_RATE) for at, _ in changes]
        latest = np.searchsorted(times, blocks.starts, side="right") - 1
        is_mono = np.array([channels == 1 for _, channels in changes])[np.maximum(latest, 0)]
        bounds = np.concatenate([[0], np.cumsum(blocks.lengths)])
        edges = np.flatnonzero(np.diff(is_mono.astype(np.int8), prepend=0, append=0))
        for first, end in edges.reshape(-1, 2):
            decoded[bounds[first] : bounds[end]] *= FROM_MONO


def _samples(files: DecodedSound) -> np.ndarray:
    kind = np.float32 if files.is_float else np.int16
    if not files.samples.stat().st_size:
        return np.empty((0, 2), kind)
    # Changes go to the file: those of a copy-on-write map would stay in memory, up to all of it.
    return np.memmap(files.samples, kind, "r+").reshape(-1, 2)
