# SPDX-License-Identifier: Apache-2.0
"""Media files packaged as HLS within the process of a test."""

from __future__ import annotations

from pathlib import Path

from media.hls.package import finish_package
from media.hls.plan import PackagingPlan, plan_packaging
from media.sound import SoundMaker
from media.source_packets import packet_table
from tests.support.media.ffmpeg import inspect, make, run, source_of


def package(
    path: Path, *, scratch: Path, target: Path, audio_track: int | None = None
) -> PackagingPlan:
    """Package a file into a new folder, by way of another, and return the plan."""
    opened = source_of(path, audio_track)
    for folder in (scratch, target):
        folder.mkdir()
    plan = plan_packaging(opened.path, scratch, probe=opened.probe, packets=packet_table(opened))
    if plan.sound is not None:
        maker = SoundMaker(scratch, inspect=inspect, make=make)
        maker.of_video(opened, plan.sound, samples=plan.samples)
    for argv in plan.commands:
        run(argv)
    finish_package(plan, target)
    return plan
