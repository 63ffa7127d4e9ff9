# SPDX-License-Identifier: Apache-2.0
"""Every golden audio case equals its reference to the sample."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.golden.audio_cases import AudioCase
from tests.support.golden.audio_checks import CASES, check_mastered, check_mix
from tests.support.golden.audio_exports import EXPORTS, ExportCase, check_export


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_golden_mix_equals_its_reference_to_the_sample(case: AudioCase, tmp_path: Path) -> None:
    check_mix(case, tmp_path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_golden_master_is_as_long_and_as_loud_as_it_must_be(
    case: AudioCase, tmp_path: Path
) -> None:
    check_mastered(case, tmp_path)


@pytest.mark.parametrize("case", EXPORTS, ids=lambda case: case.name)
def test_the_audio_of_a_golden_export_is_in_sync_with_its_frames(
    case: ExportCase, tmp_path: Path
) -> None:
    check_export(case, tmp_path)
