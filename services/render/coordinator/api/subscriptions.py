# SPDX-License-Identifier: Apache-2.0
"""The facts render hears, and what it does about them."""

from __future__ import annotations

from chassis.inbox import Subscription, Subscriptions
from reelmill.drafts.v1 import events_pb2 as drafts_events
from reelmill.library.v1 import events_pb2 as library_events
from reelmill.library.v1 import resources_pb2 as library
from services.render.contract.results import IngestResult
from services.render.contract.specs import IngestSpec
from services.render.coordinator.bootstrap import probe_from_proto
from services.render.coordinator.domain.freeze_frames import FrameOrder
from services.render.coordinator.usecases import deriving, ordering, stopping
from services.render.coordinator.usecases.dependencies import Dependencies


def subscriptions(deps: Dependencies) -> Subscriptions:
    """Make the handlers of all that render hears."""

    def on_requested(fact: drafts_events.ExportRequested) -> None:
        ordering.order_render(deps, export_id=fact.export_id)

    def on_cancelled(fact: drafts_events.ExportCancelled) -> None:
        stopping.cancel_export(deps, export_id=fact.export_id)

    def on_received(fact: library_events.UploadReceived) -> None:
        upload = fact.upload
        deriving.examine_upload(
            deps, upload=_task(upload, etag=fact.etag), for_user=upload.owner_user_id
        )

    def on_thumbnail(event: library_events.ThumbnailRequested) -> None:
        upload = event.upload
        deriving.derive(deps, upload=_task(upload), kind="thumb", for_user=upload.owner_user_id)

    def on_freeze_frame(event: library_events.FreezeFrameRequested) -> None:
        _freeze_frame(deps, event)

    return {
        "drafts.export.requested.v1": Subscription(drafts_events.ExportRequested, on_requested),
        "drafts.export.cancelled.v1": Subscription(drafts_events.ExportCancelled, on_cancelled),
        "library.upload.received.v1": Subscription(library_events.UploadReceived, on_received),
        "library.thumbnail.requested.v1": Subscription(
            library_events.ThumbnailRequested, on_thumbnail
        ),
        "library.freeze_frame.requested.v1": Subscription(
            library_events.FreezeFrameRequested, on_freeze_frame
        ),
    }


def _freeze_frame(deps: Dependencies, event: library_events.FreezeFrameRequested) -> None:
    upload = event.upload
    deriving.freeze_frame(
        deps,
        order=FrameOrder(
            upload_id=event.image_upload_id,
            storage_key=event.image_key,
            at=f"{event.at_milliseconds}/1000",
            long_edge=event.long_edge,
        ),
        video=_task(upload),
        found=IngestResult(upload.file.sha256, probe_from_proto(upload.probe), None),
        for_user=upload.owner_user_id,
    )


def _task(upload: library.Upload, *, etag: str = "") -> IngestSpec:
    return IngestSpec(
        upload_id=upload.upload_id,
        media_kind=upload.kind,
        storage_key=upload.file.key,
        size_bytes=upload.file.size_bytes,
        etag=etag,
        filename=upload.original_filename or upload.name,
    )
