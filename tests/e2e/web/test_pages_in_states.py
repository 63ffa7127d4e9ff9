# SPDX-License-Identifier: Apache-2.0
"""Each page says what is wrong when the server fails or cannot be reached, and stays usable."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support.web.browser import NARROW, WIDE, Account, opened_tab, registered
from tests.support.web.drawing import wait_until_drawn
from tests.support.web.page_states import LOADING, NOTHING, PAGES, ClientPage, put_into

SIGNED_IN = [page for page in PAGES if page.is_for_users]


@pytest.fixture
def somebody(embedded: str) -> Iterator[Account]:
    """A user who has just registered."""
    with registered(embedded) as found:
        yield found


@pytest.mark.parametrize("shown", SIGNED_IN, ids=lambda page: page.path)
def test_a_page_says_that_it_could_not_be_loaded(
    embedded: str, browser: Browser, somebody: Account, shown: ClientPage
) -> None:
    with opened_tab(browser, embedded, somebody, viewport=WIDE, scheme="dark") as tab:
        put_into(tab.page, "failing")
        tab.open(shown.path.format_map(NOTHING))
        expect(tab.page.get_by_text(shown.failing_title).first).to_be_visible()
        assert tab.violations() == []

        tab.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        tab.page.emulate_media(color_scheme="light")
        wait_until_drawn(tab.page)
        assert tab.violations() == []
        assert not tab.is_too_wide()
        assert tab.complaints == []


def test_what_went_wrong_is_said_while_the_server_is_asked_again(
    embedded: str, browser: Browser, somebody: Account
) -> None:
    with opened_tab(browser, embedded, somebody) as tab:
        put_into(tab.page, "failing")
        tab.open("/exports")
        words = tab.page.get_by_text("The exports could not be loaded")
        expect(words).to_be_visible()

        put_into(tab.page, "loading")
        with tab.page.expect_request("**/api/exports*"):
            tab.page.evaluate("() => window.dispatchEvent(new Event('visibilitychange'))")
        wait_until_drawn(tab.page)
        expect(words).to_be_visible()
        expect(tab.page.locator(LOADING)).to_have_count(0)
