# SPDX-License-Identifier: Apache-2.0
"""Levels, gain curves, fades and ducking are computed exactly."""

from __future__ import annotations

import numpy as np
import pytest

from media.mixing import (
    STEP_SAMPLES,
    DuckSettings,
    amplitude,
    ducked,
    fades,
    gain_at,
    levels,
    speech_start,
)

LOUD, SILENT = -12.0, -90.0


def key(*runs: tuple[int, float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Levels in dB, each for a number of steps."""
    return np.concatenate([np.full(steps, level) for steps, level in runs])


def test_levels_are_those_of_the_louder_channel() -> None:
    audio = np.zeros((STEP_SAMPLES * 2 + 1, 2), dtype=np.float32)
    audio[:STEP_SAMPLES, 1] = 0.5
    audio[:STEP_SAMPLES, 0] = 0.1

    found = levels(audio)

    assert len(found) == 3
    assert found[0] == pytest.approx(-6.02, abs=0.01) and found[1] == -200


@pytest.mark.parametrize("level", [-19, -6, 0])
def test_ducking_is_at_most_its_amount_however_loud_the_key(level: float) -> None:
    curve = ducked(key((50, level), (300, SILENT)), DuckSettings(12, 0.08, is_abrupt=False))

    assert curve[49] == pytest.approx(-12, abs=0.01)
    assert -1 < curve[-1] <= 0


def test_the_ratio_applies_just_above_the_threshold() -> None:
    threshold = 20 * np.log10(0.08)

    curve = ducked(key((100, threshold + 1)), DuckSettings(12, 0.08, is_abrupt=False))

    assert curve[-1] == pytest.approx(-6, abs=0.01)


def test_abrupt_ducking_starts_at_once() -> None:
    smooth, abrupt = (
        ducked(key((2, LOUD)), DuckSettings(12, 0.08, is_abrupt=is_abrupt))
        for is_abrupt in (False, True)
    )

    assert abrupt[1] < -11.5 < smooth[1]


def test_silence_ducks_nothing() -> None:
    assert not ducked(key((20, SILENT)), DuckSettings(18, 0.06, is_abrupt=True)).any()


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (((100, SILENT),), None),
        (((50, LOUD),), 0),
        (((30, SILENT), (50, LOUD)), 30 * STEP_SAMPLES),
        (((30, SILENT), (5, LOUD), (40, SILENT), (12, LOUD)), 75 * STEP_SAMPLES),
        (((30, SILENT), (6, LOUD), (11, SILENT), (6, LOUD)), 30 * STEP_SAMPLES),
        (((30, SILENT), (11, LOUD)), None),
    ],
)
def test_speech_must_last(runs: tuple[tuple[int, float], ...], expected: int | None) -> None:
    assert speech_start(key(*runs), silence_db=-44) == expected


def test_a_fade_is_linear_and_reaches_both_ends() -> None:
    whole = fades(0, 100, length=100, fade_in=10, fade_out=20)

    assert whole[0] == 0 and whole[5] == 0.5 and whole[10] == whole[80] == 1
    assert whole[90] == 0.5 and whole[99] == pytest.approx(0.05)
    parts = [fades(at, 25, length=100, fade_in=10, fade_out=20) for at in (0, 25, 50, 75)]
    assert (np.concatenate(parts) == whole).all()


def test_a_curve_has_its_values_in_the_middle_of_its_steps() -> None:
    found = gain_at(key((1, 0.0), (1, -20.0)), 0, 2 * STEP_SAMPLES)

    assert found[0] == 1 and found[-1] == pytest.approx(0.1)
    assert found[STEP_SAMPLES] == pytest.approx(amplitude(-10_000), rel=0.02)
