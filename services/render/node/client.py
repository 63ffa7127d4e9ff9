# SPDX-License-Identifier: Apache-2.0
"""The coordinator, asked by a node over gRPC."""

from __future__ import annotations

from typing import Any

import grpc

from chassis.errors import ApiError, ErrorKind
from chassis.rpc import Channels, api_error_from
from reelmill.render.v1 import service_pb2, service_pb2_grpc
from services.render.contract.results import Handed
from services.render.contract.specs import Assignment
from services.render.coordinator.domain.errors import CoordinatorAway, PieceFailed, StaleLease
from services.render.coordinator.domain.job import Kind, Lease
from services.render.node.loop import Work

_SECONDS = 5.0


class GrpcJobClient:
    """The coordinator over gRPC."""

    def __init__(self, channels: Channels, *, node_id: str, slots: int, encoder: str) -> None:
        self._channels = channels
        self._node_id = node_id
        self._slots = slots
        self._encoder = encoder

    def claim(self) -> Work | None:
        """Ask for a piece."""
        request = service_pb2.ClaimRequest(
            node_id=self._node_id, slots=self._slots, encoder=self._encoder
        )
        answer = self._ask("Claim", request)
        if not answer.HasField("piece"):
            return None
        piece = answer.piece
        return Work(
            lease=Lease(self._node_id, piece.piece_id, piece.fencing_token),
            kind=Kind(piece.kind),
            lease_seconds=piece.lease_seconds,
            assignment=Assignment.from_json(piece.spec),
        )

    def heartbeat(self, lease: Lease, *, fraction: float) -> bool:
        """Keep a lease; False means stop at once."""
        request = service_pb2.HeartbeatRequest(**_fields(lease), fraction=fraction)
        return bool(self._ask("Heartbeat", request).carry_on)

    def complete(self, lease: Lease, handed: Handed) -> None:
        """Hand in a finished piece."""
        request = service_pb2.CompleteRequest(
            **_fields(lease),
            result=handed.result,
            cpu_seconds=handed.cpu_seconds,
            wall_seconds=handed.wall_seconds,
        )
        self._ask("Complete", request)

    def give_back(self, lease: Lease) -> None:
        """Return a piece undone."""
        self._ask("GiveBack", service_pb2.GiveBackRequest(**_fields(lease)))

    def fail(self, lease: Lease, error: PieceFailed) -> None:
        """Report a failure."""
        request = service_pb2.FailRequest(
            **_fields(lease),
            code=error.code,
            reason=str(error),
            is_input_at_fault=error.is_input_at_fault,
        )
        self._ask("Fail", request)

    def _ask(self, rpc: str, request: Any) -> Any:  # Any: the messages of that RPC
        try:
            stub = service_pb2_grpc.NodeServiceStub(self._channels.to("render"))
            return getattr(stub, rpc)(request, timeout=_SECONDS)
        except ApiError as error:
            raise CoordinatorAway(str(error)) from error
        except grpc.RpcError as error:
            if api_error_from(error).response.kind is ErrorKind.CONFLICT:
                raise StaleLease("This piece is somebody else's now.") from error
            raise CoordinatorAway(str(api_error_from(error))) from error


def _fields(lease: Lease) -> dict[str, Any]:  # Any: values of several types
    return {
        "node_id": lease.node_id,
        "piece_id": lease.piece_id,
        "fencing_token": lease.token,
    }
