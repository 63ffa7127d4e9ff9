# SPDX-License-Identifier: Apache-2.0
"""Names and descriptions of uploads: which characters and lengths are allowed."""

from __future__ import annotations

import re

from services.library.domain.errors import InvalidUploadDescription, InvalidUploadName

MAX_NAME = 512
MAX_DESCRIPTION = 2000

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_CONTROL_EXCEPT_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def validate_name(name: str | None) -> str | None:
    """Return a display name without control characters, or raise InvalidUploadName."""
    if name is None:
        return None
    cleaned = remove_control_characters(name).strip()
    if not 1 <= len(cleaned) <= MAX_NAME:
        raise InvalidUploadName(f"A name has 1 to {MAX_NAME} characters.")
    return cleaned


def validate_description(description: str | None, max_length: int) -> str | None:
    """Return a description, None for an empty one, or raise InvalidUploadDescription."""
    if description is not None and len(description) > max_length:
        raise InvalidUploadDescription(f"A description has up to {max_length} characters.")
    return remove_control_characters(description or "", keep_lines=True) or None


def remove_control_characters(text: str, *, keep_lines: bool = False) -> str:
    """Remove control characters, which PostgreSQL and HTTP headers refuse.

    `keep_lines` keeps tabs and line feeds.
    """
    return (_CONTROL_EXCEPT_LINES if keep_lines else _CONTROL).sub("", text)
