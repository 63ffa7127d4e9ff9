# SPDX-License-Identifier: Apache-2.0
"""The events that drafts receives, and the use case that each calls."""

from __future__ import annotations

from chassis.inbox import Subscription, Subscriptions
from reelmill.drafts.v1 import resources_pb2 as drafts
from reelmill.library.v1 import events_pb2 as library
from reelmill.render.v1 import events_pb2 as render
from reelmill.render.v1 import resources_pb2
from services.drafts.domain.export import ExportState, RenderStatusUpdate
from services.drafts.usecases import applying_events, production_drafts
from services.drafts.usecases.dependencies import Dependencies


def subscriptions(deps: Dependencies) -> Subscriptions:
    """Return the message class and the handler of every topic that drafts receives."""
    return {**_render_subscriptions(deps), **_library_subscriptions(deps)}


def _render_subscriptions(deps: Dependencies) -> Subscriptions:
    def apply(message: resources_pb2.Render, state: ExportState, **error: str) -> None:
        applying_events.apply_render_status(
            deps, export_id=message.export_id, update=_status_update(message, state, **error)
        )

    def on_queued(event: render.RenderQueued) -> None:
        apply(event.render, ExportState.PENDING)

    def on_progress(event: render.RenderProgressed) -> None:
        apply(event.render, ExportState.PROCESSING)

    def on_completed(event: render.RenderCompleted) -> None:
        # No upload is made of the master of a draft, so that it is complete already.
        is_master = event.render.purpose == drafts.PURPOSE_DRAFT_MASTER
        apply(event.render, ExportState.COMPLETED if is_master else ExportState.RENDERED)

    def on_failed(event: render.RenderFailed) -> None:
        apply(event.render, ExportState.FAILED, code=event.code, reason=event.reason)

    def on_cancelled(event: render.RenderCancelled) -> None:
        apply(event.render, ExportState.CANCELLED)

    return {
        "render.render.queued.v1": Subscription(render.RenderQueued, on_queued),
        "render.render.progress.v1": Subscription(render.RenderProgressed, on_progress),
        "render.render.completed.v1": Subscription(render.RenderCompleted, on_completed),
        "render.render.failed.v1": Subscription(render.RenderFailed, on_failed),
        "render.render.cancelled.v1": Subscription(render.RenderCancelled, on_cancelled),
    }


def _library_subscriptions(deps: Dependencies) -> Subscriptions:
    def on_registered(event: library.ExportRegistered) -> None:
        applying_events.complete_export(
            deps, export_id=event.export_id, upload_id=event.upload.upload_id
        )

    def on_changed(event: library.UploadChanged) -> None:
        if event.change == "audio_track":
            on_other_content(event)

    def on_other_content(
        event: library.UploadSourceDeleted | library.UploadDeleted | library.UploadChanged,
    ) -> None:
        upload = event.upload
        applying_events.clear_checked_uploads(
            deps, upload_id=upload.upload_id, owner_user_id=upload.owner_user_id
        )

    def on_deleted(event: library.UploadDeleted) -> None:
        on_other_content(event)
        upload = event.upload
        applying_events.clear_last_export(
            deps, upload_id=upload.upload_id, owner_user_id=upload.owner_user_id
        )
        production_drafts.archive_drafts_of_deleted_upload(deps, upload_id=event.upload.upload_id)

    return {
        "library.export.registered.v1": Subscription(library.ExportRegistered, on_registered),
        "library.upload.source_deleted.v1": Subscription(
            library.UploadSourceDeleted, on_other_content
        ),
        "library.upload.changed.v1": Subscription(library.UploadChanged, on_changed),
        "library.upload.deleted.v1": Subscription(library.UploadDeleted, on_deleted),
    }


def _status_update(
    message: resources_pb2.Render,
    state: ExportState,
    *,
    code: str | None = None,
    reason: str | None = None,
) -> RenderStatusUpdate:
    return RenderStatusUpdate(
        attempt=message.attempt,
        seq=message.seq,
        state=state,
        progress_pct=message.progress_pct,
        stage=message.progress_stage,
        error_code=code,
        error_message=reason,
    )
