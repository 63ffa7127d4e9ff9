# SPDX-License-Identifier: Apache-2.0
"""What probing found, in the words of render's domain."""

from __future__ import annotations

from media.streams import MediaProbe
from services.render.contract.results import ProbeResult


def facts_of(probe: MediaProbe) -> ProbeResult:
    """Write a probe as the facts that render stores and announces."""
    video, audio = probe.video, probe.audio
    moves = video is not None and probe.duration is not None
    duration = probe.duration
    return ProbeResult(
        width=video.width if video else 0,
        height=video.height if video else 0,
        duration=f"{duration.numerator}/{duration.denominator}" if duration is not None else "",
        fps=str(video.frame_rate) if video and moves else "",
        frames=(video.frames or 0) if video and moves else 0,
        rotation=video.rotation if video else 0,
        video_codec=video.codec if video else "",
        audio_codec=audio.codec if audio else "",
        has_audio=audio is not None,
        is_hdr=video.is_hdr if video else False,
        content_type=probe.content_type,
        container=probe.format,
    )
