# SPDX-License-Identifier: Apache-2.0
"""The errors of timelines: every code with its HTTP status and its meaning."""

from __future__ import annotations

from chassis.errors import ErrorRule
from services.drafts.api.errors import ERROR_RULES
from services.drafts.domain.errors import class_of_code
from timeline.document.error_meanings import MEANINGS


def _rule(code: str) -> ErrorRule:
    return ErrorRule(ERROR_RULES[class_of_code(code)].kind, code, MEANINGS[code])


TIMELINE_ERRORS = tuple(_rule(code) for code in MEANINGS)
"""What a timeline is refused by; one with several kinds of problems by `invalid_timeline`."""
