# SPDX-License-Identifier: Apache-2.0
"""Posters that are chosen, and renditions that are dropped to save space."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from services.hls.coordinator.usecases.changing import delete_removed_folders
from tests.support.hls.world import HlsWorld, upload

MASTER = (
    "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=2\n720p/playlist.m3u8\n"
    "#EXT-X-STREAM-INF:BANDWIDTH=1\n360p/playlist.m3u8\n"
    '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=2,URI="720p/iframes.m3u8"\n'
    '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="360p/iframes.m3u8"\n'
)
PNG = b"\x89PNG"


@pytest.fixture
def world(built: HlsWorld) -> HlsWorld:
    built.emptied().packaged_in_two_sizes()
    files = {"master.m3u8": MASTER.encode(), "poster.jpg": b"packaged", "720p/init.mp4": b"i"}
    for name, data in files.items():
        built.store(name, data)
    return built


def shown(world: HlsWorld) -> dict[str, Any]:  # Any: a JSON object
    production = world.client().get("/api/productions/1").json["production"]
    assert isinstance(production, dict)
    return production


def put_image(world: HlsWorld, content_type: str = "image/png", state: str = "ready") -> None:
    image = upload(50, kind="image", role="", state=state, key="images/50/a.png")
    source = dataclasses.replace(image.source, content_type=content_type)
    world.uploads.put(dataclasses.replace(image, source=source))
    world.storage.put_bytes("images/50/a.png", PNG, content_type=content_type)


def test_an_image_becomes_the_poster_until_it_is_reset(world: HlsWorld) -> None:
    put_image(world)
    client = world.client()

    assert client.put("/api/productions/1/poster", json={"uploadId": 50}).json == {"ok": True}

    world.storage.delete("images/50/a.png")
    answer = world.client(None).get(shown(world)["posterUrl"])
    assert (answer.data, answer.headers["Content-Type"]) == (PNG, "image/png")
    assert shown(world)["posterUploadId"] == 50
    client.delete("/api/productions/1/poster")
    assert world.client(None).get(shown(world)["posterUrl"]).data == b"packaged"
    assert shown(world)["posterUploadId"] is None


@pytest.mark.parametrize(
    ("content_type", "state", "error"),
    [
        ("image/svg+xml", "ready", "invalid_kind"),
        ("image/png", "uploaded", "upload_not_ready"),
    ],
)
def test_what_cannot_be_shown_is_no_poster(
    world: HlsWorld, content_type: str, state: str, error: str
) -> None:
    put_image(world, content_type, state)

    answer = world.client().put("/api/productions/1/poster", json={"uploadId": 50})

    assert answer.json["error"] == error


def test_a_video_and_an_image_whose_file_is_gone_are_no_posters(world: HlsWorld) -> None:
    put_image(world)
    world.storage.delete("images/50/a.png")
    client = world.client()

    answer = client.put("/api/productions/1/poster", json={"uploadId": 42})
    assert answer.json["error"] == "invalid_kind"
    answer = client.put("/api/productions/1/poster", json={"uploadId": 50})
    assert (answer.status_code, answer.json["error"]) == (409, "source_deleted")


def test_a_dropped_rendition_is_no_longer_played_and_its_files_go_later(world: HlsWorld) -> None:
    client = world.client()

    assert client.delete("/api/productions/1/renditions/720p").json == {"ok": True}

    assert [one["name"] for one in shown(world)["renditions"]] == ["360p"]
    master = world.client(None).get(shown(world)["playback"]["masterUrl"]).text
    assert "720p" not in master and master.count("360p") == 2
    delete_removed_folders(world.deps)
    assert world.storage.head(world.folder() + "720p/init.mp4") is not None
    world.moved = dt.timedelta(minutes=16)
    delete_removed_folders(world.deps)
    assert world.storage.head(world.folder() + "720p/init.mp4") is None
    assert world.storage.head(world.folder() + "master.m3u8") is not None


def test_the_last_rendition_and_unknown_ones_are_not_dropped(world: HlsWorld) -> None:
    client = world.client()
    client.delete("/api/productions/1/renditions/720p")

    answer = client.delete("/api/productions/1/renditions/360p")
    assert (answer.status_code, answer.json["error"]) == (409, "last_rendition")
    answer = client.delete("/api/productions/1/renditions/720p")
    assert (answer.status_code, answer.json["error"]) == (404, "rendition_not_found")


def test_renditions_are_dropped_of_completed_productions_only(world: HlsWorld) -> None:
    world.prepared(43)

    answer = world.client().delete("/api/productions/2/renditions/720p")

    assert (answer.status_code, answer.json["error"]) == (409, "production_not_completed")


def test_another_poster_has_another_address(world: HlsWorld) -> None:
    put_image(world)
    before = shown(world)["posterUrl"]

    world.client().put("/api/productions/1/poster", json={"uploadId": 50})

    after = shown(world)["posterUrl"]
    assert before.partition("?")[0] == after.partition("?")[0]
    assert before != after
