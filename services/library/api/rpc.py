# SPDX-License-Identifier: Apache-2.0
"""The gRPC door of the library."""

from __future__ import annotations

from chassis.rpc import Call
from chassis.rpc_server import Rpc, RpcService
from reelmill.library.v1 import service_pb2, service_pb2_grpc
from services.library.bootstrap import to_proto
from services.library.domain.upload import Person
from services.library.usecases import finding
from services.library.usecases.dependencies import Dependencies
from services.registry import NAMES


def services(deps: Dependencies) -> list[RpcService]:
    """Make the RPCs of the library."""

    def batch_get_uploads(
        request: service_pb2.BatchGetUploadsRequest, call: Call
    ) -> service_pb2.BatchGetUploadsResponse:
        person = Person(call.acting_user_id) if call.acting_user_id else None
        found = finding.batch_get_uploads(deps, upload_ids=list(request.upload_ids), person=person)
        return service_pb2.BatchGetUploadsResponse(uploads=[to_proto(one) for one in found])

    return [
        RpcService(
            service_pb2_grpc.add_LibraryServiceServicer_to_server,
            "reelmill.library.v1.LibraryService",
            {"BatchGetUploads": Rpc(batch_get_uploads, callers=NAMES)},
        )
    ]
