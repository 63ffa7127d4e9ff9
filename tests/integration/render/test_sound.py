# SPDX-License-Identifier: Apache-2.0
"""The ducking of music by the mix job; all other audio has golden cases."""

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


def ducked_music(**fields: Any) -> dict[str, Any]:
    """Return a document of music under three words and the silence after them."""
    segment = music("mix_duck", fadeInSeconds=0, fadeOutSeconds=0, **fields)
    base = clip(CLIP, (0, 4), 0, audioEnabled=False)
    return audio_document(base, narration=[narration(0, 4)], audioSegments=[segment])


def a_renderer(folder: Path, *, loudness: float) -> MixRenderer:
    """Return a renderer with a narration of three words, soft or loud."""
    renderer = MixRenderer(folder)
    renderer.add_video(CLIP, np.zeros((4 * RATE, 2)))
    renderer.add_audio(VOICE, speech(4, dict.fromkeys(SPOKEN, loudness), floor=-90))
    renderer.add_audio(MUSIC, noise(1.7, seed=4))
    return renderer


@pytest.mark.parametrize("loudness", [-17, -8])
def test_music_is_ducked_by_its_amount_whether_speech_is_soft_or_loud(
    tmp_path: Path, loudness: float
) -> None:
    renderer = a_renderer(tmp_path, loudness=loudness)
    document = ducked_music(duckingAmountDb=9.5)

    mixed, _ = renderer.mix(document)

    reference = AudioReference(document, renderer.sounds)
    ducked = mixed - reference.without_music()
    played = reference.music(reference.rules.track(document["audioSegments"], open_end=4)[0])
    reductions = [_attenuation(ducked, played, start + 0.1) for start in SPOKEN]
    assert np.abs(np.array(reductions) - 9.5).max() < 1.5
    assert abs(_attenuation(ducked, played, 0.5)) < 0.1
    assert abs(_attenuation(ducked, played, 3.5)) < 0.5


def _attenuation(ducked: Sound, played: Sound, at: float) -> float:
    """Return by how many dB music is lowered in the 0.2 seconds after a time."""
    span = slice(round(at * RATE), round((at + 0.2) * RATE))
    return float(10 * np.log10((played[span] ** 2).sum() / (ducked[span] ** 2).sum()))
