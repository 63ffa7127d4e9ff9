# SPDX-License-Identifier: Apache-2.0
"""The presets that a draft names, as they are when its timeline is compiled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from timeline.compile.presets import (
    AudioPreset,
    LogoPreset,
    LowerThirdPreset,
    PresetFields,
    ScreenTitlePreset,
)

AnyFields = TypeVar("AnyFields", bound=PresetFields)


@dataclass(frozen=True, slots=True)
class Chosen(Generic[AnyFields]):
    """A preset that was chosen: its id and its fields."""

    preset_id: int
    fields: AnyFields


@dataclass(frozen=True, slots=True)
class PresetSnapshots:
    """The presets of a draft by family; None of those that it does not name."""

    audio: Chosen[AudioPreset] | None = None
    logo: Chosen[LogoPreset] | None = None
    lower_third: Chosen[LowerThirdPreset] | None = None
    screen_title: Chosen[ScreenTitlePreset] | None = None
