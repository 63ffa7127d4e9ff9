# SPDX-License-Identifier: Apache-2.0
"""Films sound as their timeline says, to the sample, and all are equally loud."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from media.loudness import measure_argv, parse_loudness
from tests.support.ffrun import packets_of, run
from tests.support.sound_reference import factor, music_of, reference_mix, samples
from tests.support.sound_stage import RATE, SoundStage

Sound = NDArray[np.float64]
ONE_LSB = 2.0**-15


def noise(seconds: float, *, seed: int, peak: float = 0.1) -> Sound:
    """Noise that sounds like itself at no other sample, with no sample beyond a peak."""
    made = np.random.default_rng(seed).uniform(-peak, peak, (round(seconds * RATE), 2))
    return np.asarray(made)


def tone(seconds: float, *, hertz: float, decibels: float) -> Sound:
    """A tone of some level (RMS, dB of full scale)."""
    wave = np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)
    level = factor(decibels) * float(np.sqrt(2))
    return np.repeat(wave[:, None], 2, axis=1) * level


def murmur(seconds: float, *, decibels: float) -> Sound:
    """Noise without much treble, as most sound is, at some level (RMS, dB of full scale)."""
    rough = noise(seconds + 0.01, seed=7).mean(axis=1)
    smooth = np.convolve(rough, np.ones(24), mode="same")[: round(seconds * RATE)]
    smooth *= factor(decibels) / np.sqrt((smooth**2).mean())
    return np.repeat(smooth[:, None], 2, axis=1)


@pytest.fixture
def stage(tmp_path: Path) -> SoundStage:
    """Two films, a voice and two pieces of music."""
    made = SoundStage(tmp_path)
    made.film(1, noise(6, seed=1))
    made.film(2, noise(3, seed=2))
    made.audio(3, noise(2.345, seed=3))
    made.audio(4, noise(1.7, seed=4))
    return made


def a_clip(upload_id: int, start: float, source: tuple[float, float], **more: Any) -> Any:
    """A clip on the base."""
    range_ = {"sourceStartSeconds": source[0], "sourceEndSeconds": source[1]}
    return {"id": f"c{start}", "uploadId": upload_id, "startSeconds": start} | range_ | more


def music(start: float, end: float, mode: str, **more: Any) -> Any:
    """Music of the fourth upload."""
    place = {"startSeconds": start, "endSeconds": end}
    words = {"musicMode": mode} | ({} if "gainDb" in more else {"musicLevel": "loud"})
    return {"id": f"m{start}", "uploadId": 4} | place | words | more


CLIPS = [
    a_clip(1, 0, (0.5, 2.1)),
    a_clip(2, 2, (0.1, 2.9), boostDb=6),
    a_clip(1, 5, (3, 4), audioEnabled=False),
]
FADES = {"fadeInSeconds": 0, "fadeOutSeconds": 1.5}
LINEAR = {
    "clips": {},
    "overlays": {
        "videoOverlays": [
            a_clip(1, 0.7, (2.2, 4.3), id="o1", sizePctWidth=40, audioEnabled=True, boostDb=3),
            a_clip(1, 3.2, (0, 1), id="o2", sizePctWidth=40),
        ]
    },
    "voices": {
        "narration": [
            {"id": "n1", "uploadId": 3, "startSeconds": 0.3, "endSeconds": 1.5, "gainDb": -4.5},
            {
                "id": "n2",
                "uploadId": 3,
                "startSeconds": 1.5,
                "endSeconds": 5.5,
                "sourceStartSeconds": 1.1,
                "boostDb": 3,
            },
        ]
    },
    "replace": {"audioSegments": [music(1.01, 4.2, "replace")]},
    "mix": {
        "audioSegments": [
            music(0, 2.5, "mix", sourceStartSeconds=1, musicLevel="quiet"),
            music(2.5, 6, "mix", gainDb=-9.5, programGainDb=-6, **FADES),
        ]
    },
}


@pytest.mark.parametrize("name", LINEAR)
def test_a_mix_is_its_reference_sample_by_sample(stage: SoundStage, name: str) -> None:
    document = {"clips": CLIPS, **LINEAR[name]}

    mixed, _ = stage.mix(document)

    expected = reference_mix(document, stage.sounds, seconds=6)
    assert mixed.shape == expected.shape
    assert np.abs(mixed - expected).max() < ONE_LSB


def test_everything_at_once_adds_up(stage: SoundStage) -> None:
    document: dict[str, Any] = {"clips": CLIPS}
    for more in LINEAR.values():
        document |= more
    expected = reference_mix(document, stage.sounds, seconds=6)

    mixed, _ = stage.mix(document)

    assert np.abs(mixed - expected).max() < ONE_LSB


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ({"duckingIntensity": "min"}, 6),
        ({"duckingIntensity": "medium", "duckingGate": "strict"}, 12),
        ({"duckingIntensity": "max", "duckingGate": "sensitive"}, 18),
        ({"duckingIntensity": "max", "duckingAmountDb": 9.5}, 9.5),
        ({"duckingAmountDb": 12, "duckingShape": "abrupt"}, 12),
    ],
)
@pytest.mark.parametrize("loudness", [-17, -8])
def test_music_gives_way_to_speech_by_what_was_asked_for(
    tmp_path: Path, words: dict[str, Any], amount: float, loudness: float
) -> None:
    stage = SoundStage(tmp_path)
    speech = np.zeros((6 * RATE, 2))
    # Words of 0.3 s with 0.1 s between, for three seconds.
    said = tone(0.3, hertz=180, decibels=loudness)
    for start in np.arange(2, 5, 0.4):
        first = round(start * RATE)
        speech[first : first + len(said)] = said
    stage.film(1, np.zeros_like(speech))
    stage.audio(3, speech)
    stage.audio(4, noise(1.7, seed=4))
    segment = music(0, 6, "mix_duck", fadeInSeconds=0, fadeOutSeconds=0, **words)
    voice = {"id": "n", "uploadId": 3, "startSeconds": 0, "endSeconds": 6}
    document = {
        "clips": [a_clip(1, 0, (0, 6))],
        "narration": [voice],
        "audioSegments": [segment],
    }

    mixed, curves = stage.mix(document)

    heard = mixed - reference_mix(document, stage.sounds, seconds=6, music=False)
    played = music_of(segment, stage.sounds, seconds=6)
    taken = [_attenuation(heard, played, first) for first in np.arange(2.1, 4.7, 0.4)]
    assert np.abs(np.array(taken) - amount).max() < 1.5
    assert abs(_attenuation(heard, played, 1.0)) < 0.1
    assert abs(_attenuation(heard, played, 5.8)) < 1.5
    assert [start for start, _ in curves] == [0] and len(curves[0][1]) == 600


def _attenuation(heard: Sound, played: Sound, at: float) -> float:
    """By how many decibels music is quieter than it was for the two tenths after a moment."""
    span = slice(round(at * RATE), round((at + 0.2) * RATE))
    return float(10 * np.log10((played[span] ** 2).sum() / (heard[span] ** 2).sum()))


def test_an_opener_ends_where_speech_begins(tmp_path: Path) -> None:
    stage = SoundStage(tmp_path)
    quiet = noise(8, seed=1, peak=factor(-60))
    quiet[round(1.5 * RATE) : round(1.55 * RATE)] += tone(0.05, hertz=300, decibels=-20)
    quiet[round(4.0 * RATE) :] += tone(4, hertz=180, decibels=-18)
    stage.film(1, quiet)
    stage.audio(4, noise(1.7, seed=4))
    segment = music(0, 8, "opener_cutoff", openerFadeBeforeSeconds=0.5, openerFadeAfterSeconds=1)
    document = {"clips": [a_clip(1, 0, (0, 8))], "audioSegments": [segment]}

    mixed, _ = stage.mix(document)

    heard = mixed - reference_mix(document, stage.sounds, seconds=8, music=False)
    played = music_of(segment, stage.sounds, seconds=8)
    at = np.arange(8 * RATE) / RATE
    expected = played * np.clip((5.0 - at) / 1.5, 0, 1)[:, None]
    assert np.abs(heard - expected).max() < 1e-4
    assert not heard[samples(5) :].any() or np.abs(heard[samples(5) :]).max() < ONE_LSB


def test_an_opener_to_which_nobody_speaks_plays_out(stage: SoundStage) -> None:
    segment = music(0, 6, "opener_cutoff")
    document = {
        "clips": [a_clip(1, 0, (0, 6), audioEnabled=False)],
        "audioSegments": [segment],
    }

    mixed, _ = stage.mix(document)

    assert np.abs(mixed - music_of(segment, stage.sounds, seconds=6)).max() < ONE_LSB


@pytest.mark.parametrize("decibels", [-34, -24, -14])
def test_every_film_is_equally_loud(tmp_path: Path, decibels: float) -> None:
    stage = SoundStage(tmp_path)
    stage.film(1, murmur(6, decibels=decibels))
    stage.audio(4, murmur(1.7, decibels=-20))
    segment = music(1, 5, "mix_duck", duckingIntensity="medium")

    made = stage.master({"clips": [a_clip(1, 0, (0, 6))], "audioSegments": [segment]})

    told = run(measure_argv(made)).stderr
    assert abs(parse_loudness(told) + 16) <= 0.5
    heard = packets_of(made).audio
    assert heard is not None and heard.end == 6 * RATE
