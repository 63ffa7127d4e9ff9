# SPDX-License-Identifier: Apache-2.0
"""The REST routes of production drafts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypedDict

from flask import Response, jsonify, request

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, Content, Ok, expected_revisions, idempotent
from chassis.standard_errors import QUOTA_EXCEEDED
from services.drafts.api.draft_errors import READING_DRAFTS, SAVING_CONFIGS, SOURCE_ERRORS
from services.drafts.api.draft_schemas import (
    ACTIVE_DRAFTS,
    ActiveDraftPage,
    ActiveDraftsQuery,
    DraftAnswer,
    DraftOfUploadQuery,
    DraftPath,
    OpenDraftBody,
    OpenedDraftAnswer,
    SaveConfigBody,
    StartedOverAnswer,
    draft_json,
    draft_response,
    to_active_summary,
)
from services.drafts.api.patch_bodies import JsonPatchBody, MergePatchBody, patch_of
from services.drafts.api.stale_errors import stale_error
from services.drafts.domain.errors import (
    DraftArchived,
    DraftExists,
    DraftNotFound,
    StaleDraftRevision,
)
from services.drafts.domain.production_draft import DraftWithConfig
from services.drafts.usecases import patching, production_drafts, saving_configs
from services.drafts.usecases.dependencies import Dependencies
from timeline.compile.schema import config_schema

_DRAFTS = "/api/production-drafts"
_DRAFT = f"{_DRAFTS}/<int:draft_id>"


class _Draft(TypedDict):
    caller: Caller
    draft_id: int
    expected_revisions: frozenset[int] | None


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of production drafts."""
    api = ApiBlueprint("production_drafts", __name__)
    _add_finding(api, deps)
    _add_schema(api)
    _add_opening(api, deps)
    _add_archiving(api, deps)
    _add_starting_over(api, deps)
    _add_saving(api, deps)
    return api


def _add_finding(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(_DRAFTS, answers={200: DraftAnswer}, errors=[DraftNotFound], etag=True)
    def get_draft_of_upload(query: DraftOfUploadQuery, caller: Caller) -> Response:
        """Read the draft of an upload.

        It is the caller's active draft; without one, and for an upload of another user, it is
        answered 404.
        """
        return draft_response(
            production_drafts.get_active_draft(deps, caller=caller, upload_id=query.upload_id)
        )

    @api.get(f"{_DRAFTS}/active")
    def list_active_drafts(query: ActiveDraftsQuery, caller: Caller) -> ActiveDraftPage:
        """List active drafts.

        They are the caller's own, without their configs, the latest changed first.
        """
        page, last = production_drafts.list_active_drafts(
            deps, caller=caller, limit=query.limit, after=ACTIVE_DRAFTS.read(query.cursor)
        )
        items = [to_active_summary(one) for one in page]
        return ActiveDraftPage(items=items, next_cursor=ACTIVE_DRAFTS.write(last))

    @api.get(_DRAFT, answers={200: DraftAnswer}, errors=READING_DRAFTS, etag=True)
    def get_draft(path: DraftPath, caller: Caller) -> Response:
        """Read a draft.

        It comes with its config and, as the ETag, with its revision.
        """
        found = production_drafts.get_draft(deps, caller=caller, draft_id=path.draft_id)
        return draft_response(found)


def _add_schema(api: ApiBlueprint) -> None:
    schema = Content("A JSON Schema, draft 2020-12.", ("application/json",))

    # Editors fetch a schema without signing in, and it is not secret.
    @api.get(f"{_DRAFTS}/schema.json", answers={200: schema})
    def get_config_schema() -> Response:
        """Read the JSON Schema of configs.

        It describes every key with its default and its limits; a config may have others.
        """
        return jsonify(config_schema())


def _add_opening(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        _DRAFTS,
        answers={201: OpenedDraftAnswer, 200: OpenedDraftAnswer},
        errors=[*SOURCE_ERRORS, QUOTA_EXCEEDED],
        etag=True,
    )
    @idempotent(deps.database)
    def open_draft(body: OpenDraftBody, caller: Caller) -> Response:
        """Create a draft, or read the active one.

        A user has one active draft of an upload. It is answered 201 when it was created by this
        request, with an empty config, and otherwise 200.
        """
        found, created = production_drafts.open_draft(deps, caller=caller, upload_id=body.upload_id)
        return draft_response(found, status=201 if created else 200, created=created)


def _add_archiving(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(f"{_DRAFT}/archive", errors=READING_DRAFTS)
    def archive_draft(path: DraftPath, caller: Caller) -> Ok:
        """Archive a draft.

        It can be read from then on but not changed, and its upload may have a new one. Repeating it
        changes nothing.
        """
        production_drafts.archive_draft(deps, caller=caller, draft_id=path.draft_id)
        return Ok()

    @api.post(
        f"{_DRAFT}/unarchive",
        answers={200: DraftAnswer},
        errors=[*READING_DRAFTS, DraftArchived, DraftExists],
        etag=True,
    )
    def unarchive_draft(path: DraftPath, caller: Caller) -> Response:
        """Make an archived draft active again.

        The active draft of its upload is archived when it was never saved; one that was saved is a
        `draft_exists`. One of which a production was made stays archived. Repeating it changes
        nothing.
        """
        return draft_response(
            production_drafts.unarchive_draft(deps, caller=caller, draft_id=path.draft_id)
        )


def _add_starting_over(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        f"{_DRAFT}/start-over",
        answers={201: StartedOverAnswer},
        errors=[*READING_DRAFTS, *SOURCE_ERRORS, DraftArchived, DraftExists, QUOTA_EXCEEDED],
        etag=True,
    )
    @idempotent(deps.database)
    def start_over(path: DraftPath, caller: Caller) -> Response:
        """Start over.

        The draft is archived, and the answer is a new one of the same upload with an empty config.
        """
        created = production_drafts.start_over(deps, caller=caller, draft_id=path.draft_id)
        return draft_response(created, status=201, archivedDraftId=path.draft_id)


def _add_saving(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.patch(_DRAFT, answers={200: DraftAnswer}, errors=SAVING_CONFIGS, etag=True, if_match=True)
    def save_config(
        path: DraftPath, body: SaveConfigBody | JsonPatchBody | MergePatchBody, caller: Caller
    ) -> Response:
        """Save the config of a draft.

        JSON replaces the whole config, or with `merge` is merged into it; the two patch types
        change the current config. With a stale `If-Match` it is answered 412, with the current
        draft in `draft`; without `If-Match` it replaces or patches any revision.
        """
        draft: _Draft = {
            "caller": caller,
            "draft_id": path.draft_id,
            "expected_revisions": expected_revisions(),
        }
        with current_draft_in_error():
            return draft_response(_saved(deps, body, draft))


def _saved(
    deps: Dependencies, body: SaveConfigBody | JsonPatchBody | MergePatchBody, draft: _Draft
) -> DraftWithConfig:
    if isinstance(body, JsonPatchBody | MergePatchBody):
        return saving_configs.patch_config(deps, patch=patch_of(body), **draft)
    if body.merge:
        patch = patching.merge_patch(body.config)
        return saving_configs.patch_config(deps, patch=patch, **draft)
    size = len(request.get_data())
    return saving_configs.save_config(deps, value=body.config, request_bytes=size, **draft)


@contextmanager
def current_draft_in_error() -> Iterator[None]:
    """Add the current draft and its ETag to a 412, so that the client can merge."""
    try:
        yield
    except StaleDraftRevision as stale:
        current = stale.current
        members = {"draft": draft_json(current)}
        raise stale_error(stale, revision=current.draft.revision, members=members) from stale
