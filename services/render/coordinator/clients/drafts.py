# SPDX-License-Identifier: Apache-2.0
"""Sealed timelines and the texts of timelines from drafts."""

from __future__ import annotations

import hashlib
import json
from fractions import Fraction

from pydantic import ValidationError

from chassis.errors import ApiError, ErrorKind
from chassis.rpc import Channels
from chassis.rpc_client import RpcClient
from reelmill.drafts.v1 import resources_pb2, service_pb2, service_pb2_grpc
from services.render.coordinator.domain.errors import SealedExportNotFound, TextImageNotFound
from services.render.coordinator.domain.planned_jobs import RequestedExport
from services.render.coordinator.domain.previews import ProjectTimeline
from services.render.coordinator.domain.render import ExportSubject
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.plan.sealed import SealedTimeline
from timeline.spec.text_image import TextImageSpec

_PURPOSE_PREFIX = "PURPOSE_"
_PROJECT_SECONDS = 10.0
"""Drafts asks library before it answers."""


class GrpcSealedExportClient:
    """Drafts over gRPC."""

    def __init__(self, channels: Channels) -> None:
        self._drafts = RpcClient(channels, "drafts", service_pb2_grpc.DraftsServiceStub)

    def get_sealed_export(self, export_id: str) -> RequestedExport:
        request = service_pb2.GetSealedTimelineRequest(export_id=export_id)
        try:
            answer = self._drafts.call(lambda stub: stub.GetSealedTimeline, request)
        except ApiError as error:
            if error.response.kind is ErrorKind.NOT_FOUND:
                raise SealedExportNotFound(export_id) from error
            raise
        return sealed_export_from_proto(answer.sealed)


class GrpcProjectTimelineClient:
    """The timelines of projects over gRPC."""

    def __init__(self, channels: Channels) -> None:
        self._drafts = RpcClient(channels, "drafts", service_pb2_grpc.DraftsServiceStub)

    def get_project_timeline(self, project_id: int, *, user_id: int | None) -> ProjectTimeline:
        request = service_pb2.GetProjectTimelineRequest(project_id=project_id, user_id=user_id or 0)
        answer = self._drafts.call(
            lambda stub: stub.GetProjectTimeline, request, seconds=_PROJECT_SECONDS
        )
        content = answer.sealed.SerializeToString(deterministic=True)
        return ProjectTimeline(
            revision=answer.revision,
            digest=hashlib.sha256(content).hexdigest(),
            timeline=_timeline(answer.sealed),
        )


class GrpcTextSpecClient:
    """The texts of timelines over gRPC."""

    def __init__(self, channels: Channels) -> None:
        self._drafts = RpcClient(channels, "drafts", service_pb2_grpc.DraftsServiceStub)

    def get_text_image(self, key: str, *, user_id: int | None) -> TextImageSpec:
        request = service_pb2.GetTextImageRequest(key=key, user_id=user_id or 0)
        try:
            answer = self._drafts.call(lambda stub: stub.GetTextImage, request)
        except ApiError as error:
            if error.response.kind is ErrorKind.NOT_FOUND:
                raise TextImageNotFound(key) from error
            raise
        return TextImageSpec.from_json(answer.spec)


def sealed_export_from_proto(sealed: resources_pb2.SealedTimeline) -> RequestedExport:
    """Convert the message of a sealed timeline."""
    purpose = resources_pb2.Purpose.Name(sealed.purpose)
    return RequestedExport(
        export_id=sealed.export_id,
        subject=ExportSubject(
            owner_user_id=sealed.owner_user_id,
            purpose=purpose.removeprefix(_PURPOSE_PREFIX).lower(),
            project_id=sealed.project_id,
            production_ulid=sealed.production_ulid,
            name=sealed.name,
            description=sealed.description,
        ),
        is_cancelled=sealed.cancelled,
        timeline=_timeline(sealed),
    )


def _timeline(sealed: resources_pb2.SealedTimeline) -> SealedTimeline | None:
    try:
        document = Timeline.model_validate(json.loads(sealed.document))
    except (ValueError, ValidationError):
        return None
    uploads = [_upload_details(upload) for upload in sealed.uploads]
    return SealedTimeline(document, {each.upload_id: each for each in uploads})


def _upload_details(upload: resources_pb2.SealedUpload) -> UploadDetails:
    probe = upload.probe
    rate = probe.frame_rate
    return UploadDetails(
        upload_id=upload.upload_id,
        owner_user_id=None if upload.is_system else upload.owner_user_id,
        kind=upload.kind,
        state="ready",
        width=probe.width,
        height=probe.height,
        rotation=probe.rotation,
        fps=Fraction(rate.numerator, rate.denominator) if rate.denominator else None,
        frames=probe.frames or None,
        duration=Fraction(probe.duration) if probe.duration else None,
        has_audio=probe.has_audio,
        is_hdr=probe.is_hdr,
        has_alpha=probe.has_alpha,
        sha256=upload.sha256,
        storage_key=upload.storage_key,
        audio_track=upload.audio_track if upload.HasField("audio_track") else None,
    )
