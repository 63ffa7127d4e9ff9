# SPDX-License-Identifier: Apache-2.0
"""The errors of drafts when it does not seal a draft: hls answers them as they are."""

from __future__ import annotations

from chassis.errors import ErrorKind, ErrorRule
from chassis.standard_errors import QUOTA_EXCEEDED
from timeline.compile.config_checking import CHECK_MEANINGS
from timeline.compile.config_codes import CONFIG_MEANINGS
from timeline.document.error_meanings import MEANINGS

_CONFLICTS = ("source_deleted", "invalid_upload_state", "upload_not_ready")


def kind_of_config_code(code: str) -> ErrorKind:
    """Return the kind of the error of a draft whose only problem has this code."""
    if code.endswith("_not_found"):
        return ErrorKind.NOT_FOUND
    if code == "forbidden":
        return ErrorKind.FORBIDDEN
    return ErrorKind.CONFLICT if code in _CONFLICTS else ErrorKind.INVALID


_MEANINGS = {
    **CONFIG_MEANINGS,
    **CHECK_MEANINGS,
    "preset_not_found": "A preset that the draft names does not exist: choose another one.",
    "not_rendered_yet": MEANINGS["not_rendered_yet"],
}

DRAFT_ERRORS = (
    ErrorRule(ErrorKind.NOT_FOUND, "draft_not_found", "No draft has this id: check the id."),
    ErrorRule(
        ErrorKind.UNPROCESSABLE,
        "invalid_state",
        "The draft is archived, because it was produced or started over: use the active one.",
    ),
    QUOTA_EXCEEDED,
    *(ErrorRule(kind_of_config_code(code), code, text) for code, text in _MEANINGS.items()),
)
"""Everything that keeps a draft from being produced."""
