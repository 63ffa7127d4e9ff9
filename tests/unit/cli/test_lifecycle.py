# SPDX-License-Identifier: Apache-2.0
"""Each step of a clip's way, and what is said when it goes wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import lifecycle
from cli.client import Client
from tests.support.platform.memory_api import PretendPlatform


@pytest.fixture
def platform() -> PretendPlatform:
    return PretendPlatform()


@pytest.fixture
def client(platform: PretendPlatform) -> Iterator[Client]:
    with Client("http://platform.example", "rm_secret", transport=platform) as found:
        yield found


def ignore(_fraction: float, _stage: str) -> None:
    """Show nobody."""


def test_an_upload_is_signed_sent_and_completed_and_shows_how_far_it_is(
    platform: PretendPlatform, client: Client, tmp_path: Path
) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(bytes(300_000))
    found_items: list[float] = []

    def advance(fraction: float, _stage: str) -> None:
        found_items.append(fraction)

    assert lifecycle.upload(client, clip, advance=advance) == 7

    signed = json.loads(platform.said("POST", "/api/sign-upload")[0].content)
    assert signed == {"filename": "clip.mp4", "sizeBytes": 300_000, "contentType": "video/mp4"}
    assert bytes(300_000) in platform.said("POST", "/media/files")[0].content
    assert json.loads(platform.said("POST", "/api/mark-complete")[0].content) == {"id": 7}
    assert len(found_items) > 3
    assert found_items == sorted(found_items)
    assert found_items[-1] == 1.0


def test_waiting_ends_when_the_upload_is_ready(platform: PretendPlatform, client: Client) -> None:
    platform.upload_states = ["uploaded", "ready"]

    assert lifecycle.wait_until_ready(client, 7)["state"] == "ready"


def test_a_rejected_upload_says_why(platform: PretendPlatform, client: Client) -> None:
    platform.upload_states = ["rejected"]
    platform.rejection = {"code": "truncated", "reason": "The file ends too early."}

    with pytest.raises(lifecycle.OperationFailed, match=r"The file ends too early\. \(truncated\)"):
        lifecycle.wait_until_ready(client, 7)


def test_a_project_is_saved_with_its_clips(platform: PretendPlatform, client: Client) -> None:
    clips = lifecycle.whole_clips(client, [7])
    assert lifecycle.create_project(client, name="A film", clips=clips) == 3

    saved = platform.said("PATCH", "/api/create-video/projects/3/timeline")[0]
    timeline = json.loads(saved.content)["timeline"]
    assert timeline["version"] == "create_video_v1"
    assert timeline["clips"] == [
        {"id": "clip-1", "uploadId": 7, "sourceStartSeconds": 0, "sourceEndSeconds": 5.0}
    ]


def test_an_export_is_watched_until_its_upload_is_there(
    platform: PretendPlatform, client: Client
) -> None:
    running = {"status": "processing", "progressPct": 40, "progressStage": "render"}
    platform.export_states.insert(0, running)
    found_items: list[tuple[float, str]] = []

    def advance(fraction: float, stage: str) -> None:
        found_items.append((fraction, stage))

    assert lifecycle.wait_for_export(client, 3, "j", advance=advance) == 31
    assert found_items == [(0.4, "render"), (1.0, "")]


def test_an_export_that_failed_says_why(platform: PretendPlatform, client: Client) -> None:
    error = {"code": "source_gone", "message": "The clip was deleted."}
    platform.export_states = [{"status": "failed", "progressPct": 40, "error": error}]

    with pytest.raises(lifecycle.OperationFailed, match=r"export failed: The clip was deleted\."):
        lifecycle.wait_for_export(client, 3, "j", advance=ignore)


@pytest.mark.parametrize("is_export", [True, False])
def test_exports_and_clips_alike_are_packaged(
    platform: PretendPlatform, client: Client, is_export: bool
) -> None:
    platform.is_export = is_export

    assert lifecycle.prepare_hls(client, 31, advance=ignore) == 5


def test_a_clip_that_is_packaged_again_is_packaged_once_unless_that_failed(
    platform: PretendPlatform, client: Client
) -> None:
    platform.is_export = False
    platform.productions = [{"id": 4, "status": "failed"}]

    found = [lifecycle.prepare_hls(client, 31, advance=ignore) for _ in range(2)]

    assert found == [5, 5]
    assert len(platform.said("POST", "/api/productions")) == 1


def test_a_production_of_a_draft_is_none_of_the_clip_itself(
    platform: PretendPlatform, client: Client
) -> None:
    platform.is_export = False
    platform.productions = [{"id": 4, "status": "completed", "draftId": 9}]

    assert lifecycle.prepare_hls(client, 31, advance=ignore) == 5


def test_one_publishes_into_ones_own_space_by_default(
    platform: PretendPlatform, client: Client
) -> None:
    publication = lifecycle.publish(client, 5)

    sent = platform.said("POST", "/api/productions/5/publications")[0]
    assert json.loads(sent.content) == {"spaceId": 2}
    assert lifecycle.watch_url(client, publication) == "http://platform.example/watch/9"
