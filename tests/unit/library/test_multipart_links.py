# SPDX-License-Identifier: Apache-2.0
"""The signed URLs of parts with the disk storage: what they take, and all that they refuse."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from chassis.storage import DiskStorage
from services.library import bootstrap
from tests.support.library.world import MIB, World, new_world

PART = 8 * MIB
SIZE = 2 * PART + 100


def new_disk_world(tmp_path: Path) -> World:
    return new_world(storage=DiskStorage(tmp_path, b"a secret of many bytes", ""))


def begin(world: World) -> str:
    """Begin an upload of three parts, and return the path of its parts."""
    body = {"filename": "beach.mp4", "sizeBytes": SIZE}
    begun = world.request("POST", "/api/uploads/multipart", json=body).json
    return f"/api/uploads/{begun['multipart']['uploadId']}/multipart"


def sign(world: World, path: str, *numbers: int) -> list[dict[str, Any]]:
    answer = world.request("POST", f"{path}/parts", json={"partNumbers": [*numbers]})
    signed: list[dict[str, Any]] = answer.json["parts"]
    return signed


def data_of(part: dict[str, Any]) -> bytes:
    return bytes([part["partNumber"]]) * int(part["sizeBytes"])


def test_parts_are_put_to_their_urls(tmp_path: Path) -> None:
    world = new_disk_world(tmp_path)
    path = begin(world)
    signed = sign(world, path, 3, 1, 2)
    ordered = sorted(signed, key=lambda one: int(one["partNumber"]))
    expected = hashlib.sha256(b"".join(data_of(one) for one in ordered)).hexdigest()

    for one in signed:
        answer = world.request("PUT", one["url"], by=None, data=data_of(one))
        assert (answer.status_code, answer.json["sizeBytes"]) == (200, one["sizeBytes"])

    upload = world.request("POST", f"{path}/complete").json["upload"]
    assert upload["sizeBytes"] == SIZE
    with world.deps.reading() as uow:
        found = uow.uploads.find_upload(upload["id"])
    assert found is not None
    stored = b"".join(world.deps.storage.open(found.storage_key))
    assert hashlib.sha256(stored).hexdigest() == expected


@pytest.mark.parametrize(
    ("change", "data", "status", "code"),
    [
        (("", ""), b"x" * 99, 400, "part_size_mismatch"),
        (("", ""), b"x" * 101, 400, "part_size_mismatch"),
        (("number=3", "number=2"), b"x" * 100, 403, "bad_signature"),
        (("size=100", "size=101"), b"x" * 101, 403, "bad_signature"),
        (("size=100", "size=x"), b"x" * 100, 400, "invalid_parameter"),
        (("/videos/", "/audio/"), b"x" * 100, 403, "bad_signature"),
    ],
)
def test_a_part_that_was_not_signed_is_refused(
    tmp_path: Path, change: tuple[str, str], data: bytes, status: int, code: str
) -> None:
    world = new_disk_world(tmp_path)
    path = begin(world)
    url = sign(world, path, 3)[0]["url"].replace(*change)

    answer = world.request("PUT", url, by=None, data=data)

    assert (answer.status_code, answer.json["error"]) == (status, code)
    assert world.request("GET", f"{path}/parts").json["parts"] == []


def test_a_part_of_an_upload_that_was_given_up_is_refused(tmp_path: Path) -> None:
    world = new_disk_world(tmp_path)
    path = begin(world)
    url = sign(world, path, 3)[0]["url"]
    world.request("DELETE", path)

    answer = world.request("PUT", url, by=None, data=b"x" * 100)

    assert (answer.status_code, answer.json["error"]) == (404, "multipart_not_found")


class OneTurn(threading.Event):
    """Stops a loop after it has acted once, without waiting."""

    def wait(self, timeout: float | None = None) -> bool:
        was_set = self.is_set()
        self.set()
        return was_set


def test_what_a_crash_left_in_the_folder_is_deleted_at_last(tmp_path: Path) -> None:
    world = new_disk_world(tmp_path)
    begin(world)
    begin(world)
    abandoned, continued = sorted((tmp_path / ".parts").iterdir())
    os.utime(abandoned, (0, 0))

    bootstrap.sweepers(world.deps)["file-sweeper"].run(OneTurn(), lambda: None)

    assert list((tmp_path / ".parts").iterdir()) == [continued]


def test_a_store_without_a_folder_has_no_files_to_sweep() -> None:
    assert "file-sweeper" not in bootstrap.sweepers(new_world().deps)
