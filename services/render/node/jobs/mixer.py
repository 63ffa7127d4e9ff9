# SPDX-License-Identifier: Apache-2.0
"""The mix of a film, sample by sample: programme, then voices, then the music that hears both."""

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
from services.render.coordinator.domain.errors import Interrupted
from services.render.node.context import JobContext
from timeline.spec.mix import AudioItem, Ducking, MixSpec, Music, OpenerCutoff

Curves = list[tuple[int, Curve]]
"""The ducking of each music that ducks, with the sample of the film at which it begins."""

_STRETCH = 512 * STEP_SAMPLES


@dataclass(frozen=True, slots=True)
class _Followed:
    """What music gives way to: a curve in dB, or the sample at which speech ends it."""

    ducking: Curve | None = None
    speech: int | None = None

    def gain(self, opener: OpenerCutoff | None, at: int, length: int) -> Curve | float:
        """The factors for a stretch of the music."""
        if self.ducking is not None:
            return gain_at(self.ducking, at, length)
        if opener is None or self.speech is None:
            return 1.0
        start, span = self.speech - opener.fade_before, opener.fade_before + opener.fade_after
        return 1 - ramp(at, length, start=start, length=span)


def mix(context: JobContext, spec: MixSpec, path: Path) -> Curves:
    """Write the whole mix as floats, and tell how its music was ducked."""
    with MixBuffer(path, spec.n_samples) as tape:
        for clip in spec.items:
            _lay(context, tape, clip)
        for music in spec.music:
            _turn_down(context, tape, music)
        for voice in spec.narration:
            _lay(context, tape, voice)
        # All keys are taken before any music sounds: music never gives way to music.
        found = [(music, _follow(context, tape, music)) for music in spec.music]
        for music, followed in found:
            _lay_music(context, tape, music, followed)
    return [
        (music.item.start_sample, followed.ducking)
        for music, followed in found
        if followed.ducking is not None
    ]


def _turn_down(context: JobContext, tape: MixBuffer, music: Music) -> None:
    """Give the programme its gain while this music lasts, or silence it."""
    wanted = music.programme_milli_db
    if wanted == 0:
        return
    gain = np.float32(0 if wanted is None else amplitude(wanted))
    for at, length in _stretches(context, music.item):
        start = music.item.start_sample + at
        tape.write(start, tape.read(start, length) * gain)


def _lay(context: JobContext, tape: MixBuffer, item: AudioItem) -> None:
    source = PcmFile(context.borrow(item.pcm))
    gain = np.float32(amplitude(item.gain_milli_db))
    for at, length in _stretches(context, item):
        tape.add(item.start_sample + at, source.read(item.in_sample + at, length) * gain)


def _follow(context: JobContext, tape: MixBuffer, music: Music) -> _Followed:
    """Find out what music has to give way to, by what is heard over it."""
    if music.ducking is None and music.opener is None:
        return _Followed()
    start = music.item.start_sample
    heard = [levels(tape.read(start + at, n)) for at, n in _stretches(context, music.item)]
    key = np.concatenate(heard)
    if music.opener is not None:
        return _Followed(speech=speech_start(key, silence_db=music.opener.silence_db))
    return _Followed(ducking=None if music.ducking is None else ducked(key, _duck(music.ducking)))


def _duck(wanted: Ducking) -> DuckSettings:
    return DuckSettings(
        wanted.amount_milli_db / 1000, wanted.threshold_milli / 1000, wanted.is_abrupt
    )


def _lay_music(context: JobContext, tape: MixBuffer, music: Music, followed: _Followed) -> None:
    item, source = music.item, PcmFile(context.borrow(music.item.pcm))
    for at, length in _stretches(context, item):
        gain = fades(
            at, length, length=item.n_samples, fade_in=music.fade_in, fade_out=music.fade_out
        )
        gain *= amplitude(item.gain_milli_db) * followed.gain(music.opener, at, length)
        sound = source.read_looped(item.in_sample, at, length)
        tape.add(item.start_sample + at, sound * gain[:, None].astype(np.float32))


def _stretches(context: JobContext, item: AudioItem) -> Iterator[tuple[int, int]]:
    """Cut an item into stretches that fit the memory, until the work is to be stopped."""
    for at in range(0, item.n_samples, _STRETCH):
        if context.watch.is_over():
            raise Interrupted
        yield at, min(_STRETCH, item.n_samples - at)
