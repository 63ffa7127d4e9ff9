# SPDX-License-Identifier: Apache-2.0
"""The JSON of what waits for approval, and of a publication for those who manage it."""

from __future__ import annotations

from pydantic import Field

from chassis.rest import ResponseBody
from services.publish.api import schemas
from services.publish.domain.publication import Publication
from services.publish.domain.texts import Texts, held_texts
from services.publish.usecases.feeds import FeedItem


class ProposedTexts(ResponseBody):
    """A title and a story that are shown once a moderator approves them."""

    title: str = Field(description="The title.", examples=["Holidays"])
    story_text: str = Field(description="The story.", examples=["How we made it."])
    is_rejected: bool = Field(description="Whether a moderator rejected them.")


class WaitingItemResource(schemas.FeedItemResource):
    """A publication of which something waits for approval."""

    proposed: ProposedTexts | None = Field(
        description="What is to be approved of a published one; null for a pending one."
    )


class PublicationDetailsAnswer(ResponseBody):
    """The publication and, for those who manage it, its audit log."""

    publication: schemas.PublicationResource
    events: list[schemas.AuditEntryResource] = Field(
        description="The audit log, oldest first; empty unless the caller manages the publication."
    )
    can_republish_owner: bool = Field(
        description="Whether the caller owns the publication and may republish it."
    )
    proposed: ProposedTexts | None = Field(
        description="What its owner changed since it was approved, and is not shown; null when"
        " there is none, or the caller does not manage the publication."
    )


def proposed_texts(one: Publication, texts: Texts | None) -> ProposedTexts | None:
    """Return what of a publication is not shown as it is answered."""
    if texts is None:
        return None
    return ProposedTexts(
        title=texts.title, story_text=texts.story_text, is_rejected=one.is_held_rejected
    )


def waiting_item_resource(one: FeedItem) -> WaitingItemResource:
    """Return an item of a review queue as it is answered."""
    members, publication = dict(schemas.feed_item_resource(one)), one.publication
    proposed = proposed_texts(publication, held_texts(publication))
    return WaitingItemResource(**members, proposed=proposed)
