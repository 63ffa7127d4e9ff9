# SPDX-License-Identifier: Apache-2.0
"""Timelines with more tracks than clips: the uploads of each, and older forms of the document."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.drafts.world import DraftsWorld, new_clip, new_timeline


@pytest.mark.parametrize(
    ("track", "good", "bad", "status", "error"),
    [
        (
            "graphics",
            {"kind": "image", "image_role": "overlay"},
            {"kind": "image", "image_role": "title_page"},
            400,
            "invalid_upload_image_role",
        ),
        ("logos", {"kind": "logo"}, {"kind": "image"}, 400, "invalid_upload_kind"),
        (
            "narration",
            {"kind": "audio"},
            {"kind": "audio", "is_system": True, "owner_user_id": 0},
            403,
            "invalid_audio_role",
        ),
    ],
)
def test_the_uploads_of_each_track_are_validated_and_announced(
    world: DraftsWorld, track: str, good: Any, bad: Any, status: int, error: str
) -> None:
    item = {"id": "x", "uploadId": 3, "startSeconds": 0, "endSeconds": 2}
    project_id = world.create()

    world.library.put_upload(3, **bad)
    problem = world.save(project_id, new_timeline(**{track: [item]}))
    world.library.put_upload(3, **good)
    saved = world.save(project_id, new_timeline(**{track: [item]}))

    assert (problem.status_code, problem.json["error"]) == (status, error)
    assert problem.json["errors"][0]["pointer"] == f"/timeline/{track}/0/uploadId"
    assert saved.status_code == 200
    assert world.announced("drafts.references.changed.v1")[-1]["uploadIds"] == ["3"]


def test_an_older_document_is_stored_in_the_current_form(world: DraftsWorld) -> None:
    world.library.put_upload(3, kind="audio", is_system=True, owner_user_id=0)
    sent = new_timeline(
        new_clip(freezeEndSeconds=1), audioTrack={"uploadId": 3, "start": 0, "end": 2}
    )

    stored = world.save(world.create(), sent).json["project"]["timeline"]

    assert "audioTrack" not in stored
    assert [row["id"] for row in stored["audioSegments"]] == ["audio_track"]
    assert [row["id"] for row in stored["stills"]] == ["a_freeze_end"]
