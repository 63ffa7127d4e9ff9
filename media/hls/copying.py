# SPDX-License-Identifier: Apache-2.0
"""Whether a video, of an upload or an export, is copied as the top rung, or why it is encoded."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from media.hls.segments import frame_ticks
from media.packets import PacketTable, StreamPackets
from media.sizes import MAX_RUNG, VBV_SECONDS, Size, maxrate
from media.source_clock import HELD
from media.streams import MediaProbe, VideoStream
from media.timecode import LISTED_RATES, SAMPLE_RATE, FrameRate

COPIED_H264_PROFILES = frozenset({"Constrained Baseline", "Baseline", "Main", "High"})
HIGHEST_LEVEL = 42
MAX_AUDIO_OFFSET = Fraction(1, 10)
"""How many seconds copied audio may end before or after the video."""

AUDIO_MAXRATE = 256_000


def why_encode(probe: MediaProbe, table: PacketTable) -> str | None:
    """Return the first reason why the video cannot be copied, None when it can."""
    reason, video = why_encode_by_header(probe), probe.video
    if reason is not None or video is None:
        return reason
    packets = table.stream(video.index)
    if packets is None:
        return "no video"
    if probe.playing_time > packets.end_seconds + HELD:
        return "held picture"
    return _why_packets(packets, video)


def why_encode_by_header(probe: MediaProbe) -> str | None:
    """Return a reason to encode for which the packets need not be read, None without one."""
    video = probe.video
    if probe.content_type not in ("video/mp4", "video/quicktime"):
        return "container"
    if video is None:
        return "no video"
    if probe.zero != video.first or video.first != 0:
        return "late start"
    return _why_stream(video)


def _why_stream(video: VideoStream) -> str | None:
    reasons = {
        "codec": video.codec != "h264" or video.profile not in COPIED_H264_PROFILES,
        "level": (video.level or HIGHEST_LEVEL + 1) > HIGHEST_LEVEL,
        "pixel format": video.pix_fmt != "yuv420p",
        "colour": video.colour.space != "bt709" or video.colour.range not in ("tv", None),
        "rotation": video.rotation != 0 or video.sample_aspect != 1,
        "fields": bool(video.fields),
        "size": video.short_edge > MAX_RUNG or bool(video.width % 2 or video.height % 2),
        "frame rate": copy_rate(video) not in LISTED_RATES,
    }
    return next((name for name, wrong in reasons.items() if wrong), None)


def copy_rate(video: VideoStream) -> FrameRate:
    """Return the exact frame rate of a video that is copied."""
    return FrameRate.of(video.frame_rate)


def _why_packets(packets: StreamPackets, video: VideoStream) -> str | None:
    rate = copy_rate(video)
    tick = 1 / rate.fps / packets.time_base
    times = packets.presentation
    if not times or times != frame_ticks(tick, len(times)):
        return "uneven times"
    if not packets.packets[0].key or is_open(packets):
        return "open groups"
    ends = [*sorted(packets.keyframes), packets.end]
    if max(b - a for a, b in pairwise(ends)) > rate.keyframe_interval * tick:
        return "long groups"
    peak = maxrate(Size(video.width, video.height))
    return "bit rate" if _exceeds(packets, peak) else None


def is_open(packets: StreamPackets) -> bool:
    """Return whether any frame is decoded after a key frame but shown before it."""
    latest = None
    for packet in packets.packets:
        latest = packet.pts if packet.key else latest
        if latest is not None and packet.pts < latest:
            return True
    return False


def _exceeds(packets: StreamPackets, peak: int) -> bool:
    groups: list[list[int]] = []
    for packet in packets.packets:
        if packet.key or not groups:
            groups.append([0, 0])
        groups[-1][0] += packet.size * 8
        groups[-1][1] += packet.duration
    # The decoder's buffer lets a stream exceed the peak rate by what the buffer holds.
    return any(bits > peak * (ticks * packets.time_base + VBV_SECONDS) for bits, ticks in groups)


def copied_sound(probe: MediaProbe, table: PacketTable) -> StreamPackets | None:
    """Return the packets of the audio if it can be copied with a copied video, else None."""
    audio, video = probe.audio, probe.video
    if audio is None or video is None:
        return None
    packets, pictures = table.stream(audio.index), table.stream(video.index)
    if packets is None or pictures is None or not packets.packets:
        return None
    right_codec = audio.codec == "aac" and audio.profile == "LC"
    right_form = audio.sample_rate == SAMPLE_RATE and audio.channels == 2
    offset = abs(packets.end_seconds - pictures.end_seconds)
    on_time = packets.packets[0].pts <= 0 and offset <= MAX_AUDIO_OFFSET
    bits = sum(packet.size for packet in packets.packets) * 8
    is_small = bits <= AUDIO_MAXRATE * packets.end_seconds
    return packets if right_codec and right_form and on_time and is_small else None
