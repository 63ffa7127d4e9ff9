# SPDX-License-Identifier: Apache-2.0
"""Review links: who may make and open them, and what reviewers write."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.support.publish.world import ADA, ADMIN, BEN, PublishWorld, a_production, a_world

HOSTILE = ("<img src=x onerror=alert(1)>", "\u202egnp.exe\u2066", "e\u0301" * 1000)


@pytest.fixture
def world() -> PublishWorld:
    world = a_world()
    world.hls.add(a_production(7))
    return world


def made(world: PublishWorld, **body: Any) -> tuple[int, str]:
    """Make a review link of Ada's and return its id and its token."""
    answer = world.client(ADA).post("/api/productions/7/review-links", json=body)
    assert answer.status_code == 201, answer.json
    return answer.json["reviewLink"]["id"], answer.json["token"]  # type: ignore[index]


def joined(world: PublishWorld, token: str, name: str = "Grace") -> str:
    """Join a review without an account and return the reviewer's token."""
    answer = world.anonymous().post(f"/api/reviews/{token}/reviewers", json={"name": name})
    assert answer.status_code == 201, answer.json
    return str(answer.json["token"])  # type: ignore[index]


def written(client: FlaskClient, token: str | int, text: str = "Here.", **more: Any) -> int:
    """Write a note and return its id."""
    answer = client.post(f"/api/reviews/{token}/notes", json={"text": text, **more})
    assert answer.status_code == 201, answer.json
    return int(answer.json["note"]["id"])  # type: ignore[index]


def notes(client: FlaskClient, token: str | int) -> list[dict[str, Any]]:
    answer = client.get(f"/api/reviews/{token}/notes")
    assert answer.status_code == 200, answer.json
    return list(answer.json["items"])  # type: ignore[index]


def test_a_link_shows_the_stream_to_whoever_has_it(world: PublishWorld) -> None:
    _, token = made(world, name="Client")

    review = world.anonymous().get(f"/api/reviews/{token}").json["review"]  # type: ignore[index]

    assert (review["title"], review["name"]) == ("Video 7", "Client")
    assert review["playback"]["masterUrl"] == "/media/hls/signed/7/master.m3u8"
    assert (review["mayManage"], review["reviewerId"]) == (False, None)


def test_forged_expired_and_revoked_links_are_answered_alike(world: PublishWorld) -> None:
    revoked_id, revoked = made(world)
    _, expired = made(world, days=1)
    reviewer = joined(world, revoked)
    assert world.client(ADA).delete(f"/api/review-links/{revoked_id}").status_code == 200
    world.later(days=2)

    answers = [
        world.anonymous().get(f"/api/reviews/{token}{rest}")
        for token in (revoked, expired, reviewer, "forged", str(revoked_id), "9" * 40, "١")
        for rest in ("", "/notes")
    ]

    bodies = [{**one.json, "requestId": ""} for one in answers]
    assert {one.status_code for one in answers} == {404}
    assert {one["error"] for one in bodies} == {"review_not_found"}
    assert all(one == bodies[0] for one in bodies)


def test_the_token_is_stored_nowhere(world: PublishWorld) -> None:
    _, token = made(world)
    reviewer = joined(world, token)

    with world.database.engine.connect() as connection:
        image = connection.connection.driver_connection.serialize()  # type: ignore[union-attr]

    assert token.encode() not in bytes(image)
    assert reviewer.encode() not in bytes(image)


def test_only_the_owner_of_a_production_and_administrators_make_links(world: PublishWorld) -> None:
    path = "/api/productions/7/review-links"

    answers = [
        client.post(path, json={}).status_code
        for client in (world.anonymous(), world.client(BEN), world.client(ADA), world.client(ADMIN))
    ]

    assert answers == [401, 403, 201, 201]
    assert world.client(BEN).get(path).status_code == 403
    assert len(world.client(ADA).get(path).json["items"]) == 2  # type: ignore[index]


def test_a_production_that_cannot_be_played_cannot_be_reviewed(world: PublishWorld) -> None:
    world.hls.add(a_production(8, status="processing"))

    answer = world.client(ADA).post("/api/productions/8/review-links", json={})

    assert (answer.status_code, answer.json["error"]) == (409, "production_not_ready")  # type: ignore[index]


