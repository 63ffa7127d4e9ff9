# SPDX-License-Identifier: Apache-2.0
"""Who may call whom: every RPC names its callers, and what opens hostile files gets only work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from chassis.rpc_server import Rpc
from gateway import keys, site
from services.registry import NAMES

WORKERS = {
    "node": ("render", "reelmill.jobs.v1.JobService"),
    "packager": ("hls", "reelmill.jobs.v1.JobService"),
}
"""Each worker with the service that gives it jobs, and the gRPC service by which it does."""

Rpcs = Mapping[tuple[str, str], Mapping[str, Rpc]]


@pytest.fixture(scope="module")
def rpcs() -> Iterator[Rpcs]:
    with site.opened_services() as opened:
        yield {
            (running.name, offered.name): offered.rpcs
            for running in opened
            for offered in running.rpc
        }


def test_every_rpc_says_who_may_call_it(rpcs: Rpcs) -> None:
    assert all(rpc.callers for one in rpcs.values() for rpc in one.values())


@pytest.mark.parametrize("worker", WORKERS)
def test_a_worker_calls_only_the_service_that_gives_it_work(worker: str, rpcs: Rpcs) -> None:
    reached = {name for name, one in rpcs.items() for rpc in one.values() if worker in rpc.callers}

    assert reached == {WORKERS[worker]}


def test_services_and_workers_are_all_who_sign_calls() -> None:
    assert {*NAMES, *WORKERS} == set(keys.IDENTITIES)
