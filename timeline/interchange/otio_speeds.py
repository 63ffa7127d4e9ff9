# SPDX-License-Identifier: Apache-2.0
"""Speeds of clips that were read, as far as the timeline language has them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from timeline.document.base_track import Clip
from timeline.document.uploads import UploadDetails
from timeline.interchange.losses import Loss
from timeline.interchange.otio_restoring import WrittenItem
from timeline.interchange.otio_walking import FoundClip

SLOWEST: Final = Fraction(1, 4)
FASTEST: Final = Fraction(4)
_SAME_SPEED: Final = Fraction(1, 1_000_000)
_UNCHANGED_WHEN_FROZEN: Final = {
    "id",
    "upload_id",
    "start_seconds",
    "source_start_seconds",
    "source_end_seconds",
    "speed_pct",
    "transition_in",
    "audio_enabled",
}


def at_possible_speed(
    clip: FoundClip, upload: UploadDetails, *, track: str
) -> tuple[FoundClip | None, Loss | None]:
    """Return a clip with a speed that an item of a track can have, and what was left out for it.

    The clip is None when none of its speeds could be like its own: backwards, or a freeze frame
    elsewhere than on the base track. Images and freeze frames have no speed.
    """
    is_sound_of_picture = clip.kind == "Audio" and upload.kind == "video"
    if upload.kind not in ("video", "audio") or track == "stills" or is_sound_of_picture:
        return clip, None
    if abs(clip.speed - 1) <= _SAME_SPEED:
        return (clip if track == "clips" else replace(clip, speed=Fraction(1))), None
    if clip.speed < 0:
        return None, _loss(clip, "Clips that play backwards are left out.")
    if track == "clips":
        if clip.speed == 0 or SLOWEST <= clip.speed <= FASTEST:
            return clip, None
        detail = "Speeds below 25 or above 400 percent are left out; the clips play at 100 percent."
    elif clip.speed == 0:
        return None, _loss(clip, "Freeze frames outside the base track are left out.")
    else:
        detail = "Speeds outside the base track are left out; the clips play at 100 percent."
    return replace(clip, speed=Fraction(1)), _loss(clip, detail)


def loss_of_freezing(written: WrittenItem, clip: FoundClip) -> Loss | None:
    """Return the settings of a clip that a freeze frame in its place cannot have."""
    item = Clip.model_validate(written.document)
    has_others = bool(item.unknown) or any(
        getattr(item, name) != field.default
        for name, field in Clip.model_fields.items()
        if name not in _UNCHANGED_WHEN_FROZEN
    )
    if not has_others:
        return None
    return _loss(clip, "Clips that became freeze frames lose their fill, boost and other settings.")


def _loss(clip: FoundClip, detail: str) -> Loss:
    return Loss("not_read", detail, (clip.pointer,))
