# SPDX-License-Identifier: Apache-2.0
"""A timeline as its author sent it: read, normalised, and ready to be kept."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from services.drafts.domain.errors import document_refused
from timeline.document import timeline, validation
from timeline.document.problems import InvalidTimeline, TimelineProblem
from timeline.document.references import upload_ids

# The longest usual spelling of what stands around the timeline in a request: {"timeline": }.
_WRAPPING_BYTES = 14
_OF_THE_VIEW = ("playheadSeconds", "viewportEndSeconds", "guidelines")


@dataclass(frozen=True, slots=True)
class Document:
    """A valid timeline, its normalised JSON, and the uploads it uses in ascending order."""

    timeline: timeline.Timeline
    text: str
    upload_ids: tuple[int, ...]

    @property
    def digest(self) -> str:
        """The same for two documents that show the same film, wherever their playheads are."""
        fields = json.loads(self.text)
        film = {name: value for name, value in fields.items() if name not in _OF_THE_VIEW}
        return hashlib.sha256(json.dumps(film, sort_keys=True).encode()).hexdigest()


def read(sent: object, *, sent_bytes: int = 0) -> Document:
    """Read a decoded JSON document of a request of so many bytes, or refuse it."""
    limit = validation.MAX_BYTES
    if sent_bytes > limit + _WRAPPING_BYTES:
        detail = f"A timeline may have {limit} bytes; this one has about {sent_bytes}."
        raise document_refused([TimelineProblem("timeline_too_large", "", detail)])
    try:
        return _normalised(validation.parse(sent))
    except InvalidTimeline as error:
        raise document_refused(error.problems) from error


def stored(text: str) -> Document:
    """Read a document that was kept; a newer law of timelines may refuse it."""
    return read(json.loads(text))


def empty() -> Document:
    """The timeline of a project that was just made."""
    return _normalised(timeline.empty())


def _normalised(timeline: timeline.Timeline) -> Document:
    try:
        fields = timeline.to_document()
        text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except (ValueError, RecursionError) as error:
        problem = TimelineProblem("invalid_timeline", "", "Some value is nested too deeply.")
        raise InvalidTimeline((problem,)) from error
    return Document(timeline, text, upload_ids(timeline))
