# SPDX-License-Identifier: Apache-2.0
"""The reader of a preset's fields, which reports every problem of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, get_args

from pydantic import ValidationError

from timeline.compile.presets import (
    AudioPreset,
    LogoPreset,
    LowerThirdPreset,
    PresetFields,
    ScreenTitlePreset,
    VisualizerDesign,
)
from timeline.document.problems import NO_OBJECT, TimelineProblem, detail_of, pointer
from timeline.document.text_tracks import Row
from timeline.document.upgrading import TITLE_SIZES

Json = dict[str, Any]  # Any: the value is JSON.
_ROWS: Final = get_args(Row)
AnyPreset = TypeVar("AnyPreset", bound=PresetFields, covariant=True)


@dataclass(frozen=True, slots=True)
class ReadPreset(Generic[AnyPreset]):
    """The fields of a preset, None when a problem was found, and every problem."""

    fields: AnyPreset | None
    problems: tuple[TimelineProblem, ...]


@dataclass(frozen=True, slots=True)
class PresetFamily(Generic[AnyPreset]):
    """A family of presets: its fields, the code of each, and how older words are rewritten."""

    fields: type[AnyPreset]
    codes: Mapping[str, str]
    upgrade: Callable[[Json], Json] = dict

    def read(self, value: object) -> ReadPreset[AnyPreset]:
        """Read all fields of a preset from decoded JSON; what is left out has its default.

        A key that the family does not have is a problem of the code `unknown_field`.
        """
        if not isinstance(value, dict):
            return ReadPreset(None, (TimelineProblem("invalid_preset", "", NO_OBJECT),))
        fields = self.upgrade(dict(value))
        problems = list(self._unknown(fields))
        try:
            found = self.fields.model_validate(fields)
        except ValidationError as error:
            return ReadPreset(None, (*problems, *self._translated(error)))
        problems += _timing_problems(found)
        return ReadPreset(None if problems else found.normalised(), tuple(problems))

    def _unknown(self, fields: Json) -> Iterator[TimelineProblem]:
        known = {field.alias for field in self.fields.model_fields.values()}
        for key in fields:
            if key not in known:
                detail = f"A preset of this family has no {key[:80]!r}."
                yield TimelineProblem("unknown_field", pointer(key), detail)

    def _translated(self, error: ValidationError) -> Iterator[TimelineProblem]:
        for found in error.errors(include_url=False, include_context=False, include_input=False):
            steps = found["loc"]
            code = self.codes.get(str(steps[0]) if steps else "", "invalid_preset")
            yield TimelineProblem(code, pointer(*steps), detail_of(found))


def to_fields(preset: PresetFields) -> Json:
    """Return the JSON of all fields of a preset."""
    return preset.model_dump(by_alias=True, mode="json")


def _logo(fields: Json) -> Json:
    return {**fields, "position": "middle_center"} if fields.get("position") == "center" else fields


def _screen_title(fields: Json) -> Json:
    """Put a placed title at the top, and turn an old word for its size into numbers."""
    if fields.get("position") in _ROWS:
        fields["position"] = "top"
    size = fields.get("sizeKey")
    if isinstance(size, str) and size in TITLE_SIZES:
        key, percent = TITLE_SIZES[size]
        return {"fontSizePct": percent, **fields, "sizeKey": key}
    return fields


def _timing_problems(preset: PresetFields) -> Iterator[TimelineProblem]:
    rule = getattr(preset, "timing_rule", "entire")
    if rule != "entire" and getattr(preset, "timing_seconds", None) is None:
        detail = "This timing needs a number of seconds."
        yield TimelineProblem("invalid_timing_seconds", "/timingSeconds", detail)


_SHARED: Final = {"name": "invalid_name", "description": "invalid_description"}
_TIMED: Final = {
    "timingRule": "invalid_timing_rule",
    "timingSeconds": "invalid_timing_seconds",
    "fade": "invalid_fade",
    "position": "invalid_position",
    "sizePctWidth": "invalid_size",
    "opacityPct": "invalid_opacity",
    "insetXPreset": "invalid_inset_preset",
    "insetYPreset": "invalid_inset_preset",
}
_AUDIO: Final = {
    "mode": "invalid_audio_mode",
    "videoGainDb": "invalid_audio_gain",
    "musicGainDb": "invalid_audio_gain",
    "duckingMode": "invalid_ducking",
    "duckingGate": "invalid_ducking",
    "duckingAmountDb": "invalid_ducking",
    "audioDurationSeconds": "invalid_audio_duration",
    "audioFadeEnabled": "invalid_audio_fade",
    "openerCutFadeBeforeSeconds": "invalid_audio_fade",
    "openerCutFadeAfterSeconds": "invalid_audio_fade",
}

LOGO_PRESETS = PresetFamily(LogoPreset, {**_SHARED, **_TIMED}, _logo)
AUDIO_PRESETS = PresetFamily(AudioPreset, {**_SHARED, **_AUDIO})
LOWER_THIRD_PRESETS = PresetFamily(
    LowerThirdPreset,
    {
        **_SHARED,
        **_TIMED,
        "sizeMode": "invalid_size",
        "baselineWidth": "invalid_size",
    },
)
SCREEN_TITLE_PRESETS = PresetFamily(
    ScreenTitlePreset,
    {
        **dict.fromkeys(
            (field.alias or name for name, field in ScreenTitlePreset.model_fields.items()),
            "invalid_screen_title_style",
        ),
        **_SHARED,
        **_TIMED,
    },
    _screen_title,
)
VISUALIZER_PRESETS = PresetFamily(
    VisualizerDesign, {**_SHARED, "instances": "invalid_visualizer_preset"}
)

PRESET_MEANINGS: Final[dict[str, str]] = {
    "invalid_preset": "The preset is not a JSON object: send one.",
    "invalid_name": "The name does not have 1 to 120 characters: correct it.",
    "invalid_description": "The description has more than 2000 characters: shorten it.",
    "invalid_position": "`position` is not one of the nine positions of the grid: choose one.",
    "invalid_size": "A width is outside of its limits: choose one within them.",
    "invalid_opacity": "`opacityPct` is not a number from 0 to 100: choose one.",
    "invalid_timing_rule": "`timingRule` is not entire, start_after, first_only or last_only: "
    "choose one.",
    "invalid_timing_seconds": "`timingSeconds` is missing or outside of its limits: correct it.",
    "invalid_fade": "`fade` is not none, in, out or in_out: choose one.",
    "invalid_inset_preset": "An inset is not small, medium or large: choose one.",
    "invalid_audio_mode": "`mode` is not replace or mix: choose one.",
    "invalid_audio_gain": "A gain is not a number from -60 to 6: choose one.",
    "invalid_ducking": "A ducking setting is outside of its limits: correct it.",
    "invalid_audio_duration": "`audioDurationSeconds` is not null or a number from 2 to 20: "
    "correct it.",
    "invalid_audio_fade": "A fade is not one of the listed lengths: choose one or null.",
    "invalid_screen_title_style": "A field of the title's style is outside of its limits: correct "
    "it.",
    "invalid_visualizer_preset": "The drawings are not 1 to 8 valid ones: correct them.",
}
"""What each code of a preset means, with what to do, in one sentence."""
