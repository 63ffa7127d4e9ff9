# SPDX-License-Identifier: Apache-2.0
"""The profiles by which videos are packaged, and which of them fits a video."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

OutputFormat = Literal["hls", "cmaf"]
OUTPUT_FORMATS: tuple[OutputFormat, ...] = get_args(OutputFormat)

AUTO = "auto"
_HQ, _FINER = "-hq", "with a finer quality"

_PORTRAIT = "1080x1920, 720x1280, 540x960 and 360x640"
_LANDSCAPE = "1920x1080, 1280x720, 854x480 and 640x360"
_BOTH = f"{_LANDSCAPE}, and 720x1280, 540x960 and 360x640 with bars for upright screens"
_FORMATS = {"hls": "HLS", "cmaf": "HLS and DASH over CMAF"}

PROFILES: Mapping[str, str] = {
    AUTO: "The profile that fits the shape of the video.",
    "portrait-hls": f"HLS in {_PORTRAIT}.",
    "portrait-hls-hq": f"HLS in {_PORTRAIT}, {_FINER}.",
    "landscape-both-hls": f"HLS in {_BOTH}.",
    "landscape-both-hls-hq": f"HLS in {_BOTH}, {_FINER}.",
    "simple-hls": "HLS in one size.",
    "simple-hls-hq": f"HLS in one size, {_FINER}.",
    "portrait-cmaf": f"{_FORMATS['cmaf']} in {_PORTRAIT}.",
    "portrait-cmaf-hq": f"{_FORMATS['cmaf']} in {_PORTRAIT}, {_FINER}.",
    "landscape-both-cmaf": f"{_FORMATS['cmaf']} in {_BOTH}.",
    "landscape-both-cmaf-hq": f"{_FORMATS['cmaf']} in {_BOTH}, {_FINER}.",
    "simple-cmaf": f"{_FORMATS['cmaf']} in one size.",
}
"""What each profile makes, by its name. A size larger than the video is never made."""


def chosen_profile(
    profile: str, *, quality: str, output_format: OutputFormat, width: int, height: int
) -> str:
    """Return the profile of a video whose shown picture has a size in pixels, 0 when unknown.

    A profile other than `auto` stays. A quality that begins with hq takes the finer variant, where
    there is one.
    """
    chosen = profile if profile != AUTO else f"{_shape(width, height)}-{output_format}"
    finer = chosen + _HQ
    return finer if quality.startswith("hq") and finer in PROFILES else chosen


def is_finer(profile: str, quality: str) -> bool:
    """Whether a video is packaged with a finer quality."""
    return profile.endswith(_HQ) or quality.startswith("hq")


def is_simple(profile: str) -> bool:
    """Whether a profile makes one size only."""
    return profile.startswith("simple-")


def _shape(width: int, height: int) -> str:
    if height > width:
        return "portrait"
    return "landscape-both" if width else "simple"
