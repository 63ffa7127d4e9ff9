# SPDX-License-Identifier: Apache-2.0
"""Whoever is banned from a space sees nothing in it, not even what they published there."""

from __future__ import annotations

import pytest

from tests.support.publish.world import ADA, BEN, EVE, PublishWorld


@pytest.fixture
def publication(world: PublishWorld) -> int:
    """Publish a production of Ada's in a public group of Eve's, who then bans her and Ben."""
    group = int(
        world.client(EVE)
        .post("/api/spaces", json={"name": "Harbour", "visibility": "public"})
        .json["space"]["id"]  # type: ignore[index]
    )
    world.give(ADA, group, "space_poster")
    made = world.published(space_id=group)
    for user_id in (ADA, BEN):
        banned = world.client(EVE).put(f"/api/spaces/{group}/bans/{user_id}", json={})
        assert banned.status_code == 200, banned.json
    return made


def test_a_banned_poster_neither_watches_nor_comments_on_their_own_video(
    world: PublishWorld, publication: int
) -> None:
    ada, path = world.client(ADA), f"/api/publications/{publication}"

    assert ada.get(f"/watch/{publication}").status_code == 403
    for answer in (
        ada.get(path),
        ada.post(f"{path}/comments", json={"text": "Still here."}),
        ada.post(f"{path}/likes"),
        ada.post(f"{path}/reports", json={"reason": "spam"}),
    ):
        assert (answer.status_code, answer.json["error"]) == (403, "forbidden")  # type: ignore[index]
        assert answer.json["detail"] == "You are banned from this space."  # type: ignore[index]
    assert ada.get("/api/search?q=video").json["items"] == []  # type: ignore[index]


def test_a_banned_poster_may_still_withdraw_their_video_and_not_bring_it_back(
    world: PublishWorld, publication: int
) -> None:
    ada, path = world.client(ADA), f"/api/publications/{publication}"

    assert ada.post(f"{path}/unpublish", json={}).status_code == 200
    assert ada.post(f"{path}/republish", json={}).status_code == 403


def test_a_public_space_tells_the_banned_that_they_are_banned(
    world: PublishWorld, publication: int
) -> None:
    answer = world.client(BEN).get(f"/api/publications/{publication}")

    assert answer.json["detail"] == "You are banned from this space."  # type: ignore[index]
    assert world.anonymous().get(f"/api/publications/{publication}").status_code == 200
