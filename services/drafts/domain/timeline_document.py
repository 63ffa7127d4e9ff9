# SPDX-License-Identifier: Apache-2.0
"""A timeline document: validated, normalised, and written as JSON to be stored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from services.drafts.domain.errors import timeline_error
from timeline.document import timeline, validation
from timeline.document.problems import InvalidTimeline, TimelineProblem
from timeline.document.references import upload_ids

_ENVELOPE_BYTES = len('{"timeline": }')
_VIEW_FIELDS = ("playheadSeconds", "viewportEndSeconds", "guidelines")


@dataclass(frozen=True, slots=True)
class TimelineDocument:
    """A valid timeline, its normalised JSON, and the uploads it uses in ascending order."""

    timeline: timeline.Timeline
    text: str
    upload_ids: tuple[int, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 of what is rendered: fields of the editor's view do not change it."""
        rendered = rendered_fields(json.loads(self.text))
        return hashlib.sha256(json.dumps(rendered, sort_keys=True).encode()).hexdigest()


def rendered_fields(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of a document without those of the editor's view."""
    return {name: value for name, value in fields.items() if name not in _VIEW_FIELDS}


def check_size(request_bytes: int) -> None:
    """Raise InvalidTimelineDocument for a request with more bytes than a document may have."""
    limit = validation.MAX_BYTES
    if request_bytes > limit + _ENVELOPE_BYTES:
        detail = f"A timeline may have {limit} bytes; this one has about {request_bytes}."
        raise timeline_error([TimelineProblem("timeline_too_large", "", detail)])


def parse_document(value: object, *, request_bytes: int = 0) -> TimelineDocument:
    """Validate decoded JSON that came in a request of so many bytes.

    Raises InvalidTimelineDocument or one of its subclasses.
    """
    check_size(request_bytes)
    try:
        return _normalise(validation.parse(value))
    except InvalidTimeline as error:
        raise timeline_error(error.problems) from error


def load_document(text: str) -> TimelineDocument:
    """Parse a stored document; InvalidTimelineDocument when the rules have changed since."""
    return parse_document(json.loads(text))


def empty_document() -> TimelineDocument:
    """Return the timeline of a new project."""
    return _normalise(timeline.empty())


def _normalise(parsed: timeline.Timeline) -> TimelineDocument:
    try:
        fields = parsed.to_document()
        text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except (ValueError, RecursionError) as error:
        problem = TimelineProblem("invalid_timeline", "", "Some value is nested too deeply.")
        raise InvalidTimeline((problem,)) from error
    return TimelineDocument(parsed, text, upload_ids(parsed))
