# SPDX-License-Identifier: Apache-2.0
"""What is no HTTP, or too long, is answered as a problem like everything else."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.support.process.waiting import HANG_SECONDS, exit_code, wait_until
from tests.support.servers.ports import accepts, free_port

PROGRAM = """
import sys
from chassis import web
web.serve(lambda: lambda environ, start: (start("200 OK", []), [b"ok"])[1], listen=sys.argv[1])
"""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    found = free_port()
    server = subprocess.Popen([sys.executable, "-c", PROGRAM, f"127.0.0.1:{found}"])
    wait_until(lambda: accepts(found), "gunicorn")
    yield found
    server.terminate()
    exit_code(server)


@pytest.mark.parametrize(
    ("request_bytes", "status", "code"),
    [
        (b"no http\r\n\r\n", 400, "bad_request"),
        (b"GET / HTTP/9.9\r\n\r\n", 400, "bad_request"),
        (b"GET / HTTP/1.1\r\nbad header\r\n\r\n", 400, "bad_request"),
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n", 414, "uri_too_long"),
        (b"GET / HTTP/1.1\r\nA: " + b"a" * 9000 + b"\r\n\r\n", 431, "headers_too_large"),
    ],
)
def test_a_request_that_cannot_be_read_is_answered_as_a_problem(
    port: int, request_bytes: bytes, status: int, code: str
) -> None:
    with socket.create_connection(("127.0.0.1", port), HANG_SECONDS) as connection:
        connection.sendall(request_bytes)
        with connection.makefile("rb") as answer:
            head, _, body = answer.read().partition(b"\r\n\r\n")

    assert head.split(b" ")[1] == str(status).encode()
    assert b"application/problem+json" in head
    assert json.loads(body)["error"] == code
