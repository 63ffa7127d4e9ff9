# SPDX-License-Identifier: Apache-2.0
"""Productions that can be played while they are packaged, rendition by rendition."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from chassis.jobs.errors import Fault, InvalidJobResult, JobFailure, LeaseLost
from chassis.jobs.job import Lease
from reelmill.hls.v1 import packaging_pb2
from services.hls.contract.packaging import (
    PackagedStream,
    PackagingProgress,
    Rendition,
    RenditionProgress,
)
from services.hls.coordinator.usecases import packaging
from tests.support.hls.world import HlsWorld, stream

SIZES = {"720p": (1280, 720), "360p": (640, 360)}


def rendition(name: str) -> Rendition:
    width, height = SIZES[name]
    small = stream().renditions[0]
    return small.model_copy(update={"name": name, "width": width, "height": height})


def progress(*made: str, percent: int = 0) -> PackagingProgress:
    """Return what a packager reports that has made some renditions, and so much of the others."""
    renditions = [
        RenditionProgress(
            name=name, width=width, height=height, percent=100 if name in made else percent
        )
        for name, (width, height) in SIZES.items()
    ]
    playable = PackagedStream(
        duration=Fraction(6), renditions=tuple(rendition(name) for name in made)
    ) if made else None  # fmt: skip
    return PackagingProgress(playable=playable, renditions=tuple(renditions))


def shown(world: HlsWorld) -> dict[str, Any]:  # Any: a JSON object
    production = world.client().get("/api/productions/1").json["production"]
    assert isinstance(production, dict)
    return production


def status(world: HlsWorld) -> dict[str, Any]:  # Any: a JSON object
    answer = world.client().get("/api/exports/42/hls-status").json
    assert isinstance(answer, dict)
    return answer


def started(world: HlsWorld) -> Lease:
    world.prepared()
    return world.claimed()


def test_a_production_says_which_renditions_it_will_have(world: HlsWorld) -> None:
    lease = started(world)

    packaging.advance_job(world.deps, lease=lease, progress=progress(percent=0))

    assert [one["status"] for one in shown(world)["renditions"]] == ["waiting", "waiting"]
    assert (shown(world)["playable"], shown(world)["playback"]) == (False, None)
    assert shown(world)["renditions"][0]["bandwidth"] is None


def test_a_production_is_playable_with_its_first_rendition(world: HlsWorld) -> None:
    lease = started(world)

    packaging.advance_job(world.deps, lease=lease, progress=progress("720p", percent=40))

    production = shown(world)
    assert (production["state"], production["playable"]) == ("in_progress", True)
    assert production["playback"]["duration"] == 6
    assert production["playback"]["isWhole"] is False
    assert production["playback"]["storyboardUrl"] is None
    assert production["posterUrl"] is not None
    assert [(one["name"], one["status"], one["percent"]) for one in production["renditions"]] == [
        ("720p", "ready", 100),
        ("360p", "encoding", 40),
    ]
    assert production["renditions"][0]["bandwidth"] == 900_000
    assert world.announced() == ["created", "playable"]


def test_the_status_of_an_export_says_that_it_can_be_played(world: HlsWorld) -> None:
    lease = started(world)

    packaging.advance_job(world.deps, lease=lease, progress=progress("720p"))

    assert (status(world)["state"], status(world)["playable"]) == ("in_progress", True)
    assert status(world)["renditions"][1] == {
        "name": "360p",
        "width": 640,
        "height": 360,
        "status": "waiting",
        "percent": 0,
    }


def test_the_files_of_a_playable_stream_are_served(world: HlsWorld) -> None:
    lease = started(world)
    packaging.advance_job(world.deps, lease=lease, progress=progress("720p"))
    with world.deps.reading() as uow:
        production = uow.productions.find_production(1)
    assert production is not None
    key = production.output_prefix + "master.m3u8"
    world.storage.put_bytes(key, b"#EXTM3U\n", content_type="application/vnd.apple.mpegurl")

    answer = world.client(None).get(shown(world)["playback"]["masterUrl"])

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


def test_renditions_are_added_and_the_first_is_announced_once(world: HlsWorld) -> None:
    lease = started(world)

    packaging.advance_job(world.deps, lease=lease, progress=progress("720p"))
    packaging.advance_job(world.deps, lease=lease, progress=progress("720p", percent=50))
    whole = PackagedStream(duration=Fraction(6), renditions=tuple(map(rendition, SIZES)))
    packaging.complete_job(world.deps, lease=lease, stream=whole)

    assert world.announced() == ["created", "playable", "ready"]
    assert shown(world)["playback"]["isWhole"] is True
    assert [one["name"] for one in status(world)["renditions"]] == ["720p", "360p"]


def test_what_can_be_played_stays_so_when_its_packager_ends(world: HlsWorld) -> None:
    lease = started(world)
    packaging.advance_job(world.deps, lease=lease, progress=progress("720p"))

    packaging.give_back_job(world.deps, lease=lease)

    assert (shown(world)["status"], shown(world)["playable"]) == ("queued", True)
    again = world.claimed()
    packaging.advance_job(world.deps, lease=again, progress=progress("720p"))
    assert world.announced() == ["created", "playable"]


def test_a_production_that_fails_cannot_be_played_any_more(world: HlsWorld) -> None:
    lease = started(world)
    packaging.advance_job(world.deps, lease=lease, progress=progress("720p"))
    url = shown(world)["playback"]["masterUrl"]

    failure = JobFailure("undecodable", "Holiday: it ends too early.", Fault.INPUT)
    packaging.fail_job(world.deps, lease=lease, failure=failure)

    assert (shown(world)["playable"], shown(world)["playback"]) == (False, None)
    assert world.client(None).get(url).status_code == 404


def test_a_packager_without_the_lease_lets_nothing_be_played(world: HlsWorld) -> None:
    lease = started(world)
    packaging.give_back_job(world.deps, lease=lease)

    with pytest.raises(LeaseLost):
        packaging.advance_job(world.deps, lease=lease, progress=progress("720p"))

    assert shown(world)["playable"] is False


def test_a_progress_is_read_as_it_was_sent_and_nonsense_is_refused() -> None:
    sent = progress("720p", percent=30)

    assert PackagingProgress.from_message(sent.to_message()) == sent
    with pytest.raises(InvalidJobResult):
        PackagingProgress.from_message(packaging_pb2.PackagingProgress())
