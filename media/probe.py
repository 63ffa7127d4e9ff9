# SPDX-License-Identifier: Apache-2.0
"""The ffprobe command for an upload, and the parser of its output."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from media.accepted import UPLOAD_FORMATS
from media.alpha import ALPHA_FORMATS, DECODERS
from media.content_type import content_type
from media.errors import DurationUnknown, NotMedia
from media.streams import AudioStream, AudioTrack, Colour, MediaProbe, VideoStream

INGEST_FORMATS = ",".join(UPLOAD_FORMATS)
# The whitelists keep a playlist in an upload from reading other files.
INGEST_OPTIONS: Mapping[str, str | int] = {
    "protocol_whitelist": "file",
    "format_whitelist": INGEST_FORMATS,
    "max_pixels": 40_000_000,
    # The sound of a broadcast may begin late; looked at are so many bytes and microseconds.
    "probesize": 20_000_000,
    "analyzeduration": 30_000_000,
}
INGEST_FLAGS: tuple[str, ...] = tuple(
    part for name, value in INGEST_OPTIONS.items() for part in (f"-{name}", str(value))
)
_LONGEST_TAG = 80
UNSET = ("unknown", "N/A", "", "reserved")
Fields = Mapping[str, Any]


def probe_argv(path: Path) -> list[str]:
    """Return the command for `parse_probe`; ffprobe reads the headers of the file."""
    return [
        *("ffprobe", "-v", "error", *INGEST_FLAGS),
        *("-show_format", "-show_streams", "-of", "json", "-i", str(path)),
    ]


def parse_probe(text: str) -> MediaProbe:
    """Read ffprobe's JSON: the first video, the first audio and the duration that a file states.

    A file that cannot be used raises UnusableMedia. Uploads are read by `media.intake`, which
    believes no header.
    """
    answer = load_answer(text)
    videos, audios = video_fields(answer), audio_fields(answer)
    if not videos and not audios:
        raise NotMedia("this file has neither video nor audio")
    video = video_stream(videos[0]) if videos else None
    audio = audio_stream(audios[0]) if audios else None
    kind = probed_type(answer, video, audio)
    name = str(answer["format"]["format_name"])
    if kind.startswith("image/"):
        return MediaProbe(name, kind, None, video, None)
    duration = stated_end((videos or audios)[0], Fraction(0)) or ratio(
        answer["format"].get("duration")
    )
    if duration is None:
        raise DurationUnknown("this file states no duration")
    return MediaProbe(name, kind, duration, video, audio)


def probed_type(answer: Fields, video: VideoStream | None, audio: AudioStream | None) -> str:
    """Return the content type of a probed file; a format outside the list raises NotMedia."""
    form = answer.get("format", {})
    return content_type(
        str(form.get("format_name", "")),
        brand=str(form.get("tags", {}).get("major_brand", "")),
        video_codec=video.codec if video else None,
        audio_codec=audio.codec if audio else None,
    )


def load_answer(text: str) -> Fields:
    """Read ffprobe's JSON; text that is none raises NotMedia."""
    try:
        answer = json.loads(text or "{}")
    except json.JSONDecodeError as error:
        raise NotMedia("this file could not be read as media") from error
    return answer if isinstance(answer, dict) else {}


def video_fields(answer: Fields) -> list[Fields]:
    """Return the video streams that are no cover."""
    return [stream for stream in answer.get("streams", []) if _is_video(stream)]


def audio_fields(answer: Fields) -> list[Fields]:
    """Return the audio streams."""
    return [stream for stream in answer.get("streams", []) if _is_audio(stream)]


def _is_video(stream: Fields) -> bool:
    cover = stream.get("disposition", {}).get("attached_pic", 0)
    return stream.get("codec_type") == "video" and not cover and bool(stream.get("width"))


def _is_audio(stream: Fields) -> bool:
    return stream.get("codec_type") == "audio" and bool(int(stream.get("sample_rate", 0) or 0))


def is_default(stream: Fields) -> bool:
    """Whether the file says that players should choose this stream."""
    return bool(stream.get("disposition", {}).get("default", 0))


def stated_frames(stream: Fields) -> int | None:
    """Return the number of frames that a file states for a stream."""
    return _count(stream.get("nb_frames"))


def _count(value: Any) -> int | None:
    return int(value) if value is not None and str(value).isdigit() else None


def ratio(value: Any, separator: str = "/") -> Fraction | None:
    """Read "30000/1001", "1:1" or a decimal; zero, N/A and other text are None."""
    try:
        return Fraction(str(value).replace(separator, "/")) or None
    except (ValueError, ZeroDivisionError):
        return None


