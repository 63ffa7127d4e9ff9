# SPDX-License-Identifier: Apache-2.0
"""The whole golden suite: every case is rendered as its document says, frame by frame."""

from __future__ import annotations

import pytest

from tests.support.golden.case import GoldenCase
from tests.support.golden.reference import FrameReference
from tests.support.golden.renderer import GoldenRenderer
from tests.support.golden.suite import all_cases

CASES = all_cases()


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> GoldenRenderer:
    """One renderer for all cases, so that every source is prepared once."""
    return GoldenRenderer(tmp_path_factory.mktemp("golden"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_export_is_as_its_document_says(renderer: GoldenRenderer, case: GoldenCase) -> None:
    found = renderer.render(case).differences(FrameReference(case.document))

    assert not found, "\n".join(found[:20])


def test_there_are_enough_cases_and_none_is_longer_than_three_seconds() -> None:
    references = {case.name: FrameReference(case.document) for case in CASES}

    assert len(references) == len(CASES) >= 120
    assert all(each.n_frames <= 3 * each.clock.fps for each in references.values())
