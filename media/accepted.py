# SPDX-License-Identifier: Apache-2.0
"""The formats and codecs that are taken, and sentences about codecs that are not.

Only demuxers of this list are allowed to open an upload: none of them opens a second file.
"""

from __future__ import annotations

MP4 = "mov,mp4,m4a,3gp,3g2,mj2"
MATROSKA = "matroska,webm"

UPLOAD_FORMATS = {
    MP4: "MP4",
    MATROSKA: "Matroska",
    "mpegts": "MPEG transport stream",
    "mpeg": "MPEG programme stream",
    "avi": "AVI",
    "flv": "FLV",
    "asf": "Windows Media",
    "mxf": "MXF",
    "dv": "DV",
    "ogg": "Ogg",
    "wav": "WAV",
    "w64": "Wave64",
    "aiff": "AIFF",
    "caf": "CAF",
    "mp3": "MP3",
    "flac": "FLAC",
    "aac": "AAC",
    "ac3": "AC-3",
    "eac3": "E-AC-3",
    "amr": "AMR",
    "png_pipe": "PNG",
    "jpeg_pipe": "JPEG",
    "webp_pipe": "WebP",
    "gif": "GIF",
}
"""The demuxers of ffmpeg that may open an upload, with the names of what they read."""

VIDEO_CODECS = frozenset(
    (
        *("h264", "hevc", "vp8", "vp9", "av1", "theora", "vp6", "vp6f", "vp6a"),
        *("mpeg1video", "mpeg2video", "mpeg4", "msmpeg4v2", "msmpeg4v3", "h263", "h263p", "flv1"),
        *("wmv1", "wmv2", "wmv3", "vc1", "cinepak", "indeo3", "indeo5", "svq1", "svq3", "qtrle"),
        *("prores", "dnxhd", "cfhd", "dvvideo", "mjpeg", "jpeg2000", "png", "gif", "webp"),
        *("ffv1", "huffyuv", "ffvhuff", "utvideo", "magicyuv", "rawvideo", "v210", "r210"),
        *("flashsv", "flashsv2"),
    )
)

AUDIO_CODECS = frozenset(
    (
        *("aac", "mp1", "mp2", "mp3", "ac3", "eac3", "dts", "truehd", "opus", "vorbis", "speex"),
        *("flac", "alac", "wavpack", "tta", "amr_nb", "amr_wb", "gsm", "gsm_ms", "nellymoser"),
        *("wmav1", "wmav2", "wmapro", "wmalossless", "adpcm_ms", "adpcm_ima_wav", "adpcm_ima_qt"),
        *("adpcm_swf", "adpcm_yamaha", "adpcm_g722", "adpcm_g726"),
    )
)

_PCM = "pcm_"


def is_video_codec(codec: str) -> bool:
    """Whether videos of a codec are taken."""
    return codec in VIDEO_CODECS


def is_audio_codec(codec: str) -> bool:
    """Whether sounds of a codec are taken."""
    return codec in AUDIO_CODECS or codec.startswith(_PCM)


def unsupported_video(format_name: str, codec: str) -> str:
    """Return why a video of a codec that is not taken is refused, without the end of a sentence."""
    form = UPLOAD_FORMATS.get(format_name, format_name)
    named = f"{codec} video" if codec != "unknown" else "video of an unknown codec"
    return f"this is a {form} file with {named}, which cannot be decoded; save it as MP4 with H.264"


def unsupported_sound(format_name: str, codec: str) -> str:
    """Return why a sound of a codec that is not taken is refused, as `unsupported_video` does."""
    form = UPLOAD_FORMATS.get(format_name, format_name)
    named = f"{codec} sound" if codec != "unknown" else "sound of an unknown codec"
    return f"this is a {form} file with {named}, which cannot be decoded; save it as MP3 or WAV"
