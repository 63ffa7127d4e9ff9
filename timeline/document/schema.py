# SPDX-License-Identifier: Apache-2.0
"""The timeline language as JSON Schema, for editors and for other people's programs."""

from __future__ import annotations

from typing import Any

from timeline.document.timeline import Timeline
from timeline.document.validation_codes import MAX_ITEMS


def json_schema() -> dict[str, Any]:  # Any: the value is JSON.
    """The schema (draft 2020-12) of the documents that parse accepts."""
    schema = Timeline.model_json_schema(by_alias=True, mode="validation")
    for track, (most, _) in MAX_ITEMS.items():
        schema["properties"][track]["maxItems"] = most
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
