# SPDX-License-Identifier: Apache-2.0
"""Probes as results."""

from __future__ import annotations

from media.streams import MediaProbe
from services.render.contract.results import ProbeResult


def probe_result(probe: MediaProbe) -> ProbeResult:
    """Convert a probe; a picture has neither duration nor frame rate."""
    video, audio = probe.video, probe.audio
    duration = probe.duration
    moving = video if duration is not None else None
    return ProbeResult(
        width=video.width if video else 0,
        height=video.height if video else 0,
        duration=f"{duration.numerator}/{duration.denominator}" if duration is not None else "",
        fps=str(moving.frame_rate) if moving else "",
        frames=(moving.frames or 0) if moving else 0,
        rotation=video.rotation if video else 0,
        video_codec=video.codec if video else "",
        audio_codec=audio.codec if audio else "",
        has_audio=audio is not None,
        is_hdr=video.is_hdr if video else False,
        has_alpha=video.has_alpha if video else False,
        has_varying_rate=moving.has_varying_rate if moving else False,
        content_type=probe.content_type,
        container=probe.format,
        warnings=probe.warnings,
        audio_tracks=probe.audio_tracks,
    )
