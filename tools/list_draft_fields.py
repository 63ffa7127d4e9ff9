# SPDX-License-Identifier: Apache-2.0
"""Write docs/reference/draft-fields.md: `python -m tools.list_draft_fields`.

It lists every field of a draft and of its presets, the fields of the timeline that it becomes, and
the test that sees it in a decoded frame or hears it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.compile.presets import (
    AudioPreset,
    LogoPreset,
    LowerThirdPreset,
    PresetFields,
    ScreenTitlePreset,
)
from timeline.compile.schema import config_schema, preset_schema

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference" / "draft-fields.md"

_PICTURES = "tests/integration/render/test_draft_pictures.py::"
_SOUNDS = "tests/integration/render/test_draft_sounds.py::"
_TITLES = "tests/integration/render/test_title_fields.py"
_COMPILING = "tests/unit/timeline/test_compiling.py::"
_SEALING = "tests/unit/drafts/test_sealing_drafts.py::"
_CONFIG = "tests/unit/timeline/test_config.py::"
_PRESETS = "tests/e2e/test_presets_of_drafts.py::"


@dataclass(frozen=True, slots=True)
class FieldRow:
    """What a field becomes in a timeline, or elsewhere, and the test that shows it."""

    becomes: str
    test: str


_LOGO_PLACE = f"{_PICTURES}test_a_logo_lies_where_its_preset_says"
_LOGO_TIME = f"{_PICTURES}test_a_logo_is_shown_when_its_preset_says"
_LOGO_OPACITY = f"{_PICTURES}test_a_logo_is_as_opaque_and_fades_as_its_preset_says"
_LOWER_PLACE = f"{_PICTURES}test_a_lower_third_lies_where_its_preset_says"
_LOWER_OPACITY = f"{_PICTURES}test_a_lower_third_is_as_opaque_and_fades_as_its_preset_says"
_LOWER_TIME = "tests/unit/timeline/test_layers.py::test_a_lower_third_ends_with_its_timing"
_TITLE_TIME = f"{_PICTURES}test_a_screen_title_is_shown_as_long_as_its_preset_says"
_OVERLAY = f"{_PICTURES}test_an_overlay_covers_the_edited_video_after_the_intro"
_TITLE_IMAGE = f"{_PICTURES}test_a_title_image_is_shown_before_the_video"
_FREEZE = f"{_PICTURES}test_the_first_frame_of_the_edited_video_is_frozen"
_CHOSEN = f"{_PICTURES}test_only_what_is_chosen_of_the_video_is_shown"
_ONLY_OVERLAYS = f"{_CONFIG}test_overlays_always_cover_the_frame_and_are_opaque"
_WRONG = f"{_CONFIG}test_what_is_wrong_is_reported_with_its_place"
_PRODUCED = "tests/e2e/test_producing_drafts.py::test_the_production_has_what_the_draft_had"
_SNAPSHOT = f"{_SEALING}test_presets_are_sealed_as_they_are_then"
_GAINS = f"{_SOUNDS}test_the_gains_of_music_and_video"
_OPENER = f"{_SOUNDS}test_speech_ends_music_with_the_fades_of_its_preset"
_DUCKED = f"{_SOUNDS}test_speech_lowers_music_by_its_amount"
_NAMED = FieldRow("the snapshot of the production", _SNAPSHOT)

CONFIG_ROWS: Mapping[str, FieldRow] = {
    "name": FieldRow("the name of the production", _PRODUCED),
    "defaultStoryText": FieldRow("the story of the production", _PRODUCED),
    "musicUploadId": FieldRow(
        "`audioSegments[].uploadId`",
        f"{_SOUNDS}test_without_a_preset_music_is_mixed_at_18_decibels_below",
    ),
    "audioConfigId": FieldRow(
        "`audioSegments[].audioConfigId` and the fields below",
        f"{_PRESETS}test_music_is_as_loud_as_the_named_preset_says",
    ),
    "logoUploadId": FieldRow("`logos[].uploadId`", _LOGO_PLACE),
    "logoConfigId": FieldRow(
        "the fields below", f"{_PRESETS}test_a_logo_lies_where_the_named_preset_says"
    ),
    "lowerThirdUploadId": FieldRow("`lowerThirds[].uploadId`", _LOWER_PLACE),
    "lowerThirdConfigId": FieldRow(
        "`lowerThirds[].configId` and `configSnapshot`",
        f"{_PRESETS}test_a_lower_third_is_as_wide_as_the_named_preset_says",
    ),
    "screenTitleText": FieldRow("`screenTitles[].text`", _TITLE_TIME),
    "screenTitlePresetId": FieldRow(
        "`screenTitles[].presetId` and `presetSnapshot`",
        f"{_PRESETS}test_a_screen_title_is_shown_as_long_as_the_named_preset_says",
    ),
    "edit": FieldRow("`clips`", _CHOSEN),
    "edit.ranges": FieldRow("`clips`", _CHOSEN),
    "edit.ranges.start": FieldRow("`clips[].sourceStartSeconds`", _CHOSEN),
    "edit.ranges.end": FieldRow("`clips[].sourceEndSeconds`", _CHOSEN),
    "edit.trimStartSeconds": FieldRow("`clips[].sourceStartSeconds`", _CHOSEN),
    "edit.trimEndSeconds": FieldRow("`clips[].sourceEndSeconds`", _CHOSEN),
    "intro": FieldRow("`stills`", _FREEZE),
    "intro.kind": FieldRow("`stills[].hold` or `stills[].uploadId`", _TITLE_IMAGE),
    "intro.seconds": FieldRow("`stills[].endSeconds`", _FREEZE),
    "intro.uploadId": FieldRow("`stills[].uploadId`", _TITLE_IMAGE),
    "intro.holdSeconds": FieldRow("`stills[].endSeconds`", _TITLE_IMAGE),
    "timeline": FieldRow("`graphics`", _OVERLAY),
    "timeline.overlays": FieldRow("`graphics`", _OVERLAY),
    "timeline.overlays.id": FieldRow("nothing: it is for editors", _WRONG),
    "timeline.overlays.kind": FieldRow("nothing: it is always `image`", _WRONG),
    "timeline.overlays.track": FieldRow("nothing: it is always `A`", _WRONG),
    "timeline.overlays.uploadId": FieldRow("`graphics[].uploadId`", _OVERLAY),
    "timeline.overlays.startSeconds": FieldRow("`graphics[].startSeconds`", _OVERLAY),
    "timeline.overlays.endSeconds": FieldRow("`graphics[].endSeconds`", _OVERLAY),
    "timeline.overlays.fit": FieldRow("`graphics[].fitMode` `cover_full`", _ONLY_OVERLAYS),
    "timeline.overlays.opacityPct": FieldRow("nothing: it is always 100", _ONLY_OVERLAYS),
}
"""Every key of a configuration; those of lists and kinds are named without indices."""

LOGO_ROWS: Mapping[str, FieldRow] = {
    "name": _NAMED,
    "description": _NAMED,
    "position": FieldRow("`logos[].position`", _LOGO_PLACE),
    "sizePctWidth": FieldRow("`logos[].sizePctWidth`", _LOGO_PLACE),
    "opacityPct": FieldRow("`logos[].opacityPct`", _LOGO_OPACITY),
    "timingRule": FieldRow("`logos[].startSeconds` and `endSeconds`", _LOGO_TIME),
    "timingSeconds": FieldRow("`logos[].startSeconds` and `endSeconds`", _LOGO_TIME),
    "fade": FieldRow("`logos[].fade`", _LOGO_OPACITY),
    "insetXPreset": FieldRow("`logos[].insetXPx`", _LOGO_PLACE),
    "insetYPreset": FieldRow("`logos[].insetYPx`", _LOGO_PLACE),
}
AUDIO_ROWS: Mapping[str, FieldRow] = {
    "name": _NAMED,
    "description": _NAMED,
    "mode": FieldRow(
        "`audioSegments[].musicMode`", f"{_SOUNDS}test_music_replaces_the_sound_of_the_video"
    ),
    "videoGainDb": FieldRow("`audioSegments[].programGainDb`", _GAINS),
    "musicGainDb": FieldRow("`audioSegments[].gainDb`", _GAINS),
    "duckingMode": FieldRow("`audioSegments[].musicMode` and `duckingShape`", _DUCKED),
    "duckingGate": FieldRow(
        "`audioSegments[].duckingGate`",
        f"{_SOUNDS}test_a_strict_gate_lowers_music_less_than_a_sensitive_one",
    ),
    "duckingAmountDb": FieldRow("`audioSegments[].duckingAmountDb`", _DUCKED),
    "audioDurationSeconds": FieldRow(
        "`audioSegments[].endSeconds`",
        f"{_SOUNDS}test_music_ends_after_the_duration_of_its_preset",
    ),
    "audioFadeEnabled": FieldRow(
        "`audioSegments[].fadeInSeconds` and `fadeOutSeconds`",
        f"{_SOUNDS}test_music_fades_unless_its_preset_says_no",
    ),
    "openerCutFadeBeforeSeconds": FieldRow("`audioSegments[].openerFadeBeforeSeconds`", _OPENER),
    "openerCutFadeAfterSeconds": FieldRow("`audioSegments[].openerFadeAfterSeconds`", _OPENER),
}
LOWER_THIRD_ROWS: Mapping[str, FieldRow] = {
    "name": _NAMED,
    "description": _NAMED,
    **{
        name: FieldRow(f"`lowerThirds[].configSnapshot.{name}`", test)
        for name, test in {
            "sizeMode": _LOWER_PLACE,
            "baselineWidth": _LOWER_PLACE,
            "position": _LOWER_PLACE,
            "sizePctWidth": _LOWER_PLACE,
            "opacityPct": _LOWER_OPACITY,
            "timingRule": _LOWER_TIME,
            "timingSeconds": _LOWER_TIME,
            "fade": _LOWER_OPACITY,
            "insetXPreset": _LOWER_PLACE,
            "insetYPreset": _LOWER_PLACE,
        }.items()
    },
}
_TITLE_TIMES = ("timingRule", "timingSeconds")
SCREEN_TITLE_ROWS: Mapping[str, FieldRow] = {
    "name": _NAMED,
    "description": _NAMED,
    **{
        name: FieldRow(
            "`screenTitles[].endSeconds`"
            if name in _TITLE_TIMES
            else f"`screenTitles[].presetSnapshot.{name}`",
            _TITLE_TIME if name in _TITLE_TIMES else _TITLES,
        )
        for name in (
            *("style", "fontKey", "sizeKey", "fontSizePct", "trackingPct", "lineSpacingPct"),
            *("fontColor", "shadowColor", "shadowOffsetPx", "shadowBlurPx", "shadowOpacityPct"),
            *("fontGradientKey", "outlineWidthPct", "outlineOpacityPct", "outlineColor"),
            *("pillBgColor", "pillBgOpacityPct", "alignment", "position", "maxWidthPct"),
            *(*_TITLE_TIMES, "fade"),
        )
    },
}
PRESET_ROWS: Mapping[str, tuple[type[PresetFields], Mapping[str, FieldRow]]] = {
    "Logo presets": (LogoPreset, LOGO_ROWS),
    "Audio presets": (AudioPreset, AUDIO_ROWS),
    "Lower third presets": (LowerThirdPreset, LOWER_THIRD_ROWS),
    "Screen title presets": (ScreenTitlePreset, SCREEN_TITLE_ROWS),
}
"""The presets that a configuration names, with the rows of their fields."""

_HEAD = """\
# The fields of a draft in the timeline