def test_a_link_for_a_publication_names_one_of_the_production(world: PublishWorld) -> None:
    publication = world.published(7)
    other = world.published(8)

    made(world, publicationId=publication)
    answer = world.client(ADA).post(
        "/api/productions/7/review-links", json={"publicationId": other}
    )

    assert (answer.status_code, answer.json["error"]) == (404, "publication_not_found")  # type: ignore[index]


def test_a_reviewer_gives_a_name_before_writing(world: PublishWorld) -> None:
    _, token = made(world)
    denied = world.anonymous().post(f"/api/reviews/{token}/notes", json={"text": "Hello"})
    reviewer = joined(world, token)

    written(world.anonymous(), reviewer, "Too dark.", atSeconds=1.2345)

    assert (denied.status_code, denied.json["error"]) == (403, "reviewer_name_required")  # type: ignore[index]
    [note] = notes(world.anonymous(), reviewer)
    assert (note["authorName"], note["text"], note["atSeconds"]) == ("Grace", "Too dark.", 1.234)
    assert note["isOwn"]
    assert not notes(world.anonymous(), token)[0]["isOwn"]


def test_notes_are_listed_by_their_moment_in_pages(world: PublishWorld) -> None:
    _, token = made(world)
    reviewer = joined(world, token)
    for at in (3, 1, 2):
        written(world.anonymous(), reviewer, f"at {at}", atSeconds=at)

    path, texts = f"/api/reviews/{token}/notes?limit=2", []
    first = world.anonymous().get(path).json
    second = world.anonymous().get(f"{path}&cursor={first['nextCursor']}").json  # type: ignore[index]
    texts = [one["text"] for one in (*first["items"], *second["items"])]  # type: ignore[index]

    assert texts == ["at 1", "at 2", "at 3"]
    assert second["nextCursor"] is None  # type: ignore[index]


def test_the_owner_replies_and_resolves(world: PublishWorld) -> None:
    link, token = made(world)
    note = written(world.anonymous(), joined(world, token), atSeconds=2)
    ada = world.client(ADA)

    written(ada, link, "Done.", parentId=note)
    resolved = ada.patch(f"/api/reviews/{link}/notes/{note}", json={"resolved": True})

    found = notes(ada, link)
    assert [(one["text"], one["parentId"], one["isOwner"]) for one in found] == [
        ("Here.", None, False),
        ("Done.", note, True),
    ]
    assert found[1]["atSeconds"] == 2
    assert resolved.json["note"]["resolvedAt"] is not None  # type: ignore[index]
    [summary] = ada.get("/api/productions/7/review-links").json["items"]  # type: ignore[index]
    assert (summary["notesCount"], summary["openNotesCount"]) == (2, 0)


def test_replies_have_one_level(world: PublishWorld) -> None:
    link, _ = made(world)
    ada = world.client(ADA)
    reply = written(ada, link, parentId=written(ada, link))

    answer = ada.post(f"/api/reviews/{link}/notes", json={"text": "No.", "parentId": reply})

    assert (answer.status_code, answer.json["error"]) == (422, "reply_to_reply")  # type: ignore[index]


def test_a_note_is_edited_by_its_author_only(world: PublishWorld) -> None:
    link, token = made(world)
    author, other = joined(world, token), joined(world, token, "Alan")
    path = f"notes/{written(world.anonymous(), author)}"

    def change(client: FlaskClient, by: str | int, **body: Any) -> int:
        return client.patch(f"/api/reviews/{by}/{path}", json=body).status_code

    texts = [change(world.anonymous(), by, text="Changed.") for by in (token, other, author)]
    owner = change(world.client(ADA), link, text="Mine now.")
    resolutions = [change(world.anonymous(), by, resolved=True) for by in (token, other, author)]

    assert (texts, owner, resolutions) == ([403, 403, 200], 403, [403, 403, 200])
    assert notes(world.anonymous(), author)[0]["text"] == "Changed."


