# SPDX-License-Identifier: Apache-2.0
"""Playback links: which files they permit to read, and for how long."""

from __future__ import annotations

import datetime as dt

import pytest

from chassis.storage import DiskStorage, MemoryStorage
from tests.support.hls.world import HlsWorld

FILES = {
    "master.m3u8": "application/vnd.apple.mpegurl",
    "poster.jpg": "image/jpeg",
    "360p/playlist.m3u8": "application/vnd.apple.mpegurl",
    "360p/init.mp4": "video/mp4",
    "audio/seg_00001.m4s": "video/iso.segment",
}
CONTENT = b"0123456789"


@pytest.fixture(scope="module", params=["disk", "elsewhere"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> HlsWorld:
    folder = tmp_path_factory.mktemp("hls")
    disk = DiskStorage(folder / "storage", b"s" * 32, "")
    return HlsWorld(folder, storage=disk if request.param == "disk" else MemoryStorage())


def played(world: HlsWorld) -> str:
    """Make a completed production and return the signed folder of its stream."""
    production_id = world.packaged()
    with world.deps.reading() as uow:
        production = uow.productions.find_production(production_id)
    assert production is not None
    for name in FILES:
        key = production.output_prefix + name
        world.storage.put_bytes(key, CONTENT, content_type="application/octet-stream")
    shown = world.client().get(f"/api/productions/{production_id}").json["production"]
    return str(shown["playback"]["masterUrl"]).removesuffix("master.m3u8")


def test_a_link_permits_every_file_of_its_stream_without_a_session(world: HlsWorld) -> None:
    folder, anybody = played(world), world.client(None)

    for name, kind in FILES.items():
        answer = anybody.get(folder + name)
        assert (answer.status_code, answer.data) == (200, CONTENT), name
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        answer.close()


def test_a_file_may_be_cached_until_its_link_expires(world: HlsWorld) -> None:
    folder = played(world)
    with world.client(None).get(folder + "360p/init.mp4") as answer:
        cache_control = answer.headers["Cache-Control"]

    age = int(cache_control.split("max-age=")[1].split(",")[0])
    assert cache_control.startswith("public") and cache_control.endswith("immutable")
    assert 4 * 3600 - 5 <= age <= 4 * 3600 + 900


@pytest.mark.parametrize("name", ["master.m3u8", "poster.jpg"])
def test_a_file_that_may_change_is_asked_for_by_its_entity_tag(world: HlsWorld, name: str) -> None:
    folder, anybody = played(world), world.client(None)
    with anybody.get(folder + name) as answer:
        assert answer.headers["Cache-Control"] == "no-cache"
        known = {"If-None-Match": answer.headers["ETag"]}

    with anybody.get(folder + name, headers=known) as again:
        assert again.status_code == 304


def test_links_of_one_quarter_of_an_hour_are_equal(world: HlsWorld) -> None:
    into_the_quarter = int(world.now().timestamp()) % 900
    begin = dt.timedelta(seconds=900 - into_the_quarter)
    played(world)

    def link(after: dt.timedelta) -> str:
        world.moved = begin + after
        production = world.client().get("/api/productions/1").json["production"]
        return str(production["playback"]["masterUrl"])

    first = link(dt.timedelta(minutes=1))

    assert first == link(dt.timedelta(minutes=8))
    assert first != link(dt.timedelta(minutes=17))


@pytest.mark.parametrize(
    ("given", "status", "part", "content_range"),
    [
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=20-", 416, None, "bytes */10"),
    ],
)
def test_a_part_of_a_file_is_served(
    world: HlsWorld, given: str, status: int, part: bytes | None, content_range: str
) -> None:
    folder = played(world)
    with world.client(None).get(folder + "360p/init.mp4", headers={"Range": given}) as answer:
        assert (answer.status_code, answer.headers["Content-Range"]) == (status, content_range)
        assert part is None or answer.data == part


def test_head_answers_the_size_of_a_file(world: HlsWorld) -> None:
    folder = played(world)
    with world.client(None).head(folder + "360p/init.mp4") as answer:
        assert (answer.status_code, answer.data) == (200, b"")
        assert answer.headers["Content-Length"] == str(len(CONTENT))


@pytest.mark.parametrize(
    "name",
    ["secrets.txt", "360p/seg_1.m4s", "../master.m3u8", "audio/", "master.m3u8/x", "poster.png"],
)
def test_a_link_permits_no_other_file(world: HlsWorld, name: str) -> None:
    answer = world.client(None).get(played(world) + name)

    assert (answer.status_code, answer.json["error"]) == (404, "not_found")


def test_a_file_that_is_not_stored_is_not_found(world: HlsWorld) -> None:
    answer = world.client(None).get(played(world) + "360p/seg_00009.m4s")

    assert (answer.status_code, answer.json["error"]) == (404, "not_found")


def test_a_link_expires(world: HlsWorld) -> None:
    folder = played(world)
    world.moved = dt.timedelta(hours=4, minutes=16)

    answer = world.client(None).get(folder + "master.m3u8")

    assert (answer.status_code, answer.json["error"]) == (403, "playback_expired")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_changed_link_is_refused(world: HlsWorld) -> None:
    folder = played(world)
    token, ulid = folder.split("/")[3:5]
    expires, signature = token.split(".")
    other = ("0" if signature[0] != "0" else "1") + signature[1:]
    forged = [
        f"/media/hls/{int(expires) + 900}.{signature}/{ulid}/master.m3u8",
        f"/media/hls/{expires}.{other}/{ulid}/master.m3u8",
        f"/media/hls/{token}/01J00000000000000000000000/master.m3u8",
        f"/media/hls/nonsense/{ulid}/master.m3u8",
    ]

    answers = [world.client(None).get(path) for path in forged]

    assert {(one.status_code, one.json["error"]) for one in answers} == {(403, "bad_signature")}


def test_a_link_to_a_deleted_production_finds_no_file(world: HlsWorld) -> None:
    folder = played(world)
    world.client().delete("/api/productions/1")

    answer = world.client(None).get(folder + "master.m3u8")

    assert (answer.status_code, answer.json["error"]) == (404, "not_found")


def test_a_page_of_another_origin_may_ask_for_parts_of_every_file(world: HlsWorld) -> None:
    folder, anybody = played(world), world.client(None)
    asked = {
        "Origin": "https://elsewhere.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "range",
    }

    for name in FILES:
        answer = anybody.options(folder + name, headers=asked)
        assert (answer.status_code, answer.data) == (204, b""), name
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "GET" in answer.headers["Access-Control-Allow-Methods"]
        assert "Range" in answer.headers["Access-Control-Allow-Headers"]
