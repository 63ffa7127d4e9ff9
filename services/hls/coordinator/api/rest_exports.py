# SPDX-License-Identifier: Apache-2.0
"""The REST routes by which an export is packaged."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.ids import LARGEST_ID
from chassis.rest import Answer, ApiBlueprint, CursorCodec, Page, idempotent
from services.hls.coordinator.api.requests import (
    MOST_STATUS_IDS,
    ExportIdPath,
    ExportPreparation,
    HlsStatusListQuery,
)
from services.hls.coordinator.api.schemas import (
    HlsStatusItem,
    HlsStatusView,
    PreparationAnswer,
)
from services.hls.coordinator.api.views import hls_status_item, hls_status_view
from services.hls.coordinator.domain import errors
from services.hls.coordinator.usecases import creating, reading
from services.hls.coordinator.usecases.dependencies import Dependencies

STATUSES = CursorCodec("hls.statuses", int)
"""The position is the number of ids before the page."""

_NOT_AN_EXPORT = (
    errors.SourceUploadNotFound,
    errors.NotOwnedByCaller,
    errors.NotVideo,
    errors.NotExport,
)


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of exports."""
    api = ApiBlueprint("exports", __name__)
    _add_statuses(api, deps)
    _add_preparation(api, deps)
    return api


def _add_statuses(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/exports/<int:upload_id>/hls-status", errors=_NOT_AN_EXPORT)
    def get_hls_status(path: ExportIdPath, caller: Caller) -> HlsStatusView:
        """Get how far the packaging of an export is.

        Its newest production counts.
        """
        status = reading.get_hls_status(deps, caller=caller, upload_id=path.upload_id)
        return hls_status_view(status)

    @api.get("/api/exports/hls-status", errors=[errors.InvalidUploadIds])
    def list_hls_statuses(query: HlsStatusListQuery, caller: Caller) -> Page[HlsStatusItem]:
        """List how far the packaging of several exports is.

        They come in the order of `ids`, each once. Uploads that are not exports of the caller are
        left out.
        """
        upload_ids = _upload_ids(query.ids)
        start = STATUSES.read(query.cursor) or 0
        end = start + query.limit
        found = reading.list_hls_statuses(deps, caller=caller, upload_ids=upload_ids[start:end])
        following = end if end < len(upload_ids) else None
        items = [hls_status_item(one) for one in found]
        return Page(items=items, next_cursor=STATUSES.write(following))


def _add_preparation(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/exports/<int:upload_id>/prep-hls",
        answers={202: PreparationAnswer, 200: PreparationAnswer},
        errors=[
            *_NOT_AN_EXPORT,
            errors.SourceUploadNotReady,
            errors.SourceFileMissing,
            errors.InvalidLanguage,
            errors.InvalidCaptions,
            errors.NoTimelineTexts,
        ],
    )
    @idempotent(deps.database)
    def prepare_export(
        path: ExportIdPath, body: ExportPreparation, caller: Caller
    ) -> Answer[PreparationAnswer]:
        """Prepare an export for streaming.

        Creates a production unless the export has one that has not failed, which is then answered
        with 200. With `timelineCaptions`, players of a new production offer the captions of its
        timeline, or its titles if it has none.
        """
        chosen = body.timeline_captions
        production, is_new = creating.prepare_export(
            deps,
            caller=caller,
            upload_id=path.upload_id,
            name=body.name or "",
            captions=None if chosen is None else chosen.to_choice(),
        )
        answer = PreparationAnswer.model_validate(
            {"production_id": production.production_id, "state": production.state}
        )
        return Answer(answer, 202 if is_new else 200)


def _upload_ids(text: str) -> list[int]:
    """Return the ids of a list, each once; numbers too large for an id are left out."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    are_numbers = all(part.isascii() and part.isdigit() and len(part) < 16 for part in parts)
    if not are_numbers or len(parts) > MOST_STATUS_IDS:
        raise errors.InvalidUploadIds(
            f"`ids` takes up to {MOST_STATUS_IDS} numbers with commas between."
        )
    return [one for one in dict.fromkeys(map(int, parts)) if one <= LARGEST_ID]
