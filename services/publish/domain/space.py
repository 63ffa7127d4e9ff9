# SPDX-License-Identifier: Apache-2.0
"""Where people show their films: a space of their own, a group's, or a channel."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Settings = Mapping[str, Any]  # Any: JSON members of several types

_GLOBAL_SLUGS = {"global", "global-feed"}
_LONGEST_SLUG = 100


class SpaceType(StrEnum):
    """What kind of space it is."""

    PERSONAL = "personal"
    GROUP = "group"
    CHANNEL = "channel"


DEFAULT_SETTINGS: Mapping[SpaceType, Settings] = {
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
    """What the administrators decided for every space of the site."""

    require_group_review: bool = False
    require_channel_review: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """A place productions are published into."""

    space_id: int
    ulid: str
    type: SpaceType
    owner_user_id: int | None
    name: str
    slug: str
    settings: Settings

    @property
    def is_global(self) -> bool:
        """Whether this is the feed of the whole site."""
        return self.type is SpaceType.CHANNEL and self.slug in _GLOBAL_SLUGS

    @property
    def is_public(self) -> bool:
        """Whether anybody may look at it, signed in or not."""
        return bool(self.settings.get("visibility") == "public")

    @property
    def has_comments(self) -> bool:
        """Whether new publications begin with comments."""
        return bool(self.settings.get("comments") != "off")

    def needs_approval(self, site: SiteSettings) -> bool:
        """Whether a moderator must see a publication before the public does."""
        is_reviewed = {
            SpaceType.GROUP: site.require_group_review,
            SpaceType.CHANNEL: site.require_channel_review,
        }
        if is_reviewed.get(self.type, False):
            return True
        own_rule = self.settings.get("publishing", {}).get("requireApproval")
        return self.type is SpaceType.CHANNEL if own_rule is None else bool(own_rule)


def slug_of(name: str) -> str:
    """Write a name as it stands in an address."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-") or "space"
