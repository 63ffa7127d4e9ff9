# SPDX-License-Identifier: Apache-2.0
"""Processes without REST answer health checks, too."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

from chassis import health
from tests.support.process.waiting import HANG_SECONDS
from tests.support.servers.ports import free_port


def ask(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=HANG_SECONDS) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_a_worker_tells_that_it_lives_whether_it_is_ready_and_what_it_measured() -> None:
    answers = iter([None, ConnectionError("the database is away")])

    def check() -> None:
        if (found := next(answers)) is not None:
            raise found

    port = free_port()
    stop = health.serve(f"127.0.0.1:{port}", {"database": check})
    address = f"http://127.0.0.1:{port}"

    assert ask(f"{address}/healthz") == (200, b'{"ok": true}')
    assert ask(f"{address}/readyz")[0] == 200
    status, body = ask(f"{address}/readyz")
    assert (status, json.loads(body)["failing"]) == (503, {"database": "ConnectionError"})
    assert b"reelmill_request_seconds" in ask(f"{address}/metrics")[1]
    assert ask(f"{address}/elsewhere")[0] == 404
    stop()
