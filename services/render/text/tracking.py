# SPDX-License-Identifier: Apache-2.0
"""Which letters of a text may be tracked: those that join, stack or carry marks may not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby, zip_longest

# Arabic and related scripts, the Indic scripts, Thai, Lao, Tibetan, Myanmar, Khmer, Mongolian.
_JOINED = "\u0600-\u109f\u1780-\u18af\ua8e0-\ua8ff\uaa60-\uaa7f\ufb50-\ufdff\ufe70-\ufefc"
_WORDS = re.compile(f"([{_JOINED}](?:[{_JOINED}\\s]*[{_JOINED}])?)")
_MARKS = ("Mn", "Mc", "Me")
_FORMAT = "Cf"


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, each with whether it may be tracked."""
    for number, part in enumerate(_WORDS.split(text)):
        if number % 2:
            yield part, False
        else:
            yield from _cut(part)


def is_tracked(text: str) -> bool:
    """Whether all letters of a text may be tracked."""
    return all(may_track or not any(map(str.isalpha, run)) for run, may_track in runs(text))


def _cut(text: str) -> Iterator[tuple[str, bool]]:
    kinds = [unicodedata.category(char) for char in text]
    free = [_may_track(kind, after) for kind, after in zip_longest(kinds, kinds[1:], fillvalue="")]
    for may_track, group in groupby(zip(text, free, strict=True), key=lambda pair: pair[1]):
        yield "".join(char for char, _ in group), may_track


def _may_track(kind: str, after: str) -> bool:
    return kind not in (*_MARKS, _FORMAT) and after not in _MARKS
