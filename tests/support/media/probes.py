# SPDX-License-Identifier: Apache-2.0
"""What a probe finds in a video of five seconds as exports are, with sound."""

from __future__ import annotations

from fractions import Fraction

from media.streams import AudioStream, Colour, MediaProbe, VideoStream

VIDEO = VideoStream(
    index=0,
    codec="h264",
    profile="High",
    level=40,
    width=1280,
    height=720,
    coded_width=1280,
    coded_height=720,
    sample_aspect=Fraction(1),
    rotation=0,
    frame_rate=Fraction(30),
    frames=150,
    pix_fmt="yuv420p",
    colour=Colour("bt709", "bt709", "bt709", "tv"),
)
AUDIO = AudioStream(index=1, codec="aac", profile="LC", sample_rate=48_000, channels=2)
PROBE = MediaProbe("mov,mp4,m4a,3gp,3g2,mj2", "video/mp4", Fraction(5), VIDEO, AUDIO)
