# SPDX-License-Identifier: Apache-2.0
"""What reviewers said of a video that was replaced or deleted since."""

from __future__ import annotations

from typing import Any

import pytest

from services.publish.usecases.applying_events import (
    record_replacement,
    unpublish_deleted_production,
)
from tests.support.publish.world import ADA, PublishWorld, a_production


@pytest.fixture
def token(world: PublishWorld) -> str:
    """The token of a reviewer who wrote a note at second 2 and approved."""
    world.hls.add(a_production(7))
    made = world.client(ADA).post("/api/productions/7/review-links", json={}).json
    client = world.anonymous()
    path = f"/api/reviews/{made['token']}/reviewers"  # type: ignore[index]
    joined = client.post(path, json={"name": "Kay"}).json
    token = str(joined["token"])  # type: ignore[index]
    client.post(f"/api/reviews/{token}/notes", json={"text": "Here.", "atSeconds": 2})
    client.put(f"/api/reviews/{token}/verdict", json={"verdict": "approved", "note": "Lovely."})
    return token


def verdicts(world: PublishWorld, token: str) -> tuple[str | None, str | None, str]:
    """Return the verdict of the reviewer, that on an earlier video, and what they said."""
    review: Any = world.anonymous().get(f"/api/reviews/{token}").json
    (one,) = review["review"]["reviewers"]
    return one["verdict"], one["earlierVerdict"], one["verdictNote"]


def notes(world: PublishWorld, token: str) -> list[tuple[float, bool]]:
    found: Any = world.anonymous().get(f"/api/reviews/{token}/notes").json
    return [(one["atSeconds"], one["isOfEarlierVideo"]) for one in found["items"]]


def test_verdicts_and_notes_on_a_replaced_video_are_those_of_an_earlier_one(
    world: PublishWorld, token: str
) -> None:
    assert verdicts(world, token) == ("approved", None, "Lovely.")
    assert notes(world, token) == [(2, False)]
    world.later(minutes=1)
    newer = world.hls.add(a_production(7, upload_id=71, revision=9))

    record_replacement(world.deps, production=newer, previous_upload_id=70, requested_by=ADA)

    assert verdicts(world, token) == (None, "approved", "Lovely.")
    assert notes(world, token) == [(2, True)]
    links: Any = world.client(ADA).get("/api/productions/7/review-links").json
    assert links["items"][0]["reviewers"][0]["verdict"] is None

    world.later(minutes=1)
    client = world.anonymous()
    client.post(f"/api/reviews/{token}/notes", json={"text": "And here.", "atSeconds": 1})
    client.put(f"/api/reviews/{token}/verdict", json={"verdict": "changes_requested"})

    assert verdicts(world, token) == ("changes_requested", None, "")
    assert notes(world, token) == [(1, False), (2, True)]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("GET", "/notes", None),
        ("POST", "/notes", {"text": "There.", "atSeconds": 1}),
        ("PATCH", "/notes/1", {"text": "There."}),
        ("PUT", "/verdict", {"verdict": "approved"}),
        ("POST", "/reviewers", {"name": "Lee"}),
    ],
)
def test_the_review_of_a_deleted_production_is_closed(
    world: PublishWorld, token: str, method: str, path: str, body: object
) -> None:
    unpublish_deleted_production(world.deps, production=a_production(7, status="deleted"))

    answer = world.anonymous().open(f"/api/reviews/{token}{path}", method=method, json=body)

    assert (answer.status_code, answer.json["error"]) == (404, "review_not_found")  # type: ignore[index]
