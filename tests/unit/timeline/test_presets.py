# SPDX-License-Identifier: Apache-2.0
"""The fields of presets: defaults, limits and what is normalised."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from timeline.compile.preset_reading import (
    AUDIO_PRESETS,
    LOGO_PRESETS,
    LOWER_THIRD_PRESETS,
    SCREEN_TITLE_PRESETS,
    VISUALIZER_PRESETS,
    PresetFamily,
    to_fields,
)
from timeline.compile.presets import PresetFields
from timeline.compile.schema import preset_schema

FAMILIES: list[PresetFamily[PresetFields]] = [
    LOGO_PRESETS,
    AUDIO_PRESETS,
    LOWER_THIRD_PRESETS,
    SCREEN_TITLE_PRESETS,
    VISUALIZER_PRESETS,
]


def fields(family: PresetFamily[PresetFields], **given: Any) -> dict[str, Any]:
    found = family.read({"name": "A", **given})
    assert found.problems == ()
    assert found.fields is not None
    return to_fields(found.fields)


def codes(family: PresetFamily[PresetFields], **given: Any) -> list[tuple[str, str]]:
    found = family.read({"name": "A", **given})
    return [(each.code, each.pointer) for each in found.problems]


def test_a_logo_is_the_standard_watermark_by_default() -> None:
    expected = {
        "name": "Standard watermark",
        "description": None,
        "position": "bottom_right",
        "sizePctWidth": 15,
        "opacityPct": 35,
        "timingRule": "entire",
        "timingSeconds": None,
        "fade": "none",
        "insetXPreset": "medium",
        "insetYPreset": "medium",
    }

    found = LOGO_PRESETS.read({}).fields
    assert found is not None
    assert to_fields(found) == expected


@pytest.mark.parametrize("family", FAMILIES)
def test_what_a_family_writes_it_reads_and_its_schema_accepts(
    family: PresetFamily[PresetFields],
) -> None:
    written = fields(family)

    assert fields(family, **written) == written
    assert Draft202012Validator(preset_schema(family.fields)).is_valid(written)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_name_has_1_to_120_characters_and_no_key_is_unknown(
    family: PresetFamily[PresetFields],
) -> None:
    assert codes(family, name="") == [("invalid_name", "/name")]
    assert codes(family, name="x" * 121) == [("invalid_name", "/name")]
    assert codes(family, description="x" * 2001) == [("invalid_description", "/description")]
    assert codes(family, colour=1) == [("unknown_field", "/colour")]
    assert [each.code for each in family.read([]).problems] == ["invalid_preset"]


@pytest.mark.parametrize(
    ("family", "field", "value", "code"),
    [
        (LOGO_PRESETS, "position", "left", "invalid_position"),
        (LOGO_PRESETS, "sizePctWidth", 0, "invalid_size"),
        (LOGO_PRESETS, "opacityPct", 101, "invalid_opacity"),
        (LOGO_PRESETS, "timingRule", "x", "invalid_timing_rule"),
        (LOGO_PRESETS, "fade", "x", "invalid_fade"),
        (LOGO_PRESETS, "insetXPreset", "huge", "invalid_inset_preset"),
        (AUDIO_PRESETS, "mode", "x", "invalid_audio_mode"),
        (AUDIO_PRESETS, "videoGainDb", 6.1, "invalid_audio_gain"),
        (AUDIO_PRESETS, "musicGainDb", -61, "invalid_audio_gain"),
        (AUDIO_PRESETS, "duckingMode", "x", "invalid_ducking"),
        (AUDIO_PRESETS, "duckingGate", "x", "invalid_ducking"),
        (AUDIO_PRESETS, "duckingAmountDb", -1, "invalid_ducking"),
        (AUDIO_PRESETS, "audioDurationSeconds", 21, "invalid_audio_duration"),
        (AUDIO_PRESETS, "audioFadeEnabled", 1, "invalid_audio_fade"),
        (AUDIO_PRESETS, "openerCutFadeBeforeSeconds", 0.7, "invalid_audio_fade"),
        (LOWER_THIRD_PRESETS, "baselineWidth", 1000, "invalid_size"),
        (LOWER_THIRD_PRESETS, "timingSeconds", 7, "invalid_timing_seconds"),
        (LOWER_THIRD_PRESETS, "position", "top_left", "invalid_position"),
        (SCREEN_TITLE_PRESETS, "position", "top_left", "invalid_position"),
        (SCREEN_TITLE_PRESETS, "position", None, "invalid_position"),
        (SCREEN_TITLE_PRESETS, "fontKey", "x", "invalid_screen_title_style"),
        (SCREEN_TITLE_PRESETS, "fontSizePct", 9, "invalid_screen_title_style"),
        (SCREEN_TITLE_PRESETS, "fontColor", "red", "invalid_screen_title_style"),
        (VISUALIZER_PRESETS, "instances", [], "invalid_visualizer_preset"),
        (VISUALIZER_PRESETS, "instances", [{}] * 9, "invalid_visualizer_preset"),
    ],
)
def test_a_value_outside_of_its_limits_is_reported(
    family: PresetFamily[PresetFields], field: str, value: object, code: str
) -> None:
    assert codes(family, **{field: value}) == [(code, f"/{field}")]


def test_a_logo_of_the_old_centre_is_in_the_middle_without_distances() -> None:
    found = fields(LOGO_PRESETS, position="center")

    assert found["position"] == "middle_center"
    assert found["insetXPreset"] is None
    assert found["insetYPreset"] is None


def test_a_logo_that_is_shown_throughout_has_no_seconds() -> None:
    assert fields(LOGO_PRESETS, timingRule="entire", timingSeconds=5)["timingSeconds"] is None


@pytest.mark.parametrize("rule", ["start_after", "first_only", "last_only"])
def test_a_logo_that_is_shown_for_a_while_needs_seconds(rule: str) -> None:
    assert codes(LOGO_PRESETS, timingRule=rule) == [("invalid_timing_seconds", "/timingSeconds")]
    assert fields(LOGO_PRESETS, timingRule=rule, timingSeconds=0)["timingSeconds"] == 0


def test_an_old_word_for_a_size_of_a_title_becomes_numbers() -> None:
    found = fields(SCREEN_TITLE_PRESETS, sizeKey="large")

    assert (found["sizeKey"], found["fontSizePct"]) == (23, 5.2)


@pytest.mark.parametrize("wrong", [{}, [None], "AAA", False, -1, 3601])
def test_seconds_that_are_not_used_are_validated_as_well(wrong: object) -> None:
    found = codes(LOGO_PRESETS, timingRule="entire", timingSeconds=wrong)

    assert {code for code, _ in found} == {"invalid_timing_seconds"}


def test_insets_that_are_not_used_are_validated_as_well() -> None:
    wrong = codes(LOGO_PRESETS, position="top_center", insetXPreset="huge")

    assert wrong == [("invalid_inset_preset", "/insetXPreset")]
    assert fields(LOGO_PRESETS, position="top_center", insetXPreset="small")["insetXPreset"] is None
