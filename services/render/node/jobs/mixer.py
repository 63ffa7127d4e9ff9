# SPDX-License-Identifier: Apache-2.0
"""Mixes samples: the programme, then narration, then the music that ducks under both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from media.mix_buffer import MixBuffer, PcmFile
from media.mixing import (
    STEP_SAMPLES,
    Curve,
    DuckSettings,
    amplitude,
    ducked,
    fades,
    gain_at,
    levels,
    ramp,
    speech_start,
)
from services.render.node.context import JobContext
from timeline.spec.mix import AudioItem, Ducking, MixSpec, Music, OpenerCutoff

Curves = list[tuple[int, Curve]]
"""The ducking of each music that ducks, with the sample of the export at which it begins."""

_BLOCK_SAMPLES = 512 * STEP_SAMPLES


@dataclass(frozen=True, slots=True)
class _Sidechain:
    """What lowers the music of an item: a curve in dB, or the sample at which speech begins."""

    ducking: Curve | None = None
    speech: int | None = None

    def gain(self, opener: OpenerCutoff | None, at: int, length: int) -> Curve | float:
        """The factors for some samples of the music."""
        if self.ducking is not None:
            return gain_at(self.ducking, at, length)
        if opener is None or self.speech is None:
            return 1.0
        start, span = self.speech - opener.fade_before, opener.fade_before + opener.fade_after
        return 1 - ramp(at, length, start=start, length=span)


def mix_samples(context: JobContext, spec: MixSpec, path: Path) -> Curves:
    """Write the whole mix as floats to a file, and return how its music was ducked."""
    with MixBuffer(path, spec.n_samples) as buffer:
        for clip in spec.items:
            _add_item(context, buffer, clip)
        for music in spec.music:
            _lower_programme(context, buffer, music)
        for voice in spec.narration:
            _add_item(context, buffer, voice)
        # All sidechains are measured before any music is added: music does not duck music.
        found = [(music, _measure_sidechain(context, buffer, music)) for music in spec.music]
        for music, sidechain in found:
            _add_music(context, buffer, music, sidechain)
    return [
        (music.item.start_sample, sidechain.ducking)
        for music, sidechain in found
        if sidechain.ducking is not None
    ]


def _lower_programme(context: JobContext, buffer: MixBuffer, music: Music) -> None:
    """Apply the gain that the programme has while a music plays; None silences it."""
    milli_db = music.programme_milli_db
    if milli_db == 0:
        return
    gain = np.float32(0 if milli_db is None else amplitude(milli_db))
    for at, length in _blocks(context, music.item):
        start = music.item.start_sample + at
        buffer.write(start, buffer.read(start, length) * gain)


def _add_item(context: JobContext, buffer: MixBuffer, item: AudioItem) -> None:
    source = PcmFile(context.fetch(item.pcm))
    gain = np.float32(amplitude(item.gain_milli_db))
    for at, length in _blocks(context, item):
        buffer.add(item.start_sample + at, source.read(item.in_sample + at, length) * gain)


def _measure_sidechain(context: JobContext, buffer: MixBuffer, music: Music) -> _Sidechain:
    """Measure what is heard while a music plays, and what that does to the music."""
    if music.ducking is None and music.opener is None:
        return _Sidechain()
    start = music.item.start_sample
    heard = [levels(buffer.read(start + at, n)) for at, n in _blocks(context, music.item)]
    key = np.concatenate(heard)
    if music.opener is not None:
        return _Sidechain(speech=speech_start(key, silence_db=music.opener.silence_db))
    return _Sidechain(ducking=None if music.ducking is None else ducked(key, _duck(music.ducking)))


def _duck(spec: Ducking) -> DuckSettings:
    amount, threshold = spec.amount_milli_db / 1000, spec.threshold_milli / 1000
    return DuckSettings(amount, threshold, spec.is_abrupt)


def _add_music(context: JobContext, buffer: MixBuffer, music: Music, sidechain: _Sidechain) -> None:
    item, source = music.item, PcmFile(context.fetch(music.item.pcm))
    for at, length in _blocks(context, item):
        gain = fades(
            at, length, length=item.n_samples, fade_in=music.fade_in, fade_out=music.fade_out
        )
        gain *= amplitude(item.gain_milli_db) * sidechain.gain(music.opener, at, length)
        sound = source.read_looped(item.in_sample, at, length)
        buffer.add(item.start_sample + at, sound * gain[:, None].astype(np.float32))


def _blocks(context: JobContext, item: AudioItem) -> Iterator[tuple[int, int]]:
    """Cut an item into blocks that fit the memory, until the job is cancelled."""
    for at in range(0, item.n_samples, _BLOCK_SAMPLES):
        context.token.raise_if_cancelled()
        yield at, min(_BLOCK_SAMPLES, item.n_samples - at)
