# SPDX-License-Identifier: Apache-2.0
"""Sealed timelines, asked of drafts."""

from __future__ import annotations

import json
from fractions import Fraction

import grpc
from pydantic import ValidationError

from chassis.errors import ErrorKind
from chassis.rpc import Channels, api_error_from
from reelmill.drafts.v1 import resources_pb2, service_pb2, service_pb2_grpc
from services.render.coordinator.domain.errors import SealedTimelineNotFound
from services.render.coordinator.domain.planning import Order
from services.render.coordinator.domain.render import Subject
from services.render.coordinator.store.announcements import purpose_of
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.plan.sealed import SealedTimeline

_SECONDS = 5.0


class GrpcOrders:
    """What drafts sealed, asked by gRPC."""

    def __init__(self, channels: Channels) -> None:
        self._channels = channels

    def get(self, export_id: str) -> Order:
        """Return an order, or raise SealedTimelineNotFound."""
        stub = service_pb2_grpc.DraftsServiceStub(self._channels.to("drafts"))
        request = service_pb2.GetSealedTimelineRequest(export_id=export_id)
        try:
            return order_of(stub.GetSealedTimeline(request, timeout=_SECONDS).sealed)
        except grpc.RpcError as error:
            api_error = api_error_from(error)
            if api_error.response.kind is ErrorKind.NOT_FOUND:
                raise SealedTimelineNotFound(export_id) from error
            raise api_error from error


def order_of(sealed: resources_pb2.SealedTimeline) -> Order:
    """Read a sealed timeline as drafts hands it out."""
    return Order(
        export_id=sealed.export_id,
        subject=Subject(
            owner_user_id=sealed.owner_user_id,
            purpose=purpose_of(sealed.purpose),
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
    uploads = [_facts(upload) for upload in sealed.uploads]
    return SealedTimeline(document, {each.upload_id: each for each in uploads})


def _facts(upload: resources_pb2.SealedUpload) -> UploadDetails:
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
        sha256=upload.sha256,
        storage_key=upload.storage_key,
    )
