# SPDX-License-Identifier: Apache-2.0
"""Every error code of a timeline has a sentence that says what is wrong and what to do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeline.compile.config_checking import CHECK_MEANINGS
from timeline.compile.config_codes import CODES_OF_PLACES, CONFIG_MEANINGS
from timeline.compile.preset_reading import (
    AUDIO_PRESETS,
    LOGO_PRESETS,
    LOWER_THIRD_PRESETS,
    PRESET_MEANINGS,
    SCREEN_TITLE_PRESETS,
    VISUALIZER_PRESETS,
)
from timeline.document.error_meanings import MEANINGS
from timeline.document.validation_codes import CODES, MAX_ITEMS
from timeline.document.validation_overlaps import LANES

ROOT = Path(__file__).resolve().parents[3]
FAMILIES = (
    LOGO_PRESETS,
    AUDIO_PRESETS,
    LOWER_THIRD_PRESETS,
    SCREEN_TITLE_PRESETS,
    VISUALIZER_PRESETS,
)
FOLDERS = (ROOT / "timeline" / "document", ROOT / "services" / "drafts" / "domain")


def codes() -> Iterator[str]:
    """The codes of the tables, and those in the code."""
    yield from CODES.values()
    yield from (code for _, code in MAX_ITEMS.values())
    for lane in LANES:
        yield from lane.codes.values()
        yield from filter(None, [lane.across])
    for folder in FOLDERS:
        for path in folder.glob("*timeline*.py" if folder.name == "domain" else "*.py"):
            yield from codes_in(ast.parse(path.read_text()))


def codes_in(tree: ast.AST) -> Iterator[str]:
    """The code of each problem that is made, and of each rule that yields one."""
    for node in ast.walk(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "TimelineProblem":
            parts = node.args
        elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
            parts = node.value.elts if len(node.value.elts) == 3 else []
        if parts and isinstance(parts[0], ast.Constant):
            yield parts[0].value


def test_every_code_has_a_meaning() -> None:
    assert set(codes()) == set(MEANINGS)


def test_every_code_of_a_draft_and_of_a_preset_has_a_meaning() -> None:
    found = set[str]()
    for path in (ROOT / "timeline" / "compile").glob("*.py"):
        found |= set(codes_in(ast.parse(path.read_text())))
    found |= set(CODES_OF_PLACES.values())
    found |= {code for family in FAMILIES for code in family.codes.values()}

    assert found - {"unknown_field"} <= {*CONFIG_MEANINGS, *CHECK_MEANINGS, *PRESET_MEANINGS}


@pytest.mark.parametrize("meanings", [MEANINGS, CONFIG_MEANINGS, CHECK_MEANINGS, PRESET_MEANINGS])
def test_a_meaning_is_one_sentence_with_what_to_do(meanings: dict[str, str]) -> None:
    wrong = [
        code
        for code, meaning in meanings.items()
        if not (meaning.endswith(".") and meaning.count(". ") == 0 and ": " in meaning)
    ]

    assert wrong == []
