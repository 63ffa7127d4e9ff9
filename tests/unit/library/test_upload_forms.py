# SPDX-License-Identifier: Apache-2.0
"""A form is verified before its file is read, and takes what was announced."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.support.library.world import MIB, new_world
from tests.unit.library.test_files import new_disk, send


@pytest.mark.parametrize("change", [{"signature": "0" * 64}, {"policy": "e30="}, None])
def test_nothing_of_a_file_is_read_before_its_form_is_verified(
    tmp_path: Path, change: dict[str, str] | None
) -> None:
    world = new_world(storage=new_disk(tmp_path))
    fields = {} if change is None else world.sign()["post"]["fields"] | change
    part = "--line\r\nContent-Disposition: form-data; name="
    start = "".join(f'{part}"{name}"\r\n\r\n{value}\r\n' for name, value in fields.items())
    start += f'{part}"file"; filename="x.mp4"\r\n\r\n'
    body = io.BytesIO(start.encode() + b"x" * (8 * MIB) + b"\r\n--line--\r\n")

    answer = world.request(
        "POST",
        "/media/files",
        by=None,
        input_stream=body,
        headers={"Content-Length": str(len(body.getvalue()))},
        content_type="multipart/form-data; boundary=line",
    )

    assert (answer.status_code, answer.json["error"]) == (403, "bad_signature")
    assert body.tell() <= MIB


def test_a_form_takes_no_more_bytes_than_were_announced(tmp_path: Path) -> None:
    world = new_world(storage=new_disk(tmp_path))

    exact = send(world, world.sign(sizeBytes=10)["post"]["fields"], b"0123456789")
    excess = send(world, world.sign(sizeBytes=10)["post"]["fields"], b"0123456789x")

    assert exact.status_code == 201
    assert (excess.status_code, excess.json["error"]) == (413, "upload_too_large")


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", "text/plain"])
def test_what_is_no_form_with_parts_is_refused(tmp_path: Path, kind: str) -> None:
    world = new_world(storage=new_disk(tmp_path))

    answer = world.request("POST", "/media/files", by=None, data=b"x", content_type=kind)

    assert (answer.status_code, answer.json["error"]) == (415, "unsupported_media_type")


def test_a_form_whose_fields_are_huge_or_never_end_is_refused(tmp_path: Path) -> None:
    world = new_world(storage=new_disk(tmp_path))

    huge = send(world, {"key": "k" * MIB})
    endless = world.request(
        "POST",
        "/media/files",
        by=None,
        data=b"--line" + b"x" * MIB,
        content_type="multipart/form-data; boundary=line",
    )

    assert (huge.status_code, huge.json["error"]) == (413, "too_large")
    assert endless.status_code in {400, 413}


def test_a_field_of_a_form_with_nul_is_refused(tmp_path: Path) -> None:
    world = new_world(storage=new_disk(tmp_path))

    answer = send(world, world.sign()["post"]["fields"] | {"key": "a\0b"}, b"x")

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_text")
    assert answer.json["errors"][0]["pointer"] == "/key"
