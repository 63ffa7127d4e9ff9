# SPDX-License-Identifier: Apache-2.0
"""The fields that a key could do without, each because something else in it says the same."""

from __future__ import annotations

_REASONS: dict[str, tuple[str, ...]] = {
    "what has other fields is of another kind": (
        "BlurFill.kind",
        "VideoSegment.kind",
        "ColorFill.kind",
        "VideoLayer.kind",
        "GapSegment.kind",
        "FreezeFrameSegment.kind",
        "PictureFill.kind",
        "PictureLayer.kind",
        "ColorLayer.kind",
        "TextImageLayer.kind",
        "Reveal.kind",
        "Slide.kind",
        "StillSegment.kind",
    ),
    "it is the same in every plan of this version": (
        "MixSpec.bitrate_kbps",
        "MixSpec.channels",
        "MixSpec.sample_rate",
        "MixSpec.target_lufs",
        "BlurFill.saturation_milli",
        "EncoderProfile.preset",
        "PictureKey.recipe",
        "TextImageSpec.renderer",
        "PcmKey.recipe",
    ),
    "it follows from the bytes of the source": (
        "PcmKey.kind",
        "VideoSegment.source_frames",
        "VideoLayer.source_frames",
        "FreezeFrameSegment.source_frames",
        "PictureKey.height",
        "PictureKey.width",
    ),
    "it follows from the rate and the size of the frame": (
        "BlurFill.height",
        "BlurFill.width",
        "EncoderProfile.bufsize",
        "EncoderProfile.fps",
        "EncoderProfile.keyframe_interval",
        "EncoderProfile.maxrate",
        "EncoderProfile.timescale",
        "MezzanineKey.fps",
        "MezzanineKey.height_class",
        "TextImageSpec.frame",
        "Size.height",
        "Size.width",
    ),
    "it follows from the source and the size of the frame": (
        "VideoSegment.rect",
        "PictureFill.crop",
    ),
    "box and rectangle follow from each other, the source and the size of the frame": (
        "VideoLayer.rect",
        "FreezeFrameSegment.box",
        "FreezeFrameSegment.rect",
    ),
    "a box has the shape of what is in it": (
        "Crop.height",
        "Crop.width",
        "Rect.height",
        "Rect.width",
    ),
    "the part of the source, the rectangle and the scaled size say how much is skipped": (
        "Crop.x",
    ),
    "the picture inside it is smaller by as much": ("Border.width",),
    "a plate is seen as long as the film before it": (
        "ColorLayer.n_frames",
        "ColorLayer.start",
    ),
    "a picture unfolds while it fades in": ("Reveal.ramp",),
    "what slides comes from beside the frame to its rectangle, slowing, or leaves it, speeding": (
        "Slide.easing",
        "Slide.from_x",
        "Slide.to_x",
    ),
}

REDUNDANT: dict[str, str] = {field: why for why, fields in _REASONS.items() for field in fields}
"""Why nobody would notice if a field were no part of a key."""
