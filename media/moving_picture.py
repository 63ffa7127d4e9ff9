# SPDX-License-Identifier: Apache-2.0
"""The moving picture of a file: which stream it is, and what its packets say of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from media.accepted import MP4
from media.errors import Truncated
from media.fields import fields_argv, may_be_interlaced, parse_fields
from media.frame_grid import grid_of
from media.packet_times import PacketTimes
from media.picture_trial import how_late, is_stamped_late
from media.probe import Fields, stated_frames, video_fields, video_stream
from media.source_clock import Picture, measured_rate, tick_of
from media.stream_choice import by_preference, real_pictures
from media.streams import VideoStream


def find_picture(header: Fields, times: Mapping[int, PacketTimes]) -> Picture | None:
    """Return the moving picture that is shown of a file, None when there is none.

    Truncated when the file states more frames than it has.
    """
    found = []
    for fields in video_fields(header):
        packets = times.get(int(fields["index"]))
        if packets is not None and packets.pts:
            stated = stated_frames(fields)
            is_exact = header["format"]["format_name"] == MP4
            if is_exact and stated is not None and packets.count < stated:
                raise Truncated(
                    f"this file was cut off: it states {stated} frames but has {packets.count};"
                    " upload the whole file"
                )
            tick = tick_of(fields)
            found.append(Picture(fields, packets, tick, packets.first * tick, packets.end * tick))
    real = real_pictures(found, frames=lambda each: len(each.times.pts))
    ordered = by_preference(
        real, fields=lambda each: each.fields, length=lambda each: each.end - each.first
    )
    return ordered[0] if ordered else None


def measured_video(picture: Picture) -> VideoStream:
    """Return a picture as its header describes it and its packets have it."""
    video, count = video_stream(picture.fields), len(picture.times.pts)
    rate = measured_rate(video.frame_rate, picture)
    return replace(
        video,
        first=picture.first,
        frames=count,
        frame_rate=rate.fps,
        has_varying_rate=rate.is_varying,
        grid=grid_of(picture.times.pts, picture.tick, stated=(video.frame_rate, rate.fps)),
    )


def tried_video(
    path: Path,
    header: Fields,
    picture: Picture,
    video: VideoStream,
    *,
    inspect: Callable[[Sequence[str]], str],
) -> VideoStream:
    """Return a video with what is found by decoding some of it, where headers do not say it."""
    if is_stamped_late(header, picture):
        late = how_late(path, picture, inspect=inspect)
        video = replace(video, stamped_late=late)
    if may_be_interlaced(picture.fields):
        detected = inspect(fields_argv(path, video.index))
        video = replace(video, fields=parse_fields(detected))
    return video
