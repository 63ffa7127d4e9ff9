# SPDX-License-Identifier: Apache-2.0
"""The events that the library receives, and the use case that each calls."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from chassis.inbox import Subscription, Subscriptions
from reelmill.drafts.v1 import events_pb2 as drafts_pb2
from reelmill.drafts.v1 import resources_pb2 as drafts_resources_pb2
from reelmill.hls.v1 import events_pb2 as hls_pb2
from reelmill.publish.v1 import events_pb2 as publish_pb2
from reelmill.render.v1 import events_pb2 as render_pb2
from services.library.domain.copies import (
    PRODUCTION,
    PublishedProduction,
    ReferencingDocument,
    UploadProduction,
)
from services.library.domain.derivatives import DerivativeKind
from services.library.domain.upload import Rejection
from services.library.store.messages import to_probe
from services.library.usecases import (
    applying_events,
    completing,
    derivatives,
    editing,
    freeze_frames,
    samples,
)
from services.library.usecases.applying_events import FinishedExport
from services.library.usecases.dependencies import Dependencies

_DERIVATIVES = frozenset(DerivativeKind)
_LIVE = frozenset({"pending", "published"})
"""The statuses of a publication that shows its upload, or will when a moderator approves it."""

Handler = Callable[[Dependencies, Any], None]  # Any: the topic's message


def subscriptions(deps: Dependencies) -> Subscriptions:
    """Return the message class and the handler of every topic that the library receives."""
    return {
        topic: Subscription(message, functools.partial(handler, deps))
        for topic, (message, handler) in _HANDLERS.items()
    }


def _derivative_completed(deps: Dependencies, event: render_pb2.DerivativeCompleted) -> None:
    _record_derivative(deps, event)
    editing.delete_late_files(deps, upload_id=event.upload_id)


def _record_derivative(deps: Dependencies, event: render_pb2.DerivativeCompleted) -> None:
    if event.kind == "ingest":
        completing.finish_ingest(
            deps,
            upload_id=event.upload_id,
            probe=to_probe(event.probe),
            sha256=event.sha256,
            content_type=event.probe.content_type,
            thumb_key=event.file.key or None,
        )
    elif event.kind == "thumb" and event.file.key:
        completing.set_thumbnail(deps, upload_id=event.upload_id, thumb_key=event.file.key)
    elif event.kind == "sample":
        samples.finish_sample(deps, upload_id=event.upload_id, storage_key=event.file.key)
    elif event.kind in _DERIVATIVES:
        derivatives.finish_derivative(
            deps, upload_id=event.upload_id, kind=DerivativeKind(event.kind)
        )
    elif event.kind == "freeze_frame":
        freeze_frames.finish_freeze_frame(
            deps,
            upload_id=event.upload_id,
            probe=to_probe(event.probe),
            sha256=event.sha256,
            size_bytes=event.file.size_bytes,
        )


def _derivative_failed(deps: Dependencies, event: render_pb2.DerivativeFailed) -> None:
    rejection = Rejection(event.code, event.reason)
    if event.kind in {"ingest", "sample"}:
        completing.fail_ingest(deps, upload_id=event.upload_id, rejection=rejection)
    elif event.kind in _DERIVATIVES:
        kind = DerivativeKind(event.kind)
        derivatives.fail_derivative(deps, upload_id=event.upload_id, kind=kind, reason=event.reason)
    elif event.kind == "freeze_frame":
        freeze_frames.fail_freeze_frame(deps, upload_id=event.upload_id, rejection=rejection)


def _render_completed(deps: Dependencies, event: render_pb2.RenderCompleted) -> None:
    render, file = event.render, event.file
    if render.purpose != drafts_resources_pb2.PURPOSE_PROJECT_EXPORT:
        return
    export = FinishedExport(
        export_id=render.export_id,
        owner_user_id=render.owner_user_id,
        project_id=render.project_id,
        name=render.name,
        description=render.description,
        storage_key=file.key,
        size_bytes=file.size_bytes,
        sha256=file.sha256,
        content_type=event.probe.content_type or file.content_type,
        probe=to_probe(event.probe),
    )
    applying_events.register_export(deps, export=export)


def _project_renamed(deps: Dependencies, event: drafts_pb2.ProjectRenamed) -> None:
    applying_events.rename_project(
        deps, project_id=event.project_id, name=event.name, revision=event.revision
    )


def _project_deleted(deps: Dependencies, event: drafts_pb2.ProjectDeleted) -> None:
    applying_events.delete_project(deps, project_id=event.project_id)


def _references_changed(deps: Dependencies, event: drafts_pb2.ReferencesChanged) -> None:
    applying_events.replace_references(
        deps,
        document=ReferencingDocument(event.document_kind, event.document_id),
        upload_ids=list(event.upload_ids),
        revision=event.revision,
    )


def _production_changed(
    deps: Dependencies,
    event: hls_pb2.ProductionCreated | hls_pb2.ProductionReady | hls_pb2.ProductionFailed,
) -> None:
    applying_events.update_production(deps, production=_production(event.production))


def _replacement_changed(deps: Dependencies, event: hls_pb2.ProductionReplacementChanged) -> None:
    applying_events.replace_references(
        deps,
        document=ReferencingDocument(PRODUCTION, event.production.production_id),
        upload_ids=[event.upload_id] if event.upload_id else [],
        revision=event.production.revision,
    )


def _production_deleted(deps: Dependencies, event: hls_pb2.ProductionDeleted) -> None:
    production = _production(event.production)
    applying_events.update_production(deps, production=production, is_deleted=True)


def _production(message: Any) -> UploadProduction:  # Any: hls's resource, of a generated class
    return UploadProduction(
        message.production_id,
        message.upload_id,
        message.status,
        message.revision,
        owner_user_id=message.owner_user_id,
        master_bytes=message.master_bytes,
    )


def _publication_changed(
    deps: Dependencies,
    event: publish_pb2.PublicationRequested
    | publish_pb2.PublicationPublished
    | publish_pb2.PublicationUnpublished
    | publish_pb2.PublicationRejected,
) -> None:
    message = event.publication
    publication = PublishedProduction(
        message.publication_id,
        message.production_id,
        is_live=message.status in _LIVE,
        revision=message.revision,
    )
    applying_events.update_publication(deps, publication=publication)


_HANDLERS: dict[str, tuple[type[Any], Handler]] = {  # Any: the topic's message
    "render.derivative.completed.v1": (render_pb2.DerivativeCompleted, _derivative_completed),
    "render.derivative.failed.v1": (render_pb2.DerivativeFailed, _derivative_failed),
    "render.render.completed.v1": (render_pb2.RenderCompleted, _render_completed),
    "drafts.project.renamed.v1": (drafts_pb2.ProjectRenamed, _project_renamed),
    "drafts.project.deleted.v1": (drafts_pb2.ProjectDeleted, _project_deleted),
    "drafts.references.changed.v1": (drafts_pb2.ReferencesChanged, _references_changed),
    "hls.production.created.v1": (hls_pb2.ProductionCreated, _production_changed),
    "hls.production.ready.v1": (hls_pb2.ProductionReady, _production_changed),
    "hls.production.failed.v1": (hls_pb2.ProductionFailed, _production_changed),
    "hls.production.replacement_changed.v1": (
        hls_pb2.ProductionReplacementChanged,
        _replacement_changed,
    ),
    "hls.production.deleted.v1": (hls_pb2.ProductionDeleted, _production_deleted),
    "publish.publication.requested.v1": (publish_pb2.PublicationRequested, _publication_changed),
    "publish.publication.published.v1": (publish_pb2.PublicationPublished, _publication_changed),
    "publish.publication.unpublished.v1": (
        publish_pb2.PublicationUnpublished,
        _publication_changed,
    ),
    "publish.publication.rejected.v1": (publish_pb2.PublicationRejected, _publication_changed),
}