def _text(stream: Fields, name: str) -> str | None:
    value = stream.get(name)
    return None if value is None or value in UNSET else str(value)


def video_stream(stream: Fields) -> VideoStream:
    """Return what the header states about a video stream."""
    aspect = ratio(stream.get("sample_aspect_ratio"), ":") or Fraction(1)
    rotation = _rotation(stream)
    width, height = int(stream["width"]), int(stream["height"])
    displayed = (max(1, round(width * aspect)), height)
    displayed = displayed[::-1] if rotation % 180 else displayed
    rate = ratio(stream.get("avg_frame_rate")) or ratio(stream.get("r_frame_rate"))
    level = stream.get("level")
    codec, pix_fmt = str(stream.get("codec_name", "unknown")), str(stream.get("pix_fmt", "unknown"))
    colour = _colour(stream)
    # Where colours are converted for other screens, the alpha is left out.
    has_plain_colours = not (colour.is_hdr or colour.is_wide)
    is_webm_alpha = has_plain_colours and codec in DECODERS and _tag(stream, "alpha_mode") == "1"
    return VideoStream(
        index=int(stream["index"]),
        codec=codec,
        profile=_text(stream, "profile"),
        level=int(level) if level is not None and int(level) > 0 else None,
        width=displayed[0],
        height=displayed[1],
        coded_width=width,
        coded_height=height,
        sample_aspect=aspect,
        rotation=rotation,
        frame_rate=rate or Fraction(30),
        frames=stated_frames(stream),
        pix_fmt=f"yuva{pix_fmt[3:]}" if is_webm_alpha else pix_fmt,
        colour=colour,
        chroma_site=_chroma_site(stream),
        has_matrix=any("displaymatrix" in data for data in stream.get("side_data_list", [])),
        has_alpha=is_webm_alpha or (has_plain_colours and pix_fmt.startswith(ALPHA_FORMATS)),
    )


def _tag(stream: Fields, name: str) -> str:
    """Return a tag, whose name some programs write in capitals."""
    tags = stream.get("tags", {})
    return str(tags.get(name, tags.get(name.upper(), "")))


def _colour(stream: Fields) -> Colour:
    return Colour(
        space=_text(stream, "color_space"),
        primaries=_text(stream, "color_primaries"),
        transfer=_text(stream, "color_transfer"),
        range=_text(stream, "color_range"),
    )


def _chroma_site(stream: Fields) -> str:
    site = _text(stream, "chroma_location")
    return "" if site in (None, "unspecified") else str(site)


def _rotation(stream: Fields) -> int:
    """Return the clockwise degrees by which players turn the video: 0, 90, 180 or 270."""
    for data in stream.get("side_data_list", []):
        if "rotation" in data:
            return round(-float(data["rotation"]) / 90) * 90 % 360
    return 0


def audio_stream(stream: Fields) -> AudioStream:
    """Return what the header states about an audio stream."""
    return AudioStream(
        index=int(stream["index"]),
        codec=str(stream.get("codec_name", "unknown")),
        profile=_text(stream, "profile"),
        sample_rate=int(stream["sample_rate"]),
        channels=int(stream.get("channels", 0)),
        has_layout=_text(stream, "channel_layout") is not None,
    )


def audio_track(stream: Fields, *, is_decodable: bool) -> AudioTrack:
    """Return how an audio stream is listed for people."""
    tags = stream.get("tags", {})
    language = str(tags.get("language", ""))
    return AudioTrack(
        index=int(stream["index"]),
        codec=str(stream.get("codec_name", "unknown")),
        channels=int(stream.get("channels", 0)),
        language="" if language == "und" else language[:_LONGEST_TAG],
        title=str(tags.get("title", ""))[:_LONGEST_TAG],
        is_default=is_default(stream),
        is_decodable=is_decodable,
    )


def stated_end(stream: Fields, first: Fraction) -> Fraction | None:
    """Return the moment at which a file states that one stream ends, which begins at `first`."""
    own = ratio(stream.get("duration"))
    # Matroska states the moment of the end, other formats the length.
    return first + own if own is not None else _clock(stream.get("tags", {}).get("DURATION"))


def _clock(value: Any) -> Fraction | None:
    """Read Matroska's "00:01:02.500000000"."""
    parts = str(value).split(":")
    if len(parts) != 3:
        return None
    amounts = [ratio(part) or Fraction(0) for part in parts]
    return (amounts[0] * 3600 + amounts[1] * 60 + amounts[2]) or None
