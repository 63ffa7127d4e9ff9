# SPDX-License-Identifier: Apache-2.0
"""Serve the web client: its pages are one document, whose script shows what the path says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from flask import Response
from pydantic import Field
from werkzeug.exceptions import NotFound

from chassis.rest import ApiBlueprint, Content, RequestPath
from gateway.description import NAME
from gateway.routes import Route

FOLDER = Path(__file__).resolve().parent.parent / "web" / "dist"
"""Where `make web` builds the client."""

PAGE_PATHS = (
    "/",
    "/exports",
    "/productions",
    "/publish",
    "/spaces",
    "/join",
    "/site",
    "/feed",
    "/sign-in",
    "/register",
    "/account",
    "/uploads",
    "/create-video",
    "/produce",
    "/edit-video",
    "/presets",
)
"""The paths of `web/src/app/pages.ts`; a test compares them."""

MEDIA_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".json": "application/json",
}
"""The files that the client consists of, by the ends of their names."""

ASSET_CACHING = "public, max-age=31536000, immutable"
"""The name of an asset contains the digest of its content."""

ROUTES = (
    *(Route(("GET",), path, NAME) for path in PAGE_PATHS),
    Route(("GET",), "/assets/{file}", NAME),
)

_NOT_BUILT = Path(__file__).parent / "html" / "front.html"
_PAGE = Content("The page.", ("text/html",), {"Content-Security-Policy": "What it may load."})


class WebAssetPath(RequestPath):
    """The path of a file that the web client loads."""

    file: str = Field(description="The name of the file.", examples=["index-C0FFEE00.js"])


def content_policy(media_origins: Sequence[str] = ()) -> str:
    """Return the Content-Security-Policy of the pages.

    `media_origins` are those of a storage that browsers talk to directly.
    """
    media = " ".join(("'self'", "blob:", *media_origins))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        f"img-src {media} data:; media-src {media}; connect-src {media}; "
        "worker-src 'self' blob:; manifest-src 'self'; frame-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def front_page(folder: Path = FOLDER) -> str:
    """Return the document of every page, or what to do when the client is not built."""
    built = folder / "index.html"
    return (built if built.is_file() else _NOT_BUILT).read_text()


def blueprint(folder: Path = FOLDER) -> ApiBlueprint:
    """Make the routes of the pages and of the files that they load."""
    api = ApiBlueprint("web_client", __name__)
    for path in PAGE_PATHS:
        api.get(path, answers={200: _PAGE}, any_query=True)(_page_view(path, folder))

    @api.get(
        "/assets/<file>",
        answers={200: Content("The file.", tuple(MEDIA_TYPES.values()))},
        any_query=True,
    )
    def get_asset(path: WebAssetPath) -> Response:
        """Read a file that the web client loads.

        It may be cached for good, because its name contains the digest of its content.
        """
        found = folder / "assets" / path.file
        if found.suffix not in MEDIA_TYPES or not found.is_file():
            raise NotFound("There is no such file.")
        response = Response(found.read_bytes(), mimetype=MEDIA_TYPES[found.suffix])
        response.headers["Cache-Control"] = ASSET_CACHING
        return response

    return api


def _page_view(path: str, folder: Path) -> Callable[[], Response]:
    def show_page() -> Response:
        """Show a page of the web client.

        Every page is the same document; its script shows what the path asks for.
        """
        response = Response(front_page(folder), mimetype="text/html")
        response.headers["Content-Security-Policy"] = content_policy()
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cache-Control"] = "no-cache"
        return response

    show_page.__name__ = "show_" + (path.strip("/").replace("-", "_") or "front") + "_page"
    return show_page
