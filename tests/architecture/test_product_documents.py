# SPDX-License-Identifier: Apache-2.0
"""The table of what the product documents say names only tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_ROW = re.compile(r"^\| (?P<says>[^|]+) \| (?:`(?P<test>[^`]+)` )?\| (?P<works>yes|no) \|$", re.M)


def _rows() -> list[re.Match[str]]:
    return list(_ROW.finditer((ROOT / "docs/reference/documents.md").read_text()))


def test_every_row_that_works_names_a_test_that_exists() -> None:
    missing = [row["test"] for row in _rows() if row["test"] and not _exists(row["test"])]
    untested = [row["says"] for row in _rows() if row["works"] == "yes" and not row["test"]]

    assert (missing, untested) == ([], [])


def test_what_a_document_states_is_shown_on_both_profiles() -> None:
    named = [row["test"] for row in _rows() if (row["test"] or "").startswith("tests/e2e/web")]

    assert not [test for test in named if _is_on_one_profile(test)]


def test_every_row_of_the_tables_is_read() -> None:
    text = (ROOT / "docs/reference/documents.md").read_text()
    lines = [line for line in text.splitlines() if line.startswith("| ")]

    assert len(_rows()) == len([line for line in lines if "the document says" not in line]) > 0


def _is_on_one_profile(test: str) -> bool:
    path, _, name = test.partition("::")
    text = (ROOT / path).read_text()
    marks = re.search(rf"^((?:@.*\n)*)def {name}\(", text, re.M)
    return "pytestmark = ON_" in text or marks is None or "@ON_" in marks[1]


def _exists(test: str) -> bool:
    path, _, name = test.partition("::")
    file = ROOT / path
    return file.is_file() and re.search(rf"^def {name}\(", file.read_text(), re.M) is not None
