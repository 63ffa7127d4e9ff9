# SPDX-License-Identifier: Apache-2.0
"""The presets that a config names, as they are now: a production keeps these fields for ever."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chassis.caller import Caller
from services.drafts.domain.preset import Preset
from services.drafts.domain.preset_families import FAMILIES
from services.drafts.usecases.choosing_presets import find_presets
from services.drafts.usecases.dependencies import Dependencies
from timeline.compile.config import DraftConfig
from timeline.compile.config_checking import ConfigPreset, config_presets
from timeline.compile.snapshots import Chosen, PresetSnapshots


def get_snapshots(
    deps: Dependencies, config: DraftConfig, *, usable_by: Caller | None = None
) -> PresetSnapshots:
    """Return the presets that a config names.

    Those of a stored config may be used, for they were checked when they were chosen; of one that
    was not saved, those that the given caller may not use are left out.
    """
    chosen = config_presets(config)
    if not chosen:
        return PresetSnapshots()
    with deps.reading() as uow:
        known = find_presets(uow, chosen)
    if usable_by is not None:
        known = {key: one for key, one in known.items() if one.is_usable_by(usable_by)}
    found = {one.family: _snapshot(one, known) for one in chosen}
    return PresetSnapshots(**found)


def _snapshot(
    chosen: ConfigPreset, known: Mapping[int, Preset]
) -> Chosen[Any] | None:  # Any: the fields of the family
    preset = known.get(chosen.preset_id)
    if preset is None or preset.family != chosen.family:
        return None
    fields = FAMILIES[preset.family].reader.read(preset.fields).fields
    return None if fields is None else Chosen(preset.preset_id, fields)