def test_authors_delete_notes_nobody_replied_to_and_owners_all(world: PublishWorld) -> None:
    link, token = made(world)
    author, other = joined(world, token), joined(world, token, "Alan")
    note = written(world.anonymous(), author)
    written(world.anonymous(), other, "I agree.", parentId=note)

    def delete(client: FlaskClient, by: str | int) -> tuple[int, str]:
        answer = client.delete(f"/api/reviews/{by}/notes/{note}")
        return answer.status_code, (answer.json or {}).get("error", "")

    assert delete(world.anonymous(), other) == (403, "forbidden")
    assert delete(world.anonymous(), author) == (409, "note_has_replies")
    assert delete(world.client(ADA), link) == (200, "")
    assert delete(world.client(ADA), link) == (404, "review_note_not_found")
    assert notes(world.anonymous(), token) == []


def test_a_note_of_another_review_is_not_found(world: PublishWorld) -> None:
    link, _ = made(world)
    other, _ = made(world)
    note = written(world.client(ADA), link)

    answer = world.client(ADA).patch(f"/api/reviews/{other}/notes/{note}", json={"text": "x"})

    assert (answer.status_code, answer.json["error"]) == (404, "review_note_not_found")  # type: ignore[index]


def test_a_verdict_replaces_the_one_before(world: PublishWorld) -> None:
    link, token = made(world)
    path = f"/api/reviews/{joined(world, token)}/verdict"
    world.anonymous().put(path, json={"verdict": "changes_requested", "note": "Shorter."})

    answer = world.anonymous().put(path, json={"verdict": "approved"})

    assert answer.json["reviewer"]["verdict"] == "approved"  # type: ignore[index]
    [reviewer] = world.client(ADA).get(f"/api/reviews/{link}").json["review"]["reviewers"]  # type: ignore[index]
    assert (reviewer["verdict"], reviewer["verdictNote"]) == ("approved", "")
    assert (
        world.anonymous()
        .put(f"/api/reviews/{token}/verdict", json={"verdict": "approved"})
        .status_code
        == 403
    )
    assert (
        world.client(ADA)
        .put(f"/api/reviews/{link}/verdict", json={"verdict": "approved"})
        .status_code
        == 403
    )


def test_what_happens_in_a_review_is_announced(world: PublishWorld) -> None:
    _, token = made(world)
    reviewer = joined(world, token)
    before = len(world.topics())

    note = written(world.anonymous(), reviewer)
    world.anonymous().patch(f"/api/reviews/{reviewer}/notes/{note}", json={"resolved": True})
    world.anonymous().delete(f"/api/reviews/{reviewer}/notes/{note}")
    world.anonymous().put(f"/api/reviews/{reviewer}/verdict", json={"verdict": "approved"})

    assert world.topics()[before:] == ["changed"] * 4


@pytest.mark.parametrize("text", HOSTILE)
def test_a_note_keeps_its_text_as_it_was_written(world: PublishWorld, text: str) -> None:
    link, _ = made(world)

    written(world.client(ADA), link, text)

    assert notes(world.client(ADA), link)[0]["text"] == text


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"text": ""}, "/text"),
        ({"text": " \n"}, "/text"),
        ({"text": "x" * 2001}, "/text"),
        ({"text": "x" * 10_000}, "/text"),
        ({"text": "x", "atSeconds": -1}, "/atSeconds"),
        ({"text": "x", "atSeconds": "1"}, "/atSeconds"),
        ({"text": "x", "color": "red"}, "/color"),
    ],
)
def test_a_note_that_is_none_is_refused(
    world: PublishWorld, body: dict[str, Any], pointer: str
) -> None:
    link, _ = made(world)

    answer = world.client(ADA).post(f"/api/reviews/{link}/notes", json=body)

    assert answer.status_code == 400
    assert [one["pointer"] for one in answer.json["errors"]] == [pointer]  # type: ignore[index]


def test_a_review_of_a_deleted_production_is_closed(world: PublishWorld) -> None:
    _, token = made(world)
    world.hls.productions.clear()

    assert world.anonymous().get(f"/api/reviews/{token}").status_code == 404
