# SPDX-License-Identifier: Apache-2.0
"""What drafts hears: how renders are doing, and what happens to uploads."""

from __future__ import annotations

from chassis.inbox import Subscription, Subscriptions
from reelmill.library.v1 import events_pb2 as library
from reelmill.render.v1 import events_pb2 as render
from reelmill.render.v1 import resources_pb2
from services.drafts.domain.export import RenderStatusUpdate, State
from services.drafts.usecases import following
from services.drafts.usecases.dependencies import Dependencies


def subscriptions(deps: Dependencies) -> Subscriptions:
    """Make the table of topics and their handlers."""
    return {**_renders(deps), **_uploads(deps)}


def _renders(deps: Dependencies) -> Subscriptions:
    def follow(said: resources_pb2.Render, news: RenderStatusUpdate) -> None:
        following.follow_render(deps, export_id=said.export_id, news=news)

    def on_queued(fact: render.RenderQueued) -> None:
        follow(fact.render, _news(fact.render, State.PENDING))

    def on_progress(fact: render.RenderProgressed) -> None:
        follow(fact.render, _news(fact.render, State.PROCESSING))

    def on_completed(fact: render.RenderCompleted) -> None:
        follow(fact.render, _news(fact.render, State.RENDERED))

    def on_failed(fact: render.RenderFailed) -> None:
        news = _news(fact.render, State.FAILED, code=fact.code, reason=fact.reason)
        follow(fact.render, news)

    def on_cancelled(fact: render.RenderCancelled) -> None:
        follow(fact.render, _news(fact.render, State.CANCELLED))

    return {
        "render.render.queued.v1": Subscription(render.RenderQueued, on_queued),
        "render.render.progress.v1": Subscription(render.RenderProgressed, on_progress),
        "render.render.completed.v1": Subscription(render.RenderCompleted, on_completed),
        "render.render.failed.v1": Subscription(render.RenderFailed, on_failed),
        "render.render.cancelled.v1": Subscription(render.RenderCancelled, on_cancelled),
    }


def _uploads(deps: Dependencies) -> Subscriptions:
    def on_registered(fact: library.ExportRegistered) -> None:
        upload_id = fact.upload.upload_id
        following.register_result(deps, export_id=fact.export_id, upload_id=upload_id)

    def on_gone(fact: library.UploadSourceDeleted | library.UploadDeleted) -> None:
        upload = fact.upload
        following.forget_upload(
            deps, upload_id=upload.upload_id, owner_user_id=upload.owner_user_id
        )

    return {
        "library.export.registered.v1": Subscription(library.ExportRegistered, on_registered),
        "library.upload.source_deleted.v1": Subscription(library.UploadSourceDeleted, on_gone),
        "library.upload.deleted.v1": Subscription(library.UploadDeleted, on_gone),
    }


def _news(
    said: resources_pb2.Render, state: State, *, code: str | None = None, reason: str | None = None
) -> RenderStatusUpdate:
    return RenderStatusUpdate(
        attempt=said.attempt,
        seq=said.seq,
        state=state,
        progress_pct=said.progress_pct,
        stage=said.progress_stage,
        error_code=code,
        error_message=reason,
    )
