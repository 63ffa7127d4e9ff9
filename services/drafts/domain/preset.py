# SPDX-License-Identifier: Apache-2.0
"""A preset: settings of a logo, music, a lower third, a title or a visualizer under a name."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from chassis.caller import Caller
from services.drafts.domain.errors import (
    InvalidPreset,
    PresetAccessDenied,
    PresetArchived,
    StalePresetRevision,
)
from services.drafts.domain.preset_families import FAMILIES
from timeline.compile.preset_reading import to_fields

SYSTEM_USER_ID = 0
"""The owner of the presets that administrators manage and everybody uses."""

_COPY_OF = "Copy of "
_MAX_NAME = 120

Json = Mapping[str, Any]  # Any: JSON members of several types


@dataclass(frozen=True, slots=True)
class Preset:
    """A preset with its fields as JSON; `workspaces` are those with whose members it is shared."""

    preset_id: int
    family: str
    owner_user_id: int
    fields: Json
    is_default: bool
    workspaces: frozenset[str]
    revision: int
    created_at: dt.datetime
    updated_at: dt.datetime
    archived_at: dt.datetime | None

    @property
    def is_shared(self) -> bool:
        """Whether others than its owner may use it."""
        return self.owner_user_id == SYSTEM_USER_ID or bool(self.workspaces)

    @property
    def is_archived(self) -> bool:
        """Whether it can be chosen no more."""
        return self.archived_at is not None

    def is_usable_by(self, caller: Caller) -> bool:
        """Whether a caller owns it or shares a workspace with its owner; all use the system's."""
        is_own = self.owner_user_id in (SYSTEM_USER_ID, caller.user_id)
        return is_own or bool(self.workspaces & {*caller.workspaces})

    def require_reader(self, caller: Caller) -> None:
        """Raise PresetAccessDenied unless the caller may use it or is an administrator."""
        if not caller.is_admin and not self.is_usable_by(caller):
            raise PresetAccessDenied("This preset belongs to another user.")

    def is_writable_by(self, caller: Caller) -> bool:
        """Whether a caller owns it, or administers those of the system."""
        if self.owner_user_id == SYSTEM_USER_ID:
            return caller.is_admin
        return caller.user_id == self.owner_user_id

    def require_writer(self, caller: Caller) -> None:
        """Raise PresetAccessDenied unless the caller may change it."""
        if not self.is_writable_by(caller):
            is_system = self.owner_user_id == SYSTEM_USER_ID
            owner = "the platform" if is_system else "another user"
            raise PresetAccessDenied(f"This preset belongs to {owner}.")

    def require_revision(self, expected: frozenset[int] | None) -> None:
        """Raise StalePresetRevision unless the revision is one of these; None means any."""
        if expected is not None and self.revision not in expected:
            raise StalePresetRevision(self)

    def change(self, changes: Json, *, caller: Caller, at: dt.datetime) -> Preset:
        """Return the preset with other fields, and shared, unshared or made the default.

        Raises PresetArchived or InvalidPreset.
        """
        if self.is_archived:
            raise PresetArchived("This preset is archived.")
        given = ChangedPreset.of(self.family, changes, before=self.fields)
        workspaces = self.workspaces
        if given.is_shared is not None and given.is_shared != bool(workspaces):
            workspaces = frozenset(caller.workspaces if given.is_shared else ())
        is_default = self.is_default if given.is_default is None else given.is_default
        changed = replace(self, fields=given.fields, workspaces=workspaces, is_default=is_default)
        if changed == self:
            return self
        return replace(changed, revision=self.revision + 1, updated_at=at)

    def archive(self, at: dt.datetime) -> Preset:
        """Return the archived preset, which is no default any more."""
        if self.is_archived:
            return self
        revision = self.revision + 1
        return replace(self, archived_at=at, updated_at=at, revision=revision, is_default=False)

    def unarchive(self, at: dt.datetime) -> Preset:
        """Return the preset that can be chosen again."""
        if not self.is_archived:
            return self
        return replace(self, archived_at=None, updated_at=at, revision=self.revision + 1)

    def fields_of_copy(self) -> Json:
        """Return the fields of a copy: its name begins with `Copy of`, shortened if need be."""
        return {**self.fields, "name": f"{_COPY_OF}{self.fields['name']}"[:_MAX_NAME]}


@dataclass(frozen=True, slots=True)
class ChangedPreset:
    """The valid fields of a preset, and what a request says beside them; None changes nothing."""

    fields: Json
    is_shared: bool | None
    is_default: bool | None

    @classmethod
    def of(cls, family: str, changes: Json, *, before: Json) -> ChangedPreset:
        """Read the members of a request over the fields of before, or raise InvalidPreset."""
        definition = FAMILIES[family]
        beside = {name: changes.get(name) for name in ("isShared", "isDefault")}
        fields = {name: one for name, one in changes.items() if name not in beside}
        read = definition.reader.read({**before, **fields})
        if read.fields is None:
            raise InvalidPreset(read.problems)
        return cls(to_fields(read.fields), beside["isShared"], beside["isDefault"])


def fields_from_json(text: str) -> Json:
    """Read stored fields."""
    found: Json = json.loads(text)
    return found
