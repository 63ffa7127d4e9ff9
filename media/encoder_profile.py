# SPDX-License-Identifier: Apache-2.0
"""The settings of an export's video encode; an export made with them can be the top HLS rung."""

from __future__ import annotations

from dataclasses import dataclass

from media.sizes import CRF, Quality, Size, bufsize, maxrate
from media.timecode import FrameRate


@dataclass(frozen=True, slots=True)
class EncoderProfile:
    """The settings of one x264 encode; chunks can be concatenated only when theirs are equal.

    Width and height are in pixels, maxrate in bits per second, bufsize in bits.
    """

    width: int
    height: int
    fps: str
    timescale: int
    keyframe_interval: int
    crf: int
    maxrate: int
    bufsize: int
    preset: str = "veryfast"

    @property
    def rate(self) -> FrameRate:
        """The frame rate as an exact ratio."""
        return FrameRate.parse(self.fps)


def encoder_profile(*, size: Size, rate: FrameRate, quality: Quality) -> EncoderProfile:
    """Return the profile for a frame size, a frame rate and a quality."""
    peak = maxrate(size)
    return EncoderProfile(
        width=size.width,
        height=size.height,
        fps=str(rate),
        timescale=rate.timescale,
        keyframe_interval=rate.keyframe_interval,
        crf=CRF[quality],
        maxrate=peak,
        bufsize=bufsize(peak),
    )
