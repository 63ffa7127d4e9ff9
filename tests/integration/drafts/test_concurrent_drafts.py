# SPDX-License-Identifier: Apache-2.0
"""Many writers of one draft on PostgreSQL: it is created once, and no accepted save is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from services.drafts.domain.revision import STORED_REVISIONS
from tests.support.drafts.world import DRAFTS, DraftsWorld

WRITERS, SAVES, CREATORS = 50, 40, 100


def save_repeatedly(world: DraftsWorld, draft_id: int, writer: int) -> dict[int, str]:
    """Add a word to the config in each save, and return the accepted words by revision."""
    accepted = {}
    draft = world.request("GET", f"{DRAFTS}/{draft_id}").json["draft"]
    for number in range(SAVES):
        word = f"{writer}-{number}"
        config = {"words": [*draft["config"].get("words", []), word]}
        if_match = {"If-Match": f'"{draft["revision"]}"'}
        answer = world.save_config(draft_id, config, headers=if_match)
        assert answer.status_code in {200, 412}, answer.json
        draft = answer.json["draft"]
        if answer.status_code == 200:
            accepted[draft["revision"]] = word
    return accepted


def test_every_accepted_save_of_many_writers_is_in_the_history(world: DraftsWorld) -> None:
    draft_id = world.open_draft()["id"]

    with ThreadPoolExecutor(WRITERS) as threads:
        each = list(threads.map(lambda one: save_repeatedly(world, draft_id, one), range(WRITERS)))

    accepted = {revision: word for one in each for revision, word in one.items()}
    words = [word for _, word in sorted(accepted.items())]
    current = world.request("GET", f"{DRAFTS}/{draft_id}").json["draft"]
    assert len(accepted) == sum(len(one) for one in each) >= SAVES
    assert sorted(accepted) == list(range(2, current["revision"] + 1))
    assert current["config"]["words"] == words
    stored = [1, *sorted(accepted)][-STORED_REVISIONS:]
    for revision in stored[-5:]:
        read = world.request("GET", f"{DRAFTS}/{draft_id}/revisions/{revision}")
        assert read.json["revision"]["config"].get("words", []) == words[: revision - 1]


def test_a_hundred_simultaneous_requests_create_one_draft(world: DraftsWorld) -> None:
    def create(_: int) -> tuple[int, int]:
        answer = world.request("POST", DRAFTS, json={"uploadId": 1})
        return answer.status_code, answer.json["draft"]["id"]

    with ThreadPoolExecutor(CREATORS) as threads:
        answers = list(threads.map(create, range(CREATORS)))

    assert sorted(status for status, _ in answers) == [200] * (CREATORS - 1) + [201]
    assert len({draft_id for _, draft_id in answers}) == 1


def test_of_many_simultaneous_undos_one_draft_is_active(world: DraftsWorld) -> None:
    archived = []
    for _ in range(5):
        archived.append(world.open_draft()["id"])
        world.save_config(archived[-1], {"foo": 1})
        world.request("POST", f"{DRAFTS}/{archived[-1]}/archive")

    def undo(draft_id: int) -> int:
        return world.request("POST", f"{DRAFTS}/{draft_id}/unarchive").status_code

    with ThreadPoolExecutor(len(archived)) as threads:
        statuses = list(threads.map(undo, archived))

    assert sorted(statuses) == [200, 409, 409, 409, 409]
    assert len(world.request("GET", f"{DRAFTS}/active").json["items"]) == 1
