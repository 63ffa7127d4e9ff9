# SPDX-License-Identifier: Apache-2.0
"""The HTML pages that play a publication: the watch page, and the page to embed elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, render_template

from chassis.caller import Caller
from chassis.rest import ApiBlueprint
from services.publish.api import requests
from services.publish.api.page_answers import WATCH_PAGES, PageRequest, page_answer
from services.publish.api.page_assets import add_assets, asset_urls, page_assets
from services.publish.api.sharing import fitted_size, shared_page
from services.publish.domain.chapters import Chapter, shown_chapters, time_stamp
from services.publish.domain.comment import has_comments, may_comment
from services.publish.domain.production import SignedPlayback
from services.publish.domain.publication import LIVE, PublicationStatus
from services.publish.usecases import reading
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.reading import WatchPage
from services.publish.usecases.surroundings import get_surroundings

_NOTICES = {
    PublicationStatus.PENDING: (
        "This video awaits approval. Only its owner and the moderators can see it."
    ),
    PublicationStatus.UNPUBLISHED: (
        "This video was unpublished. Only its owner and the moderators can see it."
    ),
    PublicationStatus.REJECTED: (
        "This video was rejected. Only its owner and the moderators can see it."
    ),
}


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the pages and the files they load."""
    api = ApiBlueprint("pages", __name__, template_folder="templates")
    assets = page_assets(deps)
    add_assets(api, assets)

    @api.get("/watch/<int:publication_id>", answers=WATCH_PAGES, any_query=True)
    def show_watch_page(path: requests.PublicationPath, caller: Caller | None) -> Response:
        """Show the watch page of a publication.

        It plays the video and shows its title, story, owner and comments, and other videos of its
        space. Other sites may not frame it.
        """
        asked = PageRequest(f"/watch/{path.publication_id}", caller)
        return page_answer(lambda: _watch_page(deps, caller, path.publication_id), assets, asked)

    @api.get("/embed/<int:publication_id>", answers=WATCH_PAGES, any_query=True)
    def show_embed_page(path: requests.PublicationPath, caller: Caller | None) -> Response:
        """Show the page of a publication that other sites may embed in a frame.

        It has the player and its title. `?autoplay=1`, `muted=1`, `loop=1` and `start=` in seconds
        say how it plays.
        """
        asked = PageRequest(f"/watch/{path.publication_id}", caller, ancestors="*")
        return page_answer(lambda: _embed_page(deps, caller, path.publication_id), assets, asked)

    return api


def _watch_page(deps: Dependencies, caller: Caller | None, publication_id: int) -> str:
    page = reading.get_watch_page(deps, caller=caller, publication_id=publication_id)
    publication = page.publication
    return render_template(
        "watch.html",
        **_members(deps, page),
        around=get_surroundings(deps, caller=caller, publication=publication),
        comments_count=publication.comments_count,
        has_comments=has_comments(publication),
        here=f"/watch/{publication_id}",
        is_live=publication.status in LIVE,
        is_owner=caller is not None and caller.user_id == publication.owner_user_id,
        is_published=publication.status is PublicationStatus.PUBLISHED,
        is_rejected=publication.status is PublicationStatus.REJECTED,
        is_signed_in=caller is not None,
        likes_count=publication.likes_count,
        may_comment=may_comment(publication),
        notice=_NOTICES.get(publication.status, ""),
        owner=page.owner_name,
        published_at=publication.published_at,
        stamp=lambda seconds: time_stamp(round(seconds)),
        story=publication.story_text,
    )


def _embed_page(deps: Dependencies, caller: Caller | None, publication_id: int) -> str:
    page = reading.get_watch_page(deps, caller=caller, publication_id=publication_id)
    return render_template("embed.html", **_members(deps, page))


def _members(deps: Dependencies, page: WatchPage) -> dict[str, Any]:  # Any: what templates take
    """Return what both pages show."""
    shared, title = shared_page(page, deps.public_url), page.production.name or "Untitled"
    return {
        "assets": asset_urls(page_assets(deps)),
        "chapters": shown_chapters(_chapters(page.playback), page.publication.story_text),
        "embed_code": shared.embed_code(title, *fitted_size(shared, None, None)),
        "playback": page.playback,
        "publication_id": page.publication.publication_id,
        "shared": shared,
        "title": title,
    }


def _chapters(playback: SignedPlayback | None) -> Sequence[Chapter]:
    return () if playback is None else playback.chapters
