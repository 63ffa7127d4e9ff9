# SPDX-License-Identifier: Apache-2.0
"""Samples of screen title presets: a text in the style of a preset, drawn as exports draw it."""

from __future__ import annotations

from media.sizes import Size
from media.timecode import FrameRate
from services.drafts.domain.preset import Preset
from services.drafts.usecases import text_images
from services.drafts.usecases.dependencies import Dependencies
from timeline.document.text_tracks import ScreenTitle
from timeline.plan.titles import title_layers

_FRAME = Size(1280, 720)
_RATE = FrameRate(30)


def sample_key(deps: Dependencies, preset: Preset, *, text: str, user_id: int) -> str | None:
    """Return the key of the image of a text in a style, which the user may read from then on.

    A text without anything visible has no image: None.
    """
    title = ScreenTitle.model_validate(
        {
            "id": "sample",
            "startSeconds": 0,
            "endSeconds": 1,
            "text": text,
            "presetSnapshot": preset.fields,
        }
    )
    layers = title_layers(title, start=0, n_frames=_RATE.num, rate=_RATE, frame=_FRAME)
    specs = [one.text_image for one in layers]
    text_images.grant_text_images(deps, specs, user_id=user_id)
    return specs[0].key if specs else None
