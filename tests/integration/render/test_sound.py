# SPDX-License-Identifier: Apache-2.0
"""What ducking does to an ear, and what is told of it; every other sound has its golden film."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.golden.audio_cases import audio_document, clip, music, narration
from tests.support.golden.audio_sources import CLIP, MUSIC, RATE, VOICE, noise, speech
from tests.support.sound.mix_renderer import MixRenderer
from tests.support.sound.reference import AudioReference

Sound = NDArray[np.float64]
SPOKEN = (1, 1.4, 1.8)


def ducked_film(**how: Any) -> dict[str, Any]:
    """Music under three words and the silence after them."""
    segment = music("mix_duck", fadeInSeconds=0, fadeOutSeconds=0, **how)
    base = clip(CLIP, (0, 4), 0, audioEnabled=False)
    return audio_document(base, narration=[narration(0, 4)], audioSegments=[segment])


def a_stage(folder: Path, *, loudness: float) -> MixRenderer:
    """A stage on which somebody says three words, softly or loudly."""
    stage = MixRenderer(folder)
    stage.film(CLIP, np.zeros((4 * RATE, 2)))
    stage.audio(VOICE, speech(4, dict.fromkeys(SPOKEN, loudness), floor=-90))
    stage.audio(MUSIC, noise(1.7, seed=4))
    return stage


@pytest.mark.parametrize("loudness", [-17, -8])
def test_music_gives_way_by_what_was_asked_for_whether_one_whispers_or_shouts(
    tmp_path: Path, loudness: float
) -> None:
    stage = a_stage(tmp_path, loudness=loudness)
    document = ducked_film(duckingAmountDb=9.5)

    mixed, _ = stage.mix(document)

    reference = AudioReference(document, stage.sounds)
    heard = mixed - reference.without_music()
    played = reference.music(reference.law.lane(document["audioSegments"], open_end=4)[0])
    taken = [_attenuation(heard, played, start + 0.1) for start in SPOKEN]
    assert np.abs(np.array(taken) - 9.5).max() < 1.5
    assert abs(_attenuation(heard, played, 0.5)) < 0.1
    assert abs(_attenuation(heard, played, 3.5)) < 0.5


def _attenuation(heard: Sound, played: Sound, at: float) -> float:
    """By how many decibels music is quieter than it was for the two tenths after a moment."""
    span = slice(round(at * RATE), round((at + 0.2) * RATE))
    return float(10 * np.log10((played[span] ** 2).sum() / (heard[span] ** 2).sum()))
