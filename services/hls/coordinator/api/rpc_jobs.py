# SPDX-License-Identifier: Apache-2.0
"""The gRPC door of hls to packagers."""

from __future__ import annotations

from chassis.rpc import Call
from chassis.rpc_server import Handler, Rpc, RpcService
from reelmill.hls.v1 import resources_pb2, service_pb2, service_pb2_grpc
from services.hls.coordinator.usecases import leasing
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.leasing import Fault


def packager_service(deps: Dependencies) -> RpcService:
    """Make the RPCs by which packagers get work and hand it in."""
    rpcs = {**_holding(deps), **_ending(deps)}
    return RpcService(
        service_pb2_grpc.add_PackagerServiceServicer_to_server,
        "reelmill.hls.v1.PackagerService",
        {name: Rpc(handler, callers=("packager",)) for name, handler in rpcs.items()},
    )


def _holding(deps: Dependencies) -> dict[str, Handler]:
    def claim(request: service_pb2.ClaimRequest, _: Call) -> service_pb2.ClaimResponse:
        handed = leasing.claim(deps, packager_id=request.packager_id[:80])
        if handed is None:
            return service_pb2.ClaimResponse()
        task = resources_pb2.PackagingTask(
            task_id=handed.task_id,
            fencing_token=handed.token,
            lease_seconds=deps.lease_seconds,
            spec=handed.spec.model_dump_json(),
        )
        return service_pb2.ClaimResponse(task=task)

    def heartbeat(request: service_pb2.HeartbeatRequest, _: Call) -> service_pb2.HeartbeatResponse:
        carry_on = leasing.heartbeat(
            deps,
            task_id=request.task_id,
            token=request.fencing_token,
            fraction=request.fraction,
        )
        return service_pb2.HeartbeatResponse(carry_on=carry_on)

    return {"Claim": claim, "Heartbeat": heartbeat}


def _ending(deps: Dependencies) -> dict[str, Handler]:
    def complete(request: service_pb2.CompleteRequest, _: Call) -> service_pb2.CompleteResponse:
        leasing.complete(
            deps, task_id=request.task_id, token=request.fencing_token, result=request.result
        )
        return service_pb2.CompleteResponse()

    def give_back(request: service_pb2.GiveBackRequest, _: Call) -> service_pb2.GiveBackResponse:
        leasing.give_back(deps, task_id=request.task_id, token=request.fencing_token)
        return service_pb2.GiveBackResponse()

    def fail(request: service_pb2.FailRequest, _: Call) -> service_pb2.FailResponse:
        fault = Fault(request.code, request.reason, request.is_input_at_fault)
        leasing.fail(deps, task_id=request.task_id, token=request.fencing_token, fault=fault)
        return service_pb2.FailResponse()

    return {"Complete": complete, "GiveBack": give_back, "Fail": fail}
