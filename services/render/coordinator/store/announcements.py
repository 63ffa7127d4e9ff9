# SPDX-License-Identifier: Apache-2.0
"""Which facts of render become public, and in what form."""

from __future__ import annotations

from google.protobuf.message import Message
from sqlalchemy.orm import Session

from chassis import outbox
from media.timecode import FrameRate
from reelmill.drafts.v1 import resources_pb2 as drafts_pb2
from reelmill.render.v1 import events_pb2, resources_pb2
from reelmill.type.v1 import media_pb2
from services.render.contract.results import (
    DerivedFile,
    FilmResult,
    FrameResult,
    IngestResult,
    ProbeResult,
)
from services.render.coordinator.domain.job import Kind
from services.render.coordinator.domain.render import Failure, Render, State

_PURPOSE = "PURPOSE_"


def purpose_of(value: int) -> str:
    """Name a purpose as render knows it: project_export, draft_master or preview."""
    return drafts_pb2.Purpose.Name(value).removeprefix(_PURPOSE).lower()  # type: ignore[arg-type] # an int off the wire


def to_proto(render: Render) -> resources_pb2.Render:
    """Write a render as the public resource."""
    subject = render.subject
    return resources_pb2.Render(
        export_id=render.export_id,
        attempt=render.attempt,
        seq=render.seq,
        owner_user_id=subject.owner_user_id,
        purpose=drafts_pb2.Purpose.Value(_PURPOSE + subject.purpose.upper()),
        project_id=subject.project_id,
        production_ulid=subject.production_ulid,
        name=subject.name,
        description=subject.description,
        state=render.state,
        progress_pct=render.progress.percent,
        progress_stage=render.progress.stage,
    )


def probe_to_proto(facts: ProbeResult) -> media_pb2.MediaProbe:
    """Write what a probe found as the public resource."""
    probe = media_pb2.MediaProbe(
        width=facts.width,
        height=facts.height,
        duration=facts.duration,
        frames=facts.frames,
        rotation=facts.rotation,
        video_codec=facts.video_codec,
        audio_codec=facts.audio_codec,
        has_audio=facts.has_audio,
        is_hdr=facts.is_hdr,
        content_type=facts.content_type,
        container=facts.container,
    )
    if facts.fps:
        rate = FrameRate.parse(facts.fps)
        probe.frame_rate.numerator, probe.frame_rate.denominator = rate.num, rate.den
    return probe


def probe_from_proto(probe: media_pb2.MediaProbe) -> ProbeResult:
    """Read what the library tells of an upload."""
    rate = probe.frame_rate
    return ProbeResult(
        width=probe.width,
        height=probe.height,
        duration=probe.duration,
        fps=str(FrameRate(rate.numerator, rate.denominator)) if rate.denominator else "",
        frames=probe.frames,
        rotation=probe.rotation,
        video_codec=probe.video_codec,
        audio_codec=probe.audio_codec,
        has_audio=probe.has_audio,
        is_hdr=probe.is_hdr,
        content_type=probe.content_type,
        container=probe.container,
    )


def announce(session: Session, render: Render) -> None:
    """Announce the state a render came to."""
    topic = f"render.render.{render.state}.v1"
    acting = render.subject.owner_user_id
    outbox.announce(session, topic, _fact(render), acting_user_id=acting)


def progressed(render: Render) -> Message:
    """Write how far a render is."""
    return events_pb2.RenderProgressed(render=to_proto(render))


def ingested(session: Session, upload_id: int, found: IngestResult) -> None:
    """Announce what an upload is."""
    fact = events_pb2.DerivativeCompleted(
        upload_id=upload_id,
        kind="ingest",
        file=_file(found.thumb) if found.thumb else None,
        probe=probe_to_proto(found.probe),
        sha256=found.sha256,
    )
    outbox.announce(session, "render.derivative.completed.v1", fact)


def derived(session: Session, upload_id: int, kind: str, file: DerivedFile) -> None:
    """Announce a derived file."""
    fact = events_pb2.DerivativeCompleted(upload_id=upload_id, kind=kind, file=_file(file))
    outbox.announce(session, "render.derivative.completed.v1", fact)


def frozen(session: Session, upload_id: int, found: FrameResult) -> None:
    """Announce the image that a frame became."""
    fact = events_pb2.DerivativeCompleted(
        upload_id=upload_id,
        kind=Kind.FRAME,
        file=_file(found.file),
        probe=probe_to_proto(found.probe),
        sha256=found.sha256,
    )
    outbox.announce(session, "render.derivative.completed.v1", fact)


def underivable(session: Session, upload_id: int, kind: str, failure: Failure) -> None:
    """Announce that a derived file cannot be made."""
    fact = events_pb2.DerivativeFailed(
        upload_id=upload_id, kind=kind, code=failure.code, reason=failure.reason
    )
    outbox.announce(session, "render.derivative.failed.v1", fact)


def _fact(render: Render) -> Message:
    public = to_proto(render)
    if render.state is State.COMPLETED and render.film is not None:
        return _completed(public, render.film)
    if render.state is State.FAILED and render.failure is not None:
        failure = render.failure
        return events_pb2.RenderFailed(render=public, code=failure.code, reason=failure.reason)
    if render.state is State.CANCELLED:
        return events_pb2.RenderCancelled(render=public)
    return events_pb2.RenderQueued(render=public)


def _completed(public: resources_pb2.Render, film: FilmResult) -> Message:
    file = media_pb2.StoredFile(
        key=film.storage_key,
        size_bytes=film.size_bytes,
        sha256=film.sha256,
        content_type=film.probe.content_type,
    )
    return events_pb2.RenderCompleted(render=public, file=file, probe=probe_to_proto(film.probe))


def _file(file: DerivedFile) -> media_pb2.StoredFile:
    return media_pb2.StoredFile(
        key=file.storage_key, size_bytes=file.size_bytes, content_type=file.content_type
    )
