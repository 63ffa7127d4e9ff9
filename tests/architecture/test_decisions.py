# SPDX-License-Identifier: Apache-2.0
"""Architecture decision records are numbered without gaps and listed under their titles."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
FILES = sorted((DOCS / "adr").iterdir())


def test_decision_numbers_have_no_gap() -> None:
    numbers = [int(file.name[:4]) for file in FILES]

    assert numbers == list(range(1, len(FILES) + 1))


def test_every_decision_is_listed_by_its_number_and_title() -> None:
    listed = re.findall(
        r"^ +(\d+)\. \[(.+)\]\(adr/(.+)\)$", (DOCS / "README.md").read_text(), re.MULTILINE
    )

    assert [f"# {number}. {title}" for number, title, _ in listed] == [
        file.read_text().partition("\n")[0] for file in FILES
    ]
    assert [name for _, _, name in listed] == [file.name for file in FILES]


def test_every_decision_has_context_decision_and_consequences() -> None:
    sections = {
        file.name: re.findall(r"^## (.+)$", file.read_text(), re.MULTILINE) for file in FILES
    }

    expected = ["Context", "Decision", "Consequences"]
    assert not {name: found for name, found in sections.items() if found != expected}
