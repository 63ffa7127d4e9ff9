# SPDX-License-Identifier: Apache-2.0
"""Lists, summaries and single uploads: filters, pages, permissions and SQL statements."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from services.library.store.tables import UPLOADS
from tests.support.library.world import ADMIN, OWNER, STRANGER, World, ingested, new_world


def without_role(world: World, upload_id: int, key: str) -> int:
    """Remove the role of an upload and change its key."""
    update = sa.update(UPLOADS).where(UPLOADS.c.id == upload_id)
    with world.deps.database.begin_or_join() as session:
        session.execute(update.values(video_role=None, storage_key=key))
    return upload_id


def test_a_list_contains_the_callers_source_uploads_newest_first() -> None:
    world = new_world()
    first, second = world.ready_upload(), world.upload()
    logo = world.ready_upload(filename="l.png", kind="logo")
    world.export()
    world.upload(by=STRANGER)

    assert world.list_ids() == [logo, second, first]
    assert world.list_ids(by=STRANGER) != []


@pytest.mark.parametrize("is_varying", [True, False])
def test_an_upload_says_whether_its_frame_rate_varies(is_varying: bool) -> None:
    world = new_world()
    upload_id = world.upload()
    probed = ingested(upload_id)
    probed.probe.has_varying_rate = is_varying

    world.receive("render.derivative.completed.v1", probed)

    assert world.get_upload(upload_id)["hasVaryingRate"] is is_varying
    (listed,) = world.request("GET", "/api/uploads").json["items"]
    assert (listed["fps"], listed["hasVaryingRate"]) == ("30000/1001", is_varying)


def test_a_list_is_filtered() -> None:
    world = new_world()
    ready, waiting = world.ready_upload(), world.upload()
    logo = world.ready_upload(filename="l.png", kind="logo")
    title = world.sign(filename="t.png", kind="image", imageRole="title_page")["id"]
    export = world.export()

    assert world.list_ids("?status=ready&kind=video") == [ready]
    assert world.list_ids("?status=ready,uploaded&kind=video") == [waiting, ready]
    assert world.list_ids("?kind=logo") == [logo]
    assert world.list_ids("?imageRole=title_page") == [title]
    assert world.list_ids("?videoRole=export") == [export]
    assert world.list_ids("?videoRole=source") == [waiting, ready]
    assert world.list_ids("?videoRole=all") == [export, waiting, ready]


def test_a_video_without_a_role_has_the_role_of_its_key() -> None:
    world = new_world()
    raw = without_role(world, world.upload(), "2020-01/05/clip.mp4")
    master = without_role(world, world.upload(), "renders/2020-01/05/x/video.mp4")
    nested = without_role(world, world.upload(), "old/renders/2020-01/05/y/video.mp4")
    decoy = without_role(world, world.upload(), "videos/surrenders/z/video.mp4")

    assert world.list_ids() == [decoy, raw]
    assert world.list_ids("?videoRole=export") == [nested, master]
    assert [world.get_upload(one)["videoRole"] for one in (raw, master, nested, decoy)] == [
        "source",
        "export",
        "export",
        "source",
    ]


def test_pages_contain_every_upload_once() -> None:
    world = new_world()
    ids = sorted((world.sign()["id"] for _ in range(5)), reverse=True)
    listed: list[int] = []
    query = "?limit=2"

    while True:
        answer = world.request("GET", f"/api/uploads{query}").json
        listed += [one["id"] for one in answer["items"]]
        if answer["nextCursor"] is None:
            break
        query = f"?limit=2&cursor={answer['nextCursor']}"

    assert listed == ids


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("limit=0", "invalid_parameter"),
        ("limit=501", "invalid_parameter"),
        ("cursor=x", "invalid_cursor"),
        ("cursor=41", "invalid_cursor"),
        ("kind=film", "invalid_parameter"),
        ("videoRole=both", "invalid_parameter"),
        ("status=signed,done", "invalid_parameter"),
        ("video_role=all", "unknown_field"),
    ],
)
def test_an_invalid_query_is_refused(query: str, code: str) -> None:
    answer = new_world().request("GET", f"/api/uploads?{query}")

    assert (answer.status_code, answer.json["error"]) == (400, code)


def test_only_administrators_list_the_uploads_of_others() -> None:
    world = new_world()
    upload_id = world.upload()

    answer = world.request("GET", f"/api/uploads?userId={OWNER}", by=STRANGER)

    assert (answer.status_code, answer.json["error"]) == (403, "forbidden")
    assert world.list_ids(f"?userId={OWNER}", by=ADMIN) == [upload_id]


def test_a_page_is_read_by_one_statement() -> None:
    world = new_world()
    for _ in range(3):
        world.export()
    statements: list[str] = []

    def record(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(world.deps.database.engine, "before_cursor_execute", record)
    for path in ("/api/uploads", "/api/exports"):
        statements.clear()
        world.list_ids(path=path)
        selects = [one for one in statements if one != "BEGIN"]
        assert len(selects) == 1


def test_a_summary_leaves_out_unreadable_uploads() -> None:
    world = new_world()
    mine, theirs = world.upload(), world.upload(by=STRANGER)
    song = world.sign(by=ADMIN, filename="s.mp3", kind="audio")["id"]

    query = f"?ids={theirs},{mine},{song},999,99999999999"

    assert world.list_ids(query, path="/api/uploads/summary") == [mine, song]
    assert world.list_ids(query, path="/api/uploads/summary", by=ADMIN) == [mine, theirs, song]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "missing_fields"),
        ("?ids=", "invalid_parameter"),
        ("?ids=1,x", "invalid_parameter"),
        ("?ids=" + ",".join(["1"] * 51), "too_many_ids"),
    ],
)
def test_an_invalid_list_of_ids_is_refused(query: str, code: str) -> None:
    answer = new_world().request("GET", f"/api/uploads/summary{query}")

    assert (answer.status_code, answer.json["error"]) == (400, code)


def test_an_upload_is_read_by_its_owner_and_administrators() -> None:
    world = new_world()
    upload_id = world.upload()

    answers = [world.request("GET", f"/api/uploads/{upload_id}", by=by) for by in (1, 2, 3)]

    assert [one.status_code for one in answers] == [200, 403, 200]
    assert answers[1].json["error"] == "forbidden"


@pytest.mark.parametrize("upload_id", ["77", str(2**31 - 1)])
def test_an_upload_that_does_not_exist_is_not_found(upload_id: str) -> None:
    for method in ("GET", "PATCH", "DELETE"):
        answer = new_world().request(method, f"/api/uploads/{upload_id}", json={})

        assert (answer.status_code, answer.json["error"]) == (404, "upload_not_found")


def test_an_id_that_is_not_a_number_is_not_found() -> None:
    answer = new_world().request("GET", "/api/uploads/first")

    assert (answer.status_code, answer.json["error"]) == (404, "not_found")
