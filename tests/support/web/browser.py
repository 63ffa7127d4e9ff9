# SPDX-License-Identifier: Apache-2.0
"""Use the web client in Chromium as a person does, and note what goes wrong on the way."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.support.platform.player import axe_violations, new_page
from tests.support.process.loopback import loopback_client
from tests.support.process.waiting import HANG_SECONDS

expect.set_options(timeout=HANG_SECONDS * 1000)

PASSWORD = "correct horse battery"
WIDE = {"width": 1440, "height": 900}
DRAWER = {"width": 1024, "height": 768}
"""Where the editor's inspector is a drawer."""
NARROW = {"width": 390, "height": 844}


@dataclass
class Account:
    """A registered user of a platform, with the cookies of a session."""

    url: str
    email: str
    http: httpx.Client

    def cookies(self) -> list[dict[str, Any]]:  # Any: as Playwright takes them
        """Return the cookies of the session for a browser."""
        return [
            {
                "name": one.name,
                "value": one.value,
                "url": self.url + (one.path if one.path != "/" else ""),
            }
            for one in self.http.cookies.jar
        ]

    def request(self, method: str, path: str, **options: Any) -> Any:  # Any: httpx's and JSON
        """Send a request of the session and return the JSON of its answer."""
        headers = {"x-csrf-token": self.http.cookies.get("csrf") or ""}
        answer = self.http.request(method, path, headers=headers, **options)
        answer.raise_for_status()
        return answer.json()

    def signed_in_anew(self, password: str = PASSWORD) -> Account:
        """Begin another session: a browser replaces the tokens that it is given, in ten minutes."""
        self.http.cookies.clear()
        body = {"email": self.email, "password": password}
        self.http.post("/api/login", json=body).raise_for_status()
        return self


@contextmanager
def registered(url: str, name: str = "Mara Klee") -> Iterator[Account]:
    """Register a user by the API and have their session for a block."""
    email = f"{uuid.uuid4().hex}@example.org"
    body = {"email": email, "password": PASSWORD, "displayName": name}
    with loopback_client(url) as http:
        http.post("/api/register", json=body).raise_for_status()
        yield Account(url, email, http)


@dataclass
class Tab:
    """A page of the web client, and what it complained of."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a page of the client."""
        self.page.goto(f"{self.url}{path}")
        return self.page

    def violations(self) -> list[str]:
        """List what axe finds wrong with the page as it is now."""
        return axe_violations(self.page)

    def is_too_wide(self) -> bool:
        """Whether the page has to be scrolled sideways."""
        return bool(
            self.page.evaluate(
                "() => document.documentElement.scrollWidth > window.innerWidth"
                " || document.querySelector('main').scrollWidth"
                " > document.querySelector('main').clientWidth"
            )
        )


@contextmanager
def opened_tab(
    browser: Browser,
    url: str,
    account: Account | None = None,
    *,
    viewport: dict[str, int] | None = None,
    scheme: str = "dark",
) -> Iterator[Tab]:
    """Open a tab, signed in as an account if there is one."""
    page = new_page(browser, viewport=viewport or WIDE, color_scheme=scheme)
    if account is not None:
        page.context.add_cookies(account.cookies())  # type: ignore[arg-type]
    tab = Tab(page, url)
    page.on("pageerror", lambda error: tab.complaints.append(str(error)))
    page.on("console", lambda said: _note(tab, said))
    try:
        yield tab
    finally:
        page.context.close()


def _note(tab: Tab, said: ConsoleMessage) -> None:
    # Answers that are errors are logged by the browser itself; tests look at what is shown.
    if said.type == "error" and "Failed to load resource" not in said.text:
        tab.complaints.append(said.text)
