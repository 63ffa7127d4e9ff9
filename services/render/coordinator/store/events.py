# SPDX-License-Identifier: Apache-2.0
"""The topics and messages of the events that render announces."""

from __future__ import annotations

from google.protobuf.message import Message

from chassis.outbox import EventFormat, EventFormats
from reelmill.drafts.v1 import resources_pb2 as drafts_pb2
from reelmill.render.v1 import events_pb2, resources_pb2
from services.render.contract.jobs import JobKind
from services.render.contract.probes import probe_to_proto
from services.render.contract.result_messages import file_to_proto
from services.render.coordinator.domain import events
from services.render.coordinator.domain.render import Render

PROGRESS_TOPIC = "render.render.progress.v1"
"""The topic of progress, which is sent at once and never stored."""

_PURPOSE_PREFIX = "PURPOSE_"


def progress_to_proto(render: Render) -> Message:
    """Convert the progress of a render to its message."""
    return events_pb2.RenderProgressed(render=render_to_proto(render))


def render_to_proto(render: Render) -> resources_pb2.Render:
    """Convert a render to its message."""
    subject = render.subject
    return resources_pb2.Render(
        export_id=render.export_id,
        attempt=render.attempt,
        seq=render.seq,
        owner_user_id=subject.owner_user_id,
        purpose=drafts_pb2.Purpose.Value(_PURPOSE_PREFIX + subject.purpose.upper()),
        project_id=subject.project_id,
        production_ulid=subject.production_ulid,
        name=subject.name,
        description=subject.description,
        state=render.state,
        progress_pct=render.progress.percent,
        progress_stage=render.progress.stage,
    )


def _queued(event: events.RenderQueued) -> Message:
    return events_pb2.RenderQueued(render=render_to_proto(event.render))


def _completed(event: events.RenderCompleted) -> Message:
    return events_pb2.RenderCompleted(
        render=render_to_proto(event.render),
        file=file_to_proto(event.export.file),
        probe=probe_to_proto(event.export.probe),
    )


def _failed(event: events.RenderFailed) -> Message:
    failure = event.failure
    return events_pb2.RenderFailed(
        render=render_to_proto(event.render), code=failure.code, reason=failure.reason
    )


def _cancelled(event: events.RenderCancelled) -> Message:
    return events_pb2.RenderCancelled(render=render_to_proto(event.render))


def _ingested(event: events.UploadIngested) -> Message:
    found = event.found
    return events_pb2.DerivativeCompleted(
        upload_id=event.upload_id,
        kind=JobKind.INGEST,
        file=file_to_proto(found.thumb) if found.thumb else None,
        probe=probe_to_proto(found.probe),
        sha256=found.sha256,
    )


def _thumb_stored(event: events.ThumbStored) -> Message:
    return events_pb2.DerivativeCompleted(
        upload_id=event.upload_id, kind=JobKind.THUMB, file=file_to_proto(event.file)
    )


def _derivative_stored(event: events.DerivativeStored) -> Message:
    files = event.found.files
    return events_pb2.DerivativeCompleted(
        upload_id=event.upload_id,
        kind=event.kind,
        file=file_to_proto(files[0]) if files else None,
    )


def _freeze_frame_stored(event: events.FreezeFrameStored) -> Message:
    found = event.found
    return events_pb2.DerivativeCompleted(
        upload_id=event.upload_id,
        kind=JobKind.FREEZE_FRAME,
        file=file_to_proto(found.file),
        probe=probe_to_proto(found.probe),
        sha256=found.file.sha256,
    )


def _derivative_failed(event: events.DerivativeFailed) -> Message:
    failure = event.failure
    return events_pb2.DerivativeFailed(
        upload_id=event.upload_id, kind=event.kind, code=failure.code, reason=failure.reason
    )


EVENTS: EventFormats = {
    events.RenderQueued: EventFormat("render.render.queued.v1", _queued),
    events.RenderCompleted: EventFormat("render.render.completed.v1", _completed),
    events.RenderFailed: EventFormat("render.render.failed.v1", _failed),
    events.RenderCancelled: EventFormat("render.render.cancelled.v1", _cancelled),
    events.UploadIngested: EventFormat("render.derivative.completed.v1", _ingested),
    events.ThumbStored: EventFormat("render.derivative.completed.v1", _thumb_stored),
    events.DerivativeStored: EventFormat("render.derivative.completed.v1", _derivative_stored),
    events.FreezeFrameStored: EventFormat("render.derivative.completed.v1", _freeze_frame_stored),
    events.DerivativeFailed: EventFormat("render.derivative.failed.v1", _derivative_failed),
}
