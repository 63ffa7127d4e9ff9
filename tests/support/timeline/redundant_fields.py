# SPDX-License-Identifier: Apache-2.0
"""The fields without which keys would still be unique, each with the reason."""

from __future__ import annotations

_REASONS: dict[str, tuple[str, ...]] = {
    "the kind follows from the other fields": (
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
    "the offset follows from the source, the rectangle and the scaled size": ("Crop.x",),
    "the picture inside it is smaller by as much": ("Border.width",),
    "a plate is shown as long as its overlay": (
        "ColorLayer.n_frames",
        "ColorLayer.start",
    ),
    "a picture is revealed while it fades in": ("Reveal.ramp",),
    "a slide is between the edge of the frame and the picture's rectangle": (
        "Slide.easing",
        "Slide.from_x",
        "Slide.to_x",
    ),
}

REDUNDANT: dict[str, str] = {field: why for why, fields in _REASONS.items() for field in fields}
"""Why no two keys would be equal if a field were not part of them."""
