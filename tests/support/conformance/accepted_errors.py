# SPDX-License-Identifier: Apache-2.0
"""Errors by which a request is refused that is as its schema says, because of what exists.

Whoever sends a well-formed request can meet them; none of them follows from the schema alone.
"""

from __future__ import annotations

from timeline.document.error_meanings import MEANINGS

ACCEPTED_STATUSES = ("412", "413", "422")
"""`If-Match` names another version; an announced size is beyond the limit of the installation; a
rule of the state forbids it, such as an archived project."""

BUSY_CODES = ("database_unavailable", "service_unavailable", "unavailable")
"""Each is answered 503 while something does not answer in time, and asks to try again."""

_OF_TEXTS = {
    "invalid_text": "a text has NUL, and a pattern in every text would hide what it is about",
    "invalid_number": "a number in a document of the user is one that not every reader holds",
    "invalid_email": "an address has a domain and no blanks, which no schema says exactly",
    "invalid_name": "a name has a character that is not blank, counted after blanks are trimmed",
    "weak_password": "a password is counted in characters and bytes",
    "invalid_cursor": "the cursor is not of this list; cursors are opaque",
}
_OF_UPLOADS = {
    "invalid_tags": "a tag has a character that is neither blank nor control, and 20 differ",
    "empty_file": "a file that is announced has at least one byte",
    "invalid_file_type": "the extension of the file does not belong to its kind",
    "invalid_image_role": "the role does not belong to the kind",
    "invalid_kind": "the upload exists and is no video",
    "not_export": "the upload exists and is no export",
    "invalid_at_seconds": "the video exists and ends before the time",
}
_OF_SPACES = {
    "invalid_icon": "a picture is a PNG of some sizes, which no schema says",
}
_OF_PRODUCTIONS = {
    "invalid_chapters": "chapters begin before the next and before the end of the video",
    "invalid_captions": "captions are WebVTT or SRT",
    "invalid_language": "a language is a tag of BCP 47",
    "beyond_end": "the production exists and ends before the time of its poster",
}
_OF_DOCUMENTS = {
    **MEANINGS,
    "invalid_timeline": "the document breaks rules of timelines, which have a schema of their own",
    "invalid_interchange": "a file of OpenTimelineIO has rules of its own",
    "invalid_screen_title": "the title breaks rules of timelines",
    "invalid_timing_seconds": "a timing needs its seconds, which a change may have from before",
}
ACCEPTED_CODES = {**_OF_TEXTS, **_OF_UPLOADS, **_OF_SPACES, **_OF_PRODUCTIONS, **_OF_DOCUMENTS}
"""The reason by code; each is answered 400."""
