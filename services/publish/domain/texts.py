# SPDX-License-Identifier: Apache-2.0
"""The title and the story that a publication shows, and those that wait for approval.

Where moderators approve, a published publication shows what was approved until they approve what
its owner changed since.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from services.publish.domain.production import ProductionCopy
from services.publish.domain.publication import (
    MAX_STORY_LENGTH,
    Publication,
    PublicationStatus,
    StorySource,
)


@dataclass(frozen=True, slots=True)
class Texts:
    """A title and a story."""

    title: str
    story_text: str


def shown_texts(publication: Publication) -> Texts:
    """Return the title and the story that a publication shows."""
    return Texts(publication.title, publication.story_text)


def held_texts(publication: Publication) -> Texts | None:
    """Return the title and the story that are not shown yet, None where all is shown."""
    if publication.held_title is None:
        return None
    return Texts(publication.held_title, publication.held_story_text or "")


def newest_texts(publication: Publication) -> Texts:
    """Return what the owner wrote last, whether it is shown or not."""
    return held_texts(publication) or shown_texts(publication)


def follow_production(
    publication: Publication, production: ProductionCopy, *, holds: bool, now: dt.datetime
) -> Publication:
    """Return a publication with the title of its production, and the story unless it has its own.

    `holds` says that changes of what is published wait for approval.
    """
    is_own = publication.story_source is StorySource.CUSTOM
    story = newest_texts(publication).story_text if is_own else production.story_text
    texts = Texts(production.name, story[:MAX_STORY_LENGTH])
    if texts == newest_texts(publication):
        return publication
    return _with_texts(publication, texts, holds=holds, now=now)


def write_story(
    publication: Publication, text: str, *, holds: bool, now: dt.datetime
) -> Publication:
    """Return a publication with a story of its own."""
    own = replace(publication, story_source=StorySource.CUSTOM)
    texts = Texts(newest_texts(publication).title, text)
    return _with_texts(own, texts, holds=holds, now=now)


def reset_story(
    publication: Publication, text: str, *, holds: bool, now: dt.datetime
) -> Publication:
    """Return a publication with this story of its production, which it then follows."""
    following = replace(publication, story_source=StorySource.PRODUCTION)
    texts = Texts(newest_texts(publication).title, text[:MAX_STORY_LENGTH])
    return _with_texts(following, texts, holds=holds, now=now)


def _with_texts(
    publication: Publication, texts: Texts, *, holds: bool, now: dt.datetime
) -> Publication:
    is_published = publication.status is PublicationStatus.PUBLISHED
    changed = publication.edited(now)
    if holds and is_published and texts != shown_texts(publication):
        return replace(
            changed,
            held_title=texts.title,
            held_story_text=texts.story_text,
            is_held_rejected=False,
        )
    return replace(
        changed,
        title=texts.title,
        story_text=texts.story_text,
        held_title=None,
        held_story_text=None,
        is_held_rejected=False,
    )
