# SPDX-License-Identifier: Apache-2.0
"""The HTML pages that play a publication: the watch page, and the page to embed elsewhere."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path

from flask import Response, abort, make_response, render_template, send_file
from pydantic import BaseModel

from chassis import rest
from chassis.errors import ApiError, ErrorKind, error_response
from chassis.rest import ApiBlueprint
from services.publish.api import schemas
from services.publish.api.errors import ERROR_RULES
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


class AssetPath(BaseModel):
    """The path of a file that the pages load."""

    name: str


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Return the pages and the files they load."""
    api = ApiBlueprint("pages", __name__, template_folder="templates")
    assets = {
        "hls.min.js": deps.player_assets / "hls.min.js",
        "watch.js": _STATIC / "watch.js",
        "watch.css": _STATIC / "watch.css",
        "icon.svg": _STATIC / "icon.svg",
    }

    def render(publication_id: int, *, template: str, ancestors: str) -> Response:
        try:
            page = reading.get_watch_page(deps, caller=rest.caller(), publication_id=publication_id)
        except (PublishError, ApiError) as error:
            html, status = _error_page(error, assets)
        else:
            html, status = _watch_page(page, assets, template=template), 200
        response = make_response(html, status)
        response.headers["Content-Security-Policy"] = _CONTENT_POLICY.format(ancestors=ancestors)
        response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        return response

    @api.get("/watch/<int:publication_id>")
    def watch(path: schemas.PublicationPath) -> Response:
        return render(path.publication_id, template="watch.html", ancestors="'self'")

    @api.get("/embed/<int:publication_id>")
    def embed(path: schemas.PublicationPath) -> Response:
        return render(path.publication_id, template="embed.html", ancestors="*")

    _add_assets(api, assets)
    return api


def _add_assets(api: ApiBlueprint, assets: Mapping[str, Path]) -> None:
    @api.get("/watch/assets/<name>")
    def asset(path: AssetPath) -> Response:
        file = assets.get(path.name)
        if file is None or not file.is_file():
            abort(404)
        response = send_file(file, max_age=_SECONDS_OF_A_YEAR)
        response.cache_control.immutable = True
        return response


def _watch_page(page: WatchPage, assets: Mapping[str, Path], *, template: str) -> str:
    publication = page.publication
    return render_template(
        template,
        title=page.production.name or "Untitled",
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
