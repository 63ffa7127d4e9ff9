# SPDX-License-Identifier: Apache-2.0
"""Some golden audio cases, one of each kind; all of them are in tests/slow."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.golden.audio_cases import AudioCase
from tests.support.golden.audio_checks import CASES, check_mastered, check_mix
from tests.support.golden.audio_exports import EXPORTS, ExportCase, check_export
from tests.support.golden.audio_sources import tone
from tests.support.sound.loudness_meter import integrated, true_peak


@pytest.mark.parametrize("case", [each for each in CASES if each.is_short], ids=lambda c: c.name)
def test_a_golden_mix_equals_its_reference_to_the_sample(case: AudioCase, tmp_path: Path) -> None:
    check_mix(case, tmp_path)


@pytest.mark.parametrize("case", [each for each in CASES if each.is_mastered], ids=lambda c: c.name)
def test_a_golden_master_is_as_long_and_as_loud_as_it_must_be(
    case: AudioCase, tmp_path: Path
) -> None:
    check_mastered(case, tmp_path)


@pytest.mark.parametrize("case", [each for each in EXPORTS if each.is_short], ids=lambda c: c.name)
def test_the_audio_of_a_golden_export_is_in_sync_with_its_frames(
    case: ExportCase, tmp_path: Path
) -> None:
    check_export(case, tmp_path)


def test_the_meter_agrees_with_the_test_signals_of_the_standard() -> None:
    soft, loud = (tone(2, hertz=997, decibels=level) for level in (-39, -26))
    between = np.sin(np.pi * (np.arange(48_000) / 2 + 0.25))

    # Test signals 1, 3 and 16 of EBU Tech 3341: a sine, a gate, and a peak between samples.
    assert abs(integrated(loud) + 23) < 0.1
    assert abs(integrated(np.concatenate([soft, loud, loud, loud, soft])) + 23) < 0.3
    assert abs(true_peak(np.column_stack([between, between]) / 2) + 6.02) < 0.3
