# SPDX-License-Identifier: Apache-2.0
"""The error code of each place in the configuration of a draft, and what the codes mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from timeline.compile.config import INTRO_KINDS, MAX_EDIT_RANGES, MAX_OVERLAYS

INVALID_CONFIG = "invalid_config"
CODES_OF_PLACES: Final = {
    "name": "invalid_name",
    "defaultStoryText": "invalid_story",
    "screenTitleText": "invalid_screen_title",
    "musicUploadId": "invalid_upload_id",
    "logoUploadId": "invalid_upload_id",
    "lowerThirdUploadId": "invalid_upload_id",
    "audioConfigId": "invalid_audio_config_id",
    "logoConfigId": "invalid_logo_config_id",
    "lowerThirdConfigId": "invalid_lower_third_config_id",
    "screenTitlePresetId": "invalid_screen_title_preset_id",
    "edit": "invalid_edit_ranges",
    "edit.trimStartSeconds": "invalid_edit_trim",
    "edit.trimEndSeconds": "invalid_edit_trim",
    "intro": "invalid_intro",
    "intro.seconds": "invalid_intro_seconds",
    "intro.holdSeconds": "invalid_intro_hold",
    "intro.uploadId": "invalid_title_upload_id",
    "timeline": "invalid_overlay",
    "timeline.overlays.id": "invalid_overlay_id",
    "timeline.overlays.kind": "invalid_overlay_kind",
    "timeline.overlays.track": "invalid_overlay_track",
    "timeline.overlays.uploadId": "invalid_overlay_upload",
    "timeline.overlays.startSeconds": "invalid_overlay_window",
    "timeline.overlays.endSeconds": "invalid_overlay_window",
}
"""The code by place, without indices; a place that is not listed has that of its parent."""

CONFIG_MEANINGS: Final[dict[str, str]] = {
    INVALID_CONFIG: "The configuration is not a JSON object, or a value in it is unreadable or "
    "nested too deeply: send what the JSON Schema describes.",
    "invalid_name": "The name has more than 255 characters: shorten it.",
    "invalid_story": "The story has more than 2000 characters: shorten it.",
    "invalid_screen_title": "The screen title has more than 1000 characters or 30 lines: shorten "
    "it.",
    "invalid_upload_id": "The id of an upload is not a positive integer: send it or null.",
    "invalid_audio_config_id": "The id of an audio preset is not a positive integer: send it or "
    "null.",
    "invalid_logo_config_id": "The id of a logo preset is not a positive integer: send it or null.",
    "invalid_lower_third_config_id": "The id of a lower third preset is not a positive integer: "
    "send it or null.",
    "invalid_screen_title_preset_id": "The id of a screen title preset is not a positive integer: "
    "send it or null.",
    "invalid_edit_ranges": "A range does not end after it starts or lies outside of the video: "
    "correct its times.",
    "too_many_edit_ranges": f"There are more than {MAX_EDIT_RANGES} ranges: remove some.",
    "overlapping_edit_ranges": "Two ranges overlap: join them or move their ends.",
    "invalid_edit_trim": "The trimmed video would not end after it starts or lies outside of the "
    "video: correct the times.",
    "invalid_intro": "The intro is of no listed kind: choose freeze_first_frame or title_image.",
    "invalid_intro_seconds": "The first frame is not frozen for 2, 3, 4 or 5 seconds: choose one.",
    "invalid_intro_hold": "The title image is not shown for 0, 2, 3, 4 or 5 seconds: choose one.",
    "invalid_title_upload_id": "A title image has no upload: choose an image of the role "
    "title_page.",
    "invalid_overlay": "The list of overlays is not a list of objects: correct it.",
    "invalid_overlay_id": "An overlay has no id of 1 to 80 characters, or that of another: give "
    "each its own.",
    "invalid_overlay_kind": "The kind of an overlay is not image: choose it.",
    "invalid_overlay_track": "The track of an overlay is not A: choose it.",
    "invalid_overlay_upload": "An overlay has no upload: choose an image of the role overlay.",
    "invalid_overlay_window": "An overlay does not end after it starts, or ends after the edited "
    "video: correct its times.",
    "too_many_overlays": f"There are more than {MAX_OVERLAYS} overlays: remove some.",
    "overlay_overlap": "Two overlays overlap: move or shorten one; they may touch.",
}
"""What each code means, with what to do, in one sentence."""


def code_of_place(steps: Sequence[str | int]) -> str:
    """Return the code of a place in a configuration."""
    names = [step for step in steps if isinstance(step, str)]
    while names:
        if (code := CODES_OF_PLACES.get(".".join(names))) is not None:
            return code
        names.pop()
    return INVALID_CONFIG


def without_tags(steps: Sequence[str | int]) -> tuple[str | int, ...]:
    """Return a place of a validator without the kind of intro that it names."""
    if len(steps) > 1 and steps[0] == "intro" and steps[1] in INTRO_KINDS:
        return (steps[0], *steps[2:])
    return tuple(steps)
