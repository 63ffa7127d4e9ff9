# SPDX-License-Identifier: Apache-2.0
"""The gRPC door of publishing."""

from __future__ import annotations

from chassis.errors import ApiError, ErrorKind
from chassis.rpc import Call
from chassis.rpc_server import Rpc, RpcService
from reelmill.publish.v1 import service_pb2, service_pb2_grpc
from services.publish.bootstrap import to_proto
from services.publish.domain.membership import Person
from services.publish.usecases import publishing
from services.publish.usecases.dependencies import Dependencies


def services(deps: Dependencies) -> list[RpcService]:
    """Make the RPCs of publishing."""

    def request_publication(
        request: service_pb2.RequestPublicationRequest, call: Call
    ) -> service_pb2.RequestPublicationResponse:
        if not call.acting_user_id:
            raise ApiError(ErrorKind.FORBIDDEN, "acting_user_required", "Only people publish.")
        if not 1 <= len(request.request_id) <= 200:
            raise ApiError(ErrorKind.INVALID, "invalid_request_id", "1 to 200 characters.")
        publication = publishing.request_publication(
            deps,
            request_id=request.request_id,
            person=Person(call.acting_user_id),
            production_id=request.production_id,
            space_id=request.space_id,
        )
        return service_pb2.RequestPublicationResponse(publication=to_proto(publication))

    return [
        RpcService(
            service_pb2_grpc.add_PublishServiceServicer_to_server,
            "reelmill.publish.v1.PublishService",
            {"RequestPublication": Rpc(request_publication, callers=("campaigns",))},
        )
    ]
