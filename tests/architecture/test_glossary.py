# SPDX-License-Identifier: Apache-2.0
"""Each term of the glossary is defined once, and the place that it names exists."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINKING = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/README.md")


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the glossary."""

    words: str
    meaning: str
    places: list[str]


def exists(place: str) -> bool:
    """Whether a file or folder exists and defines the name behind the colon."""
    file, _, name = place.partition(":")
    path = ROOT / file
    if not name:
        return path.exists()
    definition = rf"^\s*(?:class|def|message|service|rpc) {name}\b|^{name}\b.*="
    return path.is_file() and bool(re.search(definition, path.read_text(), re.MULTILINE))


def terms() -> list[Term]:
    rows = re.findall(
        r"^\| (.+) \| (.+) \| (`\S+`(?:, `\S+`)*) \|$",
        (ROOT / "docs" / "glossary.md").read_text(),
        re.MULTILINE,
    )
    return [Term(words, meaning, re.findall(r"`(\S+)`", places)) for words, meaning, places in rows]


def test_every_row_of_the_glossary_is_read() -> None:
    lines = (ROOT / "docs" / "glossary.md").read_text().splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| term ")]

    assert len(terms()) == len(rows) > 80


def test_every_place_of_the_glossary_exists() -> None:
    places = [(one.words, place) for one in terms() for place in one.places]

    assert not [f"{words}: {place}" for words, place in places if not exists(place)]


def test_a_term_is_defined_once_in_one_sentence() -> None:
    counted = Counter(word for one in terms() for word in one.words.split(", "))

    assert not [word for word, count in counted.items() if count > 1]
    assert not [one.words for one in terms() if one.meaning.endswith(".") or ". " in one.meaning]


def test_the_documents_link_to_the_glossary() -> None:
    assert not [name for name in LINKING if "glossary.md" not in (ROOT / name).read_text()]
