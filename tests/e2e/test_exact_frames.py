# SPDX-License-Identifier: Apache-2.0
"""An exact frame is the frame of the export, and the platform knows what is rendered already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.media.ffmpeg import run
from tests.support.platform.creator import Creator, a_creator, clip
from tests.support.platform.profiles import ON_EMBEDDED_IN_SUITE
from tests.support.render.exact_frames import exact_frame, frame_of_export, image_of, psnr

pytestmark = ON_EMBEDDED_IN_SUITE

SIZE = (960, 540)
FRAMES = (0, 20, 70, 130, 149)
"""The first one, a title that fades in, an inset, a gap, and the last one."""

LEAST_DB = 40.0
"""What differs is that an export is encoded by x264, and an exact frame is not.

Of colours that run into one another x264 loses little; of a Mandelbrot set so much at 1.8 Mbit/s
that 34 dB are left, whether an exact frame is made from the upload or from a stretch.
"""


@dataclass
class Compared:
    """A project, its exact frames that were drawn before its export, and its export."""

    creator: Creator
    project_id: int
    before: dict[str, Any]
    after: dict[str, Any]
    exact: dict[int, Any]
    shown: dict[int, Any]


def _video(path: Path) -> Path:
    source = "gradients=s=1280x720:r=30:n=5:speed=0.05:seed=7:c0=#12193f:c1=#e8743b"
    argv = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"{source},format=yuv420p"]
    argv += ["-t", "12"]
    run([*argv, "-c:v", "libx264", "-preset", "veryfast", "-crf", "16", str(path)])
    return path


def _timeline(upload_id: int) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    clips = [
        clip("a", upload_id, (5, 9), start=0),
        clip("b", upload_id, (1, 1.5), start=4.5),
    ]
    title = {"id": "t", "startSeconds": 0.5, "endSeconds": 2, "text": "Exact", "fade": "in_out"}
    inset = {"id": "i", "uploadId": upload_id, "startSeconds": 2, "sizePctWidth": 40}
    inset |= {"sourceStartSeconds": 0, "sourceEndSeconds": 1, "position": "top_left"}
    root = {"screenTitles": [title], "videoOverlays": [inset], "output": {"height": 540}}
    return clips, root


@pytest.fixture(scope="module")
def compared(platform: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compared]:
    folder = tmp_path_factory.mktemp("exact")
    with a_creator(platform) as creator:
        upload_id = creator.upload(_video(folder / "source.mp4"))
        assert creator.ready(upload_id)["state"] == "ready"
        clips, root = _timeline(upload_id)
        project_id = creator.project(clips, **root)
        ranges = f"/api/create-video/projects/{project_id}/rendered-ranges"
        before = creator.get(ranges)
        answers = {frame: exact_frame(creator, project_id, frame) for frame in FRAMES}
        exact = {frame: image_of(answers[frame], folder, SIZE) for frame in FRAMES}
        status = creator.exported(project_id)
        assert status["status"] == "completed", status
        export = creator.download(status["resultUploadId"], folder / "export.mp4")
        shown = {frame: frame_of_export(export, frame, SIZE) for frame in FRAMES}
        yield Compared(creator, project_id, before, creator.get(ranges), exact, shown)


@pytest.mark.parametrize("frame", FRAMES)
def test_an_exact_frame_is_the_frame_of_the_export(compared: Compared, frame: int) -> None:
    others = [psnr(compared.exact[frame], compared.shown[one]) for one in FRAMES if one != frame]
    found = psnr(compared.exact[frame], compared.shown[frame])

    print(f"frame {frame}: {found:.1f} dB; other frames at most {max(others):.1f} dB")
    assert found >= LEAST_DB
    assert max(others) < found


def test_it_is_known_which_frames_are_rendered(compared: Compared) -> None:
    before, after = compared.before, compared.after

    assert before["frames"] == after["frames"] == 150
    assert {one["state"] for one in before["ranges"]} == {"missing"}
    assert after["ranges"] == [{"startFrame": 0, "frames": 150, "state": "stored"}]


def test_frames_that_there_are_not_are_refused(compared: Compared) -> None:
    creator = compared.creator
    path = f"/api/create-video/projects/{compared.project_id}/frames"
    empty = creator.project([], name="Empty")

    beyond = creator.request("POST", path, json={"frame": 150})
    unasked = creator.request("GET", f"{path}/33")
    nothing = creator.request(
        "POST", f"/api/create-video/projects/{empty}/frames", json={"frame": 0}
    )

    assert (beyond.status_code, beyond.json()["error"]) == (400, "frame_out_of_range")
    assert (unasked.status_code, unasked.json()["error"]) == (404, "exact_frame_not_found")
    assert (nothing.status_code, nothing.json()["error"]) == (400, "empty_timeline")
