# SPDX-License-Identifier: Apache-2.0
"""Projects leave for other programs as files, and come back from them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.drafts.world import PROJECTS, STRANGER, DraftsWorld, new_clip

Json = dict[str, Any]


def file_of(world: DraftsWorld, project_id: int, file_format: str = "otio") -> Any:
    return world.request("GET", f"{PROJECTS}/{project_id}/interchange?format={file_format}")


def imported(world: DraftsWorld, otio: object, status: int = 201, **more: Any) -> Json:
    path = f"{PROJECTS}/import{more.pop('query', '')}"
    user = {"user": more.pop("user")} if "user" in more else {}
    answer = world.request("POST", path, json={"otio": otio, **more}, **user)
    assert answer.status_code == status, answer.json
    return dict(answer.json)


def test_a_project_is_downloaded_and_imported_as_it_was(world: DraftsWorld) -> None:
    world.library.put_upload(1, original_filename="A day.mov")
    project_id = world.create_with_clips(new_clip("a"), new_clip("b", boostDb=3))
    file = file_of(world, project_id)
    before = world.request("GET", f"{PROJECTS}/{project_id}").json["project"]

    answer = imported(world, file.json)

    assert "Film.otio" in file.headers["Content-Disposition"]
    assert answer["project"]["timeline"] == before["timeline"]
    assert (answer["project"]["name"], answer["project"]["revision"]) == ("Film", 1)
    assert (answer["losses"], answer["missing"]) == ([], [])
    references = world.announced("drafts.references.changed.v1")
    assert len(references) == 2


@pytest.mark.parametrize(
    ("file_format", "start", "media_type"),
    [("edl", "TITLE: Film", "text/plain"), ("fcpxml", "<?xml", "application/xml")],
)
def test_a_project_is_downloaded_as_an_edl_and_as_fcpxml(
    world: DraftsWorld, file_format: str, start: str, media_type: str
) -> None:
    file = file_of(world, world.create_with_clips(), file_format)

    assert file.status_code == 200
    assert file.text.startswith(start)
    assert file.mimetype == media_type
    assert f"Film.{file_format}" in file.headers["Content-Disposition"]


def test_what_a_format_does_not_hold_is_listed(world: DraftsWorld) -> None:
    project_id = world.create_with_clips(new_clip("a", boostDb=3))
    path = f"{PROJECTS}/{project_id}/interchange/losses"

    assert world.request("GET", f"{path}?format=edl").json["losses"] == [
        {
            "code": "field_not_in_format",
            "detail": "Boost: not in an EDL.",
            "pointers": ["/clips/0/boostDb"],
        }
    ]
    assert world.request("GET", f"{path}?format=fcpxml").json["losses"] == []


def test_another_format_is_refused(world: DraftsWorld) -> None:
    answer = file_of(world, world.create(), "aaf")

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (400, "/format")


def test_files_of_another_user_are_missing_until_uploads_are_chosen(world: DraftsWorld) -> None:
    world.library.put_upload(1, original_filename="beach.mp4")
    world.library.put_upload(5, owner_user_id=STRANGER)
    otio = file_of(world, world.create_with_clips()).json

    answer = imported(world, otio, user=STRANGER)
    chosen = imported(world, otio, user=STRANGER, files={"beach.mp4": 5})

    assert [one["name"] for one in answer["missing"]] == ["beach.mp4"]
    assert answer["project"]["timeline"]["clips"] == []
    assert [one["uploadId"] for one in chosen["project"]["timeline"]["clips"]] == [5]
    assert chosen["missing"] == []


def test_a_chosen_upload_must_be_one_of_the_callers(world: DraftsWorld) -> None:
    otio = file_of(world, world.create_with_clips()).json

    answer = imported(world, otio, 404, user=STRANGER, files={"a/b.mp4": 1})

    assert answer["error"] == "upload_not_found"
    assert answer["errors"][0]["pointer"] == "/files/a~1b.mp4"


def test_a_dry_run_tells_the_same_and_makes_no_project(world: DraftsWorld) -> None:
    otio = file_of(world, world.create_with_clips()).json

    answer = imported(world, otio, 200, query="?dryRun=true", user=STRANGER)

    assert answer["project"] is None
    assert len(answer["missing"]) == 1
    assert world.request("GET", PROJECTS, user=STRANGER).json["items"] == []


def test_items_whose_uploads_cannot_be_used_there_are_left_out(world: DraftsWorld) -> None:
    otio = file_of(world, world.create_with_clips(new_clip("a"), new_clip("b"))).json
    world.library.put_upload(1, kind="audio")

    answer = imported(world, otio)

    assert [one["code"] for one in answer["losses"]] == ["invalid_upload_kind"]
    assert answer["losses"][0]["pointers"] == [
        "/tracks/children/0/children/0",
        "/tracks/children/0/children/1",
    ]
    assert answer["project"]["timeline"]["clips"] == []


@pytest.mark.parametrize("otio", [7, [], {}, {"OTIO_SCHEMA": "Clip.2"}])
def test_what_is_no_timeline_is_refused(world: DraftsWorld, otio: object) -> None:
    answer = imported(world, otio, 400)

    assert answer["error"] == "invalid_interchange"
    assert answer["errors"][0]["pointer"] == "/otio"


def test_the_name_of_an_import_may_be_given(world: DraftsWorld) -> None:
    otio = file_of(world, world.create_with_clips()).json

    assert imported(world, otio, name="Winter")["project"]["name"] == "Winter"
    assert imported(world, otio, 400, name=7)["error"] == "invalid_name"


def test_an_import_cuts_clips_to_their_uploads_and_says_so(world: DraftsWorld) -> None:
    otio = file_of(world, world.create_with_clips(new_clip("a"), new_clip("b"))).json
    first, second = otio["tracks"]["children"][0]["children"]
    first["source_range"]["duration"]["value"] = 900
    second["source_range"]["duration"]["value"] = -5

    answer = imported(world, otio)

    assert answer["losses"] == [
        {
            "code": "not_read",
            "detail": "Clips of no or negative length are left out.",
            "pointers": ["/tracks/children/0/children/1"],
        },
        {
            "code": "shortened",
            "detail": "Clips that are longer than what their uploads have are cut to that.",
            "pointers": ["/tracks/children/0/children/0"],
        },
    ]
    [clip] = answer["project"]["timeline"]["clips"]
    assert clip["sourceEndSeconds"] == 10
