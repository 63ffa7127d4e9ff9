# SPDX-License-Identifier: Apache-2.0
"""JobService as a coordinator serves it, over functions that the owning service supplies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from google.protobuf.any_pb2 import Any as AnyMessage

from chassis.errors import ApiError, ErrorKind
from chassis.jobs.client import FAULTS
from chassis.jobs.errors import Fault, InvalidJobResult, JobFailure, LeaseLost
from chassis.jobs.job import ClaimedJob, JobResult, Lease, WorkerDescription
from chassis.rpc import Call
from chassis.rpc_server import Rpc, RpcService
from chassis.standard_errors import INVALID_RESULT
from reelmill.jobs.v1 import resources_pb2, service_pb2, service_pb2_grpc

NAME = "reelmill.jobs.v1.JobService"

_LONGEST_WORKER_ID = 80
_FAULTS = {number: fault for fault, number in FAULTS.items()}


@dataclass(frozen=True, slots=True)
class JobHandlers:
    """What a service does when its workers call; each but `claim` raises LeaseLost.

    `heartbeat` gets the share done, 0..1, and returns False when the worker must stop.
    `complete` raises InvalidJobResult for a message that is not the result of such a job.
    `advance` gets what a job has made so far; services whose jobs make nothing usable before their
    end have none.
    """

    claim: Callable[[WorkerDescription], ClaimedJob | None]
    heartbeat: Callable[[Lease, float], bool]
    complete: Callable[[Lease, JobResult], None]
    give_back: Callable[[Lease], None]
    fail: Callable[[Lease, JobFailure], None]
    advance: Callable[[Lease, AnyMessage], None] | None = None


def job_service(handlers: JobHandlers, *, callers: tuple[str, ...]) -> RpcService:
    """Make the JobService of one coordinator; `callers` names its workers, such as `node`."""
    rpcs = _JobRpcs(handlers)
    return RpcService(
        service_pb2_grpc.add_JobServiceServicer_to_server,
        NAME,
        {
            "Claim": Rpc(rpcs.claim, callers),
            "Heartbeat": Rpc(rpcs.heartbeat, callers),
            "Complete": Rpc(rpcs.complete, callers),
            "GiveBack": Rpc(rpcs.give_back, callers),
            "Fail": Rpc(rpcs.fail, callers),
        },
    )


@dataclass(frozen=True, slots=True)
class _JobRpcs:
    """The RPCs of JobService over the handlers of a service."""

    handlers: JobHandlers

    def claim(self, request: service_pb2.ClaimRequest, _: Call) -> service_pb2.ClaimResponse:
        worker = WorkerDescription(
            request.worker_id[:_LONGEST_WORKER_ID],
            request.slots,
            tuple(request.kinds),
            tuple(request.capabilities),
        )
        job = self.handlers.claim(worker)
        if job is None:
            return service_pb2.ClaimResponse()
        lease = resources_pb2.Lease(
            worker_id=job.lease.worker_id,
            job_id=job.lease.job_id,
            fencing_token=job.lease.token,
        )
        seconds = int(job.lease_seconds)
        leased = resources_pb2.Job(lease=lease, lease_seconds=seconds, kind=job.kind, spec=job.spec)
        return service_pb2.ClaimResponse(job=leased)

    def heartbeat(
        self, request: service_pb2.HeartbeatRequest, _: Call
    ) -> service_pb2.HeartbeatResponse:
        lease = _lease(request.lease)
        if self.handlers.advance is not None and request.HasField("partial"):
            with _answered():
                self.handlers.advance(lease, request.partial)
        is_held = self.handlers.heartbeat(lease, request.fraction)
        return service_pb2.HeartbeatResponse(is_held=is_held)

    def complete(
        self, request: service_pb2.CompleteRequest, _: Call
    ) -> service_pb2.CompleteResponse:
        result = JobResult(request.result, request.cpu_seconds, request.wall_seconds)
        with _answered():
            self.handlers.complete(_lease(request.lease), result)
        return service_pb2.CompleteResponse()

    def give_back(
        self, request: service_pb2.GiveBackRequest, _: Call
    ) -> service_pb2.GiveBackResponse:
        with _answered():
            self.handlers.give_back(_lease(request.lease))
        return service_pb2.GiveBackResponse()

    def fail(self, request: service_pb2.FailRequest, _: Call) -> service_pb2.FailResponse:
        fault = _FAULTS.get(request.fault, Fault.UNKNOWN)
        failure = JobFailure(request.code, request.reason, fault)
        with _answered():
            self.handlers.fail(_lease(request.lease), failure)
        return service_pb2.FailResponse()


@contextmanager
def _answered() -> Iterator[None]:
    """Answer the errors of jobs in the same way for every service."""
    try:
        yield
    except LeaseLost as error:
        ended = "The lease of this job has ended: stop working on it and claim another."
        raise ApiError(ErrorKind.CONFLICT, "lease_lost", ended) from error
    except InvalidJobResult as error:
        raise INVALID_RESULT.error(f"{error} Upgrade the worker.") from error


def _lease(lease: resources_pb2.Lease) -> Lease:
    return Lease(lease.worker_id, lease.job_id, lease.fencing_token)
