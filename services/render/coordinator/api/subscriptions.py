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
from services.render.coordinator.domain.job import Kind
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

    def on_derivative(fact: library_events.DerivativeRequested) -> None:
        task, user_id = _task(fact.upload), fact.upload.owner_user_id
        if fact.kind == Kind.FRAME:
            order = FrameOrder.from_json(fact.parameters)
            found = IngestResult(fact.upload.file.sha256, probe_from_proto(fact.upload.probe), None)
            deriving.freeze_frame(deps, order=order, video=task, found=found, for_user=user_id)
        else:
            deriving.derive(deps, upload=task, kind=fact.kind, for_user=user_id)

    return {
        "drafts.export.requested.v1": Subscription(drafts_events.ExportRequested, on_requested),
        "drafts.export.cancelled.v1": Subscription(drafts_events.ExportCancelled, on_cancelled),
        "library.upload.received.v1": Subscription(library_events.UploadReceived, on_received),
        "library.derivative.requested.v1": Subscription(
            library_events.DerivativeRequested, on_derivative
        ),
    }


def _task(upload: library.Upload, *, etag: str = "") -> IngestSpec:
    return IngestSpec(
        upload_id=upload.upload_id,
        media_kind=upload.kind,
        storage_key=upload.file.key,
        size_bytes=upload.file.size_bytes,
        etag=etag,
        filename=upload.original_filename or upload.name,
    )
