# SPDX-License-Identifier: Apache-2.0
"""Live events on both profiles: a page is received of its user's things, and of nobody else's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.media.video import make_video
from tests.support.platform.creator import a_creator
from tests.support.process.waiting import HANG_SECONDS

LISTENERS = 25
"""More than the web server has threads."""


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("live") / "a.mp4"
    make_video(path, 1)
    return path


def events_of(stream: httpx.Response) -> Iterator[dict[str, str]]:
    """Read server-sent events as their fields; comments are left out."""
    fields: dict[str, str] = {}
    for line in stream.iter_lines():
        name, _, value = line.partition(": ")
        if line and name != ":":
            fields[name] = value
        elif not line and fields:
            yield fields
            fields = {}


def test_an_upload_is_followed_until_it_is_ready_and_resumed(platform: str, video: Path) -> None:
    with (
        a_creator(platform) as owner,
        a_creator(platform) as other,
        httpx.Client(base_url=platform, timeout=HANG_SECONDS) as client,
    ):
        headers = dict(owner.http.headers)
        with client.stream("GET", "/api/events", headers=headers) as stream:
            events = events_of(stream)
            opened = next(events)
            other.upload(video)
            upload_id = owner.upload(video)
            received = [json.loads(next(events)["data"]) for _ in range(2)]

        resumed = client.get(
            "/api/events?follow=false", headers={**headers, "Last-Event-ID": opened["id"]}
        )
        missed = list(events_of(resumed))

    assert opened["event"] == "ready"
    assert [(one["type"], one["uploadId"]) for one in received] == [
        ("upload.received", upload_id),
        ("upload.changed", upload_id),
    ]
    assert received[1]["state"] == "ready"
    assert [json.loads(one["data"]) for one in missed[:2]] == received
    assert missed[-1]["event"] == "ready"


def test_listeners_take_no_thread_of_the_web_server(platform: str) -> None:
    with a_creator(platform) as owner, httpx.Client(base_url=platform) as client:
        headers = dict(owner.http.headers)
        streams = [
            client.send(client.build_request("GET", "/api/events", headers=headers), stream=True)
            for _ in range(LISTENERS)
        ]

        answer = client.get("/api/me", headers=headers, timeout=HANG_SECONDS)

        assert {one.status_code for one in streams} == {200}
        assert answer.status_code == 200
        for one in streams:
            one.close()


def test_an_id_of_another_process_resets_the_page(platform: str) -> None:
    with a_creator(platform) as owner:
        headers = {**owner.http.headers, "Last-Event-ID": "0000-7"}
        answer = httpx.get(f"{platform}/api/events?follow=false", headers=headers)

    assert next(events_of(answer))["event"] == "reset"
