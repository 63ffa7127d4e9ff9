# SPDX-License-Identifier: Apache-2.0
"""The HTML pages that play a publication: the watch page, and the page to embed elsewhere."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path

from flask import Response, make_response, render_template, send_file
from pydantic import Field

from chassis.caller import Caller
from chassis.errors import ApiError, ErrorKind, error_response
from chassis.rest import ApiBlueprint, Content, RequestPath
from chassis.standard_errors import NOT_FOUND
from services.publish.api import requests
from services.publish.api.errors import ERROR_RULES
from services.publish.api.sharing import SharedPage, fitted_size, shared_page
from services.publish.domain.errors import PublishError
from services.publish.domain.publication import PublicationStatus
from services.publish.usecases import reading
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.reading import WatchPage

_STATIC = Path(__file__).parent / "static"
_SECONDS_OF_A_YEAR = 365 * 24 * 3600
_CONTENT_POLICY = (
    "default-src 'self'; script-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
)
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
_ERROR_PAGES = {
    ErrorKind.NOT_FOUND: (404, "Video not found"),
    ErrorKind.FORBIDDEN: (403, "You may not watch this video"),
}
_UNAVAILABLE = (503, "This video cannot be played right now")


_WATCH_PAGES = {
    200: Content("The page.", ("text/html",)),
    403: Content("A page that says who may watch it.", ("text/html",)),
    404: Content("A page that says that there is no such video.", ("text/html",)),
    503: Content("A page that offers to try again.", ("text/html",)),
}


class AssetPath(RequestPath):
    """The path of a file that the pages load."""

    name: str = Field(
        description="hls.min.js, watch.js, watch.css or icon.svg.", examples=["watch.css"]
    )


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the pages and the files they load."""
    api = ApiBlueprint("pages", __name__, template_folder="templates")
    assets = {
        "hls.min.js": deps.player_assets / "hls.min.js",
        "watch.js": _STATIC / "watch.js",
        "watch.css": _STATIC / "watch.css",
        "icon.svg": _STATIC / "icon.svg",
    }
    _add_pages(api, deps, assets)
    _add_assets(api, assets)
    return api


def _add_pages(api: ApiBlueprint, deps: Dependencies, assets: Mapping[str, Path]) -> None:
    @api.get("/watch/<int:publication_id>", answers=_WATCH_PAGES, any_query=True)
    def show_watch_page(path: requests.PublicationPath, caller: Caller | None) -> Response:
        """Show the watch page of a publication.

        It plays the video and shows its title, story and owner. Other sites may not frame it.
        """
        html, status = render(path.publication_id, caller, "watch.html")
        return _html_response(html, status, ancestors="'self'")

    @api.get("/embed/<int:publication_id>", answers=_WATCH_PAGES, any_query=True)
    def show_embed_page(path: requests.PublicationPath, caller: Caller | None) -> Response:
        """Show the page of a publication that other sites may embed in a frame.

        It has the player and nothing else.
        """
        html, status = render(path.publication_id, caller, "embed.html")
        return _html_response(html, status, ancestors="*")

    def render(publication_id: int, caller: Caller | None, template: str) -> tuple[str, int]:
        try:
            page = reading.get_watch_page(deps, caller=caller, publication_id=publication_id)
        except (PublishError, ApiError) as error:
            return _error_page(error, assets)
        shared = shared_page(page, deps.public_url)
        return _watch_page(page, shared, assets, template=template), 200


def _html_response(html: str, status: int, *, ancestors: str) -> Response:
    """Return a page that only these sites may frame."""
    response = make_response(html, status)
    response.headers["Content-Security-Policy"] = _CONTENT_POLICY.format(ancestors=ancestors)
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    return response


def _add_assets(api: ApiBlueprint, assets: Mapping[str, Path]) -> None:
    media_types = ("text/javascript", "text/css", "image/svg+xml")

    @api.get(
        "/watch/assets/<name>",
        answers={200: Content("The file.", media_types)},
        any_query=True,
    )
    def get_player_file(path: AssetPath) -> Response:
        """Read a file that the watch page loads.

        Its address in the page changes with its content, so that browsers may keep it for a year.
        """
        file = assets.get(path.name)
        if file is None or not file.is_file():
            raise NOT_FOUND.error("No file of the player has this name.")
        response = send_file(file, conditional=False, max_age=_SECONDS_OF_A_YEAR)
        response.cache_control.immutable = True
        return response


def _watch_page(
    page: WatchPage, shared: SharedPage, assets: Mapping[str, Path], *, template: str
) -> str:
    publication, title = page.publication, page.production.name or "Untitled"
    return render_template(
        template,
        title=title,
        shared=shared,
        embed_code=shared.embed_code(title, *fitted_size(shared, None, None)),
        story=publication.story_text,
        owner=page.owner_name,
        published_at=publication.published_at,
        notice=_NOTICES.get(publication.status, ""),
        playback=page.playback,
        assets=_asset_urls(assets),
    )


def _error_page(error: Exception, assets: Mapping[str, Path]) -> tuple[str, int]:
    """Return the HTML that explains an error, and its HTTP status."""
    response = error_response(error, ERROR_RULES)
    kind = ErrorKind.INTERNAL if response is None else response.kind
    status, title = _ERROR_PAGES.get(kind, _UNAVAILABLE)
    can_retry = status == _UNAVAILABLE[0]
    html = render_template(
        "error.html",
        title=title,
        detail="Please try again in a moment." if can_retry else str(error),
        can_retry=can_retry,
        assets=_asset_urls(assets),
    )
    return html, status


def _asset_urls(assets: Mapping[str, Path]) -> dict[str, str]:
    """Return the URL of each file by its name in templates; it changes with the content."""
    return {
        name.partition(".")[0] + "_" + name.rpartition(".")[2]: (
            f"/watch/assets/{name}?v={_version(file, file.stat().st_mtime_ns)}"
            if file.is_file()
            else f"/watch/assets/{name}"
        )
        for name, file in assets.items()
    }


@functools.lru_cache(maxsize=16)
def _version(file: Path, _changed_at: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
