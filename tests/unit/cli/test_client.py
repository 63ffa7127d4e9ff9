# SPDX-License-Identifier: Apache-2.0
"""The client says things again until they are heard, and never does anything twice."""

from __future__ import annotations

import io

import httpx
import pytest

from cli.client import Client, CommandFailed, PlatformUnreachable
from tests.support.platform.memory_api import PretendPlatform, problem

URL = "http://platform.example"


def a_client(
    platform: PretendPlatform, token: str = "rm_secret", retry_seconds: float = 5.0
) -> Client:
    return Client(URL, token, retry_seconds=retry_seconds, transport=platform)


def test_a_post_is_said_again_with_the_same_key() -> None:
    platform = PretendPlatform()
    platform.faults = [httpx.ConnectError("refused"), httpx.Response(503), httpx.Response(502)]

    with a_client(platform) as client:
        assert client.post("/api/mark-complete", {"id": 7}) == {"ok": True}

    keys = {one.headers["Idempotency-Key"] for one in platform.heard}
    assert len(platform.heard) == 4
    assert len(keys) == 1
    assert client.retries == 3


def test_two_posts_have_two_keys() -> None:
    platform = PretendPlatform()

    with a_client(platform) as client:
        client.post("/api/mark-complete", {"id": 7})
        client.post("/api/mark-complete", {"id": 7})

    assert len({one.headers["Idempotency-Key"] for one in platform.heard}) == 2


def test_patience_ends_with_what_was_wrong() -> None:
    platform = PretendPlatform()
    platform.faults = [httpx.ConnectError("refused")] * 9

    with (
        a_client(platform, retry_seconds=0.0) as client,
        pytest.raises(PlatformUnreachable, match="does not answer: refused"),
    ):
        client.get("/api/me")

    assert len(platform.heard) == 1


def test_an_error_is_one_clear_line() -> None:
    platform = PretendPlatform()
    problems = [{"pointer": "/timeline/clips/1", "error": "x", "detail": "starts too early"}]
    platform.faults = [problem(400, "base_track_overlap", "Two clips overlap.", errors=problems)]

    with a_client(platform) as client, pytest.raises(CommandFailed) as error:
        client.get("/api/me")

    assert error.value.status == 400
    assert error.value.code == "base_track_overlap"
    line = "Two clips overlap. (base_track_overlap) [/timeline/clips/1: starts too early]"
    assert str(error.value) == line


def test_an_error_that_is_no_problem_document_is_still_readable() -> None:
    platform = PretendPlatform()
    platform.faults = [httpx.Response(418, text="<html>teapot</html>")]

    with a_client(platform) as client, pytest.raises(CommandFailed, match="http_418"):
        client.get("/api/me")


def test_signing_in_makes_a_token_and_goes_on_with_it_alone() -> None:
    platform = PretendPlatform()

    with a_client(platform, token="") as client:
        assert client.sign_in("a@example.org", "long enough", register=True) == "rm_secret"
        client.get("/api/me")

    assert [one.url.path for one in platform.heard] == ["/api/register", "/api/tokens", "/api/me"]
    assert platform.heard[-1].headers["Authorization"] == "Bearer rm_secret"
    assert "Cookie" not in platform.heard[-1].headers


def test_a_signed_form_is_sent_without_our_token_and_from_its_beginning_each_time() -> None:
    platform = PretendPlatform()
    platform.faults = [httpx.ReadError("cut off"), httpx.Response(503)]
    form = {"policy": "signed", "Content-Type": "video/mp4"}

    with a_client(platform) as client:
        client.post_form("/media/files", form, name="a.mp4", open_file=lambda: io.BytesIO(b"film"))

    sent = platform.said("POST", "/media/files")
    assert len(sent) == 3
    assert all(b"film" in one.content and b"signed" in one.content for one in sent)
    assert not [one for one in sent if "Authorization" in one.headers]


def test_a_file_that_is_stored_already_is_as_good_as_stored_now() -> None:
    platform = PretendPlatform()
    platform.faults = [problem(409, "already_stored", "There is a file.")]

    with a_client(platform) as client:
        client.post_form("/media/files", {}, name="a.mp4", open_file=lambda: io.BytesIO(b"film"))


def test_a_form_that_is_refused_says_why() -> None:
    platform = PretendPlatform()
    platform.faults = [problem(403, "expired", "The form has expired.")]

    with a_client(platform) as client, pytest.raises(CommandFailed, match="expired"):
        client.post_form("/media/files", {}, name="a.mp4", open_file=lambda: io.BytesIO(b"film"))
