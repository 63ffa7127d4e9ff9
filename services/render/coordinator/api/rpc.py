# SPDX-License-Identifier: Apache-2.0
"""The gRPC services of render: jobs for its nodes."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.jobs.errors import JobFailure
from chassis.jobs.job import ClaimedJob, JobResult, Lease, WorkerDescription, pack
from chassis.jobs.service import JobHandlers, job_service
from chassis.rpc_server import RpcService
from services.render.contract.result_messages import result_from_proto
from services.render.contract.spec_messages import spec_to_proto
from services.render.coordinator.domain.job import JobCost
from services.render.coordinator.usecases import claiming, finishing
from services.render.coordinator.usecases.dependencies import Dependencies

_NODES = ("node",)


def services(deps: Dependencies) -> list[RpcService]:
    """Return the gRPC services of render."""
    found = _NodeHandlers(deps)
    handlers = JobHandlers(
        claim=found.claim,
        heartbeat=found.heartbeat,
        complete=found.complete,
        give_back=found.give_back,
        fail=found.fail,
    )
    return [job_service(handlers, callers=_NODES)]


@dataclass(frozen=True, slots=True)
class _NodeHandlers:
    """Handles the calls of nodes."""

    deps: Dependencies

    def claim(self, node: WorkerDescription) -> ClaimedJob | None:
        leased = claiming.claim_job(self.deps, node=node)
        if leased is None:
            return None
        spec, seconds = pack(spec_to_proto(leased.job)), self.deps.leases.seconds
        return ClaimedJob(leased.lease, leased.job.kind, spec, seconds)

    def heartbeat(self, lease: Lease, fraction: float) -> bool:
        return claiming.heartbeat(self.deps, lease=lease, fraction=fraction)

    def complete(self, lease: Lease, result: JobResult) -> None:
        found = result_from_proto(result.message)
        cost = JobCost(result.cpu_seconds, result.wall_seconds)
        finishing.complete_job(self.deps, lease=lease, result=found, cost=cost)

    def give_back(self, lease: Lease) -> None:
        claiming.give_back_job(self.deps, lease=lease)

    def fail(self, lease: Lease, failure: JobFailure) -> None:
        finishing.fail_job(self.deps, lease=lease, failure=failure)
