# SPDX-License-Identifier: Apache-2.0
"""The presets that a draft names, as they are when its timeline is compiled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from timeline.compile.preset_reading import to_fields
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

    def to_json(self) -> dict[str, Any]:  # Any: the value is JSON.
        """Return the fields of the presets that are named, with their ids, by family."""
        chosen: dict[str, Chosen[Any] | None] = {  # Any: presets of several families.
            "audio": self.audio,
            "logo": self.logo,
            "lowerThird": self.lower_third,
            "screenTitle": self.screen_title,
        }
        return {
            family: {"id": one.preset_id, **to_fields(one.fields)}
            for family, one in chosen.items()
            if one is not None
        }
