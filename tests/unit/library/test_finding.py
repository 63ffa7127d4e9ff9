# SPDX-License-Identifier: Apache-2.0
"""Lists, summaries and single uploads: what is shown to whom, page by page, in one statement."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from services.library.store.tables import UPLOADS
from tests.support.library.world import ADMIN, OWNER, STRANGER, World, a_world


def legacy(world: World, upload_id: int, key: str) -> int:
    """Make an upload look as if its role had never been recorded."""
    update = sa.update(UPLOADS).where(UPLOADS.c.id == upload_id)
    with world.library.database.transaction() as session:
        session.execute(update.values(video_role=None, storage_key=key))
    return upload_id


def test_a_list_holds_ones_own_raw_uploads_newest_first() -> None:
    world = a_world()
    first, second = world.ready(), world.upload()
    logo = world.ready(filename="l.png", kind="logo")
    world.export()
    world.upload(by=STRANGER)

    assert world.listed() == [logo, second, first]
    assert world.listed(by=STRANGER) != []


def test_a_list_is_filtered() -> None:
    world = a_world()
    ready, waiting = world.ready(), world.upload()
    logo = world.ready(filename="l.png", kind="logo")
    title = world.sign(filename="t.png", kind="image", imageRole="title_page")["id"]
    export = world.export()

    assert world.listed("?status=ready&kind=video") == [ready]
    assert world.listed("?status=ready,uploaded&kind=video") == [waiting, ready]
    assert world.listed("?kind=logo") == [logo]
    assert world.listed("?image_role=title_page") == [title]
    assert world.listed("?video_role=export") == [export]
    assert world.listed("?video_role=source") == [waiting, ready]
    assert world.listed("?video_role=all") == [export, waiting, ready]


def test_a_video_without_a_recorded_role_tells_it_by_its_key() -> None:
    world = a_world()
    raw = legacy(world, world.upload(), "2020-01/05/clip.mp4")
    master = legacy(world, world.upload(), "renders/2020-01/05/x/video.mp4")
    nested = legacy(world, world.upload(), "old/renders/2020-01/05/y/video.mp4")
    decoy = legacy(world, world.upload(), "videos/surrenders/z/video.mp4")

    assert world.listed() == [decoy, raw]
    assert world.listed("?video_role=export") == [nested, master]
    assert [world.shown(one)["videoRole"] for one in (raw, master, nested, decoy)] == [
        "source",
        "export",
        "export",
        "source",
    ]


def test_pages_follow_one_another_without_gap_or_repetition() -> None:
    world = a_world()
    ids = sorted((world.sign()["id"] for _ in range(5)), reverse=True)
    seen: list[int] = []
    query = "?limit=2"

    while True:
        answer = world.ask("GET", f"/api/uploads{query}").json
        seen += [one["id"] for one in answer["items"]]
        if answer["nextCursor"] is None:
            break
        query = f"?limit=2&cursor={answer['nextCursor']}"

    assert seen == ids


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("limit=0", "invalid_body"),
        ("limit=501", "invalid_body"),
        ("cursor=x", "invalid_body"),
        ("kind=film", "invalid_body"),
        ("video_role=both", "invalid_body"),
        ("status=signed,done", "invalid_status"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(query: str, code: str) -> None:
    answer = a_world().ask("GET", f"/api/uploads?{query}")

    assert (answer.status_code, answer.json["error"]) == (400, code)


def test_only_administrators_list_what_is_somebody_elses() -> None:
    world = a_world()
    upload_id = world.upload()

    answer = world.ask("GET", f"/api/uploads?user_id={OWNER}", by=STRANGER)

    assert (answer.status_code, answer.json["error"]) == (403, "forbidden")
    assert world.listed(f"?user_id={OWNER}", by=ADMIN) == [upload_id]


def test_a_page_costs_one_statement() -> None:
    world = a_world()
    for _ in range(3):
        world.export()
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(world.library.database.engine, "before_cursor_execute", note)
    for path in ("/api/uploads", "/api/exports"):
        statements.clear()
        world.listed(path=path)
        selects = [one for one in statements if one != "BEGIN"]
        assert len(selects) == 1


def test_a_summary_leaves_out_what_one_may_not_see() -> None:
    world = a_world()
    mine, theirs = world.upload(), world.upload(by=STRANGER)
    song = world.sign(by=ADMIN, filename="s.mp3", kind="audio")["id"]

    query = f"?ids={theirs},{mine},{song},999,99999999999"

    assert world.listed(query, path="/api/uploads/summary") == [mine, song]
    assert world.listed(query, path="/api/uploads/summary", by=ADMIN) == [mine, theirs, song]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "missing_fields"),
        ("?ids=", "invalid_ids"),
        ("?ids=1,x", "invalid_ids"),
        ("?ids=" + ",".join(["1"] * 51), "too_many_ids"),
    ],
)
def test_a_summary_of_nonsense_is_refused(query: str, code: str) -> None:
    answer = a_world().ask("GET", f"/api/uploads/summary{query}")

    assert (answer.status_code, answer.json["error"]) == (400, code)


def test_an_upload_is_shown_to_its_owner_and_to_administrators() -> None:
    world = a_world()
    upload_id = world.upload()

    answers = [world.ask("GET", f"/api/uploads/{upload_id}", by=by) for by in (1, 2, 3)]

    assert [one.status_code for one in answers] == [200, 403, 200]
    assert answers[1].json["error"] == "forbidden"


@pytest.mark.parametrize("upload_id", ["77", str(2**31 - 1)])
def test_an_upload_that_does_not_exist_is_not_found(upload_id: str) -> None:
    for method in ("GET", "PATCH", "DELETE"):
        answer = a_world().ask(method, f"/api/uploads/{upload_id}", json={})

        assert (answer.status_code, answer.json["error"]) == (404, "upload_not_found")


def test_an_id_that_is_none_is_not_found() -> None:
    answer = a_world().ask("GET", "/api/uploads/first")

    assert (answer.status_code, answer.json["error"]) == (404, "not_found")
