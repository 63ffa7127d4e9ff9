# SPDX-License-Identifier: Apache-2.0
"""The REST routes that list publications for those who manage them."""

from __future__ import annotations

import functools
from collections.abc import Callable

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, CursorCodec, Page, PageQuery
from services.publish.api import requests, schemas_lists
from services.publish.domain import errors
from services.publish.usecases import listing
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.listing import PublicationPage

_OF_PRODUCTION = CursorCodec("publish.production_publications", int)
_OF_UPLOAD = CursorCodec("publish.upload_publications", int)
_OF_SPACE = CursorCodec("publish.space_publications", int)

PublicationsAnswer = Page[schemas_lists.ListedPublication]
SpacePublicationsAnswer = Page[schemas_lists.SpacePublication]


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes that list publications."""
    api = ApiBlueprint("publication-lists", __name__)
    _add_own(api, deps)
    _add_of_space(api, deps)
    return api


def _add_own(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(
        "/api/productions/<int:production_id>/publications",
        errors=[errors.UnknownProduction, errors.Forbidden],
    )
    def list_publications_of_production(
        path: requests.PublishedProductionPath, query: PageQuery, caller: Caller
    ) -> PublicationsAnswer:
        """List the publications of a production, newest first.

        Only its owner and administrators may do so. Each says why it is not shown.
        """
        list_some = functools.partial(
            listing.list_publications_of_production,
            deps,
            caller=caller,
            production_id=path.production_id,
        )
        return _page_of(list_some, query, _OF_PRODUCTION)

    @api.get(
        "/api/uploads/<int:upload_id>/publications",
        errors=[errors.UnknownUpload, errors.Forbidden],
    )
    def list_publications_of_upload(
        path: requests.PublishedUploadPath, query: PageQuery, caller: Caller
    ) -> PublicationsAnswer:
        """List the publications of all productions of an upload, newest first.

        Only its owner and administrators may do so. Each says why it is not shown.
        """
        list_some = functools.partial(
            listing.list_publications_of_upload, deps, caller=caller, upload_id=path.upload_id
        )
        return _page_of(list_some, query, _OF_UPLOAD)


def _add_of_space(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(
        "/api/spaces/<int:space_id>/publications",
        errors=[errors.SpaceNotFound, errors.Forbidden],
    )
    def list_publications_of_space(
        path: requests.SpacePath, query: schemas_lists.SpacePublicationsQuery, caller: Caller
    ) -> SpacePublicationsAnswer:
        """List the publications of a space that have a status, newest first.

        Its moderators and those of the site may do so. Each says who rejected or unpublished it,
        when and why, and has links by which it can be watched.
        """
        page = listing.list_publications_of_space(
            deps,
            caller=caller,
            space_id=path.space_id,
            status=query.status,
            before=_OF_SPACE.read(query.cursor),
            limit=query.limit,
        )
        return SpacePublicationsAnswer(
            items=[schemas_lists.space_publication(*one) for one in page.items],
            next_cursor=_OF_SPACE.write(page.next_before),
        )


def _page_of(
    list_some: Callable[..., PublicationPage], query: PageQuery, cursors: CursorCodec[int]
) -> PublicationsAnswer:
    page = list_some(before=cursors.read(query.cursor), limit=query.limit)
    return PublicationsAnswer(
        items=[schemas_lists.listed_publication(*one) for one in page.items],
        next_cursor=cursors.write(page.next_before),
    )
