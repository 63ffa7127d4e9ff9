# SPDX-License-Identifier: Apache-2.0
"""Packager processes: they package, they end at any moment, and no job or child is left over."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.hls.check import hls_violations
from tests.support.hls.installation import HlsInstallation
from tests.support.media.video import make_video
from tests.support.process.children import children_of, is_alive
from tests.support.process.waiting import exit_code, wait_until

LIKE_OURS = (
    *("-crf", "32", "-preset", "veryfast", "-g", "60", "-bf", "2", "-sc_threshold", "0"),
    *("-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"),
    *("-color_range", "tv", "-video_track_timescale", "30000"),
)


@pytest.fixture(scope="module")
def long_video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_video(tmp_path_factory.mktemp("films") / "long.mp4", 9, "854x480")


def wait_until_gone(*pids: int) -> None:
    wait_until(lambda: not any(is_alive(pid) for pid in pids), "the end of all processes")


def test_an_export_and_a_silent_portrait_upload_are_packaged(
    installation: HlsInstallation, tmp_path: Path
) -> None:
    master = make_video(tmp_path / "Holiday.mp4", 6, "320x180", extra=LIKE_OURS)
    raw = make_video(tmp_path / "phone.mp4", 5, "480x854", "25", audio=None)
    installation.store(master, upload_id=1, role="export")
    installation.store(raw, upload_id=2, role="source")
    client = installation.client()

    with installation.packager():
        export = client.post("/api/exports/1/prep-hls").json["productionId"]
        source = client.post("/api/productions", json={"uploadId": 2}).json["production"]["id"]
        ended = [
            installation.wait_for(one, lambda shown: shown["state"] != "in_progress")
            for one in (export, source)
        ]

    assert [one["state"] for one in ended] == ["ready", "ready"], ended
    assert [one["name"] for one in ended[0]["renditions"]] == ["180p"]
    assert ended[0]["renditions"][0]["isCopy"] is True
    assert ended[0]["playback"]["duration"] == 6
    assert [(one["width"], one["height"]) for one in ended[1]["renditions"]] == [
        (480, 854),
        (360, 640),
    ]
    for shown in ended:
        assert hls_violations(installation.fetch(shown)) == []
        assert installation.fetch(shown)("poster.jpg").startswith(b"\xff\xd8")
    assert client.get("/api/exports/1/hls-status").json["progressPct"] == 100
    assert list((installation.folder / "scratch" / "packager").iterdir()) == []


def test_a_file_that_is_not_media_fails_at_once_and_is_named(
    installation: HlsInstallation, tmp_path: Path
) -> None:
    fake = tmp_path / "letter.mp4"
    fake.write_text("#EXTM3U\nfile:///etc/passwd\n")
    installation.store(fake, upload_id=3, role="export")

    with installation.packager():
        production_id = installation.client().post("/api/exports/3/prep-hls").json["productionId"]
        shown = installation.wait_for(production_id, lambda one: one["state"] == "failed")

    assert shown["errorCode"] == "not_media"
    assert shown["errorMessage"].startswith("letter: ")
    assert shown["job"]["attempt"] == 1


def test_the_job_of_a_killed_packager_is_done_by_another_and_no_child_is_left(
    installation: HlsInstallation, long_video: Path
) -> None:
    installation.store(long_video, upload_id=4, role="source")
    made = installation.client().post("/api/productions", json={"uploadId": 4}).json
    production_id = made["production"]["id"]

    with installation.packager() as first:
        installation.wait_for(production_id, lambda one: one["job"]["progressPct"] > 6)
        children = children_of(first.pid)
        first.send_signal(signal.SIGKILL)
        assert children
        wait_until_gone(first.pid, *children)
    with installation.packager():
        shown = installation.wait_for(production_id, lambda one: one["state"] != "in_progress")

    assert shown["state"] == "ready" and shown["job"]["attempt"] >= 2
    assert [one["name"] for one in shown["renditions"]] == ["480p", "360p"]
    assert list((installation.folder / "scratch" / "packager").iterdir()) == []


def test_an_export_is_playable_with_its_copied_rendition_and_survives_its_packager(
    installation: HlsInstallation, tmp_path: Path
) -> None:
    master = make_video(tmp_path / "film.mp4", 14, "854x480", extra=LIKE_OURS)
    installation.store(master, upload_id=6, role="export")
    client = installation.client()
    production_id = client.post("/api/exports/6/prep-hls", json={}).json["productionId"]

    with installation.packager() as first:
        early = installation.wait_for(production_id, lambda one: one["playable"])
        playlist = installation.fetch(early)("master.m3u8").decode()
        first.send_signal(signal.SIGKILL)
        wait_until_gone(first.pid)
    assert (early["state"], early["playback"]["isWhole"]) == ("in_progress", False)
    assert [one["status"] == "ready" for one in early["renditions"]] == [True, False]
    assert re.findall(r"^\d+p", playlist, re.MULTILINE) == ["480p"]
    assert hls_violations(installation.fetch(early)) == []

    with installation.packager():
        shown = installation.wait_for(production_id, lambda one: one["state"] != "in_progress")
    assert (shown["state"], shown["playback"]["isWhole"]) == ("ready", True)
    assert [one["name"] for one in shown["renditions"]] == ["480p", "360p"]
    assert hls_violations(installation.fetch(shown)) == []
    assert b"#xywh=192,0,192,108" in installation.fetch(shown)("storyboard.vtt")
    assert installation.fetch(shown)("storyboard.jpg").startswith(b"\xff\xd8")
    assert b"urn:mpeg:dash" in installation.fetch(shown)("manifest.mpd")


def test_a_packager_gives_its_job_back_at_sigterm_and_ends_with_its_parent(
    installation: HlsInstallation, long_video: Path
) -> None:
    installation.store(long_video, upload_id=5, role="source")
    made = installation.client().post("/api/productions", json={"uploadId": 5}).json
    production_id = made["production"]["id"]

    with installation.packager() as polite:
        installation.wait_for(production_id, lambda one: one["job"]["progressPct"] > 5)
        polite.terminate()
        assert exit_code(polite) == 0
    shown = installation.production(production_id)
    assert (shown["status"], shown["job"]["attempt"]) == ("queued", 1)

    with installation.packager(EXIT_WITH_PARENT="1") as orphan:
        installation.wait_for(production_id, lambda one: one["job"]["progressPct"] > 5)
        children = children_of(orphan.pid)
        assert orphan.stdin is not None
        orphan.stdin.close()
        assert exit_code(orphan) == 0
        wait_until_gone(*children)
    assert installation.client().delete(f"/api/productions/{production_id}").json == {"ok": True}


def test_a_packager_loads_neither_a_database_nor_a_web_framework() -> None:
    heavy = "{'flask', 'sqlalchemy', 'boto3', 'alembic', 'gunicorn'}"
    imports = "import sys, chassis.jobs.process, services.hls.packager.bootstrap"
    program = f"{imports}; print({heavy} & set(sys.modules))"
    root = Path(__file__).parents[3]

    finished = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env={"PYTHONPATH": f"{root}:{root / 'gen'}"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert finished.stdout.strip() == "set()"
