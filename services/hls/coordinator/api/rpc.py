# SPDX-License-Identifier: Apache-2.0
"""The gRPC door of hls to other services."""

from __future__ import annotations

from chassis.errors import ApiError, ErrorKind
from chassis.rpc import Call
from chassis.rpc_server import Handler, Rpc, RpcService
from reelmill.hls.v1 import service_pb2, service_pb2_grpc
from services.hls.coordinator.bootstrap import playback_to_proto, to_proto
from services.hls.coordinator.usecases import creating, playing, reading
from services.hls.coordinator.usecases.dependencies import Dependencies

_MOST_IDS = 200
_LONGEST_REQUEST_ID = 100


def hls_service(deps: Dependencies) -> RpcService:
    """Make the RPCs by which others create productions and learn of them."""
    rpcs = {"CreateProduction": _creating(deps), **_asking(deps)}
    return RpcService(
        service_pb2_grpc.add_HlsServiceServicer_to_server,
        "reelmill.hls.v1.HlsService",
        {name: Rpc(handler, callers=("publish", "campaigns")) for name, handler in rpcs.items()},
    )


def _creating(deps: Dependencies) -> Handler:
    def create_production(
        request: service_pb2.CreateProductionRequest, call: Call
    ) -> service_pb2.CreateProductionResponse:
        _check(request, call)
        production = creating.create_for_service(
            deps,
            acting_user_id=call.acting_user_id,
            upload_id=request.upload_id,
            request_id=request.request_id,
            name=request.name,
        )
        return service_pb2.CreateProductionResponse(production=to_proto(production))

    return create_production


def _asking(deps: Dependencies) -> dict[str, Handler]:
    def batch_get_productions(
        request: service_pb2.BatchGetProductionsRequest, _: Call
    ) -> service_pb2.BatchGetProductionsResponse:
        found = reading.get_many(
            deps,
            production_ids=request.production_ids[:_MOST_IDS],
            upload_ids=request.upload_ids[:_MOST_IDS],
        )
        answer = [to_proto(one) for one in found]
        return service_pb2.BatchGetProductionsResponse(productions=answer)

    def batch_get_playback(
        request: service_pb2.BatchGetPlaybackRequest, _: Call
    ) -> service_pb2.BatchGetPlaybackResponse:
        found = playing.playbacks(deps, production_ids=request.production_ids[:_MOST_IDS])
        answer = [playback_to_proto(one) for one in found]
        return service_pb2.BatchGetPlaybackResponse(playbacks=answer)

    return {"BatchGetProductions": batch_get_productions, "BatchGetPlayback": batch_get_playback}


def _check(request: service_pb2.CreateProductionRequest, call: Call) -> None:
    if not call.acting_user_id:
        raise ApiError(ErrorKind.FORBIDDEN, "forbidden", "A production is made for a person.")
    if not 1 <= len(request.request_id) <= _LONGEST_REQUEST_ID:
        detail = f"A request id has 1 to {_LONGEST_REQUEST_ID} characters."
        raise ApiError(ErrorKind.INVALID, "invalid_request_id", detail)
