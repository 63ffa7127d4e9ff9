# SPDX-License-Identifier: Apache-2.0
"""Bytes of a request are bounded before they are read, whatever they are called."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient

MIB = 2**20


class Endless(io.RawIOBase):
    """A body that never ends, and counts what was read of it."""

    def __init__(self) -> None:
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, target: bytearray) -> int:
        self.count += len(target)
        target[:] = b"x" * len(target)
        return len(target)


KINDS = [
    "application/json",
    "multipart/form-data; boundary=line",
    "application/x-www-form-urlencoded",
    "text/plain",
    "",
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", ["/api/reels", "/api/reels/1"])
def test_a_body_announced_as_too_large_is_refused_unread(
    client: FlaskClient, headers: dict[str, str], path: str, kind: str
) -> None:
    body = Endless()

    answer = client.open(
        path,
        method="POST" if path == "/api/reels" else "DELETE",
        headers=headers,
        content_type=kind,
        environ_overrides={"wsgi.input": body, "CONTENT_LENGTH": str(500 * MIB)},
    )

    assert (answer.status_code, answer.json["error"]) == (413, "too_large")
    assert body.count == 0


def test_a_chunked_body_is_read_up_to_the_limit(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    body = Endless()

    answer = client.post(
        "/api/reels",
        headers={**headers, "Transfer-Encoding": "chunked"},
        content_type="application/json",
        environ_overrides={"wsgi.input": body, "wsgi.input_terminated": True},
    )

    assert (answer.status_code, answer.json["error"]) == (413, "too_large")
    assert body.count <= 3 * MIB


@pytest.mark.parametrize("kind", KINDS[1:4])
def test_a_body_of_another_media_type_is_refused(
    client: FlaskClient, headers: dict[str, str], kind: str
) -> None:
    answer = client.post(
        "/api/reels", headers=headers, data=b'{"displayName": "a"}', content_type=kind
    )

    assert (answer.status_code, answer.json["error"]) == (415, "unsupported_media_type")


def test_no_body_has_no_media_type(client: FlaskClient) -> None:
    assert client.delete("/api/reels/1", content_type="text/plain").json == {"ok": True}
    assert client.delete("/api/reels/1", content_type="application/json; charset=utf-8").json
