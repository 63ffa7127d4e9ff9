# SPDX-License-Identifier: Apache-2.0
"""ffprobe: the question as argv and the answer as facts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from media.content_type import content_type
from media.probed import (
    AudioStream,
    Colour,
    DurationUnknown,
    NotMedia,
    Probe,
    Truncated,
    VideoStream,
)

INGEST_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,wav,mp3,flac,ogg,aac,"
    "png_pipe,jpeg_pipe,webp_pipe,gif"
)
# The format whitelist is what stops a playlist from reading its neighbour's file.
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
    """Ask for everything `parse_probe` needs; to count the packets the whole file is read."""
    counting = ["-count_packets"] if count else []
    return [
        *("ffprobe", "-v", "error", *INGEST_FLAGS),
        *("-show_format", "-show_streams", *counting, "-of", "json", "-i", str(path)),
    ]


def parse_probe(text: str, *, measured_end: Fraction | None = None) -> Probe:
    """Read ffprobe's JSON; `measured_end` (from packets) helps files that state no duration."""
    answer = _load(text)
    streams: list[Fields] = answer.get("streams", [])
    picture = next((s for s in streams if _is_picture(s)), None)
    sound = next((s for s in streams if _is_sound(s)), None)
    if picture is None and sound is None:
        raise NotMedia("this file holds neither picture nor sound")
    _refuse_truncated(picture)
    form = answer.get("format", {})
    video = _video(picture) if picture else None
    audio = _audio(sound) if sound else None
    kind = content_type(
        str(form.get("format_name", "")),
        brand=str(form.get("tags", {}).get("major_brand", "")),
        video_codec=video.codec if video else None,
        audio_codec=audio.codec if audio else None,
    )
    if kind.startswith("image/"):
        return Probe(str(form["format_name"]), kind, None, video, None)
    late, length = _timing(form, picture or sound or {}, measured_end)
    if video:
        video = replace(video, late=late)
    return Probe(str(form["format_name"]), kind, length, video, audio)


def _load(text: str) -> Fields:
    try:
        answer = json.loads(text or "{}")
    except json.JSONDecodeError as error:
        raise NotMedia("this file could not be read as media") from error
    return answer if isinstance(answer, dict) else {}


def _is_picture(stream: Fields) -> bool:
    cover = stream.get("disposition", {}).get("attached_pic", 0)
    return stream.get("codec_type") == "video" and not cover and bool(stream.get("width"))


def _is_sound(stream: Fields) -> bool:
    return stream.get("codec_type") == "audio" and bool(int(stream.get("sample_rate", 0) or 0))


def _refuse_truncated(picture: Fields | None) -> None:
    if picture is None:
        return
    said, read = _count(picture.get("nb_frames")), _count(picture.get("nb_read_packets"))
    if said is not None and read is not None and read < said:
        raise Truncated(f"this file announces {said} frames but holds {read}")


def _count(value: Any) -> int | None:
    return int(value) if value is not None and str(value).isdigit() else None


def _ratio(value: Any, separator: str = "/") -> Fraction | None:
    """Read "30000/1001", "1:1" or a decimal; zero, N/A and nonsense are None."""
    try:
        return Fraction(str(value).replace(separator, "/")) or None
    except (ValueError, ZeroDivisionError):
        return None


def _text(stream: Fields, name: str) -> str | None:
    value = stream.get(name)
    return None if value is None or value in UNSET else str(value)


def _video(stream: Fields) -> VideoStream:
    aspect = _ratio(stream.get("sample_aspect_ratio"), ":") or Fraction(1)
    turn = _rotation(stream)
    width, height = int(stream["width"]), int(stream["height"])
    shown = (max(1, round(width * aspect)), height)
    shown = shown[::-1] if turn % 180 else shown
    rate = _ratio(stream.get("avg_frame_rate")) or _ratio(stream.get("r_frame_rate"))
    level = stream.get("level")
    return VideoStream(
        index=int(stream["index"]),
        codec=str(stream.get("codec_name", "unknown")),
        profile=_text(stream, "profile"),
        level=int(level) if level is not None and int(level) > 0 else None,
        width=shown[0],
        height=shown[1],
        coded_width=width,
        coded_height=height,
        sample_aspect=aspect,
        rotation=turn,
        frame_rate=rate or Fraction(30),
        frames=_count(stream.get("nb_frames")) or _count(stream.get("nb_read_packets")),
        pix_fmt=str(stream.get("pix_fmt", "unknown")),
        colour=_colour(stream),
        has_b_frames=bool(int(stream.get("has_b_frames", 0) or 0)),
        late=Fraction(0),
    )


def _colour(stream: Fields) -> Colour:
    return Colour(
        space=_text(stream, "color_space"),
        primaries=_text(stream, "color_primaries"),
        transfer=_text(stream, "color_transfer"),
        range=_text(stream, "color_range"),
    )


def _rotation(stream: Fields) -> int:
    """Clockwise degrees by which players turn the picture: 0, 90, 180 or 270."""
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
    """How late the main stream begins, and how long it plays from the file's first moment."""
    begins = _ratio(form.get("start_time")) or Fraction(0)
    first = _ratio(stream.get("start_time")) or begins
    length = _end(form, stream, first, measured_end) - begins
    late = first - begins
    # Less than a frame is the priming of the sound, not a pause before the picture.
    frame = 1 / (_ratio(stream.get("avg_frame_rate")) or Fraction(30))
    return (late, length) if late >= frame else (Fraction(0), length - late)


def _end(form: Fields, stream: Fields, first: Fraction, measured_end: Fraction | None) -> Fraction:
    own = _ratio(stream.get("duration"))
    if own is not None:
        return first + own
    end = _clock(stream.get("tags", {}).get("DURATION")) or measured_end
    if end is not None:
        return end
    whole = _ratio(form.get("duration"))
    if whole is None:
        raise DurationUnknown("this file does not say how long it plays")
    return (_ratio(form.get("start_time")) or Fraction(0)) + whole


def _clock(value: Any) -> Fraction | None:
    """Read Matroska's "00:01:02.500000000"."""
    parts = str(value).split(":")
    if len(parts) != 3:
        return None
    amounts = [_ratio(part) or Fraction(0) for part in parts]
    return (amounts[0] * 3600 + amounts[1] * 60 + amounts[2]) or None
