# SPDX-License-Identifier: Apache-2.0
"""Probes as messages."""

from __future__ import annotations

from dataclasses import asdict, fields

from media.streams import AudioTrack
from media.timecode import FrameRate
from reelmill.type.v1 import media_pb2
from services.render.contract.results import ProbeResult


def probe_to_proto(found: ProbeResult) -> media_pb2.MediaProbe:
    """Convert a probe to its message."""
    probe = media_pb2.MediaProbe(
        width=found.width,
        height=found.height,
        duration=found.duration,
        frames=found.frames,
        rotation=found.rotation,
        video_codec=found.video_codec,
        audio_codec=found.audio_codec,
        has_audio=found.has_audio,
        is_hdr=found.is_hdr,
        has_alpha=found.has_alpha,
        has_varying_rate=found.has_varying_rate,
        content_type=found.content_type,
        container=found.container,
        warnings=found.warnings,
        audio_tracks=map(_track_to_proto, found.audio_tracks),
    )
    if found.fps:
        rate = FrameRate.parse(found.fps)
        probe.frame_rate.numerator, probe.frame_rate.denominator = rate.num, rate.den
    return probe


def probe_from_proto(probe: media_pb2.MediaProbe) -> ProbeResult:
    """Convert a message to a probe."""
    rate = probe.frame_rate
    return ProbeResult(
        width=probe.width,
        height=probe.height,
        duration=probe.duration,
        fps=str(FrameRate(rate.numerator, rate.denominator)) if rate.denominator else "",
        frames=probe.frames,
        rotation=probe.rotation,
        video_codec=probe.video_codec,
        audio_codec=probe.audio_codec,
        has_audio=probe.has_audio,
        is_hdr=probe.is_hdr,
        has_alpha=probe.has_alpha,
        has_varying_rate=probe.has_varying_rate,
        content_type=probe.content_type,
        container=probe.container,
        warnings=tuple(probe.warnings),
        audio_tracks=tuple(map(_track_from_proto, probe.audio_tracks)),
    )


def _track_to_proto(track: AudioTrack) -> media_pb2.AudioTrack:
    return media_pb2.AudioTrack(**asdict(track))


def _track_from_proto(track: media_pb2.AudioTrack) -> AudioTrack:
    return AudioTrack(**{field.name: getattr(track, field.name) for field in fields(AudioTrack)})
