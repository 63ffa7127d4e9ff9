# SPDX-License-Identifier: Apache-2.0
"""Upload → timeline → export → HLS → publish → play, on both profiles."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.support.hls.check import hls_violations
from tests.support.media.barcode import read_barcodes
from tests.support.media.ffmpeg import packets_of, probe_of, run
from tests.support.media.video import make_video
from tests.support.platform.creator import Creator, a_creator, clip
from tests.support.platform.player import play

# 30 fps; cuts off the 2 s grid, a gap, a reordered and a repeated clip.
CUT = [("b", 1.0, 3.5), ("a", 0.5, 2.2), None, ("c", 2.0, 4.1), ("a", 0.5, 2.2)]
GAP = 0.7


@dataclass
class Lifecycle:
    """What came of one journey."""

    creator: Creator
    uploads: dict[str, int]
    expected: list[tuple[int, int] | None]
    status: dict[str, Any]
    export: dict[str, Any]
    master: Path
    production_id: int
    publication: dict[str, Any]


def timeline(uploads: dict[str, int]) -> tuple[list[dict[str, Any]], list[tuple[int, int] | None]]:
    """Lay the cut on a timeline, and say which source frame each of its frames shows."""
    clips, frames, at = [], [], 0.0
    for number, part in enumerate(CUT):
        if part is None:
            frames += [None] * round(GAP * 30)
            at += GAP
            continue
        name, first, last = part
        clips.append(clip(f"clip-{number}", uploads[name], (first, last), start=round(at, 3)))
        source = "abc".index(name) + 1
        frames += [(source, frame) for frame in range(round(first * 30), round(last * 30))]
        at += last - first
    return clips, frames


@pytest.fixture(scope="module")
def lifecycle(platform: str, tmp_path_factory: pytest.TempPathFactory):
    """Make the journey once for all tests of this file."""
    folder = tmp_path_factory.mktemp("lifecycle")
    with a_creator(platform) as creator:
        uploads = {}
        for number, name in enumerate("abc", start=1):
            path = make_video(folder / f"{name}.mp4", 5, "640x360", "30", barcode_source_id=number)
            uploads[name] = creator.upload(path)
        assert {creator.ready(one)["state"] for one in uploads.values()} == {"ready"}
        clips, expected = timeline(uploads)
        project = creator.project(clips, name="Three clips")
        status = creator.exported(project)
        assert status["status"] == "completed", status
        export_id = status["resultUploadId"]
        master = creator.download(export_id, folder / "master.mp4")
        production = creator.packaged(export_id)
        publication = creator.published(production)
        export = creator.get(f"/api/uploads/{export_id}")["upload"]
        yield Lifecycle(creator, uploads, expected, status, export, master, production, publication)


def test_every_frame_of_the_export_is_the_right_frame(lifecycle: Lifecycle) -> None:
    shown = read_barcodes(lifecycle.master)

    assert len(shown) == len(lifecycle.expected)
    wrong = [
        (number, got, want)
        for number, (got, want) in enumerate(zip(shown, lifecycle.expected, strict=True))
        if (got and tuple(got)) != want
    ]
    assert not wrong


def test_the_export_has_exactly_its_timelines_length_and_decodes_cleanly(
    lifecycle: Lifecycle,
) -> None:
    probe = probe_of(lifecycle.master)
    table = packets_of(lifecycle.master)
    frames = len(lifecycle.expected)
    decoded = run(
        ["ffmpeg", "-v", "warning", "-xerror", "-i", str(lifecycle.master), "-f", "null", "-"]
    )

    assert len(table.video.packets) == frames
    assert probe.picture().frame_rate == 30
    assert abs(table.audio.end_seconds - table.video.end_seconds) <= Fraction(1024, 48000)
    assert decoded.stderr.strip() == ""


def test_the_export_is_listed_with_its_project(lifecycle: Lifecycle) -> None:
    item = lifecycle.creator.get("/api/exports")["items"][0]

    assert item["id"] == lifecycle.status["resultUploadId"]
    assert item["projectName"] == "Three clips"
    assert item["name"] == "Three clips"


def test_exports_are_not_among_the_sources(lifecycle: Lifecycle) -> None:
    listed = {one["id"] for one in lifecycle.creator.get("/api/uploads")["items"]}

    assert listed == set(lifecycle.uploads.values())


def test_the_packaged_stream_has_no_violation(lifecycle: Lifecycle) -> None:
    creator = lifecycle.creator
    production = creator.get(f"/api/productions/{lifecycle.production_id}")["production"]
    master_url = production["playback"]["masterUrl"]
    folder = master_url.rsplit("/", 1)[0]

    violations = hls_violations(lambda name: creator.request("GET", f"{folder}/{name}").content)

    assert not violations


def test_the_top_rendition_is_a_copy_of_the_export(lifecycle: Lifecycle) -> None:
    path = f"/api/productions/{lifecycle.production_id}"
    renditions = lifecycle.creator.get(path)["production"]["renditions"]

    assert [one["isCopy"] for one in renditions if one["height"] == 360] == [True]


def test_the_feed_shows_the_publication_to_everyone(lifecycle: Lifecycle, platform: str) -> None:
    space = lifecycle.publication["spaceId"]
    anonymous = Creator(platform)
    items = anonymous.get(f"/api/spaces/{space}/feed")["items"]
    anonymous.close()

    assert [one["publication"]["id"] for one in items] == [lifecycle.publication["id"]]


def test_the_watch_page_plays_in_a_browser(lifecycle: Lifecycle, platform: str) -> None:
    played = play(f"{platform}/watch/{lifecycle.publication['id']}", seconds=3.0)

    assert played.current_time >= 3.0
    assert played.errors == []
    assert played.size == (640, 360)
    assert played.violations == []


def test_publishing_the_same_production_again_makes_no_second_publication(
    lifecycle: Lifecycle,
) -> None:
    again = lifecycle.creator.published(lifecycle.production_id, lifecycle.publication["spaceId"])

    assert again["id"] == lifecycle.publication["id"]


def test_a_freeze_frame_is_an_image_that_an_export_shows(platform: str, tmp_path: Path) -> None:
    path = make_video(tmp_path / "a.mp4", 2, "640x360", "30", barcode_source_id=3)
    with a_creator(platform) as creator:
        upload = creator.upload(path)
        creator.ready(upload)
        frozen = creator.frozen(upload, at_seconds=29 / 30)
        image = creator.get(f"/api/uploads/{frozen}")["upload"]
        inset = clip("inset", upload, (0.5, 1), start=0, sizePctWidth=25)
        over = {"id": "held", "uploadId": frozen, "startSeconds": 0.5, "endSeconds": 1}
        still = {"id": "still", "uploadId": frozen, "startSeconds": 1, "endSeconds": 1.5}
        project = creator.project(
            [clip("one", upload, (0, 1), start=0)],
            stills=[still],
            videoOverlays=[inset],
            videoOverlayStills=[{**over, "sizePctWidth": 25}],
        )
        status = creator.exported(project)
        master = creator.download(status["resultUploadId"], tmp_path / "master.mp4")

    assert (image["state"], image["imageRole"]) == ("ready", "freeze_frame")
    assert (image["width"], image["height"]) == (640, 360)
    assert read_barcodes(master) == [(3, n) for n in range(30)] + [(3, 29)] * 15


def test_a_portrait_cut_without_sound_exports_in_portrait(platform: str, tmp_path: Path) -> None:
    path = make_video(tmp_path / "tall.mp4", 2, "360x640", "24", audio=None, barcode_source_id=9)
    with a_creator(platform) as creator:
        upload = creator.upload(path)
        ready = creator.ready(upload)
        project = creator.project([clip("one", upload, (0, 2))])
        status = creator.exported(project)
        export = creator.get(f"/api/uploads/{status['resultUploadId']}")["upload"]

    assert ready["state"] == "ready"
    assert status["status"] == "completed"
    assert (export["width"], export["height"], export["orientation"]) == (360, 640, "portrait")
    assert export["hasAudio"] is True


def test_exporting_unchanged_work_again_renders_nothing_anew(lifecycle: Lifecycle) -> None:
    creator = lifecycle.creator
    clips, _ = timeline(lifecycle.uploads)
    project = creator.project(clips, name="The same again")
    status = creator.exported(project)
    render = creator.get(f"/api/renders/{status['jobId']}")["render"]

    assert status["status"] == "completed"
    assert status["resultUploadId"] != lifecycle.status["resultUploadId"]
    assert render["jobs"]["reused"] == render["jobs"]["total"] - 1
