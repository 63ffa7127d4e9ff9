# SPDX-License-Identifier: Apache-2.0
"""The library, asked by gRPC."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import grpc
from google.protobuf.json_format import MessageToJson

from chassis.rpc import Channels, api_error_from
from reelmill.library.v1 import resources_pb2, service_pb2, service_pb2_grpc
from reelmill.type.v1 import media_pb2
from services.drafts.usecases.dependencies import LibraryUpload
from timeline.document.uploads import UploadDetails

_MOST_IDS = 500


class RpcLibrary:
    """Asks the library, for drafts itself: whose an upload is, drafts judges."""

    def __init__(self, channels: Channels, *, seconds: float) -> None:
        self._channels = channels
        self._seconds = seconds

    def uploads(self, upload_ids: Sequence[int]) -> list[LibraryUpload]:
        """Return the uploads of these ids that exist, whoever owns them."""
        found = []
        for first in range(0, len(upload_ids), _MOST_IDS):
            found += self._ask(upload_ids[first : first + _MOST_IDS])
        return [to_upload(upload) for upload in found]

    def _ask(self, upload_ids: Sequence[int]) -> list[resources_pb2.Upload]:
        stub = service_pb2_grpc.LibraryServiceStub(self._channels.to("library"))
        request = service_pb2.BatchGetUploadsRequest(upload_ids=upload_ids)
        try:
            return list(stub.BatchGetUploads(request, timeout=self._seconds).uploads)
        except grpc.RpcError as error:
            raise api_error_from(error) from error


def to_upload(upload: resources_pb2.Upload) -> LibraryUpload:
    """Read an upload as the library sends it."""
    probe, rate = upload.probe, upload.probe.frame_rate
    facts = UploadDetails(
        upload_id=upload.upload_id,
        owner_user_id=upload.owner_user_id or None,
        kind=upload.kind,
        state=upload.state,
        source_deleted=upload.source_deleted,
        width=probe.width,
        height=probe.height,
        rotation=probe.rotation,
        fps=_rate(rate) if probe.HasField("frame_rate") else None,
        frames=probe.frames or None,
        duration=Fraction(probe.duration) if probe.duration else None,
        has_audio=probe.has_audio,
        is_hdr=probe.is_hdr,
        sha256=upload.file.sha256,
        storage_key=upload.file.key,
        image_role=upload.image_role,
        audio_role=upload.audio_role,
        is_system=upload.is_system,
    )
    return LibraryUpload(facts, MessageToJson(upload, indent=None))


def _rate(rate: media_pb2.FrameRate) -> Fraction | None:
    if rate.numerator < 1 or rate.denominator < 1:
        return None
    return Fraction(rate.numerator, rate.denominator)
