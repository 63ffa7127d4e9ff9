# SPDX-License-Identifier: Apache-2.0
"""The places productions are published into: personal spaces, groups and channels."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from services.publish.domain.errors import ReservedName

SpaceSettings = Mapping[str, Any]  # Any: JSON members of several types

_RESERVED_SLUGS = {"global", "global-feed", "global-space"}
"""What names of other spaces than the global one may not look like."""
_MAX_SLUG_LENGTH = 100


class SpaceType(StrEnum):
    """The types of spaces."""

    PERSONAL = "personal"
    GROUP = "group"
    CHANNEL = "channel"


DEFAULT_SETTINGS: Mapping[SpaceType, SpaceSettings] = {
    SpaceType.PERSONAL: {
        "visibility": "public",
        "membership": "none",
        "publishing": {"policy": "owner_only"},
        "moderation": "none",
        "follow": "enabled",
    },
    SpaceType.GROUP: {
        "visibility": "private",
        "membership": "invite",
        "publishing": {"requireApproval": False},
    },
    SpaceType.CHANNEL: {"visibility": "members_only", "publishing": {"requireApproval": True}},
}


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The settings that administrators make for every space of the site."""

    allow_group_creation: bool = True
    allow_channel_creation: bool = True
    require_group_review: bool = False
    require_channel_review: bool = False

    def allows_creation(self, kind: SpaceType) -> bool:
        """Whether users may create spaces of a type; nobody creates personal ones."""
        allowed = {
            SpaceType.GROUP: self.allow_group_creation,
            SpaceType.CHANNEL: self.allow_channel_creation,
        }
        return allowed.get(kind, False)


@dataclass(frozen=True, slots=True)
class SpaceChanges:
    """What is to be changed of a space; None leaves it as it is."""

    name: str | None = None
    description: str | None = None
    visibility: str | None = None
    """`public`, `members_only` or `private`."""
    membership: str | None = None
    """`public`: everybody may join; `invite`: by invitation; `none`: nobody."""
    comments: str | None = None
    """`on`, `off` or `inherit`."""
    requires_approval: bool | None = None
    """Whether a moderator must approve what is published in it."""


@dataclass(frozen=True, slots=True)
class Space:
    """A place productions are published into."""

    space_id: int
    ulid: str
    type: SpaceType
    owner_user_id: int | None
    name: str
    slug: str
    settings: SpaceSettings
    description: str = ""
    icon_digest: str = ""
    """The SHA-256 of its icon; empty for a space without one."""
    is_global: bool = False
    """Whether its feed is that of the whole site; the first migration makes the only such space."""
    deleted_at: dt.datetime | None = None

    @property
    def is_public(self) -> bool:
        """Whether anonymous callers may list its publications."""
        return bool(self.settings.get("visibility") == "public")

    @property
    def is_open(self) -> bool:
        """Whether every user may join."""
        return bool(self.settings.get("membership") == "public")

    @property
    def is_permanent(self) -> bool:
        """Whether it can never be deleted: it is personal, or the space of the site."""
        return self.is_global or self.type is SpaceType.PERSONAL

    @property
    def has_comments(self) -> bool:
        """Whether comments are enabled on new publications."""
        return bool(self.settings.get("comments") != "off")

    def changed(self, changes: SpaceChanges) -> Space:
        """Return the space with these changes; ReservedName for the name of the global space."""
        if changes.name is not None and not self.is_global:
            check_name(changes.name)
        settings = dict(self.settings)
        for name in ("visibility", "membership", "comments"):
            if (value := getattr(changes, name)) is not None:
                settings[name] = value
        if changes.requires_approval is not None:
            publishing = {**settings.get("publishing", {})}
            settings["publishing"] = {**publishing, "requireApproval": changes.requires_approval}
        name = self.name if changes.name is None else changes.name.strip()
        description = self.description if changes.description is None else changes.description
        return replace(self, name=name, description=description.strip(), settings=settings)

    def needs_approval(self, site: SiteSettings) -> bool:
        """Whether a moderator must approve a publication before it is published.

        A site setting wins over the setting of the space, which wins over the default of its type.
        """
        is_reviewed = {
            SpaceType.GROUP: site.require_group_review,
            SpaceType.CHANNEL: site.require_channel_review,
        }
        if is_reviewed.get(self.type, False):
            return True
        own_rule = self.settings.get("publishing", {}).get("requireApproval")
        return self.type is SpaceType.CHANNEL if own_rule is None else bool(own_rule)


def check_name(name: str) -> None:
    """Raise ReservedName for a name that only the global space may have.

    Case, accents and punctuation make no other name of it.
    """
    if slug_of(name) in _RESERVED_SLUGS:
        raise ReservedName(f"Only the space of the whole site may be called {name.strip()!r}.")


def slug_of(name: str) -> str:
    """Return a name as a URL segment: lower case ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_MAX_SLUG_LENGTH].strip("-") or "space"
