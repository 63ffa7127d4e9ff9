# SPDX-License-Identifier: Apache-2.0
"""Pages as HTTP answers: their content policy, and the page that explains an error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, make_response, render_template

from chassis.caller import Caller
from chassis.errors import ApiError, ErrorKind, error_response
from chassis.rest import Content
from services.publish.api.errors import ERROR_RULES
from services.publish.api.page_assets import Assets, asset_urls
from services.publish.domain.errors import PublishError

_CONTENT_POLICY = (
    "default-src 'self'; script-src 'self'; media-src 'self' blob: data:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
)
_ERROR_PAGES = {
    ErrorKind.NOT_FOUND: (404, "Video not found"),
    ErrorKind.FORBIDDEN: (403, "You may not watch this video"),
}
_UNAVAILABLE = (503, "This video cannot be played right now")

WATCH_PAGES = {
    200: Content("The page.", ("text/html",)),
    403: Content("A page that says who may watch it.", ("text/html",)),
    404: Content("A page that says that there is no such video.", ("text/html",)),
    503: Content("A page that offers to try again.", ("text/html",)),
}
"""The answers of a route that shows a page with a video."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Who asks for which page: an anonymous reader is offered to sign in and come back to it."""

    here: str
    caller: Caller | None
    ancestors: str = "'self'"
    """The sites that may frame the page."""


def page_answer(render: Callable[[], str], assets: Assets, asked: PageRequest) -> Response:
    """Return a page, or the page that explains its error."""
    try:
        html, status = render(), 200
    except (PublishError, ApiError) as error:
        html, status = _error_page(error, assets, asked)
    response = make_response(html, status)
    response.headers["Content-Security-Policy"] = _CONTENT_POLICY.format(ancestors=asked.ancestors)
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    return response


def _error_page(error: Exception, assets: Assets, asked: PageRequest) -> tuple[str, int]:
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
        assets=asset_urls(assets),
        here=asked.here,
        is_signed_in=asked.caller is not None,
    )
    return html, status
