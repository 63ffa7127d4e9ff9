# SPDX-License-Identifier: Apache-2.0
"""Publications in lists for those who manage them, with why they are not shown."""

from __future__ import annotations

from pydantic import Field

from chassis.rest import ResponseBody
from services.publish.api import requests, schemas
from services.publish.domain.publication import Publication, PublicationStatus
from services.publish.usecases.feeds import FeedItem
from services.publish.usecases.listing import PublicationContext


class SpacePublicationsQuery(requests.FeedPageQuery):
    """One page of the publications of a space that have a status."""

    status: PublicationStatus = Field(
        strict=False, description="The status that they have.", examples=["rejected"]
    )


class PublicationContextResource(ResponseBody):
    """Where a publication is, and why it is not shown there."""

    space_name: str = Field(description="The name of its space.", examples=["Harbour news"])
    taken_down: schemas.AuditEntryResource | None = Field(
        description="The change by which it was rejected or unpublished; null for any other status."
    )
    can_republish: bool = Field(
        description="Whether the caller may republish it; of a rejected one its owner may request"
        " approval so."
    )


class ListedPublication(schemas.PublicationResource):
    """A publication, and why it is not shown."""

    context: PublicationContextResource


class SpacePublication(schemas.FeedItemResource):
    """A publication of a space with all that a player needs, and why it is not shown."""

    context: PublicationContextResource


def listed_publication(publication: Publication, context: PublicationContext) -> ListedPublication:
    """Return a publication with its context as it is answered."""
    known = dict(schemas.publication_resource(publication))
    return ListedPublication(**known, context=_context(context))


def space_publication(item: FeedItem, context: PublicationContext) -> SpacePublication:
    """Return a publication of a space with its context as it is answered."""
    return SpacePublication(**dict(schemas.feed_item_resource(item)), context=_context(context))


def _context(one: PublicationContext) -> PublicationContextResource:
    entry = one.taken_down
    names = {} if entry is None else {entry.actor_user_id or 0: one.actor_name}
    return PublicationContextResource(
        space_name=one.space_name,
        taken_down=None if entry is None else schemas.audit_entry_resource(entry, names),
        can_republish=one.may_republish,
    )
