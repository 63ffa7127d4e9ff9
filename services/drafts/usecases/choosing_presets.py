# SPDX-License-Identifier: Apache-2.0
"""Check that the presets which a config names may be chosen, and read those that are produced."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from chassis.caller import Caller
from services.drafts.domain.draft_config import ConfigDocument, in_request
from services.drafts.domain.errors import config_error
from services.drafts.domain.preset import Preset
from services.drafts.store.unit_of_work import UnitOfWork
from timeline.compile.config_checking import ConfigPreset
from timeline.document.problems import TimelineProblem


def check_presets(
    uow: UnitOfWork, caller: Caller, document: ConfigDocument, *, named_before: Collection[int]
) -> None:
    """Raise InvalidDraftConfig for presets that are chosen anew and may not be.

    A preset stays in the drafts that named it before it was archived or not shared any more.
    """
    chosen = [one for one in document.presets if one.preset_id not in named_before]
    if not chosen:
        return
    known = find_presets(uow, chosen)
    if problems := [*_problems(chosen, known, caller)]:
        raise config_error(in_request(problems))


def find_presets(uow: UnitOfWork, chosen: Iterable[ConfigPreset]) -> Mapping[int, Preset]:
    """Return by id the presets that exist of those that a config names, archived ones, too."""
    ids = sorted({one.preset_id for one in chosen})
    return {one.preset_id: one for one in uow.presets.find_presets(ids)} if ids else {}


def _problems(
    chosen: Iterable[ConfigPreset], known: Mapping[int, Preset], caller: Caller
) -> Iterator[TimelineProblem]:
    for one in chosen:
        preset, where, name = known.get(one.preset_id), one.pointer, f"Preset {one.preset_id}"
        if preset is None or preset.family != one.family:
            detail = f"{name} does not exist in this family."
            yield TimelineProblem("preset_not_found", where, detail)
        elif not preset.is_usable_by(caller):
            yield TimelineProblem("forbidden", where, f"{name} belongs to another user.")
        elif preset.is_archived:
            yield TimelineProblem("preset_archived", where, f"{name} is archived.")
