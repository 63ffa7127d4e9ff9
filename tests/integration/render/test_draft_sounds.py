# SPDX-License-Identifier: Apache-2.0
"""Every field of a draft that can be heard, heard in the sound of its master.

The video is silent for two seconds and then has a tone of 440 Hz; the music has one of 1000 Hz. An
export is brought to one loudness, so only levels of the same master are compared.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.support.render.drafts import MUSIC, DraftRenderer, tone_db

SPOKEN, PLAYED = 440, 1000
SILENT_DB = -20
Json = dict[str, Any]


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> DraftRenderer:
    return DraftRenderer(tmp_path_factory.mktemp("drafts"))


def heard(renderer: DraftRenderer, preset: Json | None = None) -> np.ndarray:
    presets = {} if preset is None else {"audio": preset}
    return renderer.sound({"musicUploadId": MUSIC}, **presets)


def over_speech(sound: np.ndarray) -> float:
    """By how many decibels the music is louder than the video's tone."""
    return tone_db(sound, PLAYED, 2.5, 3.3) - tone_db(sound, SPOKEN, 2.5, 3.3)


def lowered(sound: np.ndarray) -> float:
    """By how many decibels the music is lowered while the video has its tone."""
    return tone_db(sound, PLAYED, 0.8, 1.6) - tone_db(sound, PLAYED, 2.5, 3.3)


def test_without_a_preset_music_is_mixed_at_18_decibels_below(renderer: DraftRenderer) -> None:
    sound = heard(renderer)

    assert over_speech(sound) == pytest.approx(-18, abs=1)
    assert lowered(sound) == pytest.approx(0, abs=1)


@pytest.mark.parametrize(
    ("gains", "louder"),
    [
        ({"musicGainDb": -6}, -6),
        ({"musicGainDb": -6, "videoGainDb": -6}, 0),
        ({"musicGainDb": -12, "videoGainDb": 3}, -15),
    ],
)
def test_the_gains_of_music_and_video(renderer: DraftRenderer, gains: Json, louder: float) -> None:
    assert over_speech(heard(renderer, gains)) == pytest.approx(louder, abs=1)


def test_music_replaces_the_sound_of_the_video(renderer: DraftRenderer) -> None:
    sound = heard(renderer, {"mode": "replace"})

    assert over_speech(sound) > 40


@pytest.mark.parametrize("shape", ["rolling", "abrupt"])
def test_speech_lowers_music_by_its_amount(renderer: DraftRenderer, shape: str) -> None:
    preset = {"duckingMode": shape, "openerCutFadeBeforeSeconds": None}
    by_6 = lowered(heard(renderer, {**preset, "duckingAmountDb": 6}))
    by_18 = lowered(heard(renderer, {**preset, "duckingAmountDb": 18}))

    assert by_6 > 2
    assert by_18 > by_6 + 3


def test_a_strict_gate_lowers_music_less_than_a_sensitive_one(renderer: DraftRenderer) -> None:
    # The video's tone has -22 dB then, which lies between the two gates.
    preset = {"duckingMode": "rolling", "duckingAmountDb": 18, "videoGainDb": -8.5}
    sensitive = lowered(heard(renderer, {**preset, "duckingGate": "sensitive"}))
    strict = lowered(heard(renderer, {**preset, "duckingGate": "strict"}))

    assert sensitive > strict + 6


def test_speech_ends_music_with_the_fades_of_its_preset(renderer: DraftRenderer) -> None:
    preset = {"duckingMode": "abrupt", "openerCutFadeBeforeSeconds": 0.5}
    short = heard(renderer, preset)
    early = heard(renderer, {**preset, "openerCutFadeBeforeSeconds": 1.5})
    late = heard(renderer, {**preset, "openerCutFadeAfterSeconds": 1.5})

    def music(sound: np.ndarray, since: float, until: float) -> float:
        return tone_db(sound, PLAYED, since, until) - tone_db(sound, PLAYED, 0.37, 0.47)

    assert music(short, 3.6, 3.9) < SILENT_DB
    assert music(short, 1.2, 1.4) > -3
    assert music(early, 1.2, 1.4) < -3
    assert music(late, 2.3, 2.6) > music(early, 2.3, 2.6) - 3
    assert music(late, 3.7, 3.9) < SILENT_DB


def test_music_ends_after_the_duration_of_its_preset(renderer: DraftRenderer) -> None:
    sound = heard(renderer, {"audioDurationSeconds": 2})

    before, after = tone_db(sound, PLAYED, 0.8, 1.5), tone_db(sound, PLAYED, 2.2, 3.8)
    assert after - before < SILENT_DB


def test_music_fades_unless_its_preset_says_no(renderer: DraftRenderer) -> None:
    def beginning(sound: np.ndarray) -> float:
        return tone_db(sound, PLAYED, 0.0, 0.05) - tone_db(sound, PLAYED, 0.8, 1.6)

    assert beginning(heard(renderer, {"musicGainDb": -6})) < -10
    assert beginning(heard(renderer, {"musicGainDb": -6, "audioFadeEnabled": False})) > -3
