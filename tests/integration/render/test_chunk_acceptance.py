# SPDX-License-Identifier: Apache-2.0
"""A chunk is stored only if its frames are all there and its key frames decode."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from chassis.jobs.errors import JobFailed
from chassis.process import ChildFailed
from chassis.storage import MemoryStorage
from media.packets import Packet
from media.timecode import DEFAULT_RATE
from services.render.node.context import JobContext
from services.render.node.jobs.chunk import check_chunk_file
from tests.support.media.ffmpeg import run
from tests.support.render.job_contexts import job_context

FRAMES = 130
GROUP = DEFAULT_RATE.keyframe_interval


@pytest.fixture
def context(tmp_path: Path) -> JobContext:
    """What a job works with."""
    return job_context(tmp_path, MemoryStorage())


def a_chunk(folder: Path, *, frames: int = FRAMES) -> Path:
    """Encode a chunk as exports have them."""
    path = folder / "chunk.mp4"
    picture = f"testsrc2=s=640x360:r=30,noise=alls=20:allf=t,trim=end_frame={frames}"
    groups = f"keyint={GROUP}:min-keyint={GROUP}:scenecut=0:open-gop=0"
    options = ["-preset", "veryfast", "-x264-params", groups, "-pix_fmt", "yuv420p"]
    clock = ["-video_track_timescale", str(DEFAULT_RATE.timescale)]
    run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", picture, *options, *clock, str(path)])
    return path


def spoil(context: JobContext, path: Path, which: Callable[[list[Packet]], Packet]) -> None:
    """Overwrite the middle of one frame of a file."""
    video = context.read_packets(path).video
    assert video is not None
    packet = which(list(video.packets))
    assert packet.position is not None
    with path.open("r+b") as file:
        file.seek(packet.position + packet.size // 3)
        file.write(b"\xff" * (packet.size // 3))


def test_a_whole_chunk_is_accepted(context: JobContext, tmp_path: Path) -> None:
    table = check_chunk_file(context, a_chunk(tmp_path), frames=FRAMES, rate=DEFAULT_RATE)

    assert table.video is not None
    assert len(table.video.packets) == FRAMES
    assert len(table.video.keyframes) == 3


def test_a_chunk_that_lacks_a_frame_is_refused(context: JobContext, tmp_path: Path) -> None:
    short = a_chunk(tmp_path, frames=FRAMES - 1)

    with pytest.raises(JobFailed) as problem:
        check_chunk_file(context, short, frames=FRAMES, rate=DEFAULT_RATE)

    assert problem.value.code == "wrong_packets"


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_chunk_with_a_spoilt_key_frame_is_refused(
    context: JobContext, tmp_path: Path, number: int
) -> None:
    path = a_chunk(tmp_path)
    spoil(context, path, lambda packets: [each for each in packets if each.key][number])

    with pytest.raises(ChildFailed, match="corrupt decoded frame"):
        check_chunk_file(context, path, frames=FRAMES, rate=DEFAULT_RATE)
