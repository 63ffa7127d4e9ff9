# SPDX-License-Identifier: Apache-2.0
"""The families of presets: how their fields are read, and with which presets each begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from timeline.compile.preset_reading import (
    AUDIO_PRESETS,
    LOGO_PRESETS,
    LOWER_THIRD_PRESETS,
    SCREEN_TITLE_PRESETS,
    VISUALIZER_PRESETS,
    PresetFamily,
)
from timeline.compile.presets import PresetFields

Json = Mapping[str, Any]  # Any: JSON members of several types


@dataclass(frozen=True, slots=True)
class PresetCatalog:
    """One family: the reader of its fields, its first presets, and who changes them.

    The first presets are made when the family is first used; the first of them is the default.
    `is_managed` means that administrators change the presets, which everybody uses.
    """

    key: str
    reader: PresetFamily[PresetFields]
    first: tuple[Json, ...]
    is_managed: bool = False


_LOGO: Final[tuple[Json, ...]] = ({"name": "Standard watermark"},)
_AUDIO: Final[tuple[Json, ...]] = (
    {"name": "Mix (Medium)", "musicGainDb": -18},
    {"name": "Mix (Quiet)", "musicGainDb": -24},
    {"name": "Mix (Loud)", "musicGainDb": -12},
    {"name": "Mix (Medium) + Ducking", "musicGainDb": -18, "duckingMode": "rolling"},
)
_LOWER_THIRD: Final[tuple[Json, ...]] = ({"name": "Standard lower third"},)
_SCREEN_TITLE: Final[tuple[Json, ...]] = (
    {"name": "Plain title"},
    {"name": "Title on boxes", "style": "pill"},
    {"name": "Chrome title", "fontKey": "titan_one", "fontGradientKey": "chrome"},
)
_VISUALIZER: Final[tuple[Json, ...]] = (
    {"name": "Wave", "instances": [{"style": "wave_line"}]},
    {"name": "Spectrum bars", "instances": [{"style": "spectrum_bars"}]},
    {"name": "Pulsing orb", "instances": [{"style": "pulse_orb"}]},
)

FAMILIES: Final[Mapping[str, PresetCatalog]] = {
    one.key: one
    for one in (
        PresetCatalog("logo", LOGO_PRESETS, _LOGO),
        PresetCatalog("audio", AUDIO_PRESETS, _AUDIO, is_managed=True),
        PresetCatalog("lower_third", LOWER_THIRD_PRESETS, _LOWER_THIRD),
        PresetCatalog("screen_title", SCREEN_TITLE_PRESETS, _SCREEN_TITLE),
        PresetCatalog("visualizer", VISUALIZER_PRESETS, _VISUALIZER),
    )
}
"""The families by their keys, which are those of `timeline.compile`."""
