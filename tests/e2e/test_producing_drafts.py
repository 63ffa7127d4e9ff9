# SPDX-License-Identifier: Apache-2.0
"""Upload → draft → produce → play, on both profiles; and what cannot be produced."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.hls.check import hls_violations
from tests.support.media.barcode import read_barcodes
from tests.support.media.ffmpeg import run
from tests.support.media.video import make_video
from tests.support.platform.creator import Creator, a_creator
from tests.support.platform.producing import a_draft, ended

CONFIG = {
    "name": "Cut short",
    "defaultStoryText": "Once upon a time.",
    "editRanges": [{"start": 3, "end": 4}, {"start": 1, "end": 2.5}],
    "intro": {"kind": "freeze_first_frame", "seconds": 2},
}
SOURCE = 1
EXPECTED = [30] * 60 + list(range(30, 75)) + list(range(90, 120))
"""The frame of the source that each frame of the production shows."""

Json = dict[str, Any]


@dataclass
class Produced:
    """A draft that was produced, and its production when it had ended."""

    creator: Creator
    upload_id: int
    draft_id: int
    first: Json
    production: Json


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "source.mp4"
    return make_video(path, 5, "640x360", "30", barcode_source_id=SOURCE)


@pytest.fixture(scope="module")
def produced(platform: str, source: Path) -> Iterator[Produced]:
    """Make the journey once for all tests of this file."""
    with a_creator(platform) as creator:
        upload_id = creator.upload(source)
        creator.ready(upload_id)
        draft_id = a_draft(creator, upload_id, CONFIG)
        first = creator.post("/api/productions", {"draftId": draft_id})["production"]
        yield Produced(creator, upload_id, draft_id, first, ended(creator, first["id"]))


def test_the_draft_is_archived_with_its_production(produced: Produced) -> None:
    draft = produced.creator.get(f"/api/production-drafts/{produced.draft_id}")["draft"]

    assert (draft["status"], draft["renderedProductionId"]) == ("archived", produced.first["id"])
    assert produced.first["status"] == "pending_media"
    assert produced.first["progress"]["stage"] == "master"


def test_the_production_has_what_the_draft_had(produced: Produced) -> None:
    made = produced.production

    assert (made["status"], made["errorMessage"]) == ("completed", None)
    assert (made["name"], made["defaultStoryText"]) == ("Cut short", "Once upon a time.")
    assert (made["uploadId"], made["draftId"]) == (produced.upload_id, produced.draft_id)
    config = made["config"]["draft"]["config"]
    assert config["edit"]["ranges"] == [{"start": 1, "end": 2.5}, {"start": 3, "end": 4}]
    assert (made["progressPct"], made["progress"]["stage"]) == (100, "packaging")


def test_every_frame_of_the_stream_is_the_right_frame(produced: Produced, tmp_path: Path) -> None:
    creator, master = produced.creator, produced.production["playback"]["masterUrl"]
    folder = master.rpartition("/")[0]

    def fetch(name: str) -> bytes:
        return creator.request("GET", f"{folder}/{name}").content

    assert hls_violations(fetch) == []
    copied = tmp_path / "stream.mp4"
    argv = ["ffmpeg", "-v", "error", "-i", f"{creator.url}{master}", "-map", "0:v:0"]
    run([*argv, "-c", "copy", str(copied)])
    assert read_barcodes(copied) == [(SOURCE, frame) for frame in EXPECTED]


def test_the_master_is_no_export(produced: Produced) -> None:
    assert produced.creator.get("/api/exports")["items"] == []
    uploads = produced.creator.get("/api/uploads")["items"]
    assert [one["id"] for one in uploads] == [produced.upload_id]


def test_the_upload_has_a_new_draft_afterwards(produced: Produced) -> None:
    path = f"/api/production-drafts?uploadId={produced.upload_id}"

    assert produced.creator.request("GET", path).status_code == 404


def test_an_archived_draft_is_not_produced_again(produced: Produced) -> None:
    answer = produced.creator.request(
        "POST", "/api/productions", json={"draftId": produced.draft_id}
    )

    assert (answer.status_code, answer.json()["error"]) == (422, "invalid_state")


def test_a_draft_that_cannot_be_produced_stays_active(produced: Produced) -> None:
    creator = produced.creator
    draft_id = a_draft(creator, produced.upload_id, {"screenTitleText": "Hello"})

    answer = creator.request("POST", "/api/productions", json={"draftId": draft_id})

    assert (answer.status_code, answer.json()["error"]) == (400, "missing_screen_title_preset")
    draft = creator.get(f"/api/production-drafts/{draft_id}")["draft"]
    assert draft["status"] == "active"
    assert draft["lastFailure"]["error"] == "missing_screen_title_preset"
    creator.post(f"/api/production-drafts/{draft_id}/archive", {})


def test_a_draft_that_changes_nothing_is_packaged_as_it_is(produced: Produced) -> None:
    creator, key = produced.creator, {"Idempotency-Key": uuid.uuid4().hex}
    body = {"draftId": a_draft(creator, produced.upload_id, {"name": "As it is"})}

    made = [
        creator.request("POST", "/api/productions", json=body, headers=key).json()["production"]
        for _ in range(2)
    ]

    assert made[0]["id"] == made[1]["id"]
    done = ended(creator, made[0]["id"])
    assert (done["status"], done["exportId"], done["sourceRole"]) == ("completed", None, "source")


def test_a_production_is_cancelled_with_its_master(produced: Produced) -> None:
    creator = produced.creator
    logo = {"intro": {"kind": "freeze_first_frame", "seconds": 5}}
    body = {"draftId": a_draft(creator, produced.upload_id, logo)}
    made = creator.post("/api/productions", body)["production"]

    answer = creator.request("POST", f"/api/renders/{made['exportId']}/cancel")

    # Unless it was faster, the render is cancelled; either way the production ends with it.
    expected = {200: "cancelled", 409: "completed", 404: "completed"}[answer.status_code]
    assert ended(creator, made["id"])["status"] == expected
