# SPDX-License-Identifier: Apache-2.0
"""Uploads, asked of library over gRPC."""

from __future__ import annotations

from collections.abc import Sequence

import grpc

from chassis.rpc import Channels, api_error_from
from reelmill.library.v1 import resources_pb2, service_pb2, service_pb2_grpc
from services.hls.coordinator.domain.upload import Source, Upload

_SECONDS = 3.0


class GrpcLibrary:
    """The neighbour who knows uploads."""

    def __init__(self, channels: Channels) -> None:
        self._channels = channels

    def uploads(self, upload_ids: Sequence[int]) -> dict[int, Upload]:
        """Return the uploads of these numbers that exist, whoever owns them."""
        if not upload_ids:
            return {}
        stub = service_pb2_grpc.LibraryServiceStub(self._channels.to("library"))
        request = service_pb2.BatchGetUploadsRequest(upload_ids=upload_ids)
        try:
            answer = stub.BatchGetUploads(request, timeout=_SECONDS)
        except grpc.RpcError as error:
            raise api_error_from(error) from error
        return {one.upload_id: _upload(one) for one in answer.uploads}


def _upload(upload: resources_pb2.Upload) -> Upload:
    return Upload(
        upload_id=upload.upload_id,
        owner_user_id=upload.owner_user_id,
        kind=upload.kind,
        state=upload.state,
        is_source_deleted=upload.source_deleted,
        name=upload.name or upload.original_filename,
        source=Source(
            upload_id=upload.upload_id,
            key=upload.file.key,
            sha256=upload.file.sha256,
            size_bytes=upload.file.size_bytes,
            content_type=upload.probe.content_type or upload.file.content_type,
            video_role=upload.video_role,
            width=upload.probe.width,
            height=upload.probe.height,
            duration=upload.probe.duration,
        ),
    )
