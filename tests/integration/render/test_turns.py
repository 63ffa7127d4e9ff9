# SPDX-License-Identifier: Apache-2.0
"""Users take turns at the nodes, on both kinds of database."""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from chassis.database import Database
from chassis.migrations import migrate
from services.render.coordinator.domain.job import Kind, NewPiece
from services.render.coordinator.domain.planning import break_down
from services.render.coordinator.serving import SERVICE
from services.render.coordinator.usecases import deriving, measuring
from tests.support.render.fair_scheduling import ANNA, BERT, order, owner, prepare, served
from tests.support.render.world import RenderWorld, an_upload
from tests.support.servers.postgres import running_postgres


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    if request.param == "sqlite":
        yield from _migrated(f"sqlite:///{tmp_path_factory.mktemp('turns')}/render.db")
        return
    with running_postgres() as server:
        yield from _migrated(server.url)


def _migrated(url: str) -> Iterator[Database]:
    database = Database(url, schema="render")
    migrate(database, SERVICE.migrations)
    yield database
    database.close()


@pytest.fixture
def world(database: Database, tmp_path: Path) -> RenderWorld:
    return RenderWorld(tmp_path / "secrets", database=database)


@pytest.mark.parametrize("slots", [1, 4])
def test_two_users_with_long_films_share_the_nodes_equally(world: RenderWorld, slots: int) -> None:
    order(world, ANNA, chunks=40)
    order(world, BERT, chunks=40)
    prepare(world)

    users = served(world, slots=slots, claims=80)

    assert Counter(users) == {ANNA: 40, BERT: 40}
    assert all(set(pair) == {ANNA, BERT} for pair in zip(users[::2], users[1::2], strict=True))


def test_what_is_done_and_what_waits_is_measured(world: RenderWorld) -> None:
    order(world, ANNA, chunks=3)
    prepare(world)
    world.complete(world.claimed("chunk"))
    world.claimed("chunk")

    measures = measuring.measure_all(world.deps)

    loads = {(load.kind, load.is_running): load.count for load in measures.loads}
    assert loads == {("chunk", False): 1, ("chunk", True): 1}
    assert all(0 <= load.oldest_seconds < 60 for load in measures.loads)
    chunks = [tally for tally in measures.tallies if tally.kind == "chunk"]
    assert [(one.outcome, one.count, one.cpu_seconds) for one in chunks] == [("made", 1, 1.5)]
    assert (measures.nodes, measures.slots) == (1, 2)


def test_forty_exports_of_one_user_take_turns_with_the_one_of_another(world: RenderWorld) -> None:
    for number in range(40):
        order(world, ANNA, chunks=10, upload=100 + number)
    order(world, BERT, chunks=10)

    users = served(world, slots=2, claims=26)

    assert Counter(users) == {ANNA: 13, BERT: 13}


def test_a_short_edit_never_waits_behind_the_long_film_of_another(world: RenderWorld) -> None:
    order(world, ANNA, chunks=120)
    for number in range(3):
        order(world, ANNA, chunks=20, upload=100 + number)
    running = [world.claimed() for _ in range(3)]
    edit = order(world, BERT, chunks=1)

    claims = 0
    while world.render(edit).is_active:
        claimed = world.claimed()
        claims += owner(world, claimed) == ANNA
        world.complete(claimed)

    assert claims == 0 and len(running) == 3


def test_a_short_edit_overtakes_the_long_film_of_its_own_user(world: RenderWorld) -> None:
    film = order(world, ANNA, chunks=120)
    prepare(world)
    edit = order(world, ANNA, chunks=1, upload=100)

    kinds = []
    while world.render(edit).is_active:
        claimed = world.claimed()
        world.complete(claimed)
        kinds.append(claimed.piece.kind)

    assert Kind.CONCAT in kinds and kinds.count(Kind.CHUNK) == 1
    assert world.render(film).is_active


def test_a_long_film_of_which_little_is_missing_is_short(world: RenderWorld) -> None:
    order(world, ANNA, chunks=60)
    world.work_off()
    order(world, ANNA, chunks=20, upload=100)
    prepare(world)

    longer = order(world, ANNA, chunks=61)
    prepare(world)

    while world.render(longer).is_active:
        claimed = world.claimed("chunk", "concat")
        with world.deps.reading() as uow:
            needing = [one.export_id for one in uow.renders.needing(claimed.piece.piece_id)]
        assert needing == [longer]
        world.complete(claimed)


def test_nobody_starves_however_many_edits_others_order(world: RenderWorld) -> None:
    chance = random.Random(1)
    users = range(20, 25)
    order(world, users[0], chunks=50)
    passed_over: Counter[int] = Counter()
    uploads = itertools.count(100)
    for _ in range(60):
        for user in users[1:]:
            if chance.random() < 0.4:
                order(world, user, chunks=chance.choice([1, 1, 2, 5]), upload=next(uploads))
        claimed = world.claimed()
        user = owner(world, claimed)
        passed_over.update(set(users) - {user})
        passed_over[user] = 0
        assert passed_over[users[0]] <= 2 * len(users)
        world.complete(claimed)


