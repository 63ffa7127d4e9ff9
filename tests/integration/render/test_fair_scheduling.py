# SPDX-License-Identifier: Apache-2.0
"""Users share the nodes equally, on both kinds of database."""

from __future__ import annotations

import itertools
import random
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from chassis.database import Database
from chassis.migrations import migrate
from services.render.contract.jobs import JobKind
from services.render.contract.specs import ThumbSpec
from services.render.coordinator.bootstrap import SERVICE
from services.render.coordinator.domain.job import BACKGROUND_PRIORITY, JobRequest
from services.render.coordinator.domain.planned_jobs import jobs_of_plan
from services.render.coordinator.domain.upload_jobs import mezzanine_job
from services.render.coordinator.usecases import deriving, measuring
from tests.support.render.fair_scheduling import (
    ANNA,
    BERT,
    counted_steps,
    owner,
    prepare,
    served,
    start_export,
)
from tests.support.render.samples import an_upload, upload_of
from tests.support.render.world import RenderWorld
from tests.support.servers.postgres import new_database
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.versions import MEZZANINE_RECIPE


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    if request.param == "sqlite":
        yield from _migrated(f"sqlite:///{tmp_path_factory.mktemp('turns')}/render.db")
        return
    yield from _migrated(new_database())


def _migrated(url: str) -> Iterator[Database]:
    database = Database(url, schema="render")
    migrate(database, SERVICE.migrations)
    yield database
    database.close()


@pytest.fixture
def world(database: Database, tmp_path: Path) -> RenderWorld:
    return RenderWorld(tmp_path / "secrets", database=database)


@pytest.mark.parametrize("slots", [1, 4])
def test_two_users_with_long_exports_share_the_nodes_equally(
    world: RenderWorld, slots: int
) -> None:
    start_export(world, ANNA, chunks=12)
    start_export(world, BERT, chunks=12)
    prepare(world)

    users = served(world, slots=slots, claims=24)

    assert Counter(users) == {ANNA: 12, BERT: 12}
    assert all(set(pair) == {ANNA, BERT} for pair in zip(users[::2], users[1::2], strict=True))


def test_completed_and_waiting_jobs_are_measured(world: RenderWorld) -> None:
    start_export(world, ANNA, chunks=3)
    prepare(world)
    world.complete(world.claimed("chunk"))
    world.claimed("chunk")

    found = measuring.read_metrics(world.deps)

    loads = {(load.kind, load.is_running): load.count for load in found.loads}
    assert loads == {("chunk", False): 1, ("chunk", True): 1}
    assert all(0 <= load.oldest_seconds < 60 for load in found.loads)
    chunks = [counter for counter in found.counters if counter.kind == "chunk"]
    assert [(one.outcome, one.count, one.cpu_seconds) for one in chunks] == [("completed", 1, 1.5)]
    assert (found.nodes, found.slots) == (1, 2)


def test_twelve_exports_of_one_user_and_one_of_another_share_equally(world: RenderWorld) -> None:
    for number in range(12):
        start_export(world, ANNA, chunks=6, upload=100 + number)
    start_export(world, BERT, chunks=6)

    users = served(world, slots=2, claims=18)

    assert Counter(users) == {ANNA: 9, BERT: 9}


def test_a_short_export_never_waits_for_the_long_one_of_another_user(world: RenderWorld) -> None:
    start_export(world, ANNA, chunks=30)
    for number in range(3):
        start_export(world, ANNA, chunks=5, upload=100 + number)
    running = [world.claimed() for _ in range(3)]
    short = start_export(world, BERT, chunks=1)

    claims = 0
    while world.render(short).is_active:
        claimed = world.claimed()
        claims += owner(world, claimed) == ANNA
        world.complete(claimed)

    assert claims == 0 and len(running) == 3


def test_a_short_export_overtakes_the_long_one_of_its_own_user(world: RenderWorld) -> None:
    long = start_export(world, ANNA, chunks=30)
    prepare(world)
    short = start_export(world, ANNA, chunks=1, upload=100)

    kinds = []
    while world.render(short).is_active:
        claimed = world.claimed()
        world.complete(claimed)
        kinds.append(claimed.job.kind)

    assert JobKind.CONCAT in kinds and kinds.count(JobKind.CHUNK) == 1
    assert world.render(long).is_active


def test_a_long_export_with_few_missing_chunks_is_short(world: RenderWorld) -> None:
    start_export(world, ANNA, chunks=15)
    world.run_all()
    start_export(world, ANNA, chunks=5, upload=100)
    prepare(world)

    longer = start_export(world, ANNA, chunks=16)
    prepare(world)

    while world.render(longer).is_active:
        claimed = world.claimed("chunk", "concat")
        assert world.renders_of(claimed) == [longer]
        world.complete(claimed)


