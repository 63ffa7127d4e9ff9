# SPDX-License-Identifier: Apache-2.0
"""What PostgreSQL reads for a page of a feed or a search does not grow with what is published."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from chassis.caller import Caller
from chassis.database import Database
from chassis.migrations import migrate
from services.publish.bootstrap import SERVICE
from services.publish.domain.feed import FeedPosition, FeedQuery
from services.publish.domain.search import SearchQuery, asked_words
from services.publish.usecases.dependencies import Dependencies
from tests.support.publish.many_publications import publish_many
from tests.support.publish.world import FakeAccounts, FakeHls, FakeLibrary
from tests.support.servers.postgres import new_database

FEW, MANY = 1000, 50_000
PAGE = 21
FIRST = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

SPACES = """
INSERT INTO spaces (id, ulid, type, owner_user_id, name, slug, settings, created_at)
SELECT n, n, 'group', 1, n, n, '{"visibility": "public"}', now() FROM generate_series(2, 3) n
"""
WORDS = """
INSERT INTO publication_words (publication_id, words)
SELECT n, array_to_tsvector(ARRAY['video', 'rare' || n / 10])
FROM generate_series(CAST(:first AS integer), CAST(:last AS integer)) n
"""

SUBSCRIPTIONS = """
INSERT INTO subscriptions (user_id, space_id, created_at)
SELECT 9, id, now() FROM spaces WHERE id IN (2, 3)
"""
BIG = {"space_publications", "productions", "publication_words"}
READER = Caller(9, frozenset())

Node = dict[str, Any]  # Any: what EXPLAIN says of a node


@pytest.fixture(scope="module", params=[FEW, MANY])
def deps(request: pytest.FixtureRequest) -> Iterator[Dependencies]:
    database = Database(new_database(), schema="publish")
    migrate(database, SERVICE.migrations)
    with database.begin_or_join() as session:
        session.execute(sa.text(SPACES))
        publish_many(session, 1, request.param, space=2, spaces=2, in_global=True)
        session.execute(sa.text(WORDS), {"first": 1, "last": request.param})
        session.execute(sa.text(SUBSCRIPTIONS))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as raw:
        raw.execute(sa.text("VACUUM ANALYZE"))
    yield Dependencies(
        database=database,
        hls=FakeHls(),
        library=FakeLibrary(),
        accounts=FakeAccounts(),
        player_assets=Path("nowhere"),
        fonts=Path("nowhere"),
    )
    database.close()


def nodes_of(deps: Dependencies, act: Callable[[], object]) -> list[Node]:
    """Return the nodes of the plan of the last statement that an action executes."""
    executed: list[tuple[str, Any]] = []

    def keep(_conn: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        executed.append((statement, given))

    engine = deps.database.engine
    sa.event.listen(engine, "before_cursor_execute", keep)
    try:
        act()
    finally:
        sa.event.remove(engine, "before_cursor_execute", keep)
    statement, given = executed[-1]
    with engine.connect() as connection:
        explained = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"
        (found,) = connection.exec_driver_sql(explained, given).scalar_one()
    plan = found if isinstance(found, dict) else json.loads(found)
    return list(_nodes(plan["Plan"]))


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for inner in node.get("Plans", ()):
        yield from _nodes(inner)


def rows_read(nodes: list[Node]) -> int:
    """Return the most rows that one node reads, those that it throws away among them."""
    return max(
        (one["Actual Rows"] + one.get("Rows Removed by Filter", 0)) * one["Actual Loops"]
        for one in nodes
    )


def is_small(deps: Dependencies) -> bool:
    """Whether only few are published."""
    with deps.database.reading() as session:
        count = sa.text("SELECT count(*) FROM space_publications")
        return int(session.execute(count).scalar_one()) <= FEW


def feed(deps: Dependencies, space: int | None, after: FeedPosition | None) -> Callable[[], object]:
    def read() -> object:
        with deps.reading() as uow:
            found = uow.publications.list_feed(FeedQuery(space, False, after, PAGE))
        assert len(found) == PAGE
        return found

    return read


@pytest.mark.parametrize("space", [2, None], ids=["space", "site"])
@pytest.mark.parametrize("is_deep", [False, True], ids=["first", "deep"])
def test_a_page_of_a_feed_is_read_off_an_index(
    deps: Dependencies, space: int | None, is_deep: bool
) -> None:
    after = FeedPosition(FIRST + dt.timedelta(seconds=FEW // 2), FEW // 2) if is_deep else None

    nodes = nodes_of(deps, feed(deps, space, after))

    index = "space_publications_feed" if space else "space_publications_global"
    assert index in {one.get("Index Name") for one in nodes}
    assert {one["Node Type"] for one in nodes}.isdisjoint({"Sort", "Seq Scan"})
    assert rows_read(nodes) <= 2 * PAGE


@pytest.mark.parametrize("is_deep", [False, True], ids=["first", "deep"])
def test_a_page_of_what_one_follows_reads_a_page_of_each_space(
    deps: Dependencies, is_deep: bool
) -> None:
    after = FeedPosition(FIRST + dt.timedelta(seconds=FEW // 2), FEW // 2) if is_deep else None

    def read() -> None:
        with deps.reading() as uow:
            rows = uow.subscriptions.list_followed_feed(READER, after=after, limit=PAGE)
        assert len(rows) == PAGE

    nodes = nodes_of(deps, read)

    assert "space_publications_feed" in {one.get("Index Name") for one in nodes}
    scanned = {one.get("Relation Name") for one in nodes if one["Node Type"] == "Seq Scan"}
    # Of few productions all are read, which is quicker than an index.
    assert is_small(deps) or not scanned & BIG
    assert is_small(deps) or rows_read(nodes) <= 4 * PAGE


def test_a_rare_word_is_looked_up_in_its_index(deps: Dependencies) -> None:
    def search() -> None:
        with deps.reading() as uow:
            query = SearchQuery(asked_words("rare50 vid"), None, PAGE)
            assert len(uow.search.find_publications(None, query)) == 10

    nodes = nodes_of(deps, search)

    assert is_small(deps) or "publication_words_found" in {one.get("Index Name") for one in nodes}
    assert rows_read(nodes) <= 2 * FEW


@pytest.mark.parametrize("caller", [None, READER], ids=["anybody", "user"])
def test_a_word_that_all_have_is_read_page_by_page(
    deps: Dependencies, caller: Caller | None
) -> None:
    def search() -> None:
        with deps.reading() as uow:
            query = SearchQuery(asked_words("video"), None, PAGE)
            assert len(uow.search.find_publications(caller, query)) == PAGE

    nodes = nodes_of(deps, search)

    assert is_small(deps) or rows_read(nodes) <= 4 * PAGE


def test_what_nobody_may_watch_is_not_asked_for_its_other_publications(deps: Dependencies) -> None:
    def search() -> None:
        with deps.reading() as uow:
            query = SearchQuery(asked_words("video"), None, PAGE)
            assert uow.search.find_publications(None, query) == []

    with deps.database.begin_or_join() as session:
        session.execute(sa.text("UPDATE spaces SET settings = '{}' WHERE id IN (2, 3)"))
    try:
        nodes = nodes_of(deps, search)
    finally:
        with deps.database.begin_or_join() as session:
            shown = sa.text("UPDATE spaces SET settings = :settings WHERE id IN (2, 3)")
            session.execute(shown, {"settings": '{"visibility": "public"}'})

    asked = [one["Actual Loops"] for one in nodes if one.get("Alias") == "one"]
    assert sum(asked) == 0


def test_a_review_queue_is_read_off_its_index(deps: Dependencies) -> None:
    def read() -> None:
        with deps.reading() as uow:
            assert uow.publications.list_pending(2, before=None, limit=PAGE) == []

    nodes = nodes_of(deps, read)

    assert "space_publications_waiting" in {one.get("Index Name") for one in nodes}
    assert rows_read(nodes) == 0
