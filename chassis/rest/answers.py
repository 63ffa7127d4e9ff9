# SPDX-License-Identifier: Apache-2.0
"""What views return, and what is declared of answers that are no JSON of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

Body = TypeVar("Body", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Answer(Generic[Body]):
    """A model with a status and headers of its own."""

    body: Body
    status: int | None = None
    """By default the success status that the operation declares."""
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""
    """The value of the ETag, without quotes; empty for none."""

    def all_headers(self) -> dict[str, str]:
        """Return the headers, the ETag among them."""
        return {**self.headers, **({"ETag": f'"{self.etag}"'} if self.etag else {})}


@dataclass(frozen=True, slots=True)
class Content:
    """An answer that is no JSON object of ours: bytes, a page, a redirect."""

    description: str
    media_types: tuple[str, ...] = ()
    """Empty: an answer without a body."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Further headers of this answer, and what each says."""


_EVENT: dict[str, Any] = {
    "type": "object",
    "description": "An event of a stream of server-sent events, by its fields.",
    "properties": {
        "id": {"type": "string"},
        "event": {"type": "string"},
        "data": {"type": "string"},
        "retry": {"type": "integer"},
    },
}


def schema_of_type(media_type: str) -> dict[str, Any]:  # Any: JSON Schema
    """Return the schema of content that no model describes: any JSON, events, or a text."""
    if media_type == "text/event-stream":
        return _EVENT
    return {} if media_type.endswith("json") else {"type": "string"}
