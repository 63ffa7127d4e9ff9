# SPDX-License-Identifier: Apache-2.0
"""What each error code of a timeline means and what to do about it."""

from __future__ import annotations

from typing import Final

from timeline.document.validation_codes import MAX_ITEMS
from timeline.document.validation_overlaps import LANES

_FIELDS: Final = {
    "invalid_timeline": "The document is not a JSON object, or a value in it is of another type, "
    "unreadable or nested too deeply: send what the JSON Schema describes.",
    "invalid_timeline_version": "`version` is not `create_video_v1`: send this version.",
    "invalid_seconds": "A time is not a number of seconds from 0 to 1000000000, or an item does "
    "not end after it starts: correct the time.",
    "invalid_background": "The mode, colour or image of the background is not valid: choose none, "
    "color with #rrggbb, or image with the id of an image upload.",
    "invalid_output": "`aspect`, `height`, `fps` or `quality` of `output` is not a value of the "
    "language: choose one of the values that `errors` names.",
    "invalid_clip_id": "An id is missing or does not have 1 to 80 characters: give each item one.",
    "invalid_upload_id": "The id of an upload is missing or not a positive integer: a still needs "
    "an image or a freeze frame, every other item its upload.",
    "invalid_boost_db": "`boostDb` is not 0, 3, 6 or 9: choose one of these.",
    "invalid_bg_fill": "The fill of a clip is not valid: choose the style none, blur, color or "
    "image, light3 to dim3, soft to very_strong, #rrggbb, and the id of an image upload.",
    "invalid_speed": "`speedPct` is not a number from 25 to 400: choose one.",
    "invalid_transition": "`transitionIn` is not valid: choose cut, fade, dissolve, slide, "
    "wipe or zoom, the direction left, right, up or down, and 0.1 to 2 seconds.",
    "invalid_motion": "`motion` is not valid: give views with x and y from 0 to 1 and a scale from "
    "1 to 2, and the easing linear, ease_in, ease_out or ease_in_out.",
    "invalid_fit": "The fit of a picture is not one of its track: choose cover or contain, of a "
    "graphic cover_full or contain_transparent.",
    "invalid_hold": "A freeze frame names no frame of its source, or its still also has an image: "
    "give the id of a video and a time before its end, and remove `uploadId`.",
    "invalid_size": "A width or height is outside of its percentages: choose one within them.",
    "invalid_position": "`position` is not one of the nine positions of the grid: choose one.",
    "invalid_opacity": "`opacityPct` is not a number from 0 to 100: choose one.",
    "invalid_fade": "`fade` is not none, in, out or in_out, or its duration is not 100 to 2000 "
    "milliseconds: correct it.",
    "invalid_animation": "`animate` is not none, slide_in, slide_out, slide_in_out or "
    "doc_reveal, or its duration is not 100 to 2000 milliseconds: correct it.",
    "invalid_inset": "The distance from an edge is outside of its limits: choose a smaller one.",
    "invalid_graphic_order": "`isBelowTexts` is not true or false: choose one.",
    "invalid_border": "The border is not 0, 2, 4 or 6 wide or has no colour #rrggbb: correct it.",
    "invalid_plate": "The style, colour or opacity of a plate is not valid: choose none, thin, "
    "medium, thick or band, a colour #rrggbb and 0 to 100 percent.",
    "invalid_overlay_size": "The width of a video overlay is not 25, 33, 40, 50, 70, 90 or 100 "
    "percent: choose one.",
    "invalid_overlay_position": "The position of a video overlay is not one of the nine positions "
    "of the grid: choose one.",
    "invalid_lower_third_config_id": "`configId` is not the id of a preset: send it or null.",
    "invalid_lower_third_config_snapshot": "The snapshot of a lower third is missing or not valid: "
    "send the preset's fields with its id.",
    "invalid_screen_title_preset_id": "`presetId` is not the id of a preset: send it or null.",
    "invalid_screen_title_preset_snapshot": "The snapshot of a screen title is missing or not "
    "valid: send the preset's fields with its id.",
    "invalid_screen_title_text": "The text has more than 1000 characters or 30 lines: shorten it.",
    "invalid_screen_title_instances": "A title has more than 5 instances, one that is not valid, "
    "or two of the same id: correct them.",
    "invalid_screen_title_style": "`customStyle` has a value outside of its limits: correct it.",
    "invalid_narration_gain": "`gainDb` of a narration is not a number from -12 to 12: choose one.",
    "invalid_narration_visualizer": "The visualizer of a narration is not valid: choose a style "
    "that `errors` names, colours #rrggbb and an opacity from 0 to 1.",
    "invalid_audio_segments": "A music segment, or the list of them, is not valid: choose the mode "
    "opener_cutoff, replace, mix or mix_duck, the level quiet, medium or loud, the ducking min, "
    "medium or max.",
    "invalid_audio_track": "`audioTrack`, the music of older documents, is not a JSON object: send "
    "`audioSegments` instead.",
    "invalid_audio_config_id": "`audioConfigId` is not the id of a preset: send it or null.",
    "invalid_audio_gain": "A gain, ducking setting or fade of a music segment is outside of its "
    "limits: correct it.",
    "invalid_audio_source_segment": "A visualizer names no item of the track that its kind says: "
    "send the id of an item of that track.",
    "invalid_visualizer_preset": "The preset of a visualizer is missing or not valid: send its "
    "fields, with 1 to 8 drawings.",
    "invalid_caption": "The style or words of a caption are not valid: choose modern, cinematic or "
    "bold and send at most 500 words in order, all within the caption.",
    "invalid_source_range": "A range ends before it starts in its source, or starts after the "
    "source's end: correct its times.",
    "duplicate_clip_id": "Two items have the same id: give each its own, over all tracks.",
    "timeline_too_large": "The document has more than 524288 bytes: shorten it.",
}

