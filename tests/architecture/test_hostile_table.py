# SPDX-License-Identifier: Apache-2.0
"""The page about hostile files says what the tests hold true."""

from __future__ import annotations

from tests.support.hostile.corpus import CORPUS, QUICK
from tools import list_hostile


def test_the_outcomes_of_hostile_files_are_listed() -> None:
    assert list_hostile.TARGET.read_text() == list_hostile.text(), (
        "run python -m tools.list_hostile"
    )


def test_the_corpus_is_large_and_its_quick_part_lies_within() -> None:
    assert len(CORPUS) >= 120
    assert set(QUICK) < CORPUS.keys()
