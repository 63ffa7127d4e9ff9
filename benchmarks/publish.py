# SPDX-License-Identifier: Apache-2.0
"""Whether a feed costs the same however much is published, and how long the search takes.

The use cases of publish over PostgreSQL, with the services that it calls in memory: a page of 20
of a feed with 1,000 publications and with many more, and searches for words that all, some and few
of 100,000 publications have, also for a caller who may watch none of them; on SQLite, too. Run by
`python -m benchmarks.publish [feeds | searches] [requests] [publications]`; a million publications
are made by PostgreSQL itself.
"""

from __future__ import annotations

import functools
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from chassis.database import Database
from chassis.migrations import migrate
from services.publish.bootstrap import SERVICE
from services.publish.domain.search import SearchQuery, asked_words
from services.publish.usecases import feeds, searching
from services.publish.usecases.dependencies import Dependencies
from tests.support.publish.many_publications import publish_many
from tests.support.publish.world import FakeAccounts, FakeHls, FakeLibrary
from tests.support.servers.postgres import Postgres, running_postgres

FEW, SEARCHED = 1000, 100_000
QUESTIONS = ("video", "word7", "word7 word8", "rare500", "wor", "nowhere")
_PUBLIC, _PRIVATE = 2, 3
"""Two groups: whose feed everybody may see, and nobody."""

_SPACES = """
INSERT INTO spaces (id, ulid, type, owner_user_id, name, slug, settings, created_at) VALUES
 (2, '01A', 'group', 1, 'Open', 'open', '{"visibility": "public"}', CURRENT_TIMESTAMP),
 (3, '01B', 'group', 1, 'Closed', 'closed', '{"visibility": "private"}', CURRENT_TIMESTAMP)
"""
_PRODUCTIONS = """
INSERT INTO productions (production_id, ulid, owner_user_id, upload_id, name, status,
 story_text, revision)
VALUES (:id, :id, 1, :id, 'Video', 'completed', '', 1)
"""
_PUBLICATIONS = """
INSERT INTO space_publications (id, production_id, upload_id, space_id, status, requested_by,
 owner_user_id, is_primary, visibility, distribution_flags, visible_in_space, visible_in_global,
 likes_count, comments_count, story_text, story_source, published_at, revision, created_at,
 updated_at)
VALUES (:id, :id, :id, :space, 'published', 1, 1, true, 'inherit', '{}', true, false, 0, 0, '',
 'production', :at, 1, :at, :at)
"""


def dependencies(url: str) -> Dependencies:
    """Make the dependencies of publish over a new database."""
    database = Database(url, schema="publish")
    migrate(database, SERVICE.migrations)
    with database.begin_or_join() as session:
        session.execute(sa.text(_SPACES))
    return Dependencies(
        database=database,
        hls=FakeHls(),
        library=FakeLibrary(),
        accounts=FakeAccounts(),
        player_assets=Path("nowhere"),
        fonts=Path("nowhere"),
    )


def add_publications(deps: Dependencies, space: int) -> None:
    """Add the publications that are searched, and the words of each."""
    for start in range(1, SEARCHED + 1, 10_000):
        ids = range(start, start + 10_000)
        rows = [{"id": one, "space": space, "at": _moment(one)} for one in ids]
        with deps.database.begin_or_join() as session:
            session.execute(sa.text(_PRODUCTIONS), [{"id": one} for one in ids])
            session.execute(sa.text(_PUBLICATIONS), rows)
            session.execute(_words(deps), [_words_of(deps, one) for one in ids])
    _analyse(deps)


def grow_feed(deps: Dependencies, first: int, last: int) -> None:
    """Add publications with ids from `first` to `last` to the public feed of a PostgreSQL."""
    with deps.database.begin_or_join() as session:
        publish_many(session, first, last, space=_PUBLIC)
    _analyse(deps)


def _analyse(deps: Dependencies) -> None:
    with deps.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as raw:
        raw.execute(sa.text("ANALYZE"))


def _moment(number: int) -> str:
    return f"2026-01-{1 + number % 28:02} {number % 24:02}:{number % 60:02}:00.000000"


def _words(deps: Dependencies) -> sa.TextClause:
    if deps.database.is_postgres:
        value = "array_to_tsvector(CAST(:words AS text[]))"
        return sa.text(
            f"INSERT INTO publication_words (publication_id, words) VALUES (:id, {value})"
        )
    return sa.text("INSERT INTO publication_words (rowid, words) VALUES (:id, :words)")


def _words_of(deps: Dependencies, number: int) -> dict[str, object]:
    words = ["video", f"rare{number // 10}"]
    words += [f"word{number * prime % 997}" for prime in range(3, 33)]
    return {"id": number, "words": words if deps.database.is_postgres else " ".join(words)}


def median_ms(act: Callable[[], object], count: int) -> float:
    """Return the median time of an action in milliseconds, without its first runs."""
    taken = []
    for _ in range(count):
        started = time.perf_counter()
        act()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken[count // 10 :])


def feed_ms(deps: Dependencies, count: int) -> float:
    """Return the median time of the first page of a feed."""
    return median_ms(
        lambda: feeds.get_feed(deps, caller=None, space_id=_PUBLIC, after=None, limit=20), count
    )


def print_searches(deps: Dependencies, name: str, count: int) -> None:
    """Print the median time of each search."""
    times = {}
    for question in QUESTIONS:
        query = SearchQuery(asked_words(question), None, 20)
        search = functools.partial(searching.search, deps, caller=None, query=query)
        times[question] = median_ms(search, count)
    found = ", ".join(f"{question!r} {taken:.1f}" for question, taken in times.items())
    print(f"search p50 in ms at {SEARCHED:,} publications on {name}: {found}", flush=True)


def time_feeds(postgres: Postgres, count: int, many: int) -> None:
    """Print the time of a page of a feed when little and when much is published."""
    grown = dependencies(postgres.new_database())
    grow_feed(grown, 1, FEW)
    few = feed_ms(grown, count)
    grow_feed(grown, FEW + 1, many)
    full = feed_ms(grown, count)
    print(
        f"a page of a feed p50: {few:.2f} ms at {FEW:,} publications, {full:.2f} ms at"
        f" {many:,}, ratio {full / few:.2f}",
        flush=True,
    )


def time_searches(postgres: Postgres, count: int) -> None:
    """Print the times of searches on both kinds of databases."""
    deps = dependencies(postgres.new_database())
    add_publications(deps, _PUBLIC)
    print_searches(deps, "PostgreSQL", count)
    hidden = dependencies(postgres.new_database())
    add_publications(hidden, _PRIVATE)
    print_searches(hidden, "PostgreSQL, all hidden", max(count // 10, 10))
    with tempfile.TemporaryDirectory() as folder:
        embedded = dependencies(f"sqlite:///{folder}/publish.db")
        add_publications(embedded, _PUBLIC)
        print_searches(embedded, "SQLite", count)


def main(chosen: str, count: int, many: int) -> None:
    """Time feeds and searches, or one of them, and print them."""
    with running_postgres() as postgres:
        if chosen in {"", "feeds"}:
            time_feeds(postgres, count, many)
        if chosen in {"", "searches"}:
            time_searches(postgres, count)


if __name__ == "__main__":
    words = sys.argv[1:]
    what = words.pop(0) if words and not words[0].isdigit() else ""
    numbers = [*map(int, words), *(200, 1_000_000)[len(words) :]]
    main(what, numbers[0], numbers[1])
