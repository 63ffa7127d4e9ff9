# SPDX-License-Identifier: Apache-2.0
"""Many writers of one project on PostgreSQL: no accepted save is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from services.drafts.domain.revision import STORED_REVISIONS
from tests.support.drafts.world import PROJECTS, DraftsWorld, Json, new_clip, new_timeline

WRITERS, SAVES = 50, 40


def save_repeatedly(world: DraftsWorld, project_id: int, writer: int) -> dict[int, str]:
    """Add a word to the timeline in each save, and return the accepted words by revision."""
    accepted = {}
    project = world.request("GET", f"{PROJECTS}/{project_id}").json["project"]
    for number in range(SAVES):
        word = f"{writer}-{number}"
        timeline = new_timeline(new_clip(), words=[*words_of(project), word])
        if_match = {"If-Match": f'"{project["revision"]}"'}
        answer = world.save(project_id, timeline, headers=if_match)
        assert answer.status_code in {200, 412}, answer.json
        project = answer.json["project"]
        if answer.status_code == 200:
            accepted[project["revision"]] = word
    return accepted


def words_of(project: Json) -> list[str]:
    return list(project["timeline"].get("words", []))


def test_every_accepted_save_of_many_writers_is_in_the_history(world: DraftsWorld) -> None:
    project_id = world.create()

    with ThreadPoolExecutor(WRITERS) as threads:
        each = list(
            threads.map(lambda one: save_repeatedly(world, project_id, one), range(WRITERS))
        )

    accepted = {revision: word for one in each for revision, word in one.items()}
    words = [word for _, word in sorted(accepted.items())]
    current = world.request("GET", f"{PROJECTS}/{project_id}").json["project"]
    # A save is refused only because of one that was accepted, so one in as many as write is.
    assert len(accepted) == sum(len(one) for one in each) >= SAVES
    assert sorted(accepted) == list(range(2, current["revision"] + 1))
    assert words_of(current) == words
    assert history_of(world, project_id) == {
        revision: words[: revision - 1] for revision in [1, *sorted(accepted)][-STORED_REVISIONS:]
    }


def history_of(world: DraftsWorld, project_id: int) -> dict[int, list[str]]:
    """Return the words of the timeline of each revision that is kept."""
    path = f"{PROJECTS}/{project_id}/revisions"
    items = world.request("GET", path, query_string={"limit": 500}).json["items"]
    numbers = [item["revision"] for item in items]
    read = {one: world.request("GET", f"{path}/{one}").json["revision"] for one in numbers}
    return {one: words_of(revision) for one, revision in read.items()}
