# SPDX-License-Identifier: Apache-2.0
"""Texts and questions of the search as words, which both databases look up alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MAX_QUESTION_LENGTH = 200

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS_ASKED = 10
_MOST_WORDS = 5000
_LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One page of the publications that have all of these words; the last one may be begun."""

    words: Sequence[str]
    before: int | None
    """Only publications with ids below it; None for the first page."""
    limit: int


def words_of(*texts: str) -> list[str]:
    """Return the different words of some texts, without case and accents, at most 5,000."""
    found: dict[str, None] = {}
    for text in texts:
        for word in _WORD.findall(_plain(text)):
            found.setdefault(word[:_LONGEST_WORD])
    return list(found)[:_MOST_WORDS]


def asked_words(question: str) -> list[str]:
    """Return the first ten words of what somebody looks for; the last may be the start of one."""
    return words_of(question)[:_MOST_WORDS_ASKED]


def _plain(text: str) -> str:
    # Taken apart first: some compatible forms have an upper case.
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(one for one in apart if not unicodedata.combining(one))
