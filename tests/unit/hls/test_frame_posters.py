# SPDX-License-Identifier: Apache-2.0
"""A frame of a stream becomes its poster."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.support.hls.world import HlsWorld

POSTER = "/api/productions/1/poster"
MASTER = """#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=640x360,FRAME-RATE=10.000
360p/playlist.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=2,RESOLUTION=1280x720,FRAME-RATE=10.000
720p/playlist.m3u8
"""
FRAGMENTS = """#EXTM3U
#EXT-X-MAP:URI="init.mp4"
#EXTINF:4.000,
seg_00001.m4s
#EXTINF:1.000,
seg_00002.m4s
#EXT-X-ENDLIST
"""


@pytest.fixture
def world(built: HlsWorld) -> HlsWorld:
    """A completed production of 5 s in two sizes."""
    built.emptied().packaged_in_two_sizes(duration=Fraction(5))
    put(built, "master.m3u8", MASTER)
    put(built, "poster.jpg", "packaged")
    for size in ("360p", "720p"):
        put(built, f"{size}/playlist.m3u8", FRAGMENTS)
        put(built, f"{size}/init.mp4", f"{size}:")
        for number in (1, 2):
            put(built, f"{size}/seg_0000{number}.m4s", f"segment {number}")
    return built


def put(world: HlsWorld, name: str, text: str) -> None:
    world.store(name, text.encode())


def shown(world: HlsWorld) -> dict[str, Any]:  # Any: a JSON object
    production = world.client().get("/api/productions/1").json["production"]
    assert isinstance(production, dict)
    return production


def choose(world: HlsWorld, seconds: Any, user: int | None = None) -> tuple[int, Any]:
    client = world.client() if user is None else world.client(user)
    answer = client.post(POSTER, json={"atSeconds": seconds})
    return answer.status_code, answer.json.get("error")


def frames(world: HlsWorld) -> list[str]:
    """Return the keys of stored frames."""
    return [one.key for one in world.storage.list(world.folder()) if "/poster-" in one.key]


def image(world: HlsWorld) -> str:
    answer = world.client(None).get(shown(world)["posterUrl"])
    assert answer.status_code == 200
    return str(answer.text)


@pytest.mark.parametrize(
    ("seconds", "read"),
    [
        (0, "720p:segment 1 at 0.000"),
        (1.55, "720p:segment 1 at 1.451"),
        (4, "720p:segment 2 at 0.000"),
        (4.999, "720p:segment 2 at 0.900"),
    ],
)
def test_the_frame_of_the_largest_size_at_a_moment_is_the_poster(
    world: HlsWorld, seconds: float, read: str
) -> None:
    assert choose(world, seconds) == (200, None)

    assert image(world) == read
    assert (shown(world)["posterAtSeconds"], shown(world)["posterUploadId"]) == (seconds, None)


def test_another_moment_replaces_it_and_the_first_poster_comes_back(world: HlsWorld) -> None:
    choose(world, 1)
    choose(world, 4.5)
    assert shown(world)["posterAtSeconds"] == 4.5
    assert len(frames(world)) == 1

    world.client().delete(POSTER)

    assert image(world) == "packaged"
    assert shown(world)["posterAtSeconds"] is None
    assert frames(world) == []


def test_a_size_that_was_dropped_is_not_read(world: HlsWorld) -> None:
    world.client().delete("/api/productions/1/renditions/720p")

    assert choose(world, 1) == (200, None)
    assert image(world) == "360p:segment 1 at 0.901"


def test_a_stream_that_a_service_elsewhere_made_is_read_too(world: HlsWorld) -> None:
    put(world, "master.m3u8", MASTER.replace("720p/playlist", "landscape/video_720p"))
    put(world, "landscape/video_720p.m3u8", "#EXTM3U\n#EXTINF:5.0,\nvideo_720p_00001.ts\n")
    put(world, "landscape/video_720p_00001.ts", "transport")

    assert choose(world, 2) == (200, None)
    assert image(world) == "transport at 1.901"


@pytest.mark.parametrize("seconds", [5, 5.001, 80_000])
def test_a_moment_beyond_the_end_has_no_frame(world: HlsWorld, seconds: float) -> None:
    assert choose(world, seconds) == (400, "beyond_end")
    assert image(world) == "packaged"


@pytest.mark.parametrize("seconds", [-1, "1", None, 90_000, True, [1]])
def test_what_is_no_moment_is_refused(world: HlsWorld, seconds: Any) -> None:
    assert choose(world, seconds)[0] == 400


def test_a_frame_that_cannot_be_read_is_refused_and_the_poster_stays(world: HlsWorld) -> None:
    put(world, "720p/init.mp4", "broken")
    assert choose(world, 1) == (409, "frame_not_readable")

    put(world, "720p/playlist.m3u8", "#EXTM3U\n")
    assert choose(world, 1) == (409, "frame_not_readable")
    assert frames(world) == []
    assert image(world) == "packaged"


def test_a_production_that_is_not_ready_has_no_frames(built: HlsWorld) -> None:
    built.emptied().prepared()

    assert choose(built, 0) == (409, "production_not_completed")


def test_only_the_owner_chooses(world: HlsWorld) -> None:
    assert choose(world, 1, user=99) == (403, "forbidden")
    assert world.client(None).post(POSTER, json={"atSeconds": 1}).status_code == 401
