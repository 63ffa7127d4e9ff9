# SPDX-License-Identifier: Apache-2.0
"""The events that render receives."""

from __future__ import annotations

from fractions import Fraction

from chassis.inbox import Subscription, Subscriptions
from reelmill.drafts.v1 import events_pb2 as drafts_events
from reelmill.library.v1 import events_pb2 as library_events
from reelmill.library.v1 import resources_pb2 as library
from services.render.contract.jobs import JobKind
from services.render.contract.probes import probe_from_proto
from services.render.contract.results import IngestResult
from services.render.contract.specs import IngestSpec, ThumbSpec
from services.render.contract.uploads import upload_details
from services.render.coordinator.domain.derivative_jobs import (
    REQUESTED_KINDS,
    DerivativeRequest,
)
from services.render.coordinator.domain.upload_jobs import FreezeFrameRequest
from services.render.coordinator.usecases import cancelling, deleted_uploads, deriving, starting
from services.render.coordinator.usecases.dependencies import Dependencies


def subscriptions(deps: Dependencies) -> Subscriptions:
    """Return the handlers of all events that render receives."""

    def on_requested(event: drafts_events.ExportRequested) -> None:
        starting.start_render(deps, export_id=event.export_id)

    def on_cancelled(event: drafts_events.ExportCancelled) -> None:
        cancelling.cancel_export(deps, export_id=event.export_id)

    def on_received(event: library_events.UploadReceived) -> None:
        upload = _ingest_spec(event.upload, etag=event.etag)
        deriving.ingest_upload(deps, upload=upload, user_id=event.upload.owner_user_id)

    def on_thumbnail(event: library_events.ThumbnailRequested) -> None:
        upload = event.upload
        spec = ThumbSpec(upload.upload_id, upload.file.key, _filename(upload))
        deriving.derive_thumb(deps, upload=spec, user_id=upload.owner_user_id)

    def on_derivative(event: library_events.DerivativeRequested) -> None:
        _derive_files(deps, event)

    def on_freeze_frame(event: library_events.FreezeFrameRequested) -> None:
        _derive_freeze_frame(deps, event)

    return {
        "drafts.export.requested.v1": Subscription(drafts_events.ExportRequested, on_requested),
        "drafts.export.cancelled.v1": Subscription(drafts_events.ExportCancelled, on_cancelled),
        "library.upload.received.v1": Subscription(library_events.UploadReceived, on_received),
        "library.thumbnail.requested.v1": Subscription(
            library_events.ThumbnailRequested, on_thumbnail
        ),
        "library.derivative.requested.v1": Subscription(
            library_events.DerivativeRequested, on_derivative
        ),
        **_of_samples(deps),
        **_of_deletions(deps),
        "library.freeze_frame.requested.v1": Subscription(
            library_events.FreezeFrameRequested, on_freeze_frame
        ),
    }


def _of_deletions(deps: Dependencies) -> Subscriptions:
    def on_deleted(
        event: library_events.UploadSourceDeleted | library_events.UploadDeleted,
    ) -> None:
        deleted_uploads.delete_stretches(deps, upload_id=event.upload.upload_id)

    return {
        "library.upload.source_deleted.v1": Subscription(
            library_events.UploadSourceDeleted, on_deleted
        ),
        "library.upload.deleted.v1": Subscription(library_events.UploadDeleted, on_deleted),
    }


def _of_samples(deps: Dependencies) -> Subscriptions:
    def on_sample(event: library_events.SampleRequested) -> None:
        upload = event.upload
        deriving.draw_sample(
            deps,
            upload_id=upload.upload_id,
            storage_key=upload.file.key,
            sample=event.sample,
            user_id=upload.owner_user_id,
        )

    return {"library.sample.requested.v1": Subscription(library_events.SampleRequested, on_sample)}


def _derive_files(deps: Dependencies, event: library_events.DerivativeRequested) -> None:
    # A kind that only a newer library knows is none that this version can make.
    if event.kind not in REQUESTED_KINDS:
        return
    upload = event.upload
    request = DerivativeRequest(
        JobKind(event.kind), upload_details(upload), _filename(upload), tuple(event.storage_keys)
    )
    deriving.derive_files(deps, request=request, user_id=upload.owner_user_id)


def _derive_freeze_frame(deps: Dependencies, event: library_events.FreezeFrameRequested) -> None:
    upload = event.upload
    request = FreezeFrameRequest(
        upload_id=event.image_upload_id,
        storage_key=event.image_key,
        at=Fraction(event.at_milliseconds, 1000),
        long_edge=event.long_edge,
    )
    found = IngestResult(upload.file.sha256, probe_from_proto(upload.probe), None)
    deriving.derive_freeze_frame(
        deps,
        request=request,
        video=_ingest_spec(upload),
        found=found,
        user_id=upload.owner_user_id,
    )


def _ingest_spec(upload: library.Upload, *, etag: str = "") -> IngestSpec:
    return IngestSpec(
        upload_id=upload.upload_id,
        media_kind=upload.kind,
        storage_key=upload.file.key,
        size_bytes=upload.file.size_bytes,
        etag=etag,
        filename=_filename(upload),
    )


def _filename(upload: library.Upload) -> str:
    return upload.original_filename or upload.name
