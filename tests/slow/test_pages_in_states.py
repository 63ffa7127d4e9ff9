# SPDX-License-Identifier: Apache-2.0
"""Every page of the web client in every state: accessible, no wider than its window, with words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.creator import Creator
from tests.support.platform.embedded import running_embedded
from tests.support.platform.player import a_browser
from tests.support.web.browser import NARROW, PASSWORD, WIDE, Account, opened_tab, registered
from tests.support.web.drawing import wait_until_drawn
from tests.support.web.page_states import PAGES, STATES, ClientPage, State, put_into, words_of

LOOKS = [(WIDE, "dark"), (WIDE, "light"), (NARROW, "dark"), (NARROW, "light")]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running_embedded() as platform:
        yield platform.url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as found:
        yield found


@pytest.fixture(scope="module")
def filled(url: str) -> Iterator[Account]:
    """Somebody who has a bit of everything."""
    with registered(url, "Nils Aho") as found:
        fill(found)
        yield found


@pytest.fixture
def account(url: str, filled: Account, state: State) -> Iterator[Account]:
    """Somebody whose session has just begun; only in the full state they have anything."""
    if state == "full":
        sign_in = {"email": filled.email, "password": PASSWORD}
        filled.http.post("/api/login", json=sign_in).raise_for_status()
        yield filled
        return
    with registered(url) as found:
        yield found


def fill(account: Account) -> None:
    creator = Creator(account.url)
    for cookie in account.http.cookies.jar:
        creator.http.cookies.set(cookie.name, str(cookie.value), path=cookie.path)
    creator.http.headers["x-csrf-token"] = account.http.cookies["csrf"]
    uploads = account.request("POST", "/api/uploads/samples")["items"]
    upload_id = int(uploads[0]["id"])
    creator.ready(upload_id)
    clip = {"id": "c", "uploadId": upload_id, "sourceStartSeconds": 0, "sourceEndSeconds": 1}
    output = {"height": 360, "quality": "draft"}
    project_id = creator.project([clip], name="Harbour at first light", output=output)
    export = creator.exported(project_id)
    creator.published(creator.packaged(int(export["resultUploadId"])))
    creator.post("/api/production-drafts", {"uploadId": upload_id})
    creator.post("/api/tokens", {"name": "A script", "scopes": ["read"]})
    creator.close()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("shown", PAGES, ids=lambda page: page.path)
def test_a_page_is_accessible_in_each_state(
    url: str,
    browser: Browser,
    account: Account,
    shown: ClientPage,
    state: State,
) -> None:
    signed_in = account if shown.is_for_users else None
    with opened_tab(browser, url, signed_in) as tab:
        put_into(tab.page, state)
        tab.open(shown.path)
        words = words_of(shown, state)
        if words:
            expect(tab.page.get_by_text(words).first).to_be_visible()
        for viewport, scheme in LOOKS:
            tab.page.set_viewport_size(viewport)  # type: ignore[arg-type]
            tab.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            wait_until_drawn(tab.page)
            assert tab.violations() == [], (viewport, scheme)
            assert not tab.is_too_wide(), (viewport, scheme)
        assert tab.complaints == []
