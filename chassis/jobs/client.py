# SPDX-License-Identifier: Apache-2.0
"""The coordinator of jobs as a worker calls it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from google.protobuf.any_pb2 import Any as AnyMessage

from chassis.errors import ApiError, ErrorKind
from chassis.jobs.errors import (
    CoordinatorUnavailable,
    Fault,
    InvalidJobResult,
    JobFailure,
    LeaseLost,
)
from chassis.jobs.job import ClaimedJob, JobResult, Lease, WorkerDescription
from chassis.rpc import Channels
from chassis.rpc_client import RpcClient
from reelmill.jobs.v1 import resources_pb2, service_pb2, service_pb2_grpc

FAULTS = {
    Fault.UNKNOWN: resources_pb2.FAULT_UNSPECIFIED,
    Fault.INPUT: resources_pb2.FAULT_INPUT,
    Fault.ENVIRONMENT: resources_pb2.FAULT_ENVIRONMENT,
}


class JobClient(Protocol):
    """The coordinator; calls raise CoordinatorUnavailable, those with a lease also LeaseLost."""

    def claim(self) -> ClaimedJob | None:
        """Lease the most urgent job to this worker; None when there is none."""

    def heartbeat(
        self, lease: Lease, *, fraction: float, partial: AnyMessage | None = None
    ) -> bool:
        """Prolong a lease and report the share done, 0..1; False when the work must stop.

        `partial` is what the job has made so far, when that changed.
        """

    def complete(self, lease: Lease, result: JobResult) -> None:
        """Report the result of a job; InvalidJobResult when the coordinator rejects it."""

    def give_back(self, lease: Lease) -> None:
        """Return a job unfinished, uncounted."""

    def fail(self, lease: Lease, failure: JobFailure) -> None:
        """Report why a job failed."""


class GrpcJobClient:
    """The coordinator `service` over gRPC."""

    def __init__(self, channels: Channels, service: str, worker: WorkerDescription) -> None:
        self._rpc = RpcClient(channels, service, service_pb2_grpc.JobServiceStub)
        self._worker = worker

    def claim(self) -> ClaimedJob | None:
        """Lease the most urgent job to this worker; None when there is none."""
        request = service_pb2.ClaimRequest(
            worker_id=self._worker.worker_id,
            slots=self._worker.slots,
            kinds=self._worker.kinds,
            capabilities=self._worker.capabilities,
        )
        with _translated():
            response = self._rpc.call(lambda stub: stub.Claim, request)
        if not response.HasField("job"):
            return None
        job = response.job
        lease = Lease(job.lease.worker_id, job.lease.job_id, job.lease.fencing_token)
        return ClaimedJob(lease, job.kind, job.spec, job.lease_seconds)

    def heartbeat(
        self, lease: Lease, *, fraction: float, partial: AnyMessage | None = None
    ) -> bool:
        """Prolong a lease and report the share done, 0..1; False when the work must stop."""
        request = service_pb2.HeartbeatRequest(
            lease=_lease(lease), fraction=fraction, partial=partial
        )
        with _translated():
            return self._rpc.call(lambda stub: stub.Heartbeat, request).is_held

    def complete(self, lease: Lease, result: JobResult) -> None:
        """Report the result of a job; InvalidJobResult when the coordinator rejects it."""
        request = service_pb2.CompleteRequest(
            lease=_lease(lease),
            result=result.message,
            cpu_seconds=result.cpu_seconds,
            wall_seconds=result.wall_seconds,
        )
        with _translated():
            self._rpc.call(lambda stub: stub.Complete, request)

    def give_back(self, lease: Lease) -> None:
        """Return a job unfinished, uncounted."""
        request = service_pb2.GiveBackRequest(lease=_lease(lease))
        with _translated():
            self._rpc.call(lambda stub: stub.GiveBack, request)

    def fail(self, lease: Lease, failure: JobFailure) -> None:
        """Report why a job failed."""
        request = service_pb2.FailRequest(
            lease=_lease(lease),
            code=failure.code,
            reason=failure.reason,
            fault=FAULTS[failure.fault],
        )
        with _translated():
            self._rpc.call(lambda stub: stub.Fail, request)


def _lease(lease: Lease) -> resources_pb2.Lease:
    return resources_pb2.Lease(
        worker_id=lease.worker_id, job_id=lease.job_id, fencing_token=lease.token
    )


@contextmanager
def _translated() -> Iterator[None]:
    """Translate the errors of the coordinator; anything unforeseen may pass by itself."""
    try:
        yield
    except ApiError as error:
        if error.response.kind is ErrorKind.CONFLICT:
            raise LeaseLost(str(error)) from error
        if error.response.kind is ErrorKind.INVALID:
            raise InvalidJobResult(str(error)) from error
        raise CoordinatorUnavailable(str(error)) from error
