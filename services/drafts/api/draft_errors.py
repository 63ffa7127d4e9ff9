# SPDX-License-Identifier: Apache-2.0
"""The errors of operations on production drafts."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.errors import ErrorRule
from services.drafts.api.errors import ERROR_RULES
from services.drafts.domain import errors
from timeline.compile.config_checking import CHECK_MEANINGS
from timeline.compile.config_codes import CONFIG_MEANINGS

ErrorSpecs = Sequence[type[Exception] | ErrorRule]

READING_DRAFTS: ErrorSpecs = (errors.DraftNotFound, errors.DraftAccessDenied)
"""The errors of an operation on one draft."""

_ONLY_PRODUCED = ("upload_not_ready", "missing_screen_title_preset", "edited_video_too_long")
"""The codes that keep a draft from being produced, not from being saved."""

_MEANINGS = {
    **CONFIG_MEANINGS,
    **{code: text for code, text in CHECK_MEANINGS.items() if code not in _ONLY_PRODUCED},
    "preset_not_found": "No preset of the family has this id: choose another one.",
    "preset_archived": "The preset is archived: take it out of the archive, or choose another one.",
}


def _rule(code: str) -> ErrorRule:
    kind = ERROR_RULES[errors.class_of_config_code(code)].kind
    return ErrorRule(kind, code, _MEANINGS[code])


SOURCE_ERRORS: ErrorSpecs = tuple(
    _rule(code)
    for code in (
        "upload_not_found",
        "invalid_upload_kind",
        "source_deleted",
        "invalid_upload_state",
    )
)
"""What keeps an upload from having a draft."""

SAVING_CONFIGS: ErrorSpecs = (
    *READING_DRAFTS,
    errors.DraftArchived,
    errors.StaleDraftRevision,
    errors.PatchNotApplicable,
    errors.DraftConfigTooLarge,
    *(_rule(code) for code in _MEANINGS),
)
"""The errors of saving a config."""