def test_no_user_starves_however_many_exports_others_start(world: RenderWorld) -> None:
    chance = random.Random(1)
    users = range(20, 25)
    start_export(world, users[0], chunks=30)
    passed_over: Counter[int] = Counter()
    uploads = itertools.count(100)
    for _ in range(30):
        for user in users[1:]:
            if chance.random() < 0.4:
                start_export(world, user, chunks=chance.choice([1, 1, 2, 5]), upload=next(uploads))
        claimed = world.claimed()
        user = owner(world, claimed)
        passed_over.update(set(users) - {user})
        passed_over[user] = 0
        assert passed_over[users[0]] <= 2 * len(users)
        world.complete(claimed)


def test_shared_jobs_are_run_in_the_share_of_the_user_with_fewest_jobs(world: RenderWorld) -> None:
    for number in range(5):
        start_export(world, ANNA, chunks=10, upload=100 + number)
    shared = start_export(world, BERT, chunks=10, upload=104)
    prepare(world)

    leased = [world.claimed("chunk") for _ in range(20)]

    assert sum(shared in world.renders_of(one) for one in leased) == 10


def test_shared_jobs_stay_with_the_user_with_fewest_jobs(world: RenderWorld) -> None:
    short = start_export(world, ANNA, chunks=1, upload=100)
    start_export(world, BERT, chunks=20, upload=100)
    prepare(world)

    leased = [world.claimed("chunk") for _ in range(2)]

    assert short in {export_id for one in leased for export_id in world.renders_of(one)}


def test_jobs_that_a_cancelled_render_took_over_are_still_run(world: RenderWorld) -> None:
    start_export(world, ANNA, chunks=10, upload=100)
    long = start_export(world, ANNA, chunks=5, upload=101)
    taken = start_export(world, BERT, chunks=5, upload=101)
    world.client(BERT).post(f"/api/renders/{taken}/cancel")

    world.run_all()

    assert world.render(long).state == "completed"


def test_background_jobs_are_run_last(world: RenderWorld) -> None:
    deriving.ingest_upload(world.deps, upload=an_upload(1), user_id=BERT)
    world.complete(world.claimed("ingest"))
    long = start_export(world, ANNA, chunks=5)
    spec = MezzanineSpec(
        "k",
        3,
        "ab" * 32,
        "uploads/3",
        "30",
        1080,
        MEZZANINE_RECIPE,
        30,
        is_hdr=False,
        first_frame=0,
    )
    background = mezzanine_job(spec, BACKGROUND_PRIORITY, is_standalone=True)
    with world.deps.unit_of_work() as uow:
        uow.jobs.enqueue_jobs([background], user_id=None)

    while world.render(long).is_active:
        claimed = world.claimed()
        assert upload_of(claimed) in {0, ANNA}
        world.complete(claimed)

    assert world.run_all() == ["mezzanine", "mezzanine"]


def test_a_background_job_that_an_export_needs_is_run_in_its_share(world: RenderWorld) -> None:
    long = start_export(world, ANNA, chunks=5)
    mezzanine, *_ = [one for one in _jobs(world, long) if one.kind is JobKind.MEZZANINE]
    world.client(ANNA).post(f"/api/renders/{long}/cancel")
    with world.deps.unit_of_work() as uow:
        uow.jobs.enqueue_jobs([replace(mezzanine, is_standalone=True, priority=10)], user_id=None)
    start_export(world, BERT, chunks=5)
    start_export(world, ANNA, chunks=5)

    first, second = world.claimed("mezzanine"), world.claimed("mezzanine")

    assert {upload_of(first), upload_of(second)} == {ANNA, BERT}


def _jobs(world: RenderWorld, export_id: str) -> list[JobRequest]:
    render = world.render(export_id)
    return jobs_of_plan(render.plan, export_id=export_id, created_at=render.created_at)


def test_nodes_that_claim_at_once_all_get_jobs_and_never_the_same(world: RenderWorld) -> None:
    start_export(world, ANNA, chunks=10)
    start_export(world, BERT, chunks=1)
    prepare(world)
    start = threading.Barrier(11)

    def one(number: int) -> int:
        start.wait()
        return world.claimed("chunk", node_id=f"node-{number}").lease.job_id

    with ThreadPoolExecutor(11) as pool:
        jobs = list(pool.map(one, range(11)))

    assert len({*jobs}) == 11


def test_a_claim_costs_the_same_however_much_is_waiting(world: RenderWorld) -> None:
    if world.database.engine.dialect.name == "sqlite":
        costs = []
        for count in (200, 2000):
            _fill(world, count)
            with counted_steps(world.database) as steps:
                for _ in range(10):
                    world.claimed()
            costs.append(len(steps))
        assert 0 < costs[1] < 1.5 * costs[0], costs
    else:
        _fill(world, 200)
        assert {world.claimed().lease.job_id for _ in range(5)}


def _fill(world: RenderWorld, count: int) -> None:
    spec = ThumbSpec(1, "uploads/1").to_json()
    jobs = [
        JobRequest(JobKind.THUMB, f"{count}-{number}", spec, priority=number % 7, upload_id=user)
        for user in (ANNA, BERT)
        for number in range(user * 100_000, user * 100_000 + count // 2)
    ]
    with world.deps.unit_of_work() as uow:
        for user in (ANNA, BERT):
            mine = [job for job in jobs if job.upload_id == user]
            uow.jobs.enqueue_jobs(mine, user_id=user)
