# SPDX-License-Identifier: Apache-2.0
"""The events of render that hls receives: what becomes of the masters of productions."""

from __future__ import annotations

from chassis.inbox import Subscription, Subscriptions
from reelmill.drafts.v1 import resources_pb2 as drafts_pb2
from reelmill.render.v1 import events_pb2, resources_pb2
from services.hls.coordinator.domain.draft_production import MasterProgress
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.domain.upload import MASTER, SourceFile
from services.hls.coordinator.usecases import mastering
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.mastering import MasterFailure


def master_subscriptions(deps: Dependencies) -> Subscriptions:
    """Make the handlers of the events of renders; those of other renders are ignored."""

    def on_completed(event: events_pb2.RenderCompleted) -> None:
        def file(production: Production) -> SourceFile:
            return _master_file(production, event)

        if _is_master(event.render):
            mastering.package_rendered_master(deps, ulid=event.render.production_ulid, file=file)

    def on_failed(event: events_pb2.RenderFailed) -> None:
        _fail(deps, event.render, MasterFailure(event.code, event.reason))

    def on_cancelled(event: events_pb2.RenderCancelled) -> None:
        reason = "The rendering of its master was cancelled."
        _fail(deps, event.render, MasterFailure("cancelled", reason, is_cancelled=True))

    def on_progress(event: events_pb2.RenderProgressed) -> None:
        render = event.render
        if _is_master(render):
            progress = MasterProgress(render.progress_pct, render.attempt, render.seq)
            mastering.record_master_progress(deps, ulid=render.production_ulid, progress=progress)

    return {
        "render.render.completed.v1": Subscription(events_pb2.RenderCompleted, on_completed),
        "render.render.failed.v1": Subscription(events_pb2.RenderFailed, on_failed),
        "render.render.cancelled.v1": Subscription(events_pb2.RenderCancelled, on_cancelled),
        "render.render.progress.v1": Subscription(events_pb2.RenderProgressed, on_progress),
    }


def _is_master(render: resources_pb2.Render) -> bool:
    return render.purpose == drafts_pb2.PURPOSE_DRAFT_MASTER


def _fail(deps: Dependencies, render: resources_pb2.Render, failure: MasterFailure) -> None:
    if _is_master(render):
        mastering.fail_master(deps, ulid=render.production_ulid, failure=failure)


def _master_file(production: Production, event: events_pb2.RenderCompleted) -> SourceFile:
    file, probe = event.file, event.probe
    return SourceFile(
        upload_id=production.upload_id,
        key=file.key,
        sha256=file.sha256,
        size_bytes=file.size_bytes,
        content_type=file.content_type,
        video_role=MASTER,
        width=probe.width,
        height=probe.height,
        duration=probe.duration,
    )
