# SPDX-License-Identifier: Apache-2.0
"""The RPCs of the library."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.rpc import Call
from chassis.rpc_server import Rpc, RpcService
from reelmill.library.v1 import service_pb2, service_pb2_grpc
from services.library.store.messages import to_upload_message
from services.library.usecases import reading, usage
from services.library.usecases.dependencies import Dependencies
from services.registry import callers_of


def services(deps: Dependencies) -> list[RpcService]:
    """Make the RPCs of the library."""

    def batch_get_uploads(
        request: service_pb2.BatchGetUploadsRequest, call: Call
    ) -> service_pb2.BatchGetUploadsResponse:
        caller = Caller(call.acting_user_id) if call.acting_user_id else None
        found = reading.batch_get_uploads(deps, upload_ids=list(request.upload_ids), caller=caller)
        uploads = [to_upload_message(upload) for upload in found]
        return service_pb2.BatchGetUploadsResponse(uploads=uploads)

    def get_usage(
        _request: service_pb2.GetUsageRequest, call: Call
    ) -> service_pb2.GetUsageResponse:
        stored, unfinished = usage.quotas_of(deps, call.acting_user_id)
        return service_pb2.GetUsageResponse(
            stored_bytes=stored.used,
            max_stored_bytes=stored.limit,
            unfinished_uploads=unfinished.used,
            max_unfinished_uploads=unfinished.limit,
        )

    return [
        RpcService(
            service_pb2_grpc.add_LibraryServiceServicer_to_server,
            "reelmill.library.v1.LibraryService",
            {
                "BatchGetUploads": Rpc(batch_get_uploads, callers=callers_of("library")),
                "GetUsage": Rpc(get_usage, callers=("drafts",)),
            },
        )
    ]
