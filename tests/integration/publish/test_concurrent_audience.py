# SPDX-License-Identifier: Apache-2.0
"""Many viewers of one publication at a time, on both databases; and what they search for."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from chassis.caller import Caller
from chassis.database import Database
from chassis.migrations import migrate
from services.publish.bootstrap import SERVICE
from services.publish.domain.search import SearchQuery, asked_words
from services.publish.usecases import (
    applying_events,
    commenting,
    counting_views,
    liking,
    publishing,
    searching,
    spaces,
)
from services.publish.usecases.dependencies import Dependencies
from tests.support.publish.world import FakeAccounts, FakeHls, FakeLibrary, a_production
from tests.support.servers.postgres import new_database

OWNER = Caller(1, frozenset({"site_member"}))
VIEWERS = 12


@pytest.fixture(params=["sqlite", "postgresql"])
def deps(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Dependencies]:
    is_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/publish.db" if is_sqlite else new_database()
    database = Database(url, schema="publish")
    migrate(database, SERVICE.migrations)
    yield Dependencies(
        database=database,
        hls=FakeHls(),
        library=FakeLibrary(),
        accounts=FakeAccounts(),
        player_assets=tmp_path,
        fonts=tmp_path,
    )
    database.close()


def published(deps: Dependencies, number: int = 7, name: str = "Harbour") -> int:
    """Publish a production in the personal space of the owner and return the publication."""
    assert isinstance(deps.hls, FakeHls)
    deps.hls.add(a_production(number, name=name, story_text="Boats leave."))
    space = spaces.provide_personal_space(deps, user_id=1)
    result = publishing.publish_production(
        deps,
        caller=OWNER,
        production_id=number,
        space_id=space.space_id,
        options=publishing.NO_OPTIONS,
    )
    return result.publication.publication_id


def test_counters_are_exact_when_many_like_and_comment_at_once(deps: Dependencies) -> None:
    publication = published(deps)

    def act(viewer: int) -> None:
        caller = Caller(100 + viewer, frozenset({"site_member"}))
        for _ in range(4):
            liking.like(deps, caller=caller, publication_id=publication)
            liking.unlike(deps, caller=caller, publication_id=publication)
        liking.like(deps, caller=caller, publication_id=publication)
        made = [
            commenting.add_comment(
                deps, caller=caller, publication_id=publication, text="Lovely.", parent_id=None
            ).items[0]
            for _ in range(3)
        ]
        commenting.delete_comment(deps, caller=caller, comment_id=made[0].comment_id)
        counting_views.count_view(
            deps, caller=None, publication_id=publication, client=f"{viewer % 4}"
        )

    with ThreadPoolExecutor(VIEWERS) as threads:
        list(threads.map(act, range(VIEWERS)))

    with deps.reading() as uow:
        found = uow.publications.get_publication(publication)
        views = uow.views.read_view_counts([publication])
    assert (found.likes_count, found.comments_count) == (VIEWERS, 2 * VIEWERS)
    assert views == {publication: 4}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("harbour", ["Harbour", "Harbour at night"]),
        ("HÁRBOUR ni", ["Harbour at night"]),
        ("boats caf", ["Café №5"]),
        ("no5", ["Café №5"]),
        ("nig harbour", []),
        ("a* & b | ('c'", []),
        ("harbour'", ["Harbour", "Harbour at night"]),
        ("ꯃ 🎬", []),
    ],
)
def test_both_databases_find_the_same(deps: Dependencies, question: str, names: list[str]) -> None:
    for number, name in enumerate(("Harbour", "Harbour at night", "Café №5"), start=7):
        published(deps, number, name)

    query = SearchQuery(asked_words(question), None, 20)
    page = searching.search(deps, caller=None, query=query)

    assert [one.production.name for one in page.items] == names[::-1]


def test_a_new_name_is_found_on_both_databases(deps: Dependencies) -> None:
    publication = published(deps)
    renamed = a_production(7, name="Lighthouse", revision=4)
    applying_events.copy_production(deps, production=renamed)

    def found(question: str) -> list[int]:
        query = SearchQuery(asked_words(question), None, 20)
        page = searching.search(deps, caller=None, query=query)
        return [one.publication.publication_id for one in page.items]

    assert (found("harbour"), found("lighth")) == ([], [publication])
