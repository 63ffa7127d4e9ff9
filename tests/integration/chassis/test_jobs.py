# SPDX-License-Identifier: Apache-2.0
"""Jobs over a socket: a worker's client, the gRPC service and a coordinator that records calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from google.protobuf.wrappers_pb2 import Int64Value, StringValue

from chassis.identity import ServiceTokens
from chassis.jobs.client import GrpcJobClient
from chassis.jobs.errors import (
    CoordinatorUnavailable,
    Fault,
    InvalidJobResult,
    JobFailure,
    LeaseLost,
)
from chassis.jobs.job import ClaimedJob, JobResult, Lease, WorkerDescription, pack, unpack
from chassis.jobs.service import JobHandlers, job_service
from chassis.keyring import Keyring
from chassis.rpc import Addresses, Channels
from chassis.rpc_server import RpcServer

WORKER = WorkerDescription("worker-1", 2, ("chunk",), ("x264-1",))
JOB = ClaimedJob(Lease("worker-1", 5, 3), "chunk", pack(StringValue(value="spec")), 15.0)
RESULT = JobResult(pack(StringValue(value="made")), 1.5, 2.5)


@dataclass
class Coordinator:
    """Records what workers ask and report."""

    calls: list[object] = field(default_factory=list)
    job: ClaimedJob | None = JOB
    is_held: bool = True

    def claim(self, worker: WorkerDescription) -> ClaimedJob | None:
        self.calls.append(worker)
        return self.job

    def heartbeat(self, lease: Lease, fraction: float) -> bool:
        self.calls.append((lease, fraction))
        return self.is_held

    def complete(self, lease: Lease, result: JobResult) -> None:
        unpack(result.message, StringValue)
        self._record(lease, result)

    def give_back(self, lease: Lease) -> None:
        self._record(lease, None)

    def fail(self, lease: Lease, failure: JobFailure) -> None:
        self._record(lease, failure)

    def _record(self, lease: Lease, what: object) -> None:
        if not self.is_held:
            raise LeaseLost
        self.calls.append((lease, what))


class Installation:
    """A server of jobs for workers called `node`, and clients of it."""

    def __init__(self, secrets: Path) -> None:
        self.keyring = Keyring(secrets)
        pairs = [f"service-{name}" for name in ("render", "node", "packager")]
        self.keyring.make(pairs=pairs, texts=[])
        self.coordinator = Coordinator()
        one = self.coordinator
        handlers = JobHandlers(one.claim, one.heartbeat, one.complete, one.give_back, one.fail)
        tokens = ServiceTokens(self.keyring, me="render")
        offered = [job_service(handlers, callers=("node",))]
        self.server = RpcServer("render", offered, tokens, {})
        self.address = f"127.0.0.1:{self.server.start()}"

    def client(self, me: str = "node") -> GrpcJobClient:
        addresses = Addresses.fixed({"render": self.address})
        channels = Channels(addresses, ServiceTokens(self.keyring, me=me))
        return GrpcJobClient(channels, "render", WORKER)


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    installation = Installation(tmp_path)
    yield installation
    installation.server.stop(0.1)


def test_a_job_is_claimed_as_it_was_leased(installation: Installation) -> None:
    assert installation.client().claim() == JOB
    assert installation.coordinator.calls == [WORKER]


def test_no_job_is_no_answer(installation: Installation) -> None:
    installation.coordinator.job = None

    assert installation.client().claim() is None


def test_reports_arrive_as_they_were_made(installation: Installation) -> None:
    client = installation.client()
    failures = [JobFailure("chunk_failed", "It failed.", fault) for fault in Fault]

    assert client.heartbeat(JOB.lease, fraction=0.5)
    client.complete(JOB.lease, RESULT)
    client.give_back(JOB.lease)
    for failure in failures:
        client.fail(JOB.lease, failure)

    reports = [0.5, RESULT, None, *failures]
    assert installation.coordinator.calls == [(JOB.lease, one) for one in reports]


def test_reports_without_the_lease_are_refused(installation: Installation) -> None:
    installation.coordinator.is_held = False
    client = installation.client()

    assert not client.heartbeat(JOB.lease, fraction=0.5)
    for report in (
        lambda: client.complete(JOB.lease, RESULT),
        lambda: client.give_back(JOB.lease),
        lambda: client.fail(JOB.lease, JobFailure("chunk_failed", "It failed.")),
    ):
        with pytest.raises(LeaseLost):
            report()


def test_a_result_of_another_kind_is_refused(installation: Installation) -> None:
    with pytest.raises(InvalidJobResult):
        installation.client().complete(JOB.lease, JobResult(pack(Int64Value(value=1))))


def test_only_the_workers_of_the_service_may_call(installation: Installation) -> None:
    with pytest.raises(CoordinatorUnavailable, match="packager may not"):
        installation.client("packager").claim()


def test_a_coordinator_that_is_not_there_is_unavailable(installation: Installation) -> None:
    installation.server.stop(0.1)

    with pytest.raises(CoordinatorUnavailable):
        installation.client().claim()
