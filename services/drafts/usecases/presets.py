# SPDX-License-Identifier: Apache-2.0
"""Create, list, read, change, duplicate, archive and unarchive presets of every family."""

from __future__ import annotations

from collections.abc import Callable

from chassis.caller import Caller
from services.drafts.domain.errors import PresetAccessDenied, PresetNotFound
from services.drafts.domain.preset import SYSTEM_USER_ID, ChangedPreset, Json, Preset
from services.drafts.domain.preset_families import FAMILIES
from services.drafts.store.unit_of_work import UnitOfWork
from services.drafts.usecases import usage
from services.drafts.usecases.dependencies import Dependencies


def list_presets(
    deps: Dependencies,
    *,
    caller: Caller,
    family: str,
    include_archived: bool,
    limit: int,
    after: int | None,
) -> tuple[list[Preset], int | None]:
    """Return a page of the presets of a family that the caller may use, the oldest first.

    The second value is the id of the last preset, None on the last page. Whoever uses a family for
    the first time is given its first presets.
    """
    make_first_presets(deps, caller=caller, family=family)
    with deps.reading() as uow:
        found = uow.presets.list_presets(
            caller, family, include_archived=include_archived, limit=limit + 1, after=after
        )
    page = found[:limit]
    return page, page[-1].preset_id if len(found) > len(page) else None


def make_first_presets(deps: Dependencies, *, caller: Caller, family: str) -> None:
    """Make the first presets of a family for the caller, once; those of the system for all."""
    owner_user_id = _owner(caller, family)
    with deps.reading() as uow:
        if uow.presets.has_had_first_presets(owner_user_id, family):
            return
    with deps.unit_of_work() as uow:
        _make_first(deps, uow, owner_user_id=owner_user_id, family=family)


def create_preset(deps: Dependencies, *, caller: Caller, family: str, members: Json) -> Preset:
    """Create a preset; what is left out has the default of the family."""
    _require_creator(caller, family)
    given = ChangedPreset.of(family, members, before={})
    make_first_presets(deps, caller=caller, family=family)
    with deps.unit_of_work() as uow:
        usage.check(deps, uow, usage.presets, _owner(caller, family))
        preset_id = uow.presets.add_preset(
            _owner(caller, family),
            family,
            given.fields,
            workspaces=caller.workspaces if given.is_shared else (),
            is_default=bool(given.is_default),
            at=deps.now(),
        )
        return _with_one_default(uow, _find(uow, family=family, preset_id=preset_id))


def get_preset(deps: Dependencies, *, caller: Caller, family: str, preset_id: int) -> Preset:
    """Return a preset that the caller may use; administrators read all."""
    with deps.reading() as uow:
        found = _find(uow, family=family, preset_id=preset_id)
    found.require_reader(caller)
    return found


def change_preset(
    deps: Dependencies,
    *,
    caller: Caller,
    family: str,
    preset_id: int,
    members: Json,
    expected_revisions: frozenset[int] | None = None,
) -> Preset:
    """Change the members of a preset that are given; None as expected revisions means any."""
    with deps.unit_of_work() as uow:
        found = _lock(uow, caller=caller, family=family, preset_id=preset_id)
        found.require_revision(expected_revisions)
        changed = found.change(members, caller=caller, at=deps.now())
        if changed is not found:
            uow.presets.save_preset(changed)
        return _with_one_default(uow, changed)


def duplicate_preset(deps: Dependencies, *, caller: Caller, family: str, preset_id: int) -> Preset:
    """Create a copy that belongs to the caller and that nobody else uses."""
    _require_creator(caller, family)
    original = get_preset(deps, caller=caller, family=family, preset_id=preset_id)
    with deps.unit_of_work() as uow:
        usage.check(deps, uow, usage.presets, _owner(caller, family))
        copy_id = uow.presets.add_preset(
            _owner(caller, family), family, original.fields_of_copy(), at=deps.now()
        )
        return _find(uow, family=family, preset_id=copy_id)


def archive_preset(deps: Dependencies, *, caller: Caller, family: str, preset_id: int) -> None:
    """Archive a preset; drafts that name it keep it. Repeating it changes nothing."""
    _save_changed(deps, caller, family, preset_id, lambda found: found.archive(deps.now()))


def unarchive_preset(deps: Dependencies, *, caller: Caller, family: str, preset_id: int) -> Preset:
    """Take a preset out of the archive; repeating it changes nothing."""
    return _save_changed(deps, caller, family, preset_id, lambda one: one.unarchive(deps.now()))


def _save_changed(
    deps: Dependencies,
    caller: Caller,
    family: str,
    preset_id: int,
    change: Callable[[Preset], Preset],
) -> Preset:
    with deps.unit_of_work() as uow:
        found = _lock(uow, caller=caller, family=family, preset_id=preset_id)
        changed = change(found)
        if changed is not found:
            uow.presets.save_preset(changed)
        return changed


def _make_first(deps: Dependencies, uow: UnitOfWork, *, owner_user_id: int, family: str) -> None:
    if not uow.presets.claim_first_presets(owner_user_id, family):
        return
    for number, members in enumerate(FAMILIES[family].first):
        fields = ChangedPreset.of(family, members, before={}).fields
        uow.presets.add_preset(owner_user_id, family, fields, is_default=number == 0, at=deps.now())


def _with_one_default(uow: UnitOfWork, preset: Preset) -> Preset:
    if preset.is_default:
        uow.presets.clear_other_defaults(preset)
    return preset


def _owner(caller: Caller, family: str) -> int:
    return SYSTEM_USER_ID if FAMILIES[family].is_managed else caller.user_id


def _require_creator(caller: Caller, family: str) -> None:
    if FAMILIES[family].is_managed and not caller.is_admin:
        raise PresetAccessDenied("Only administrators make presets of this family.")


def _find(uow: UnitOfWork, *, family: str, preset_id: int) -> Preset:
    return _of_family(uow.presets.find_preset(preset_id), family)


def _lock(uow: UnitOfWork, *, caller: Caller, family: str, preset_id: int) -> Preset:
    found = _of_family(uow.presets.lock_preset(preset_id), family)
    found.require_writer(caller)
    return found


def _of_family(found: Preset | None, family: str) -> Preset:
    if found is None or found.family != family:
        raise PresetNotFound("There is no such preset.")
    return found
