# SPDX-License-Identifier: Apache-2.0
"""What every packager does, whether ffmpeg here or MediaConvert elsewhere packages."""

from __future__ import annotations

import math
import re
import signal
from fractions import Fraction
from pathlib import Path

import pytest

from chassis.jobs.wake_up import wake_workers
from services.hls.contract.packaging import WORK_QUEUE
from tests.support.hls.packagers import Case, MediaConvertCase, create, over
from tests.support.hls.playing import played
from tests.support.media.barcode import displayed_size, read_barcodes
from tests.support.media.video import make_video
from tests.support.process.waiting import exit_code, wait_until


@pytest.fixture(scope="module")
def long_video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_video(tmp_path_factory.mktemp("videos") / "long.mp4", 12, "640x360")


def test_a_video_is_packaged_and_every_size_of_it_plays(case: Case, tmp_path: Path) -> None:
    video = make_video(tmp_path / "Holiday.mp4", 2, "640x360")
    case.hls.store(video, upload_id=1, role="source")

    case.share_packager()
    shown = over(case, create(case, 1))

    assert shown["state"] == "ready", shown
    assert shown["playback"]["duration"] == pytest.approx(2, abs=0.1)
    assert (shown["renditions"][0]["width"], shown["renditions"][0]["height"]) == (640, 360)
    assert max(one["width"] for one in shown["renditions"]) == 640
    fetch = case.hls.fetch(shown)
    renditions = played(fetch, tmp_path)
    assert len(renditions) >= 1
    assert all(abs(one.seconds - 2) < 0.2 for one in renditions.values())
    assert fetch("poster.jpg").startswith(b"\xff\xd8")


def test_a_completed_stream_has_a_storyboard_of_its_whole_length(
    case: Case, tmp_path: Path
) -> None:
    video = make_video(tmp_path / "tiles.mp4", 5, "320x180")
    case.hls.store(video, upload_id=8, role="source")

    case.share_packager()
    shown = over(case, create(case, 8))

    assert shown["playback"]["storyboardUrl"].endswith("/storyboard.vtt")
    fetch = case.hls.fetch(shown)
    index = fetch("storyboard.vtt").decode()
    assert re.findall(r"(\S+) --> ", index) == ["00:00:00.000", "00:00:02.000", "00:00:04.000"]
    assert re.findall(r" --> (\S+)", index)[-1].startswith("00:00:05.0")
    assert "storyboard.jpg#xywh=384,0,192,108" in index
    sprite = tmp_path / "storyboard.jpg"
    sprite.write_bytes(fetch("storyboard.jpg"))
    assert displayed_size(sprite) == (576, 108)


@pytest.mark.parametrize("rate", ["25", "24000/1001"])
def test_the_frame_that_a_stream_shows_at_a_moment_becomes_its_poster(
    case: Case, tmp_path: Path, rate: str
) -> None:
    upload_id = 20 + len(rate)
    video = make_video(tmp_path / "frames.mp4", 5, "320x180", rate)
    case.hls.store(video, upload_id=upload_id, role="source")
    fps = Fraction(rate)

    case.share_packager()
    production_id = create(case, upload_id)
    shown = over(case, production_id)
    assert shown["state"] == "ready", shown
    last = math.ceil(5 * fps) - 1
    for frame, share in ((0, 0.0), (1, 0.0), (60, 0.5), (101, 0.9), (last, 0.2)):
        at = float((frame + Fraction(share)) / fps) + 1e-4
        answer = case.hls.client().post(
            f"/api/productions/{production_id}/poster", json={"atSeconds": at}
        )
        assert answer.status_code == 200, answer.json
        poster = tmp_path / f"{frame}.jpg"
        poster.write_bytes(case.hls.fetch(shown)("poster.jpg"))
        assert read_barcodes(poster) == [(1, frame)]
        assert displayed_size(poster) == (320, 180)


