# SPDX-License-Identifier: Apache-2.0
"""Hls as a packager reaches it: over gRPC."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import grpc

from chassis.errors import ApiError, ErrorKind
from chassis.rpc import Channels, api_error_from
from reelmill.hls.v1 import service_pb2, service_pb2_grpc
from services.hls.contract.packaging import PackagedStream, PackagingSpec
from services.hls.coordinator.domain.errors import InvalidResult, LeaseLost
from services.hls.packager.loop import Task, Unreachable

_SECONDS = 5.0

Answer = TypeVar("Answer")


class GrpcCoordinator:
    """Hls, as a packager sees it."""

    def __init__(self, channels: Channels, *, packager_id: str) -> None:
        self._channels = channels
        self._me = packager_id

    def claim(self) -> Task | None:
        """Take a task if there is one."""
        request = service_pb2.ClaimRequest(packager_id=self._me)
        answer = _ask(lambda: self._stub().Claim(request, timeout=_SECONDS))
        if not answer.HasField("task"):
            return None
        task = answer.task
        return Task(
            task_id=task.task_id,
            token=task.fencing_token,
            lease_seconds=task.lease_seconds,
            spec=PackagingSpec.model_validate_json(task.spec),
        )

    def heartbeat(self, task: Task, fraction: float) -> bool:
        """Keep the lease; False means stop."""
        request = service_pb2.HeartbeatRequest(
            packager_id=self._me,
            task_id=task.task_id,
            fencing_token=task.token,
            fraction=fraction,
        )
        return bool(_ask(lambda: self._stub().Heartbeat(request, timeout=_SECONDS)).carry_on)

    def complete(self, task: Task, stream: PackagedStream) -> None:
        """Hand in a stream."""
        request = service_pb2.CompleteRequest(
            packager_id=self._me,
            task_id=task.task_id,
            fencing_token=task.token,
            result=stream.model_dump_json(),
        )
        _ask(lambda: self._stub().Complete(request, timeout=_SECONDS))

    def give_back(self, task: Task) -> None:
        """Return a task undone."""
        request = service_pb2.GiveBackRequest(
            packager_id=self._me, task_id=task.task_id, fencing_token=task.token
        )
        _ask(lambda: self._stub().GiveBack(request, timeout=_SECONDS))

    def fail(self, task: Task, *, code: str, reason: str, is_input_at_fault: bool) -> None:
        """Say why it cannot be done."""
        request = service_pb2.FailRequest(
            packager_id=self._me,
            task_id=task.task_id,
            fencing_token=task.token,
            code=code,
            reason=reason,
            is_input_at_fault=is_input_at_fault,
        )
        _ask(lambda: self._stub().Fail(request, timeout=_SECONDS))

    def _stub(self) -> service_pb2_grpc.PackagerServiceStub:
        return service_pb2_grpc.PackagerServiceStub(self._channels.to("hls"))


def _ask(question: Callable[[], Answer]) -> Answer:
    try:
        return question()
    except grpc.RpcError as error:
        raise _translated(api_error_from(error)) from error
    except ApiError as error:
        raise _translated(error) from error


def _translated(error: ApiError) -> Exception:
    """Tell what packagers know by their own names; everything else may pass by itself."""
    if error.response.kind is ErrorKind.CONFLICT:
        return LeaseLost(str(error))
    if error.response.kind is ErrorKind.INVALID:
        return InvalidResult(str(error))
    return Unreachable(str(error))
