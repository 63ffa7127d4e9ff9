# SPDX-License-Identifier: Apache-2.0
"""The events of the publish service: the status a publication was given."""

from __future__ import annotations

from dataclasses import dataclass

from services.publish.domain.publication import Publication, PublicationStatus
from services.publish.domain.review import ReviewChange, ReviewLink


@dataclass(frozen=True, slots=True)
class PublicationRequested:
    """A publication is pending: a moderator must approve it."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class PublicationPublished:
    """A publication was published."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class PublicationUnpublished:
    """A publication was unpublished."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class PublicationRejected:
    """A publication was rejected by a moderator."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class ReviewChanged:
    """Somebody wrote, changed or deleted a note of a review, or gave a verdict."""

    link: ReviewLink
    change: ReviewChange


PublicationEvent = (
    PublicationRequested | PublicationPublished | PublicationUnpublished | PublicationRejected
)
PublishEvent = PublicationEvent | ReviewChanged

_EVENTS: dict[PublicationStatus, type[PublicationEvent]] = {
    PublicationStatus.PENDING: PublicationRequested,
    PublicationStatus.PUBLISHED: PublicationPublished,
    PublicationStatus.UNPUBLISHED: PublicationUnpublished,
    PublicationStatus.REJECTED: PublicationRejected,
}


def status_event(publication: Publication) -> PublicationEvent:
    """Return the event that says which status a publication was given."""
    return _EVENTS[publication.status](publication)
