# SPDX-License-Identifier: Apache-2.0
"""Forty of the golden films are what their documents say, frame by frame."""

from __future__ import annotations

import pytest

from tests.support.golden_cases import Case
from tests.support.golden_stage import GoldenStage
from tests.support.golden_suite import quick_cases


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> GoldenStage:
    """One place for all films, so that no source is prepared twice."""
    return GoldenStage(tmp_path_factory.mktemp("golden"))


@pytest.mark.parametrize("case", quick_cases(), ids=lambda case: case.name)
def test_a_film_shows_what_its_document_says(stage: GoldenStage, case: Case) -> None:
    found = stage.wrong(case)

    assert not found, "\n".join(found[:20])
