# SPDX-License-Identifier: Apache-2.0
"""Assets: the uploads that a user chooses from, with tags, favourites, search and orders."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.library.domain.errors import InvalidTags
from services.library.domain.listing import UploadSummary
from services.library.domain.text import remove_control_characters
from services.library.domain.upload import UploadKind, VideoRole

MAX_TAGS, MAX_TAG = 20, 40
MAX_SEARCH = 200
MAX_RECENT = 10


class AssetGroup(StrEnum):
    """The groups that assets are chosen from.

    Graphics are the images laid over videos; music is all audio that is no narration.
    """

    VIDEOS = "videos"
    AUDIO = "audio"
    MUSIC = "music"
    NARRATION = "narration"
    IMAGES = "images"
    GRAPHICS = "graphics"
    LOGOS = "logos"

    @property
    def kind(self) -> UploadKind:
        """The kind of its uploads."""
        return _KINDS[self]

    @property
    def image_role(self) -> str | None:
        """The role that its images have; None for any."""
        return "overlay" if self is AssetGroup.GRAPHICS else None


_KINDS = {
    AssetGroup.VIDEOS: UploadKind.VIDEO,
    AssetGroup.AUDIO: UploadKind.AUDIO,
    AssetGroup.MUSIC: UploadKind.AUDIO,
    AssetGroup.NARRATION: UploadKind.AUDIO,
    AssetGroup.IMAGES: UploadKind.IMAGE,
    AssetGroup.GRAPHICS: UploadKind.IMAGE,
    AssetGroup.LOGOS: UploadKind.LOGO,
}


class AssetOrder(StrEnum):
    """The orders of a list of assets; `recent` begins with what was used last."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME_ASC = "name_asc"
    NAME_DESC = "name_desc"
    DURATION_ASC = "duration_asc"
    DURATION_DESC = "duration_desc"
    SIZE_ASC = "size_asc"
    SIZE_DESC = "size_desc"
    RECENT = "recent"


@dataclass(frozen=True, slots=True)
class AssetPosition:
    """Where a page ends in an order: the sorted value and the id of its last asset."""

    order: AssetOrder
    value: str | int
    upload_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetFilter:
    """Which assets of one user are listed, and in which order; `words` must all occur."""

    user_id: int
    group: AssetGroup
    is_system: bool = False
    """Whether the assets of the system are listed instead of the user's."""
    words: Sequence[str] = ()
    tags: Sequence[str] = ()
    video_role: VideoRole | None = VideoRole.SOURCE
    only_favorites: bool = False
    only_used: bool = False
    order: AssetOrder = AssetOrder.NEWEST
    after: AssetPosition | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Asset:
    """An upload as one user sees it; `used_ms` is 0 when the user never used it.

    `used_ms` is milliseconds since 1970 in UTC, `sort_value` the value that the list is sorted by.
    """

    summary: UploadSummary
    is_favorite: bool
    used_ms: int
    sort_value: str | int


def validate_tags(given: Iterable[str]) -> tuple[str, ...]:
    """Return tags without blanks around them and repetitions, sorted; or raise InvalidTags.

    Tags that differ in upper and lower case only are one, as it was written first.
    """
    found: dict[str, str] = {}
    for one in given:
        tag = " ".join(remove_control_characters(one).split())
        if not 1 <= len(tag) <= MAX_TAG or "," in tag:
            raise InvalidTags(f"A tag has 1 to {MAX_TAG} characters and no comma.")
        found.setdefault(folded(tag), tag)
    if len(found) > MAX_TAGS:
        raise InvalidTags(f"An upload has at most {MAX_TAGS} tags.")
    return tuple(found[key] for key in sorted(found))


def folded(text: str) -> str:
    """Return a text as it is compared in searches: without differences of case and composition."""
    return unicodedata.normalize("NFKC", text).casefold()


def search_text(*texts: str | None, tags: Sequence[str]) -> str:
    """Return the text in which words are searched, with a line for each given text and tag."""
    lines = [folded(text) for text in texts if text]
    return "\n".join([*lines, *(tag_line(tag) for tag in tags), ""])


def tag_line(tag: str) -> str:
    """Return the line of a search text that stands for a tag."""
    return f"#{folded(tag)}"
