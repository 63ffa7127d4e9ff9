# SPDX-License-Identifier: Apache-2.0
"""The ffprobe command for an upload, and the parser of its output."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from media.content_type import content_type
from media.errors import DurationUnknown, NotMedia, Truncated
from media.streams import AudioStream, Colour, MediaProbe, VideoStream

INGEST_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,wav,mp3,flac,ogg,aac,"
    "png_pipe,jpeg_pipe,webp_pipe,gif"
)
# The whitelists keep a playlist in an upload from reading other files.
INGEST_OPTIONS: Mapping[str, str | int] = {
    "protocol_whitelist": "file",
    "format_whitelist": INGEST_FORMATS,
    "max_pixels": 40_000_000,
}
INGEST_FLAGS: tuple[str, ...] = tuple(
    part for name, value in INGEST_OPTIONS.items() for part in (f"-{name}", str(value))
)
UNSET = ("unknown", "N/A", "", "reserved")
Fields = Mapping[str, Any]


def probe_argv(path: Path, *, count: bool = True) -> list[str]:
    """Return the command for `parse_probe`; with `count`, ffprobe reads the whole file."""
    counting = ["-count_packets"] if count else []
    return [
        *("ffprobe", "-v", "error", *INGEST_FLAGS),
        *("-show_format", "-show_streams", *counting, "-of", "json", "-i", str(path)),
    ]


def parse_probe(text: str, *, measured_end: Fraction | None = None) -> MediaProbe:
    """Read ffprobe's JSON; `measured_end` (from packets) is used where a file states no duration.

    A file that cannot be used raises UnusableMedia.
    """
    answer = _load(text)
    streams: list[Fields] = answer.get("streams", [])
    video_fields = next((s for s in streams if _is_video(s)), None)
    audio_fields = next((s for s in streams if _is_audio(s)), None)
    if video_fields is None and audio_fields is None:
        raise NotMedia("this file has neither video nor audio")
    _check_truncated(video_fields)
    form = answer.get("format", {})
    video = _video(video_fields) if video_fields else None
    audio = _audio(audio_fields) if audio_fields else None
    kind = content_type(
        str(form.get("format_name", "")),
        brand=str(form.get("tags", {}).get("major_brand", "")),
        video_codec=video.codec if video else None,
        audio_codec=audio.codec if audio else None,
    )
    if kind.startswith("image/"):
        return MediaProbe(str(form["format_name"]), kind, None, video, None)
    offset, length = _timing(form, video_fields or audio_fields or {}, measured_end)
    if video:
        video = replace(video, start_offset=offset)
    return MediaProbe(str(form["format_name"]), kind, length, video, audio)


def _load(text: str) -> Fields:
    try:
        answer = json.loads(text or "{}")
    except json.JSONDecodeError as error:
        raise NotMedia("this file could not be read as media") from error
    return answer if isinstance(answer, dict) else {}


def _is_video(stream: Fields) -> bool:
    cover = stream.get("disposition", {}).get("attached_pic", 0)
    return stream.get("codec_type") == "video" and not cover and bool(stream.get("width"))


def _is_audio(stream: Fields) -> bool:
    return stream.get("codec_type") == "audio" and bool(int(stream.get("sample_rate", 0) or 0))


def _check_truncated(video: Fields | None) -> None:
    if video is None:
        return
    stated, read = _count(video.get("nb_frames")), _count(video.get("nb_read_packets"))
    if stated is not None and read is not None and read < stated:
        raise Truncated(f"this file states {stated} frames but has {read}")


def _count(value: Any) -> int | None:
    return int(value) if value is not None and str(value).isdigit() else None


def _ratio(value: Any, separator: str = "/") -> Fraction | None:
    """Read "30000/1001", "1:1" or a decimal; zero, N/A and other text are None."""
    try:
        return Fraction(str(value).replace(separator, "/")) or None
    except (ValueError, ZeroDivisionError):
        return None


def _text(stream: Fields, name: str) -> str | None:
    value = stream.get(name)
    return None if value is None or value in UNSET else str(value)


def _video(stream: Fields) -> VideoStream:
    aspect = _ratio(stream.get("sample_aspect_ratio"), ":") or Fraction(1)
    rotation = _rotation(stream)
    width, height = int(stream["width"]), int(stream["height"])
    displayed = (max(1, round(width * aspect)), height)
    displayed = displayed[::-1] if rotation % 180 else displayed
    rate = _ratio(stream.get("avg_frame_rate")) or _ratio(stream.get("r_frame_rate"))
    level = stream.get("level")
    return VideoStream(
        index=int(stream["index"]),
        codec=str(stream.get("codec_name", "unknown")),
        profile=_text(stream, "profile"),
        level=int(level) if level is not None and int(level) > 0 else None,
        width=displayed[0],
        height=displayed[1],
        coded_width=width,
        coded_height=height,
        sample_aspect=aspect,
        rotation=rotation,
        frame_rate=rate or Fraction(30),
        frames=_count(stream.get("nb_frames")) or _count(stream.get("nb_read_packets")),
        pix_fmt=str(stream.get("pix_fmt", "unknown")),
        colour=_colour(stream),
        has_b_frames=bool(int(stream.get("has_b_frames", 0) or 0)),
        start_offset=Fraction(0),
    )


def _colour(stream: Fields) -> Colour:
    return Colour(
        space=_text(stream, "color_space"),
        primaries=_text(stream, "color_primaries"),
        transfer=_text(stream, "color_transfer"),
        range=_text(stream, "color_range"),
    )


def _rotation(stream: Fields) -> int:
    """Return the clockwise degrees by which players turn the video: 0, 90, 180 or 270."""
    for data in stream.get("side_data_list", []):
        if "rotation" in data:
            return round(-float(data["rotation"]) / 90) * 90 % 360
    return 0


def _audio(stream: Fields) -> AudioStream:
    return AudioStream(
        index=int(stream["index"]),
        codec=str(stream.get("codec_name", "unknown")),
        profile=_text(stream, "profile"),
        sample_rate=int(stream["sample_rate"]),
        channels=int(stream.get("channels", 0)),
    )


def _timing(
    form: Fields, stream: Fields, measured_end: Fraction | None
) -> tuple[Fraction, Fraction]:
    """Return the offset of the main stream from the file's start, and the duration from there."""
    begins = _ratio(form.get("start_time")) or Fraction(0)
    first = _ratio(stream.get("start_time")) or begins
    length = _end(form, stream, first, measured_end) - begins
    offset = first - begins
    # Less than a frame is the priming of the audio, not a pause before the video.
    frame = 1 / (_ratio(stream.get("avg_frame_rate")) or Fraction(30))
    return (offset, length) if offset >= frame else (Fraction(0), length - offset)


def _end(form: Fields, stream: Fields, first: Fraction, measured_end: Fraction | None) -> Fraction:
    own = _ratio(stream.get("duration"))
    if own is not None:
        return first + own
    end = _clock(stream.get("tags", {}).get("DURATION")) or measured_end
    if end is not None:
        return end
    whole = _ratio(form.get("duration"))
    if whole is None:
        raise DurationUnknown("this file states no duration")
    return (_ratio(form.get("start_time")) or Fraction(0)) + whole


def _clock(value: Any) -> Fraction | None:
    """Read Matroska's "00:01:02.500000000"."""
    parts = str(value).split(":")
    if len(parts) != 3:
        return None
    amounts = [_ratio(part) or Fraction(0) for part in parts]
    return (amounts[0] * 3600 + amounts[1] * 60 + amounts[2]) or None
