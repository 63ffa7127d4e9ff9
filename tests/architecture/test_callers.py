# SPDX-License-Identifier: Apache-2.0
"""Services call only those before them; workers, which open hostile files, only get jobs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from chassis.rpc_server import Rpc
from gateway import keys, site
from services.registry import GATEWAY, NAMES, SERVICES, WORKERS, ServiceEntry, callers_of

ROOT = Path(__file__).resolve().parents[2]
JOB_SERVICES = {
    "node": ("render", "reelmill.jobs.v1.JobService"),
    "packager": ("hls", "reelmill.jobs.v1.JobService"),
}
"""Each worker with the service that gives it jobs, and the gRPC service by which it does."""

Rpcs = Mapping[tuple[str, str], Mapping[str, Rpc]]
_STUBS = re.compile(
    r"^from reelmill\.(\w+)\.v1(?:\.service_pb2_grpc| import .*service_pb2_grpc)", re.M
)


@pytest.fixture(scope="module")
def rpcs() -> Iterator[Rpcs]:
    with site.opened_services() as opened:
        yield {
            (running.name, offered.name): offered.rpcs
            for running in opened
            for offered in running.rpc
        }


def called_by(service: ServiceEntry) -> set[str]:
    """The services whose stubs a service imports, and accounts when it resolves tokens."""
    called: set[str] = set()
    for path in (ROOT / "services" / service.name).rglob("*.py"):
        text = path.read_text()
        called |= {found for found in _STUBS.findall(text) if found in NAMES}
        if "services.access_tokens" in text or "services import access_tokens" in text:
            called.add("accounts")
    return called - {service.name}


@pytest.mark.parametrize("service", SERVICES, ids=NAMES)
def test_a_service_calls_those_that_the_registry_names(service: ServiceEntry) -> None:
    assert called_by(service) == set(service.calls)


@pytest.mark.parametrize("service", SERVICES, ids=NAMES)
def test_a_service_calls_only_services_that_stand_before_it(service: ServiceEntry) -> None:
    assert set(service.calls) <= set(NAMES[: NAMES.index(service.name)])


def test_an_rpc_may_be_called_by_services_that_call_it_or_by_workers(rpcs: Rpcs) -> None:
    for (service, _), one in rpcs.items():
        for name, rpc in one.items():
            assert rpc.callers, name
            assert set(rpc.callers) <= {*callers_of(service), *WORKERS}, name


@pytest.mark.parametrize("worker", WORKERS)
def test_a_worker_calls_only_the_service_that_gives_it_jobs(worker: str, rpcs: Rpcs) -> None:
    reached = {name for name, one in rpcs.items() for rpc in one.values() if worker in rpc.callers}

    assert reached == {JOB_SERVICES[worker]}


def test_services_and_workers_are_all_that_sign_calls() -> None:
    assert {*NAMES, *WORKERS, GATEWAY.name} == set(keys.IDENTITIES)
