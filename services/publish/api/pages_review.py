# SPDX-License-Identifier: Apache-2.0
"""The HTML page on which people review a production."""

from __future__ import annotations

from flask import Response, render_template

from chassis.caller import Caller
from chassis.rest import ApiBlueprint
from services.publish.api import schemas_reviews as schemas
from services.publish.api.page_answers import WATCH_PAGES, PageRequest, page_answer
from services.publish.api.page_assets import asset_urls, page_assets
from services.publish.usecases import reviews
from services.publish.usecases.dependencies import Dependencies


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the review page."""
    api = ApiBlueprint("review_pages", __name__, template_folder="templates")
    assets = page_assets(deps)

    @api.get("/review/<token>", answers=WATCH_PAGES, any_query=True)
    def show_review_page(path: schemas.ReviewPath, caller: Caller | None) -> Response:
        """Show the page of a review.

        It plays the production beside the notes. The token is that of a link; the owner may open
        it by the id of the link, too.
        """
        asked = PageRequest(f"/review/{path.token}", caller)
        response = page_answer(lambda: _review_page(deps, caller, path.token), assets, asked)
        response.cache_control.no_store = True
        return response

    return api


def _review_page(deps: Dependencies, caller: Caller | None, token: str) -> str:
    review = reviews.get_review(deps, caller=caller, token=token)
    access = review.access
    return render_template(
        "review.html",
        assets=asset_urls(page_assets(deps)),
        chapters=review.playback.chapters if review.playback else (),
        here=f"/review/{token}",
        is_manager=access.manager_user_id is not None,
        is_review=True,
        is_signed_in=caller is not None,
        link=access.link,
        playback=review.playback,
        title=review.production.name or "Untitled",
        token=token,
    )
