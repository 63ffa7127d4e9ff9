# SPDX-License-Identifier: Apache-2.0
"""A full disk refuses new files with a reason, keeps what is stored, and heals by itself."""

from __future__ import annotations

from pathlib import Path

from chassis.storage import DiskStorage
from tests.support.library.world import new_world
from tests.unit.library.test_files import send

SECRET = b"a secret of many bytes"


def test_nothing_new_is_stored_below_the_reserve(tmp_path: Path) -> None:
    roomy = DiskStorage(tmp_path, SECRET, "")
    full = DiskStorage(tmp_path, SECRET, "", reserve_bytes=2**60)
    roomy.put_bytes("videos/a.mp4", b"frames", content_type="video/mp4")
    before = new_world(storage=roomy)
    fields = before.sign()["post"]["fields"]

    world = new_world(storage=full, database=before.deps.database)
    signed = world.request("POST", "/api/sign-upload", json={"filename": "a.mp4"})
    sent = send(world, fields)

    for answer in (signed, sent):
        assert (answer.status_code, answer.json["error"]) == (507, "storage_full")
    assert b"".join(full.open("videos/a.mp4")) == b"frames"
    full.delete("videos/a.mp4")
    assert send(before, fields).status_code == 201


def test_a_file_that_would_use_up_the_reserve_is_refused_when_it_is_announced(
    tmp_path: Path,
) -> None:
    free = DiskStorage(tmp_path, SECRET, "", reserve_bytes=1)
    world = new_world(storage=free)

    assert world.sign(sizeBytes=10)["id"]
    body = {"filename": "a.mp4", "sizeBytes": 2**20}
    full = DiskStorage(tmp_path, SECRET, "", reserve_bytes=2**60)
    answer = new_world(storage=full).request("POST", "/api/sign-upload", json=body)

    assert (answer.status_code, answer.json["error"]) == (507, "storage_full")
