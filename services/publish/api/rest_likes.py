# SPDX-License-Identifier: Apache-2.0
"""The REST routes of likes and views."""

from __future__ import annotations

from flask import request

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, CursorCodec, Ok, Page, client_address
from services.publish.api import requests
from services.publish.api import schemas_audience as schemas
from services.publish.domain import errors
from services.publish.domain.viewers import viewer_without_account
from services.publish.usecases import counting_views, liking
from services.publish.usecases.dependencies import Dependencies

_USERS = CursorCodec("publish.liking_users", int)
_LIKES = "/api/publications/<int:publication_id>/likes"
_NOT_VIEWED = [errors.PublicationNotFound, errors.NotPublished, errors.Forbidden]


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of likes and views."""
    api = ApiBlueprint("likes", __name__)
    _add_reading(api, deps)
    _add_changes(api, deps)
    _add_views(api, deps)
    return api


def _add_reading(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(_LIKES, errors=_NOT_VIEWED)
    def get_likes(path: requests.PublicationPath, caller: Caller | None) -> schemas.LikesAnswer:
        """Read how many users like a publication.

        Whoever may watch it may do so.
        """
        found = liking.get_likes(deps, caller=caller, publication_id=path.publication_id)
        return schemas.likes_answer(found)

    @api.get(f"{_LIKES}/users", errors=_NOT_VIEWED)
    def list_liking_users(
        path: requests.PublicationPath, query: schemas.LikesPageQuery, caller: Caller
    ) -> Page[schemas.UserResource]:
        """List the users who like a publication, by id.

        Signed-in users who may watch it may do so.
        """
        page = liking.list_liking_users(
            deps,
            caller=caller,
            publication_id=path.publication_id,
            after=_USERS.read(query.cursor) or 0,
            limit=query.limit,
        )
        return Page[schemas.UserResource](
            items=[schemas.UserResource(id=one, display_name=name) for one, name in page.users],
            next_cursor=_USERS.write(page.next_after),
        )


def _add_changes(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(_LIKES, errors=[*_NOT_VIEWED, errors.NotLive])
    def like_publication(path: requests.PublicationPath, caller: Caller) -> schemas.LikesAnswer:
        """Like a publication.

        Liking it twice is the same as once.
        """
        found = liking.like(deps, caller=caller, publication_id=path.publication_id)
        return schemas.likes_answer(found)

    @api.delete(_LIKES, errors=_NOT_VIEWED)
    def unlike_publication(path: requests.PublicationPath, caller: Caller) -> schemas.LikesAnswer:
        """Take back a like.

        Without one nothing changes.
        """
        found = liking.unlike(deps, caller=caller, publication_id=path.publication_id)
        return schemas.likes_answer(found)


def _add_views(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post("/api/publications/<int:publication_id>/views", errors=_NOT_VIEWED)
    def count_view(path: requests.PublicationPath, caller: Caller | None) -> Ok:
        """Count that a publication is watched.

        Players call it once something was played. One viewer counts once a day; nothing is stored
        by which a viewer could be recognised after that day, and no cookie is used.
        """
        address = client_address(proxies=deps.proxies)
        client = viewer_without_account(address, request.headers.get("User-Agent", ""))
        counting_views.count_view(
            deps, caller=caller, publication_id=path.publication_id, client=client
        )
        return Ok()
