# SPDX-License-Identifier: Apache-2.0
"""The states that every page of the web client can be in, and how a page is put into them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page, Route

State = Literal["empty", "loading", "full", "failing", "offline"]
STATES: tuple[State, ...] = ("empty", "loading", "full", "failing", "offline")

_SESSION = ("/api/me", "/api/session/refresh")
"""What is answered in every state, because without it there is no page."""

_FAILURE = {
    "type": "about:blank",
    "title": "Internal Server Error",
    "status": 500,
    "error": "internal_error",
    "detail": "The server met an error that it did not expect.",
    "requestId": "0c4f6c1e",
}


@dataclass(frozen=True)
class ClientPage:
    """A page, and what it says when there is nothing, and when nothing can be loaded."""

    path: str
    empty_words: str
    failing_title: str
    is_for_users: bool = True
    """Whether one has to be signed in; without, it loads nothing and fails by nothing."""


PAGES = (
    ClientPage("/uploads", "Drop your first video", "The uploads could not be loaded"),
    ClientPage("/create-video", "Add a video, and it is shown here.", "could not be opened"),
    ClientPage("/exports", "No exports yet", "The exports could not be loaded"),
    ClientPage("/productions", "No productions yet", "could not be loaded"),
    ClientPage(
        "/productions?id=999999", "could not be loaded", "This production could not be loaded"
    ),
    ClientPage("/publish", "Nothing is ready to be published", "could not be loaded"),
    ClientPage("/spaces", "New space", "Your spaces could not be loaded"),
    ClientPage("/spaces?id=999999", "could not be loaded", "This space could not be loaded"),
    ClientPage("/feed", "Nothing", "This feed could not be loaded"),
    ClientPage("/presets", "Presets", "The presets could not be loaded"),
    ClientPage("/produce", "Choose a video first", "Choose a video first"),
    ClientPage("/produce?upload=999999", "could not be opened", "The draft could not be opened"),
    ClientPage("/edit-video", "Choose a video first", "Choose a video first"),
    ClientPage("/edit-video?upload=999999", "could not be opened", "could not be opened"),
    ClientPage("/account", "No tokens yet", "The tokens could not be loaded"),
    ClientPage("/join", "This is no invitation", "This is no invitation"),
    ClientPage(
        "/join#an-invitation", "This is no invitation", "The invitation could not be loaded"
    ),
    ClientPage("/sign-in", "Sign in", "Sign in", is_for_users=False),
    ClientPage("/register", "Register", "Register", is_for_users=False),
)


def put_into(page: Page, state: State) -> None:
    """Have the requests of a page answered as in a state; the live events never come."""
    page.unroute_all(behavior="ignoreErrors")
    page.route("**/api/events*", lambda route: route.abort())
    if state in {"loading", "failing", "offline"}:
        page.route("**/api/**", _ANSWERS[state])


def words_of(page: ClientPage, state: State) -> str | None:
    """Return what a page says in a state; None for what depends on what somebody has."""
    if state == "empty":
        return page.empty_words
    if state in {"failing", "offline"}:
        return page.failing_title
    return None


def _passes(route: Route) -> bool:
    path = route.request.url.partition("?")[0]
    return path.endswith(_SESSION)


def _never(route: Route) -> None:
    if _passes(route):
        route.continue_()


def _fail(route: Route) -> None:
    if _passes(route):
        route.continue_()
        return
    body = json.dumps(_FAILURE)
    route.fulfill(status=500, content_type="application/problem+json", body=body)


def _lose(route: Route) -> None:
    if _passes(route):
        route.continue_()
        return
    route.abort("internetdisconnected")


_ANSWERS = {"loading": _never, "failing": _fail, "offline": _lose}