Written by `python -m tools.list_draft_fields`; a test fails while a field has no row. Each row is a
field of the configuration of a draft or of a preset that it names, what it becomes in the
[timeline](timeline.md) from which a production is made, and the test that sees it in a frame, hears
it, or shows that it does nothing else. Visualizer presets are not named by drafts.
"""


def text() -> str:
    """Return the page."""
    parts = [_HEAD, _section("The configuration", CONFIG_ROWS)]
    parts += [_section(title, rows) for title, (_, rows) in PRESET_ROWS.items()]
    return "\n".join(parts)


def config_fields() -> set[str]:
    """Return every key of a configuration, those of its parts behind a point."""
    schema = config_schema()
    return set(_fields(schema, schema["$defs"], ""))


def preset_fields(model: type[PresetFields]) -> set[str]:
    """Return every key of a preset."""
    return set(preset_schema(model)["properties"])


def _fields(part: Any, parts: Any, place: str) -> Iterator[str]:  # Any: a JSON Schema.
    for key, value in part["properties"].items():
        yield f"{place}{key}"
        for name in _references(value):
            yield from _fields(parts[name], parts, f"{place}{key}.")


def _references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield str(part["$ref"]).rpartition("/")[2]
        for key, value in part.items():
            if key != "discriminator":
                yield from _references(value)
    elif isinstance(part, list):
        for value in part:
            yield from _references(value)


def _section(title: str, rows: Mapping[str, FieldRow]) -> str:
    lines = [f"## {title}", "", "| field | becomes | test |", "|---|---|---|"]
    lines += [f"| `{name}` | {row.becomes} | `{row.test}` |" for name, row in rows.items()]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    TARGET.write_text(text())
    sys.stdout.write(f"{TARGET.relative_to(ROOT)} written\n")
