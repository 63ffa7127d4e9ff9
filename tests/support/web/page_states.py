# SPDX-License-Identifier: Apache-2.0
"""The states that every page of the web client can be in, and how a page is put into them."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page, Route, expect

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
    """A page, and what it says when there is nothing, when nothing can be loaded, and otherwise."""

    path: str
    """May name a thing that somebody has by its kind: `/publish?production={production}`."""
    empty_words: str
    failing_title: str
    full_words: str
    is_for_users: bool = True
    """Whether one has to be signed in; without, it loads nothing and fails by nothing."""
    loads: bool = True
    """Whether it asks the server for something when it is opened."""


_TITLE = "Harbour at first light"
PAGES = (
    ClientPage(
        "/uploads", "Drop your first video", "The uploads could not be loaded", "Sample: dials"
    ),
    ClientPage(
        "/create-video?project={project}",
        "Add a video, and it is shown here.",
        "could not be opened",
        _TITLE,
    ),
    ClientPage("/exports", "No exports yet", "The exports could not be loaded", _TITLE),
    ClientPage("/productions", "No productions yet", "could not be loaded", _TITLE),
    ClientPage(
        "/productions?id={production}",
        "could not be loaded",
        "This production could not be loaded",
        "360p",
    ),
    ClientPage("/publish", "Nothing is ready to be published", "could not be loaded", _TITLE),
    ClientPage(
        "/publish?production={production}",
        "could not be loaded",
        "could not be loaded",
        "Personal",
    ),
    ClientPage("/spaces", "New space", "Your spaces could not be loaded", "The lighthouse"),
    ClientPage(
        "/spaces?id={space}", "could not be loaded", "This space could not be loaded", _TITLE
    ),
    ClientPage(
        "/feed", "Nothing is published", "This feed could not be loaded", "Nothing is published"
    ),
    ClientPage("/presets", "Presets", "The presets could not be loaded", "Standard watermark"),
    ClientPage(
        "/produce", "Choose a video first", "Choose a video first", "Choose a video", loads=False
    ),
    ClientPage(
        "/produce?upload={upload}",
        "This is none of your videos",
        "The draft could not be opened",
        "Intro",
    ),
    ClientPage(
        "/edit-video", "Choose a video first", "Choose a video first", "Choose a video", loads=False
    ),
    ClientPage(
        "/edit-video?upload={upload}",
        "This is none of your videos",
        "could not be opened",
        "Nothing is laid over the video yet",
    ),
    ClientPage("/account", "No tokens yet", "The tokens could not be loaded", "A script"),
    ClientPage(
        "/join",
        "This is no invitation",
        "This is no invitation",
        "This is no invitation",
        loads=False,
    ),
    ClientPage(
        "/join#an-invitation",
        "This is no invitation",
        "The invitation could not be loaded",
        "This is no invitation",
    ),
    ClientPage("/sign-in", "Sign in", "Sign in", "Sign in", is_for_users=False, loads=False),
    ClientPage("/register", "Register", "Register", "Register", is_for_users=False, loads=False),
)
LOADING = "[data-loading]"
"""What is shown in the place of what is being loaded."""

NOTHING = defaultdict(lambda: 999_999)
"""Ids of things that nobody has."""


def put_into(page: Page, state: State) -> None:
    """Have the requests of a page answered as in a state; the live events never come."""
    page.unroute_all(behavior="ignoreErrors")
    page.route("**/api/events*", lambda route: route.abort())
    if state in {"loading", "failing", "offline"}:
        page.route("**/api/**", _ANSWERS[state])


def expect_state(page: Page, shown: ClientPage, state: State) -> None:
    """Wait until a page says or shows what it does in a state."""
    if state == "loading" and shown.loads:
        expect(page.locator(LOADING).first).to_be_visible()
        return
    words = {"empty": shown.empty_words, "full": shown.full_words}
    said = words.get(state, shown.failing_title)
    expect(page.get_by_text(said).filter(visible=True).first).to_be_visible()


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
