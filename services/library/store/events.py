# SPDX-License-Identifier: Apache-2.0
"""The topic and the message of every event of the library."""

from __future__ import annotations

from google.protobuf.message import Message

from chassis.outbox import EventFormat, EventFormats
from reelmill.library.v1 import events_pb2
from services.library.domain import events, storage_keys
from services.library.store.messages import to_upload_message


def _received(event: events.UploadReceived) -> Message:
    upload = event.upload
    return events_pb2.UploadReceived(upload=to_upload_message(upload), etag=upload.etag)


def _thumbnail_requested(event: events.ThumbnailRequested) -> Message:
    return events_pb2.ThumbnailRequested(upload=to_upload_message(event.upload))


def _derivative_requested(event: events.DerivativeRequested) -> Message:
    upload = event.upload
    keys = storage_keys.derivative_keys(
        upload.upload_id, event.kind, audio_track=upload.audio_track
    )
    return events_pb2.DerivativeRequested(
        upload=to_upload_message(upload), kind=event.kind.value, storage_keys=keys
    )


def _sample_requested(event: events.SampleRequested) -> Message:
    return events_pb2.SampleRequested(upload=to_upload_message(event.upload), sample=event.sample)


def _freeze_frame_requested(event: events.FreezeFrameRequested) -> Message:
    return events_pb2.FreezeFrameRequested(
        upload=to_upload_message(event.upload),
        image_upload_id=event.image.upload_id,
        image_key=event.image.storage_key,
        at_milliseconds=event.frame.at_milliseconds,
        long_edge=event.frame.long_edge,
    )


def _source_deleted(event: events.UploadSourceDeleted) -> Message:
    return events_pb2.UploadSourceDeleted(upload=to_upload_message(event.upload))


def _changed(event: events.UploadChanged) -> Message:
    return events_pb2.UploadChanged(upload=to_upload_message(event.upload), change=event.change)


def _deleted(event: events.UploadDeleted) -> Message:
    return events_pb2.UploadDeleted(upload=to_upload_message(event.upload))


def _registered(event: events.ExportRegistered) -> Message:
    upload = event.upload
    return events_pb2.ExportRegistered(
        upload=to_upload_message(upload),
        export_id=upload.export_id or "",
        project_id=upload.project_id or 0,
    )


EVENTS: EventFormats = {
    events.UploadReceived: EventFormat("library.upload.received.v1", _received),
    events.ThumbnailRequested: EventFormat("library.thumbnail.requested.v1", _thumbnail_requested),
    events.DerivativeRequested: EventFormat(
        "library.derivative.requested.v1", _derivative_requested
    ),
    events.SampleRequested: EventFormat("library.sample.requested.v1", _sample_requested),
    events.FreezeFrameRequested: EventFormat(
        "library.freeze_frame.requested.v1", _freeze_frame_requested
    ),
    events.UploadSourceDeleted: EventFormat("library.upload.source_deleted.v1", _source_deleted),
    events.UploadChanged: EventFormat("library.upload.changed.v1", _changed),
    events.UploadDeleted: EventFormat("library.upload.deleted.v1", _deleted),
    events.ExportRegistered: EventFormat("library.export.registered.v1", _registered),
}
