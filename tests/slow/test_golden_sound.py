# SPDX-License-Identifier: Apache-2.0
"""Every golden film for the ear sounds like its reference, to the sample."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.golden.sound_cases import Case
from tests.support.golden.sound_films import FILMS, FilmCase, prove_film
from tests.support.golden.sound_trial import CASES, prove_mastered, prove_mix


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_golden_mix_is_its_reference_to_the_sample(case: Case, tmp_path: Path) -> None:
    prove_mix(case, tmp_path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_golden_master_is_as_long_and_as_loud_as_it_must_be(case: Case, tmp_path: Path) -> None:
    prove_mastered(case, tmp_path)


@pytest.mark.parametrize("case", FILMS, ids=lambda case: case.name)
def test_the_sound_of_a_golden_film_is_in_step_with_its_picture(
    case: FilmCase, tmp_path: Path
) -> None:
    prove_film(case, tmp_path)
