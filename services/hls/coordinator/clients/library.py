# SPDX-License-Identifier: Apache-2.0
"""Uploads from library over gRPC."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.rpc import Channels
from chassis.rpc_client import RpcClient
from reelmill.library.v1 import resources_pb2, service_pb2, service_pb2_grpc
from services.hls.coordinator.domain.upload import SourceFile, SourceUpload

_DEADLINE_SECONDS = 3.0


class GrpcSourceUploadClient:
    """The uploads of library over gRPC."""

    def __init__(self, channels: Channels) -> None:
        self._library = RpcClient(
            channels, "library", service_pb2_grpc.LibraryServiceStub, seconds=_DEADLINE_SECONDS
        )

    def get_uploads(self, upload_ids: Sequence[int]) -> dict[int, SourceUpload]:
        """Return the uploads of these ids that exist, whoever owns them."""
        if not upload_ids:
            return {}
        request = service_pb2.BatchGetUploadsRequest(upload_ids=upload_ids)
        response = self._library.call(lambda stub: stub.BatchGetUploads, request)
        return {one.upload_id: _upload(one) for one in response.uploads}


def _upload(upload: resources_pb2.Upload) -> SourceUpload:
    return SourceUpload(
        upload_id=upload.upload_id,
        owner_user_id=upload.owner_user_id,
        kind=upload.kind,
        state=upload.state,
        is_source_deleted=upload.source_deleted,
        name=upload.name or upload.original_filename,
        project_id=upload.project_id or None,
        project_name=upload.project_name or None,
        export_id=upload.export_id or None,
        source=SourceFile(
            upload_id=upload.upload_id,
            key=upload.file.key,
            sha256=upload.file.sha256,
            size_bytes=upload.file.size_bytes,
            content_type=upload.probe.content_type or upload.file.content_type,
            video_role=upload.video_role,
            width=upload.probe.width,
            height=upload.probe.height,
            duration=upload.probe.duration,
            audio_track=upload.audio_track if upload.HasField("audio_track") else None,
        ),
    )