_UPLOADS: Final = {
    "upload_not_found": "No upload has this id: choose another one.",
    "forbidden": "The upload belongs to another user: choose one of your own.",
    "invalid_upload_kind": "The upload is not of the kind that is needed here: choose another one.",
    "invalid_upload_image_role": "The image has none of the roles that are needed here: choose "
    "another one.",
    "invalid_audio_role": "The audio may not be used as this, narration or music: choose another.",
    "not_a_source": "A clip that was added is an export: choose an uploaded video, or ask for it "
    "by `allowExports=true`.",
    "source_deleted": "The file of the upload was deleted: choose another upload.",
    "upload_not_ready": "The upload is not ready yet: export when it is.",
    "invalid_upload_state": "The upload was rejected or never finished: choose another one.",
}

_EXPORTS: Final = {
    "empty_timeline": "The timeline has no item: add one before exporting it.",
    "not_rendered_yet": "This version cannot render this part of the language: remove it.",
    "music_config_required": "Music has no mode or level, or ducked music no intensity: choose "
    "them, or give exact gains.",
    "opener_cutoff_requires_single_segment": "Music that ends where speech begins is not the only "
    "enabled music: remove the others or choose another mode.",
}


def _too_many() -> dict[str, str]:
    return {
        code: f"`{track}` has more than {most} items: remove some."
        for track, (most, code) in MAX_ITEMS.items()
    }


def _overlaps() -> dict[str, str]:
    meanings: dict[str, str] = {}
    advice = "overlap: move or shorten one; they may touch."
    for lane in LANES:
        tracks = [f"`{track}`" for track in lane.codes]
        for track, code in lane.codes.items():
            meanings[code] = f"Items of `{track}` {advice}"
        if lane.across in meanings:
            meanings[lane.across] = f"Items of {' and '.join(tracks)} {advice}"
        elif lane.across:
            meanings[lane.across] = f"An item of {' and one of '.join(tracks)} {advice}"
    return meanings


MEANINGS: Final[dict[str, str]] = {
    **_FIELDS,
    **_UPLOADS,
    **_EXPORTS,
    **_too_many(),
    **_overlaps(),
}
"""What each code means, with what to do, in one sentence."""
