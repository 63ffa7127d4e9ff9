# SPDX-License-Identifier: Apache-2.0
"""The REST routes of spaces and their feeds."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, CursorCodec, Page, require_user
from chassis.standard_errors import UNAUTHENTICATED
from services.publish.api import requests, schemas, schemas_spaces
from services.publish.domain import errors
from services.publish.domain.feed import FeedPosition
from services.publish.usecases import feeds, spaces
from services.publish.usecases.dependencies import Dependencies

_SPACES = CursorCodec("publish.spaces", int)
_FEED = CursorCodec("publish.feed", FeedPosition)

FeedAnswer = Page[schemas.FeedItemResource]


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of spaces and feeds."""
    api = ApiBlueprint("spaces", __name__)
    _add_lists(api, deps)
    _add_spaces(api, deps)
    _add_feeds(api, deps)
    return api


def _add_lists(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/spaces", errors=[UNAUTHENTICATED])
    def list_spaces(
        query: requests.SpacesQuery, caller: Caller | None
    ) -> Page[schemas_spaces.SpaceResource]:
        """List spaces.

        Anonymous callers see the public spaces, users also those they belong to, administrators
        all. `mine=1` lists the spaces of the caller, and creates their personal space if need be.
        """
        after = _SPACES.read(query.cursor) or 0
        if query.mine == "1":
            page = spaces.list_own_spaces(
                deps, caller=require_user(), after=after, limit=query.limit
            )
        else:
            page = spaces.list_spaces(deps, caller=caller, after=after, limit=query.limit)
        return Page[schemas_spaces.SpaceResource](
            items=[schemas_spaces.space_resource(one) for one in page.spaces],
            next_cursor=_SPACES.write(page.next_after),
        )

    @api.get(
        "/api/uploads/<int:upload_id>/publish-options",
        errors=[errors.UnknownUpload, errors.Forbidden],
    )
    def list_publish_options(
        path: requests.PublishedUploadPath, caller: Caller
    ) -> schemas_spaces.PublishOptionsAnswer:
        """List the spaces an upload may be published into.

        These are the personal space of its owner, and the spaces where the caller may post.
        """
        found = spaces.list_publish_options(deps, caller=caller, upload_id=path.upload_id)
        return schemas_spaces.PublishOptionsAnswer(
            upload_id=path.upload_id, spaces=[schemas_spaces.space_option(one) for one in found]
        )


def _add_spaces(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/spaces/<int:space_id>", errors=[errors.SpaceNotFound, errors.Forbidden])
    def get_space(path: requests.SpacePath, caller: Caller | None) -> schemas_spaces.SpaceAnswer:
        """Read a space.

        Anybody may read a public one; its members may read any other.
        """
        found = spaces.get_space(deps, caller=caller, space_id=path.space_id)
        return schemas_spaces.SpaceAnswer(space=schemas_spaces.space_resource(found))


def _add_feeds(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/feed/global", errors=[errors.Forbidden])
    def get_global_feed(query: requests.FeedQueryWithPin, caller: Caller | None) -> FeedAnswer:
        """Read the feed of the whole site.

        It has the publications that moderators approved for it, newest first.
        """
        return get_feed(None, query, caller)

    @api.get("/api/spaces/<int:space_id>/feed", errors=[errors.SpaceNotFound, errors.Forbidden])
    def get_space_feed(
        path: requests.SpacePath, query: requests.FeedQueryWithPin, caller: Caller | None
    ) -> FeedAnswer:
        """Read the feed of a space.

        It has the published publications that the caller may watch, newest first.
        """
        return get_feed(path.space_id, query, caller)

    def get_feed(
        space_id: int | None, query: requests.FeedQueryWithPin, caller: Caller | None
    ) -> FeedAnswer:
        page = feeds.get_feed(
            deps,
            caller=caller,
            space_id=space_id,
            after=_FEED.read(query.cursor),
            limit=query.limit,
            pin=query.pin,
        )
        return FeedAnswer(
            items=[schemas.feed_item_resource(one) for one in page.items],
            next_cursor=_FEED.write(page.next),
        )
