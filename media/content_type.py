# SPDX-License-Identifier: Apache-2.0
"""The accepted content types, decided by the probed format and never by a file name."""

from __future__ import annotations

from media.accepted import MATROSKA, MP4
from media.errors import NotMedia

IMAGES = {
    "png_pipe": "image/png",
    "jpeg_pipe": "image/jpeg",
    "webp_pipe": "image/webp",
    "gif": "image/gif",
}
AUDIO = {
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "flac": "audio/flac",
    "ogg": "audio/ogg",
    "aac": "audio/aac",
    "w64": "audio/x-w64",
    "aiff": "audio/aiff",
    "caf": "audio/x-caf",
    "ac3": "audio/ac3",
    "eac3": "audio/eac3",
    "amr": "audio/amr",
}
VIDEO = {
    "mpegts": "mp2t",
    "mpeg": "mpeg",
    "avi": "x-msvideo",
    "flv": "x-flv",
    "asf": "x-ms-asf",
    "mxf": "mxf",
    "dv": "dv",
    "ogg": "ogg",
}
"""The subtypes of formats of video, which may hold sound alone."""

ANIMATED_GIF = "video/gif"
"""What a GIF of several pictures is taken as: a short video without sound."""

WEBM_VIDEO = frozenset({"vp8", "vp9", "av1"})
WEBM_AUDIO = frozenset({"opus", "vorbis"})


def content_type(
    format_name: str, *, brand: str, video_codec: str | None, audio_codec: str | None
) -> str:
    """Return the content type of a probed file; a format outside the list raises NotMedia."""
    if format_name in IMAGES:
        return IMAGES[format_name]
    if format_name in AUDIO and video_codec is None:
        return AUDIO[format_name]
    if format_name == MP4:
        return _mp4(brand, video_codec)
    if format_name == MATROSKA:
        return _matroska(video_codec, audio_codec)
    if format_name in VIDEO:
        return f"{'video' if video_codec else 'audio'}/{VIDEO[format_name]}"
    raise NotMedia(f"files of the format {format_name or 'unknown'} are not accepted")


def _mp4(brand: str, video_codec: str | None) -> str:
    if video_codec is None:
        return "audio/mp4"
    return "video/quicktime" if brand.strip() == "qt" else "video/mp4"


def _matroska(video_codec: str | None, audio_codec: str | None) -> str:
    is_webm_audio = audio_codec is None or audio_codec in WEBM_AUDIO
    if video_codec is None:
        return "audio/webm" if is_webm_audio else "audio/x-matroska"
    return "video/webm" if video_codec in WEBM_VIDEO and is_webm_audio else "video/x-matroska"