def test_shared_work_is_done_in_the_turns_of_whoever_needs_it_most(world: RenderWorld) -> None:
    for number in range(5):
        order(world, ANNA, chunks=10, upload=100 + number)
    shared = order(world, BERT, chunks=10, upload=104)
    prepare(world)

    pieces = [world.claimed("chunk") for _ in range(20)]

    with world.deps.reading() as uow:
        needing = [
            {one.export_id for one in uow.renders.needing(claimed.piece.piece_id)}
            for claimed in pieces
        ]
    assert sum(shared in exports for exports in needing) == 10


def test_shared_work_stays_with_whoever_needs_it_most(world: RenderWorld) -> None:
    edit = order(world, ANNA, chunks=1, upload=100)
    order(world, BERT, chunks=120, upload=100)
    prepare(world)

    claimed = [world.claimed("chunk") for _ in range(2)]

    with world.deps.reading() as uow:
        needing = [uow.renders.needing(one.piece.piece_id) for one in claimed]
    assert edit in {render.export_id for renders in needing for render in renders}


def test_work_a_cancelled_user_took_over_is_still_done(world: RenderWorld) -> None:
    order(world, ANNA, chunks=40, upload=100)
    film = order(world, ANNA, chunks=5, upload=101)
    taken = order(world, BERT, chunks=5, upload=101)
    world.client(BERT).post(f"/api/renders/{taken}/cancel")

    world.work_off()

    assert world.render(film).state == "completed"


def test_what_nobody_waits_for_is_done_last(world: RenderWorld) -> None:
    deriving.examine_upload(world.deps, upload=an_upload(1), for_user=BERT)
    world.complete(world.claimed("ingest"))
    film = order(world, ANNA, chunks=5)
    standing = NewPiece(Kind.MEZZANINE, "wanted", "", priority=10, upload_id=3, is_standing=True)
    with world.deps.unit_of_work() as uow:
        uow.pieces.want([standing], for_user=None)

    while world.render(film).is_active:
        claimed = world.claimed()
        assert claimed.piece.upload_id in {0, ANNA}
        world.complete(claimed)

    assert world.work_off() == ["mezzanine", "mezzanine"]


def test_background_work_that_a_film_needs_is_background_no_more(world: RenderWorld) -> None:
    film = order(world, ANNA, chunks=5)
    (need,) = [one for one in _waiting(world, film) if one.kind is Kind.MEZZANINE]
    world.client(ANNA).post(f"/api/renders/{film}/cancel")
    with world.deps.unit_of_work() as uow:
        uow.pieces.want([replace(need, is_standing=True, priority=10)], for_user=None)
    order(world, BERT, chunks=5)
    order(world, ANNA, chunks=5)

    first, second = world.claimed("mezzanine"), world.claimed("mezzanine")

    assert {first.piece.upload_id, second.piece.upload_id} == {ANNA, BERT}


def _waiting(world: RenderWorld, export_id: str) -> list[NewPiece]:
    render = world.render(export_id)
    return break_down(render.plan, export_id=export_id, created_at=render.created_at)


def test_nodes_that_ask_at_once_all_find_work_and_never_the_same(world: RenderWorld) -> None:
    order(world, ANNA, chunks=10)
    order(world, BERT, chunks=1)
    prepare(world)
    start = threading.Barrier(11)

    def one(number: int) -> int:
        start.wait()
        return world.claimed("chunk", node_id=f"node-{number}").piece.piece_id

    with ThreadPoolExecutor(11) as pool:
        pieces = list(pool.map(one, range(11)))

    assert len({*pieces}) == 11


def test_a_claim_costs_the_same_however_much_is_waiting(world: RenderWorld) -> None:
    if world.database.engine.dialect.name == "sqlite":
        costs = []
        for count in (200, 10_000):
            _fill(world, count)
            started = time.process_time()
            for _ in range(40):
                world.claimed()
            costs.append(time.process_time() - started)
        assert costs[1] < 3 * costs[0], costs
    else:
        _fill(world, 2000)
        assert {world.claimed().piece.piece_id for _ in range(5)}


def _fill(world: RenderWorld, count: int) -> None:
    pieces = [
        NewPiece(Kind.TEXT_IMAGE, f"{count}-{number}", "{}", priority=number % 7, upload_id=user)
        for user in (ANNA, BERT)
        for number in range(user * 100_000, user * 100_000 + count // 2)
    ]
    with world.deps.unit_of_work() as uow:
        for user in (ANNA, BERT):
            mine = [piece for piece in pieces if piece.upload_id == user]
            uow.pieces.want(mine, for_user=user)
