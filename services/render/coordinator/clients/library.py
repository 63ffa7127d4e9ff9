# SPDX-License-Identifier: Apache-2.0
"""Uploads from library."""

from __future__ import annotations

from chassis.rpc import Channels
from chassis.rpc_client import RpcClient
from reelmill.library.v1 import service_pb2, service_pb2_grpc
from services.render.contract.uploads import upload_details
from services.render.coordinator.domain.errors import UploadNotFound
from timeline.document.uploads import UploadDetails


class GrpcUploadDetailsClient:
    """The uploads of library over gRPC."""

    def __init__(self, channels: Channels) -> None:
        self._library = RpcClient(channels, "library", service_pb2_grpc.LibraryServiceStub)

    def get_upload(self, upload_id: int, *, user_id: int | None) -> UploadDetails:
        request = service_pb2.BatchGetUploadsRequest(upload_ids=[upload_id])
        answer = self._library.call(
            lambda stub: stub.BatchGetUploads, request, acting_user_id=user_id or 0
        )
        if not answer.uploads:
            raise UploadNotFound("There is no such upload.")
        return upload_details(answer.uploads[0])
