# SPDX-License-Identifier: Apache-2.0
"""An export of twenty minutes takes no more memory than one of a minute."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from media.timecode import DEFAULT_RATE
from tests.support.media.ffmpeg import packets_of, run
from tests.support.media.video import make_video
from tests.support.process.memory import Peak
from tests.support.render.cluster import ROOT
from tests.support.render.long_timelines import FIRST_IMAGE, MUSIC, VOICE, longest_timeline

MINUTE, LONGEST = 60, 1200
MORE = 40 << 20
"""What a long export may take more: its plan, and the table of its 92,250 packets."""


@dataclass(frozen=True, slots=True)
class MeasuredExport:
    """An export, and the peak memory of the command and of its largest child."""

    path: Path
    command_bytes: int
    child_bytes: int


def export(folder: Path, *, seconds: int) -> MeasuredExport:
    """Export in a process of its own; the clips repeat, so that few chunks are rendered."""
    timeline, target = folder / f"{seconds}.json", folder / f"{seconds}.mp4"
    timeline.write_text(json.dumps(longest_timeline(seconds=seconds, repeats=True)))
    argv = [sys.executable, "-m", "services.render", "export", str(timeline), "--slots", "1"]
    argv += ["--media", str(folder / "media"), "--cache", str(folder / f"cache-{seconds}")]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "gen")])
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": paths}
    command = subprocess.Popen([*argv, "-o", str(target)], env=environ)
    with Peak(command.pid) as peak:
        assert command.wait(timeout=1500) == 0
    return MeasuredExport(target, peak.own_bytes, peak.bytes)


def write_media(media: Path) -> None:
    """Write small sources, and narration as long as the longest timeline."""
    media.mkdir()
    for number in range(1, 6):
        make_video(media / f"{number}.mp4", 32, "320x180", barcode_source_id=number)
    for number in (FIRST_IMAGE, FIRST_IMAGE + 1):
        Image.new("RGB", (640, 360), (number, 90, 30)).save(media / f"{number}.png")
    for number, seconds in ((VOICE, LONGEST), (MUSIC, MINUTE)):
        tone = f"sine=f={2 * number}:r=8000:d={seconds},tremolo=f=0.2:d=0.9"
        run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", tone, str(media / f"{number}.wav")])


@pytest.mark.timeout(3000)
def test_the_memory_of_an_export_does_not_grow_with_its_length(tmp_path: Path) -> None:
    write_media(tmp_path / "media")

    short, long = (export(tmp_path, seconds=seconds) for seconds in (MINUTE, LONGEST))

    for each in (short, long):
        print(f"\n{each.path.stem} s: command {each.command_bytes >> 20} MB", end=", ")
        print(f"largest child {each.child_bytes >> 20} MB")
    table = packets_of(long.path)
    frames = DEFAULT_RATE.frame(LONGEST)
    assert table.video is not None and len(table.video.packets) == frames
    assert table.audio is not None and table.audio.end == DEFAULT_RATE.samples(frames)
    assert long.command_bytes <= short.command_bytes + MORE
    assert long.child_bytes <= short.child_bytes + MORE // 4