def test_a_silent_upright_video_is_packaged_in_its_shape(case: Case, tmp_path: Path) -> None:
    video = make_video(tmp_path / "phone.mp4", 2, "180x320", "25", audio=None)
    case.hls.store(video, upload_id=2, role="source")

    case.share_packager()
    shown = over(case, create(case, 2))

    assert shown["state"] == "ready", shown
    assert [(one["width"], one["height"]) for one in shown["renditions"]] == [(180, 320)]
    (only,) = played(case.hls.fetch(shown), tmp_path).values()
    assert (only.width, only.height) == (180, 320)
    assert all("mp4a" not in one["codecs"] for one in shown["renditions"])


def test_a_simple_profile_makes_one_size(case: Case, tmp_path: Path) -> None:
    video = make_video(tmp_path / "plain.mp4", 2, "320x180")
    case.hls.store(video, upload_id=3, role="source")
    body = {"uploadId": 3, "profile": "simple-hls", "quality": "hq"}

    case.share_packager()
    made = case.hls.client().post("/api/productions", json=body).json["production"]
    shown = over(case, made["id"])

    assert shown["state"] == "ready", shown
    assert [(one["width"], one["height"]) for one in shown["renditions"]] == [(320, 180)]


def test_a_file_that_is_no_video_fails_with_its_name_and_a_code(case: Case, tmp_path: Path) -> None:
    fake = tmp_path / "letter.mp4"
    fake.write_text("This is no video.\n" * 100)
    case.hls.store(fake, upload_id=4, role="source")

    case.share_packager()
    shown = over(case, create(case, 4))

    assert shown["state"] == "failed"
    assert shown["errorCode"] in {"not_media", "mediaconvert_input_unreadable"}
    assert shown["errorMessage"].startswith("letter: ")


def test_a_production_that_is_deleted_is_packaged_no_further(case: Case, long_video: Path) -> None:
    case.end_shared_packager()
    case.hls.store(long_video, upload_id=5, role="source")
    if isinstance(case, MediaConvertCase):
        case.installation.endpoint.faults.next("stall")
    production_id = create(case, 5)

    with case.packager() as process:
        case.hls.wait_for(production_id, lambda one: one["status"] == "processing")
        if isinstance(case, MediaConvertCase):
            endpoint = case.installation.endpoint
            wait_until(endpoint.is_converting, "the conversion")
        assert case.hls.client().delete(f"/api/productions/{production_id}").status_code == 200
        if isinstance(case, MediaConvertCase):
            wait_until(lambda: endpoint.store.all()[-1].status == "CANCELED", "the cancellation")
        process.terminate()
        assert exit_code(process) == 0

    assert case.hls.client().get(f"/api/productions/{production_id}").status_code == 404


def test_the_work_of_a_killed_packager_is_finished_by_another(case: Case, long_video: Path) -> None:
    case.end_shared_packager()
    case.hls.store(long_video, upload_id=6, role="source")
    before = case.jobs_made()
    production_id = create(case, 6)

    with case.packager() as first:
        case.hls.wait_for(production_id, lambda one: one["job"]["progressPct"] > 0)
        first.send_signal(signal.SIGKILL)
        exit_code(first)
    with case.packager():
        shown = over(case, production_id)

    # On a slow machine a lease may end once more.
    assert shown["state"] == "ready" and shown["job"]["attempt"] >= 2, shown
    if before is not None:
        assert case.jobs_made() == before + 1


def test_what_is_announced_twice_is_packaged_once(case: Case, tmp_path: Path) -> None:
    video = make_video(tmp_path / "twice.mp4", 2, "320x180")
    case.hls.store(video, upload_id=7, role="source")
    before = case.jobs_made()
    if isinstance(case, MediaConvertCase):
        case.installation.endpoint.faults.next("double_event", 10)

    with case.packager(), case.packager():
        production_id = create(case, 7)
        with case.hls.database.begin_or_join() as session:
            for _ in range(3):
                wake_workers(session, WORK_QUEUE, 1)
        shown = over(case, production_id)

    assert (shown["state"], shown["job"]["attempt"]) == ("ready", 1)
    if before is not None:
        assert case.jobs_made() == before + 1
