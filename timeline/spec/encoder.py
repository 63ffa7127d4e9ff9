# SPDX-License-Identifier: Apache-2.0
"""How the pictures of an export are compressed, so that it can be the top rung of a stream."""

from __future__ import annotations

from dataclasses import dataclass

from media.timecode import FrameRate
from timeline.document.timeline import Quality
from timeline.plan.geometry import Size

CRF = {"draft": 23, "standard": 20, "high": 18}
MAX_KBPS = {360: 1000, 480: 1500, 540: 1800, 720: 3500, 1080: 6500, 1440: 12000, 2160: 24000}


@dataclass(frozen=True, slots=True)
class EncoderProfile:
    """The settings of one x264 encode; chunks join only when theirs are equal."""

    width: int
    height: int
    fps: str
    timescale: int
    keyframe_interval: int
    crf: int
    maxrate_kbps: int
    bufsize_kbps: int
    preset: str = "veryfast"

    @property
    def rate(self) -> FrameRate:
        """The frame rate as an exact ratio."""
        return FrameRate.parse(self.fps)


def encoder_profile(*, size: Size, rate: FrameRate, quality: Quality) -> EncoderProfile:
    """The profile for a frame size, rate and quality."""
    maxrate = MAX_KBPS[size.short_edge]
    return EncoderProfile(
        width=size.width,
        height=size.height,
        fps=str(rate),
        timescale=rate.timescale,
        keyframe_interval=rate.keyframe_interval,
        crf=CRF[quality],
        maxrate_kbps=maxrate,
        bufsize_kbps=2 * maxrate,
    )
