# SPDX-License-Identifier: Apache-2.0
"""The colour emoji of a text, and the direction of its lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# The characters of the basic plane that are emoji without a variation selector.
_PLAIN = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1"
    "\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705"
    "\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50"
    "\u2b55"
)
_ASTRAL = "\U0001f000-\U0001faff"
_TONES = "\U0001f3fb-\U0001f3ff"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_TAGS = "[\U000e0020-\U000e007f]*"
_ONE = f"(?:[{_PLAIN}{_ASTRAL}]\ufe0f?[{_TONES}]?{_TAGS}|\\S\ufe0f\u20e3?)"
_JOINED = f"{_ONE}(?:\u200d(?:{_ONE}|[\u2640\u2642\u2695\u2696\u2708\u2764]))*"
_EMOJI = re.compile(f"((?:{_FLAG}|{_JOINED})+)")

_RIGHT_TO_LEFT, _END = "\u2067", "\u2069"


def spans(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, each with whether it is emoji."""
    for number, part in enumerate(_EMOJI.split(text)):
        if part:
            yield part, number % 2 == 1


def with_direction(text: str) -> str:
    """Mark each line whose first letter is right-to-left as a right-to-left line."""
    return "\n".join(
        f"{_RIGHT_TO_LEFT}{line}{_END}" if is_right_to_left(line) else line
        for line in text.split("\n")
    )


def is_right_to_left(line: str) -> bool:
    """Whether the first letter of a line is right-to-left."""
    strong = (unicodedata.bidirectional(c) for c in line)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)
