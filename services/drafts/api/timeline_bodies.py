# SPDX-License-Identifier: Apache-2.0
"""The body and the query of a request that saves a whole timeline."""

from __future__ import annotations

from pydantic import Field

from chassis.rest import RequestBody, RequestQuery
from services.drafts.api.schemas import Document


class SaveTimelineQuery(RequestQuery):
    """How a timeline is saved."""

    allow_exports: bool = Field(
        False,
        description="Whether exports may be added as clips; otherwise only sources may.",
    )


class SaveTimelineBody(RequestBody):
    """A whole timeline document."""

    timeline: Document = Field(description="The document; see `/api/timelines/schema.json`.")
