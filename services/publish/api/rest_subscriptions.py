# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the spaces that users follow."""

from __future__ import annotations

from pydantic import Field

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, CursorCodec, Ok, Page, PageQuery, ResponseBody
from services.publish.api import requests, schemas
from services.publish.domain import errors
from services.publish.domain.feed import FeedPosition
from services.publish.usecases import subscribing
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.subscribing import SpaceSubscription

_FEED = CursorCodec("publish.followed_feed", FeedPosition)
_SUBSCRIPTION = "/api/spaces/<int:space_id>/subscription"
_NOT_VIEWED = (errors.SpaceNotFound, errors.Forbidden)


class SubscriptionResource(ResponseBody):
    """Whether a user follows a space."""

    is_subscribed: bool = Field(description="Whether the caller follows it.")
    subscriber_count: int = Field(description="How many users follow it.", examples=[12])


class SubscriptionAnswer(ResponseBody):
    """Whether a user follows a space."""

    subscription: SubscriptionResource = Field(description="The subscription.")


class FollowedFeedQuery(PageQuery):
    """One page of what is published in the spaces that one follows."""

    limit: int = Field(20, ge=1, le=100, description="How many items a page holds at most.")


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of subscriptions."""
    api = ApiBlueprint("subscriptions", __name__)
    _add_subscriptions(api, deps)
    _add_feed(api, deps)
    return api


def _add_subscriptions(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(_SUBSCRIPTION, errors=_NOT_VIEWED)
    def get_subscription(path: requests.SpacePath, caller: Caller) -> SubscriptionAnswer:
        """Read whether the caller follows a space.

        Signed-in users who may view it may do so.
        """
        return _answer(subscribing.get_subscription(deps, caller=caller, space_id=path.space_id))

    @api.put(_SUBSCRIPTION, errors=[*_NOT_VIEWED, errors.TooManySubscriptions])
    def subscribe(path: requests.SpacePath, caller: Caller) -> SubscriptionAnswer:
        """Follow a space.

        What is published in it is in the feed of the caller while they may watch it.
        """
        return _answer(subscribing.subscribe(deps, caller=caller, space_id=path.space_id))

    @api.delete(_SUBSCRIPTION)
    def unsubscribe(path: requests.SpacePath, caller: Caller) -> Ok:
        """Follow a space no longer.

        Without a subscription nothing changes.
        """
        subscribing.unsubscribe(deps, caller=caller, space_id=path.space_id)
        return Ok(ok=True)


def _add_feed(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/feed/following")
    def get_followed_feed(
        query: FollowedFeedQuery, caller: Caller
    ) -> Page[schemas.FeedItemResource]:
        """Read the feed of the spaces that the caller follows.

        It has what they may watch of them, newest first.
        """
        page = subscribing.get_followed_feed(
            deps, caller=caller, after=_FEED.read(query.cursor), limit=query.limit
        )
        return Page[schemas.FeedItemResource](
            items=[schemas.feed_item_resource(one) for one in page.items],
            next_cursor=_FEED.write(page.next),
        )


def _answer(found: SpaceSubscription) -> SubscriptionAnswer:
    return SubscriptionAnswer(
        subscription=SubscriptionResource(
            is_subscribed=found.is_subscribed, subscriber_count=found.subscriber_count
        )
    )
