# SPDX-License-Identifier: Apache-2.0
"""What other sites and programs read of a space: its RSS feed, and pictures that do not expire."""

from __future__ import annotations

from flask import Response, make_response, redirect
from werkzeug.wrappers import Response as AnyResponse

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, Content
from services.publish.api import requests, rss
from services.publish.domain import errors
from services.publish.usecases import feeds, posters, spaces
from services.publish.usecases.dependencies import Dependencies

_MOST_ITEMS = 50
_SECONDS_TO_CACHE = 300


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the RSS feeds and the addresses of pictures."""
    api = ApiBlueprint("syndication", __name__)
    _add_feeds(api, deps)
    _add_posters(api, deps)
    return api


def _add_feeds(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(
        "/spaces/<int:space_id>/feed.xml",
        answers={200: Content("The feed.", (rss.MEDIA_TYPE,))},
        errors=[errors.SpaceNotFound, errors.Forbidden],
        any_query=True,
    )
    def get_rss_feed(path: requests.SpacePath) -> Response:
        """Read the newest publications of a public space as RSS.

        Only what everybody may watch is in it, whoever asks; other spaces have none.
        """
        space = spaces.get_space(deps, caller=None, space_id=path.space_id).space
        page = feeds.get_feed(
            deps, caller=None, space_id=path.space_id, after=None, limit=_MOST_ITEMS
        )
        response = make_response(rss.rss_of(space, list(page.items), deps.public_url))
        response.content_type = f"{rss.MEDIA_TYPE}; charset=utf-8"
        response.cache_control.max_age = _SECONDS_TO_CACHE
        return response


def _add_posters(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(
        "/watch/<int:publication_id>/poster.jpg",
        answers={302: Content("Where the picture is now.", ("text/html",))},
        errors=[
            errors.PublicationNotFound,
            errors.NotPublished,
            errors.Forbidden,
            errors.NoPoster,
        ],
        any_query=True,
    )
    def get_poster(path: requests.PublicationPath, caller: Caller | None) -> AnyResponse:
        """Find the picture of a publication.

        Signed links to it expire; this address does not.
        """
        url = posters.find_poster(deps, caller=caller, publication_id=path.publication_id)
        response = redirect(url)
        response.cache_control.max_age = _SECONDS_TO_CACHE
        return response
