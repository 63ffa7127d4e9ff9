# SPDX-License-Identifier: Apache-2.0
"""Publications are found by the words of their titles, stories and captions."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from services.publish.domain.production import ProductionCaptions
from services.publish.domain.search import asked_words, words_of
from services.publish.domain.space import SpaceType
from services.publish.usecases import applying_events
from tests.support.publish.world import (
    ADA,
    ADMIN,
    BEN,
    EVE,
    PublishWorld,
    a_production,
    ids,
)


def named(world: PublishWorld, number: int, name: str, story: str = "", space: int = 0) -> int:
    """Publish a production of this name and return the publication."""
    world.hls.add(a_production(number, name=name, story_text=story))
    return world.published(number, space or None)


def found(client: FlaskClient, question: str, **more: str | int) -> list[int]:
    answer = client.get("/api/search", query_string={"q": question, **more})
    assert answer.status_code == 200, answer.json
    return ids(answer.json["items"])  # type: ignore[index]


def test_words_have_neither_case_nor_accents() -> None:
    assert words_of("Café_CRÈME, straße №5", "ﬁlm") == ["cafe", "creme", "strasse", "no5", "film"]
    assert asked_words(" ".join(map(str, range(20)))) == [str(one) for one in range(10)]


def test_all_words_must_be_there_and_the_last_may_be_begun(world: PublishWorld) -> None:
    first = named(world, 7, "Harbour at dawn", "Boats leave early.")
    second = named(world, 8, "Harbour at night")

    assert found(world.anonymous(), "harbour") == [second, first]
    assert found(world.anonymous(), "HÁRBOUR daw") == [first]
    assert found(world.anonymous(), "boats harb") == [first]
    assert found(world.anonymous(), "harb boats") == []
    assert found(world.anonymous(), "lighthouse") == []


def test_what_is_found_comes_in_pages(world: PublishWorld) -> None:
    made = [named(world, number, f"Boat {number}") for number in range(7, 12)]

    first = world.anonymous().get("/api/search?q=boat&limit=3").json
    second = world.anonymous().get(f"/api/search?q=boat&limit=3&cursor={first['nextCursor']}").json  # type: ignore[index]

    assert [*ids(first["items"]), *ids(second["items"])] == made[::-1]  # type: ignore[index]
    assert second["nextCursor"] is None  # type: ignore[index]


def test_only_what_the_caller_may_watch_is_found(world: PublishWorld) -> None:
    group = world.space(SpaceType.GROUP)
    world.give(ADA, group, "space_poster")
    world.give(BEN, group, "space_member")
    publication = named(world, 7, "Secret harbour", space=group)

    clients = [world.anonymous(), *(world.client(one) for one in (4, BEN, EVE, ADA, ADMIN))]

    assert [found(client, "secret") for client in clients] == [
        [],
        [],
        [publication],
        [publication],
        [publication],
        [publication],
    ]


def test_what_is_not_published_is_not_found(world: PublishWorld) -> None:
    publication = named(world, 7, "Harbour")
    world.client(ADA).post(f"/api/publications/{publication}/unpublish", json={})

    assert found(world.anonymous(), "harbour") == []
    assert found(world.client(ADA), "harbour") == []


def test_a_new_name_or_story_is_found_at_once(world: PublishWorld) -> None:
    publication = named(world, 7, "Harbour")

    renamed = a_production(7, name="Lighthouse", story_text="A keeper.", revision=4)
    applying_events.copy_production(world.deps, production=renamed)

    assert found(world.anonymous(), "harbour") == []
    assert found(world.anonymous(), "lighthouse") == [publication]
    assert found(world.anonymous(), "keeper") == [publication]


def index_captions(world: PublishWorld, text: str, revision: int) -> None:
    production = a_production(7, name="Harbour", revision=revision)
    captions = ProductionCaptions(7, text, revision)
    applying_events.index_captions(world.deps, production=production, captions=captions)


def test_a_new_story_is_found_when_captions_are_announced_first(
    world: PublishWorld,
) -> None:
    publication = named(world, 7, "Harbour")
    newest = a_production(7, name="Harbour", story_text="A keeper.", revision=9)
    captions = ProductionCaptions(7, "Ahoy", 9)
    applying_events.index_captions(world.deps, production=newest, captions=captions)

    older = a_production(7, name="Harbour", story_text="A keeper.", revision=8)
    applying_events.copy_production(world.deps, production=older)

    assert found(world.anonymous(), "ahoy keeper") == [publication]


def test_a_publication_is_found_after_each_change_of_its_status(world: PublishWorld) -> None:
    publication = named(world, 7, "Harbour")
    index_captions(world, "Ahoy", 9)
    client = world.client(ADA)

    client.post(f"/api/publications/{publication}/unpublish", json={})
    assert found(world.anonymous(), "ahoy") == []
    client.post(f"/api/publications/{publication}/republish", json={})

    assert found(world.anonymous(), "ahoy harbour") == [publication]


def test_the_newest_captions_of_a_production_are_found(world: PublishWorld) -> None:
    publication = named(world, 7, "Harbour")
    for revision, text in ((5, "Good evening, Tom & Jerry."), (4, "Older words")):
        index_captions(world, text, revision)

    assert found(world.anonymous(), "evening jerry harbour") == [publication]
    assert found(world.anonymous(), "older") == []

    index_captions(world, "", 6)

    assert found(world.anonymous(), "evening") == []


def test_captions_that_are_there_before_the_publication_are_found(world: PublishWorld) -> None:
    index_captions(world, "Ahoy", 1)

    publication = named(world, 7, "Harbour")

    assert found(world.anonymous(), "ahoy") == [publication]


@pytest.mark.parametrize(
    "question",
    ["!!!", '"', "' OR 1=1 --", "a* NOT b", "NEAR(a b)", "words:x", "\u202e", "x" * 200, "🎬", "ꯃ"],
)
def test_no_question_is_an_error(world: PublishWorld, question: str) -> None:
    named(world, 7, "Harbour")

    assert found(world.anonymous(), question) == []


@pytest.mark.parametrize("query", ["", "?q=", f"?q={'x' * 201}", "?q=a&limit=0", "?q=a&colour=1"])
def test_a_question_that_is_none_is_denied(world: PublishWorld, query: str) -> None:
    assert world.anonymous().get(f"/api/search{query}").status_code == 400
