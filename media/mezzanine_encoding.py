# SPDX-License-Identifier: Apache-2.0
"""The options with which ffmpeg encodes mezzanines and edit proxies, whole or a stretch of them."""

from __future__ import annotations

from media.argv import Options
from media.normalise import ONLY_STREAMS
from media.sizes import MEZZANINE_CRF
from media.timecode import FrameRate

KEY_FRAME_EVERY = 15
"""So many frames lie between two key frames, because clips are cut and sought anywhere."""

BT709_TAGS: Options = {
    "color_primaries": "bt709",
    "color_trc": "bt709",
    "colorspace": "bt709",
    "color_range": "tv",
    # Otherwise ffmpeg would copy it from the first frame into the header.
    "chroma_sample_location": "left",
}
"""What the header of encoded video says of its samples, whatever those of its source were."""

APPENDABLE = "+frag_keyframe+empty_moov+default_base_moof"
"""How an MP4 is written that browsers append to what they have of a video."""


def timescales(rate: FrameRate) -> Options:
    """Return the timescales of an MP4 file in which every frame and sample has a whole tick."""
    return {
        "video_track_timescale": rate.timescale,
        "movie_timescale": rate.movie_timescale,
    }


def mezzanine_options(rate: FrameRate) -> Options:
    """Return the options of a mezzanine, which is quick to encode and to decode."""
    return {
        "c:v": "libx264",
        "preset": "ultrafast",
        "tune": "fastdecode",
        "crf": MEZZANINE_CRF,
        **_constant_frames(rate),
        "movflags": "+faststart",
        "f": "mov",
        **ONLY_STREAMS,
    }


def edit_proxy_options(rate: FrameRate) -> Options:
    """Return the options of the picture of an edit proxy, which any browser plays."""
    return {
        "c:v": "libx264",
        "preset": "veryfast",
        "profile:v": "main",
        "crf": 23,
        **_constant_frames(rate),
        "movflags": "+faststart",
        "f": "mp4",
        **ONLY_STREAMS,
    }


def _constant_frames(rate: FrameRate) -> Options:
    return {
        "g": KEY_FRAME_EVERY,
        "keyint_min": KEY_FRAME_EVERY,
        "sc_threshold": 0,
        "bf": 0,
        "threads": 1,
        **BT709_TAGS,
        "r": str(rate),
        **timescales(rate),
    }
