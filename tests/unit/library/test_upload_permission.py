# SPDX-License-Identifier: Apache-2.0
"""nginx asks about an upload before it reads the body: by its address and its length."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.library.world import MIB, World, new_world
from tests.unit.library.test_files import new_disk, send


def ask(world: World, url: str, length: str, method: str = "POST") -> Any:
    return world.request(method, url, by=None, headers={"X-Upload-Length": f"bytes={length}"})


def rejection(answer: Any) -> tuple[int, str]:
    """Return the status and the code that nginx is to answer."""
    assert answer.status_code == 403
    problem = json.loads(answer.headers["X-Rejection"])
    assert int(answer.headers["X-Rejection-Status"]) == problem["status"]
    return problem["status"], problem["error"]


def test_a_form_that_was_signed_may_be_sent(tmp_path: Path) -> None:
    world = new_world(storage=new_disk(tmp_path))

    assert ask(world, world.sign(sizeBytes=10)["post"]["url"], "900").status_code == 204


@pytest.mark.parametrize(
    ("length", "rejected"),
    [
        (str(2 * MIB), (413, "upload_too_large")),
        ("", (411, "length_required")),
        ("-1", (411, "length_required")),
    ],
)
def test_a_length_that_was_not_signed_or_not_announced_is_refused(
    tmp_path: Path, length: str, rejected: tuple[int, str]
) -> None:
    world = new_world(storage=new_disk(tmp_path))

    assert rejection(ask(world, world.sign(sizeBytes=10)["post"]["url"], length)) == rejected


@pytest.mark.parametrize(
    "change", [("token=", "token=1"), ("size=10&", "size=11&"), ("key=", "key=x")]
)
def test_an_address_that_was_changed_is_refused(tmp_path: Path, change: tuple[str, str]) -> None:
    world = new_world(storage=new_disk(tmp_path))
    url = world.sign(sizeBytes=10)["post"]["url"].replace(*change)

    assert rejection(ask(world, url, "10")) == (403, "bad_signature")
    assert rejection(ask(world, "/media/files", "10")) == (403, "bad_signature")


def test_an_address_that_expired_or_was_used_is_refused(tmp_path: Path) -> None:
    old = new_world(storage=new_disk(tmp_path / "old", minutes_ago=6))
    world = new_world(storage=new_disk(tmp_path / "new"))
    signed = world.sign(sizeBytes=10)["post"]
    send(world, signed["fields"], b"0123456789")

    assert rejection(ask(old, old.sign()["post"]["url"], "10")) == (403, "upload_expired")
    assert rejection(ask(world, signed["url"], "10")) == (409, "already_stored")


def test_a_part_has_exactly_the_length_that_was_signed(tmp_path: Path) -> None:
    disk = new_disk(tmp_path)
    world = new_world(storage=disk)
    upload = disk.multipart.begin("videos/a.mp4", content_type="video/mp4", part_bytes=MIB)
    url = disk.multipart.presign_part(upload, 1, size_bytes=10, expires_in=60)

    assert ask(world, url, "10", "PUT").status_code == 204
    assert rejection(ask(world, url, "11", "PUT")) == (400, "part_size_mismatch")
    assert rejection(ask(world, url.replace("number=1", "number=2"), "10", "PUT"))[0] == 403


def test_a_full_disk_refuses_before_anything_is_sent(tmp_path: Path) -> None:
    signed = new_world(storage=new_disk(tmp_path)).sign(sizeBytes=10)["post"]
    full = new_world(storage=new_disk(tmp_path, reserve_bytes=2**62))

    assert rejection(ask(full, signed["url"], "10")) == (507, "storage_full")
