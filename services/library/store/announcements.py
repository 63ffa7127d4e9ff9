# SPDX-License-Identifier: Apache-2.0
"""Which facts of the library become public, and in what form."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction

from google.protobuf.message import Message
from sqlalchemy.orm import Session

from chassis import outbox
from reelmill.library.v1 import events_pb2, resources_pb2
from reelmill.type.v1 import media_pb2
from services.library.domain import events
from services.library.domain.events import Fact
from services.library.domain.upload import Probe, State, Upload


def announce(session: Session, fact: Fact, *, acting_user_id: int = 0) -> None:
    """Announce a fact in its public form."""
    topic, write = _FORMS[type(fact)]
    outbox.announce(session, topic, write(fact), acting_user_id=acting_user_id)


def to_proto(upload: Upload) -> resources_pb2.Upload:
    """Write an upload as the public resource; it tells what is inside only once that is known."""
    return resources_pb2.Upload(
        upload_id=upload.upload_id,
        owner_user_id=upload.user_id or 0,
        kind=upload.kind,
        video_role=upload.role or "",
        image_role=upload.image_role or "",
        audio_role=upload.audio_role or "",
        state=upload.state,
        source_deleted=upload.source_deleted_at is not None,
        is_system=upload.is_system,
        name=upload.name,
        description=upload.description or "",
        file=media_pb2.StoredFile(
            key=upload.storage_key,
            size_bytes=upload.size_bytes or 0,
            sha256=upload.sha256,
            content_type=upload.content_type,
        ),
        probe=_probe(upload) if upload.state is State.READY else None,
        project_id=upload.project_id or 0,
        export_id=upload.export_id or "",
        original_filename=upload.original_filename,
    )


def to_probe(found: media_pb2.MediaProbe) -> Probe:
    """Read what a node found in a file."""
    rate = found.frame_rate
    return Probe(
        width=found.width,
        height=found.height,
        duration=Fraction(found.duration) if found.duration else None,
        frame_rate=Fraction(rate.numerator, rate.denominator or 1) if rate.numerator else None,
        frames=found.frames,
        rotation=found.rotation,
        video_codec=found.video_codec,
        audio_codec=found.audio_codec,
        has_audio=found.has_audio,
        is_hdr=found.is_hdr,
        container=found.container,
    )


def _probe(upload: Upload) -> media_pb2.MediaProbe:
    probe, rate = upload.probe, upload.probe.frame_rate
    duration = probe.duration
    return media_pb2.MediaProbe(
        width=probe.width,
        height=probe.height,
        duration=f"{duration.numerator}/{duration.denominator}" if duration is not None else "",
        frame_rate=media_pb2.FrameRate(numerator=rate.numerator, denominator=rate.denominator)
        if rate
        else None,
        frames=probe.frames,
        rotation=probe.rotation,
        video_codec=probe.video_codec,
        audio_codec=probe.audio_codec,
        has_audio=probe.has_audio,
        is_hdr=probe.is_hdr,
        content_type=upload.content_type,
        container=probe.container,
    )


def _received(fact: Fact) -> Message:
    return events_pb2.UploadReceived(upload=to_proto(fact.upload), etag=fact.upload.etag)


def _thumb_wanted(fact: Fact) -> Message:
    upload = to_proto(fact.upload)
    return events_pb2.DerivativeRequested(upload=upload, kind="thumb", parameters="{}")


def _frame_wanted(fact: Fact) -> Message:
    assert isinstance(fact, events.FrameWanted)
    parameters = {
        "upload_id": fact.image.upload_id,
        "storage_key": fact.image.storage_key,
        "at": str(fact.at),
        "long_edge": fact.long_edge,
    }
    return events_pb2.DerivativeRequested(
        upload=to_proto(fact.upload), kind="freeze_frame", parameters=json.dumps(parameters)
    )


def _rejected(fact: Fact) -> Message:
    rejection = fact.upload.rejection
    return events_pb2.UploadRejected(
        upload=to_proto(fact.upload),
        code=rejection.code if rejection else "",
        reason=rejection.reason if rejection else "",
    )


def _registered(fact: Fact) -> Message:
    upload = fact.upload
    return events_pb2.ExportRegistered(
        upload=to_proto(upload),
        export_id=upload.export_id or "",
        project_id=upload.project_id or 0,
    )


_FORMS: dict[type[Fact], tuple[str, Callable[[Fact], Message]]] = {
    events.UploadReceived: ("library.upload.received.v1", _received),
    events.ThumbWanted: ("library.derivative.requested.v1", _thumb_wanted),
    events.FrameWanted: ("library.derivative.requested.v1", _frame_wanted),
    events.UploadReady: (
        "library.upload.ready.v1",
        lambda fact: events_pb2.UploadReady(upload=to_proto(fact.upload)),
    ),
    events.UploadRejected: ("library.upload.rejected.v1", _rejected),
    events.SourceDeleted: (
        "library.upload.source_deleted.v1",
        lambda fact: events_pb2.UploadSourceDeleted(upload=to_proto(fact.upload)),
    ),
    events.UploadDeleted: (
        "library.upload.deleted.v1",
        lambda fact: events_pb2.UploadDeleted(upload=to_proto(fact.upload)),
    ),
    events.ExportRegistered: ("library.export.registered.v1", _registered),
}
