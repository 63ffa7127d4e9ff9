# SPDX-License-Identifier: Apache-2.0
"""The search finds a video once, however many spaces it is published in."""

from __future__ import annotations

import itertools
from typing import Any

import sqlalchemy as sa

from services.publish.domain.search import SearchQuery
from services.publish.domain.space import SpaceType
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, PublishWorld, a_production

PAGE, OLDER = 30, 1000
OLDER_WORDS = f"""
INSERT INTO publication_words (rowid, words)
WITH RECURSIVE older(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM older WHERE n < {OLDER})
SELECT -n, 'video' FROM older
"""
"""Words of more than a page, with ids before those of all publications."""


def a_space(world: PublishWorld, **settings: Any) -> int:
    """Return a group where Ada posts."""
    made = world.space(SpaceType.GROUP, owner=EVE, **settings)
    world.give(ADA, made, "space_poster")
    return made


def found(world: PublishWorld, user_id: int | None, query: str = "q=video") -> list[int]:
    """Return the publications that somebody finds, on pages of two."""
    client = world.anonymous() if user_id is None else world.client(user_id)
    items, cursor = [], ""
    while True:
        answer: Any = client.get(f"/api/search?{query}&limit=2&cursor={cursor}").json
        items += [one["publication"]["id"] for one in answer["items"]]
        cursor = answer["nextCursor"]
        if not cursor:
            return items


def test_of_several_publications_the_newest_is_found(world: PublishWorld) -> None:
    spaces = [a_space(world, visibility="public") for _ in range(3)]
    ids = [world.published(7, space) for space in spaces]

    assert found(world, None) == found(world, BEN) == found(world, ADMIN) == [ids[-1]]


def test_a_space_of_the_caller_goes_before_a_newer_publication(world: PublishWorld) -> None:
    own, other = (a_space(world, visibility="public") for _ in range(2))
    world.give(BEN, own, "space_member")
    first, second = (world.published(7, space) for space in (own, other))

    assert found(world, BEN) == [first]
    assert found(world, None) == [second]


def test_what_the_caller_may_not_watch_hides_nothing(world: PublishWorld) -> None:
    public, private = a_space(world, visibility="public"), a_space(world)
    first, second = (world.published(7, space) for space in (public, private))

    assert found(world, None) == found(world, BEN) == [first]
    assert found(world, EVE) == [second]
    world.client(ADMIN).post(f"/api/publications/{second}/unpublish", json={})
    assert found(world, EVE) == [first]


def test_a_story_of_one_space_is_found_there(world: PublishWorld) -> None:
    first, second = (world.published(7, a_space(world, visibility="public")) for _ in range(2))
    path = f"/api/publications/{first}/story"
    world.client(ADA).patch(path, json={"storyText": "With seagulls."})

    assert found(world, None, "q=video seagulls") == [first]
    assert found(world, None) == [second]


def test_pages_have_each_video_once_and_leave_none_out(world: PublishWorld) -> None:
    spaces = [a_space(world, visibility="public") for _ in range(3)]
    ids = {}
    for space in spaces:
        for number in range(100, 107):
            world.hls.add(a_production(number))
            ids[number] = world.published(number, space)

    assert found(world, None) == sorted(ids.values(), reverse=True)
    assert found(world, BEN) == sorted(ids.values(), reverse=True)


def test_sqlite_reads_the_words_of_all_once_a_search_and_not_for_each_row(
    world: PublishWorld,
) -> None:
    space = a_space(world, visibility="public")
    for number in range(100, 100 + PAGE):
        world.hls.add(a_production(number))
        world.published(number, space)
    before = steps_of_a_search(world)

    with world.database.begin_or_join() as session:
        session.execute(sa.text(OLDER_WORDS))

    assert steps_of_a_search(world) - before < PAGE * OLDER


def steps_of_a_search(world: PublishWorld) -> int:
    """Return how many instructions SQLite's machine executes for a page that is full."""
    steps = itertools.count()
    with world.database.engine.connect() as connection:
        sqlite: Any = connection.connection.driver_connection
    sqlite.set_progress_handler(lambda: next(steps) < 0, 1)
    try:
        with world.deps.reading() as uow:
            page = uow.search.find_publications(None, SearchQuery(["video"], None, PAGE))
    finally:
        sqlite.set_progress_handler(None, 1)
    assert len(page) == PAGE
    return next(steps)
