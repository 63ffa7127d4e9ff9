# SPDX-License-Identifier: Apache-2.0
"""The gRPC client of the library service."""

from __future__ import annotations

from chassis.rpc import Channels
from chassis.rpc_client import RpcClient
from reelmill.library.v1 import service_pb2
from reelmill.library.v1.service_pb2_grpc import LibraryServiceStub
from services.publish.domain.production import OwnedUpload

_SECONDS = 3.0


class GrpcLibraryClient:
    def __init__(self, channels: Channels) -> None:
        self._library = RpcClient(channels, "library", LibraryServiceStub, _SECONDS)

    def find_upload_by_id(self, upload_id: int) -> OwnedUpload | None:
        request = service_pb2.BatchGetUploadsRequest(upload_ids=[upload_id])
        found = self._library.call(lambda stub: stub.BatchGetUploads, request).uploads
        return OwnedUpload(found[0].upload_id, found[0].owner_user_id) if found else None
