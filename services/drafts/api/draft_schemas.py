# SPDX-License-Identifier: Apache-2.0
"""The JSON of production drafts."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from flask import Response
from pydantic import Field, WithJsonSchema

from chassis.rest import (
    CursorCodec,
    Id,
    Moment,
    Page,
    PageQuery,
    RequestBody,
    RequestPath,
    RequestQuery,
    ResponseBody,
)
from services.drafts.domain.production_draft import (
    DraftFailure,
    DraftPosition,
    DraftWithConfig,
    ProductionDraft,
)

ACTIVE_DRAFTS = CursorCodec("drafts.production_drafts", DraftPosition)

_EXAMPLE = {"name": "Summer", "edit": {"ranges": [{"start": 0, "end": 4.5}]}}

Config = Annotated[Any, WithJsonSchema({"type": "object", "examples": [_EXAMPLE]})]
"""The config of a draft, which keeps the keys that this version does not know."""


class DraftPath(RequestPath):
    """The draft in a path."""

    draft_id: int = Field(description="The id of the draft.", examples=[42])


class DraftOfUploadQuery(RequestQuery):
    """The upload whose draft is asked for."""

    upload_id: Id = Field(description="The upload.")


class ActiveDraftsQuery(PageQuery):
    """A page of active drafts."""

    limit: int = Field(200, ge=1, le=1000, description="How many items a page holds at most.")


class OpenDraftBody(RequestBody):
    """The upload of which a production is prepared."""

    upload_id: Id = Field(description="A video of the caller.")


class SaveConfigBody(RequestBody):
    """A config that replaces the current one or is merged into it."""

    config: Config = Field(description="The config; see `/api/production-drafts/schema.json`.")
    merge: bool = Field(
        False,
        description="Whether it is a JSON Merge Patch (RFC 7396) of the current config.",
        examples=[False],
    )


class DraftFailureResource(ResponseBody):
    """Why a production of the draft failed."""

    error: str = Field(description="A stable code.", examples=["source_deleted"])
    detail: str = Field(
        description="One sentence for people.", examples=["The source file was deleted."]
    )
    at: Moment = Field(description="When it failed.")


class ActiveDraftSummary(ResponseBody):
    """An active draft in a list."""

    id: Id = Field(description="The id.")
    upload_id: Id = Field(description="The upload of which it is.")
    updated_at: Moment = Field(description="When it was last changed.")


class ActiveDraftPage(Page[ActiveDraftSummary]):
    """A page of active drafts, the latest changed first."""


class _DraftHead(ActiveDraftSummary):
    """All of a draft that is not its config."""

    status: Literal["active", "archived"] = Field(
        description="An archived draft cannot be changed.", examples=["active"]
    )
    revision: int = Field(description="Grows with every change; also the ETag.", ge=1, examples=[3])
    rendered_production_id: int | None = Field(
        description="The production that was made of it.", examples=[None]
    )
    last_failure: DraftFailureResource | None = Field(
        description="Why its last production failed, null when none did.", examples=[None]
    )
    created_at: Moment = Field(description="When it was created.")
    archived_at: Moment | None = Field(description="When it was archived.", examples=[None])


class DraftResource(_DraftHead):
    """A draft with its config."""

    config: Config = Field(description="The config.")


class DraftAnswer(ResponseBody):
    """A draft with its config."""

    draft: DraftResource


class OpenedDraftAnswer(DraftAnswer):
    """The active draft of an upload."""

    created: bool = Field(description="Whether it was created by this request.", examples=[True])


class StartedOverAnswer(DraftAnswer):
    """A new draft, and the one that it replaces."""

    archived_draft_id: Id = Field(description="The draft that was archived.")


def to_active_summary(draft: ProductionDraft) -> ActiveDraftSummary:
    """Return the JSON of a draft in a list."""
    return ActiveDraftSummary(
        id=draft.draft_id, upload_id=draft.upload_id, updated_at=draft.updated_at
    )


def draft_response(found: DraftWithConfig, *, status: int = 200, **members: object) -> Response:
    """Return a draft with its ETag and further members; its config is sent without decoding it."""
    written = "".join(f",{json.dumps(name)}:{json.dumps(one)}" for name, one in members.items())
    text = f'{{"draft":{_text_of(found)}{written}}}'
    response = Response(text, status, mimetype="application/json")
    response.set_etag(str(found.draft.revision))
    return response


def draft_json(found: DraftWithConfig) -> Any:  # Any: decoded JSON
    """Return the JSON of a draft with its config."""
    return json.loads(_text_of(found))


def _text_of(found: DraftWithConfig) -> str:
    draft = found.draft
    head = _DraftHead(
        id=draft.draft_id,
        upload_id=draft.upload_id,
        status=draft.status.value,
        revision=draft.revision,
        rendered_production_id=draft.rendered_production_id,
        last_failure=_failure(draft.last_failure),
        created_at=draft.created_at,
        updated_at=draft.updated_at,
        archived_at=draft.archived_at,
    )
    return f'{head.model_dump_json().removesuffix("}")},"config":{found.config}}}'


def _failure(failure: DraftFailure | None) -> DraftFailureResource | None:
    if failure is None:
        return None
    return DraftFailureResource(error=failure.code, detail=failure.detail, at=failure.at)
