# SPDX-License-Identifier: Apache-2.0
"""The gRPC doors of render: for neighbours, and for its nodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from pydantic import ValidationError

from chassis.errors import ApiError, ErrorKind
from chassis.rpc import Call
from chassis.rpc_server import Rpc, RpcService
from reelmill.render.v1 import resources_pb2, service_pb2, service_pb2_grpc
from services.registry import NAMES
from services.render.contract.results import Handed
from services.render.coordinator.bootstrap import to_proto
from services.render.coordinator.domain.errors import InputUnusable, PieceFailed
from services.render.coordinator.domain.job import Lease
from services.render.coordinator.usecases import assigning, finishing, reading
from services.render.coordinator.usecases.dependencies import Claimant, Dependencies
from services.render.coordinator.usecases.stopping import Asker

_NODES = ("node",)


def services(deps: Dependencies) -> list[RpcService]:
    """Make the RPCs of render."""
    running = _NodeDoors(deps)

    def get_render(
        request: service_pb2.GetRenderRequest, call: Call
    ) -> service_pb2.GetRenderResponse:
        asker = Asker(call.acting_user_id)
        watched = reading.watch_render(deps, export_id=request.render_id, asker=asker)
        return service_pb2.GetRenderResponse(render=to_proto(watched.render))

    return [
        RpcService(
            service_pb2_grpc.add_RenderServiceServicer_to_server,
            "reelmill.render.v1.RenderService",
            {"GetRender": Rpc(get_render, callers=NAMES)},
        ),
        RpcService(
            service_pb2_grpc.add_NodeServiceServicer_to_server,
            "reelmill.render.v1.NodeService",
            {
                "Claim": Rpc(running.claim, _NODES),
                "Heartbeat": Rpc(running.heartbeat, _NODES),
                "Complete": Rpc(running.complete, _NODES),
                "GiveBack": Rpc(running.give_back, _NODES),
                "Fail": Rpc(running.fail, _NODES),
            },
        ),
    ]


@dataclass(frozen=True, slots=True)
class _NodeDoors:
    """What nodes may ask and report."""

    deps: Dependencies

    def claim(self, request: service_pb2.ClaimRequest, _: Call) -> service_pb2.ClaimResponse:
        node = Claimant(request.node_id, request.slots, request.encoder, list(request.kinds))
        claimed = assigning.claim_piece(self.deps, node=node)
        if claimed is None:
            return service_pb2.ClaimResponse()
        piece = resources_pb2.Piece(
            piece_id=claimed.piece.piece_id,
            kind=claimed.piece.kind,
            fencing_token=claimed.piece.token,
            lease_seconds=self.deps.lease_seconds,
            spec=claimed.assignment.to_json(),
        )
        return service_pb2.ClaimResponse(piece=piece)

    def heartbeat(
        self, request: service_pb2.HeartbeatRequest, _: Call
    ) -> service_pb2.HeartbeatResponse:
        carry_on = assigning.heartbeat(self.deps, lease=_lease(request), fraction=request.fraction)
        return service_pb2.HeartbeatResponse(carry_on=carry_on)

    def complete(
        self, request: service_pb2.CompleteRequest, _: Call
    ) -> service_pb2.CompleteResponse:
        handed = Handed(request.result, request.cpu_seconds, request.wall_seconds)
        try:
            finishing.complete_piece(self.deps, lease=_lease(request), handed=handed)
        except ValidationError as error:
            reason = "This is not the result of such a piece."
            raise ApiError(ErrorKind.INVALID, "invalid_result", reason) from error
        return service_pb2.CompleteResponse()

    def give_back(
        self, request: service_pb2.GiveBackRequest, _: Call
    ) -> service_pb2.GiveBackResponse:
        assigning.give_back(self.deps, lease=_lease(request))
        return service_pb2.GiveBackResponse()

    def fail(self, request: service_pb2.FailRequest, _: Call) -> service_pb2.FailResponse:
        kind = InputUnusable if request.is_input_at_fault else PieceFailed
        error = kind(request.code, request.reason)
        finishing.fail_piece(self.deps, lease=_lease(request), error=error)
        return service_pb2.FailResponse()


class _Held(Protocol):
    """A request about a piece that a node holds."""

    node_id: str
    piece_id: int
    fencing_token: int


def _lease(request: _Held) -> Lease:
    return Lease(request.node_id, request.piece_id, request.fencing_token)
