# SPDX-License-Identifier: Apache-2.0
"""Uploads through a real nginx, and stored files that it sends once a service permits it."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.nginx import NginxLimits
from tests.support.process.waiting import HANG_SECONDS, wait_until
from tests.support.servers.nginx import Front, running_nginx


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    with running_nginx(tmp_path_factory.mktemp("nginx"), limits=NginxLimits()) as found:
        yield found


UPLOADS = [("POST", "/media/files?permitted=1"), ("PUT", "/media/files/1.a/videos/a?permitted=1")]


@pytest.mark.parametrize(("method", "path"), UPLOADS)
def test_an_upload_that_is_permitted_may_be_large_and_is_sent_on_when_it_is_whole(
    front: Front, method: str, path: str
) -> None:
    library = front.servers["library"]
    library.started.clear()
    started: list[bool] = []

    def in_two() -> Iterator[bytes]:
        yield bytes(2_000_000)
        wait_until(lambda: library.asked, "a question")
        # What was sent waits at nginx.
        started.append(library.started.is_set())
        yield bytes(2_000_000)

    headers = {"Content-Length": "4000000"}
    library.asked.clear()
    answer = front.http.request(method, f"{front.url}{path}", content=in_two(), headers=headers)

    assert answer.json()["received"] == 4_000_000
    assert (library.asked, started) == (["bytes=4000000"], [False])


@pytest.mark.parametrize(("method", "path"), UPLOADS)
def test_nothing_is_read_of_an_upload_that_is_refused(front: Front, method: str, path: str) -> None:
    host, _, port = front.url.removeprefix("http://").partition(":")
    address = path.replace("permitted", "forged")
    head = f"{method} {address} HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n"
    with socket.create_connection((host, int(port)), HANG_SECONDS) as connection:
        connection.sendall(f"{head}X-Request-Id: rejected\r\n\r\n".encode() + bytes(1000))
        with connection.makefile("rb") as stream:
            said = stream.readline()
            while stream.readline().strip():
                continue
            body = json.loads(stream.readline())

    assert said.split(b" ")[1] == b"413"
    assert body == {"error": "upload_too_large", "requestId": "rejected"}
    assert not list((front.folder / "body").glob("*"))


def test_an_upload_of_no_announced_length_is_asked_for_with_an_empty_one(front: Front) -> None:
    library = front.servers["library"]
    library.asked.clear()

    front.http.post(f"{front.url}/media/files", content=iter([b"a", b"b"]))

    assert library.asked == ["bytes="]


@pytest.mark.parametrize(
    ("headers", "status", "size"),
    [
        ({}, 200, 16384),
        ({"Range": "bytes=10-19"}, 206, 10),
        ({"Range": "bytes=10-19", "If-Range": '"one"'}, 206, 10),
        ({"Range": "bytes=-5"}, 206, 5),
    ],
)
def test_a_stored_file_is_sent_with_what_its_service_says_about_it(
    front: Front, headers: dict[str, str], status: int, size: int
) -> None:
    answer = front.get("/media/hls/stored/01J/film", **headers)

    assert (answer.status_code, len(answer.content)) == (status, size)
    said = {name: answer.headers.get_list(name) for name in ("etag", "accept-ranges")}
    assert said == {"etag": ['"one"'], "accept-ranges": ["bytes"]}
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert "x-accel-redirect" not in answer.headers
    if status == 206:
        assert answer.headers["content-range"].endswith("/16384")


@pytest.mark.parametrize("requested", [None, "bytes=10-19"])
def test_a_file_of_a_bucket_is_sent_with_what_the_service_says(
    tmp_path: Path, requested: str | None
) -> None:
    headers = {"Cookie": "access=secret"} | ({"Range": requested} if requested else {})
    with running_nginx(tmp_path, limits=NginxLimits(), has_bucket=True) as front:
        answer = front.get("/media/hls/stored/01J/film", **headers)

    assert answer.json() == {"Range": requested, "Cookie": None}
    names = ("etag", "accept-ranges", "content-type", "cache-control", "content-disposition")
    assert [answer.headers.get_list(name) for name in names] == [
        ['"one"'],
        ["bytes"],
        ["application/json"],
        ["public, max-age=60"],
        ["inline"],
    ]
    assert "x-amz-request-id" not in answer.headers


def test_a_path_of_uploads_that_the_service_does_not_have_is_not_found(front: Front) -> None:
    answer = front.http.post(f"{front.url}/media/files?nowhere=1", content=bytes(10))

    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/.stored/whole/film.m4s", "/.upload", "/.permission"])
def test_nobody_asks_for_what_services_only_point_to(front: Front, path: str) -> None:
    assert front.get(path).status_code == 404
