# SPDX-License-Identifier: Apache-2.0
"""Likes and comments of publications."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from services.publish.domain.space import SpaceType
from tests.support.publish.world import ADA, ADMIN, BEN, EVE, PublishWorld

HOSTILE = ("<img src=x onerror=alert(1)>", "\u202egnp.exe\u2066", "e\u0301" * 1000)


def written(client: FlaskClient, publication: int, text: str = "Lovely.", **more: Any) -> int:
    """Write a comment and return its id."""
    path = f"/api/publications/{publication}/comments"
    answer = client.post(path, json={"text": text, **more})
    assert answer.status_code == 201, answer.json
    return int(answer.json["comment"]["id"])  # type: ignore[index]


def listed(client: FlaskClient, publication: int, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/api/publications/{publication}/comments{query}")
    assert answer.status_code == 200, answer.json
    return list(answer.json["items"])  # type: ignore[index]


def counters(world: PublishWorld, publication: int) -> tuple[int, int]:
    found = world.client(ADA).get(f"/api/publications/{publication}").json["publication"]  # type: ignore[index]
    return found["likesCount"], found["commentsCount"]


def test_a_like_counts_once(world: PublishWorld) -> None:
    publication = world.published()
    path = f"/api/publications/{publication}/likes"

    first, second = (world.client(BEN).post(path, json={}).json for _ in range(2))
    world.client(EVE).post(path, json={})

    assert first == second == {"likesCount": 1, "isLiked": True}
    assert world.anonymous().get(path).json == {"likesCount": 2, "isLiked": False}
    users = world.client(ADA).get(f"{path}/users").json["items"]  # type: ignore[index]
    assert users == [{"id": BEN, "displayName": "Ben"}, {"id": EVE, "displayName": "Eve"}]


def test_a_like_is_taken_back_once(world: PublishWorld) -> None:
    publication = world.published()
    path = f"/api/publications/{publication}/likes"
    world.client(BEN).post(path, json={})
    world.client(EVE).post(path, json={})

    first, second = (world.client(BEN).delete(path).json for _ in range(2))

    assert first == second == {"likesCount": 1, "isLiked": False}
    assert counters(world, publication) == (1, 0)


def test_the_feed_says_what_the_caller_likes(world: PublishWorld) -> None:
    publication = world.published()
    world.client(BEN).post(f"/api/publications/{publication}/likes", json={})
    feed = f"/api/spaces/{world.personal()}/feed"

    found = [
        client.get(feed).json["items"][0]["isLiked"]  # type: ignore[index]
        for client in (world.anonymous(), world.client(BEN), world.client(EVE))
    ]

    assert found == [False, True, False]


def test_a_comment_is_listed_with_its_author(world: PublishWorld) -> None:
    publication = world.published()
    written(world.client(BEN), publication)

    [comment] = listed(world.anonymous(), publication)

    assert comment["text"] == "Lovely."
    assert comment["author"] == {"id": BEN, "displayName": "Ben"}
    assert not comment["mayDelete"]
    assert counters(world, publication) == (0, 1)


def test_comments_are_listed_in_either_order_in_pages(world: PublishWorld) -> None:
    publication = world.published()
    for text in "abc":
        written(world.client(BEN), publication, text)

    def texts(order: str) -> list[str]:
        found, cursor = [], ""
        while True:
            path = f"/api/publications/{publication}/comments?order={order}&limit=2{cursor}"
            page = world.anonymous().get(path).json
            found += [one["text"] for one in page["items"]]  # type: ignore[index]
            if page["nextCursor"] is None:  # type: ignore[index]
                return found
            cursor = f"&cursor={page['nextCursor']}"  # type: ignore[index]

    assert texts("oldest") == ["a", "b", "c"]
    assert texts("newest") == ["c", "b", "a"]


def test_replies_have_one_level_and_are_counted(world: PublishWorld) -> None:
    publication = world.published()
    comment = written(world.client(BEN), publication)
    reply = written(world.client(ADA), publication, "Thanks.", parentId=comment)

    deeper = world.client(BEN).post(
        f"/api/publications/{publication}/comments", json={"text": "No.", "parentId": reply}
    )

    assert (deeper.status_code, deeper.json["error"]) == (422, "reply_to_reply")  # type: ignore[index]
    assert [one["repliesCount"] for one in listed(world.anonymous(), publication)] == [1]
    replies = listed(world.anonymous(), publication, f"?parentId={comment}")
    assert [one["text"] for one in replies] == ["Thanks."]
    assert counters(world, publication) == (0, 2)


def test_a_reply_belongs_to_a_comment_of_the_same_publication(world: PublishWorld) -> None:
    comment = written(world.client(BEN), world.published())

    answer = world.client(BEN).post(
        f"/api/publications/{world.published(8)}/comments",
        json={"text": "There.", "parentId": comment},
    )

    assert (answer.status_code, answer.json["error"]) == (404, "comment_not_found")  # type: ignore[index]


def test_a_deleted_comment_stays_for_its_replies_without_its_text(world: PublishWorld) -> None:
    publication = world.published()
    comment = written(world.client(BEN), publication)
    reply = written(world.client(EVE), publication, "Yes.", parentId=comment)

    assert world.client(BEN).delete(f"/api/comments/{comment}").status_code == 200

    [left] = listed(world.anonymous(), publication)
    assert (left["text"], left["author"], left["isDeleted"]) == ("", None, True)
    assert counters(world, publication) == (0, 1)
    assert world.client(EVE).delete(f"/api/comments/{reply}").status_code == 200
    assert counters(world, publication) == (0, 0)
    assert world.client(BEN).delete(f"/api/comments/{comment}").status_code == 404


def test_authors_owners_and_moderators_delete_comments(world: PublishWorld) -> None:
    publication = world.published()

    def deleted_by(user_id: int, *roles: str) -> int:
        comment = written(world.client(BEN), publication)
        return world.client(user_id, *roles).delete(f"/api/comments/{comment}").status_code

    assert [deleted_by(one) for one in (BEN, EVE, ADA, ADMIN)] == [200, 403, 200, 200]
    assert deleted_by(EVE, "site_moderator") == 200


def test_comments_may_be_disabled_by_the_space(world: PublishWorld) -> None:
    group = world.space(SpaceType.GROUP, visibility="public", comments="off")
    world.give(ADA, group, "space_poster")
    publication = world.published(space_id=group)

    answer = world.client(BEN).post(
        f"/api/publications/{publication}/comments", json={"text": "Lovely."}
    )

    assert (answer.status_code, answer.json["error"]) == (403, "comments_disabled")  # type: ignore[index]
    [item] = world.anonymous().get(f"/api/spaces/{group}/feed").json["items"]  # type: ignore[index]
    assert not item["mayComment"]


def test_what_is_not_published_is_neither_liked_nor_commented_on(world: PublishWorld) -> None:
    publication = world.published()
    world.client(ADA).post(f"/api/publications/{publication}/unpublish", json={})

    for path, body in (("likes", {}), ("comments", {"text": "x"})):
        path = f"/api/publications/{publication}/{path}"
        own = world.client(ADA).post(path, json=body)
        other = world.client(BEN).post(path, json=body)
        assert (own.status_code, own.json["error"]) == (403, "not_published")  # type: ignore[index]
        assert other.status_code == 404


def test_members_only_comment_in_a_private_space(world: PublishWorld) -> None:
    group = world.space(SpaceType.GROUP)
    world.give(ADA, group, "space_poster")
    world.give(BEN, group, "space_member")
    publication = world.published(space_id=group)

    path = f"/api/publications/{publication}/comments"
    member = world.client(BEN).post(path, json={"text": "Lovely."}).status_code
    strangers = [client.get(path).status_code for client in (world.anonymous(), world.client(4))]

    assert (member, strangers) == (201, [403, 403])


@pytest.mark.parametrize("text", HOSTILE)
def test_a_comment_keeps_its_text_as_it_was_written(world: PublishWorld, text: str) -> None:
    publication = world.published()

    written(world.client(BEN), publication, text)

    assert listed(world.anonymous(), publication)[0]["text"] == text


@pytest.mark.parametrize("text", ["", "  \n", "x" * 2001, "x" * 10_000])
def test_a_comment_that_is_none_is_denied(world: PublishWorld, text: str) -> None:
    path = f"/api/publications/{world.published()}/comments"

    answer = world.client(BEN).post(path, json={"text": text})

    assert answer.status_code == 400
    assert answer.json["errors"][0]["pointer"] == "/text"  # type: ignore[index]
