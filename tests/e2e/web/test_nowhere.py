# SPDX-License-Identifier: Apache-2.0
"""An address without a page is said to have none, and leads on, in the client's own page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_EMBEDDED_IN_SUITE
from tests.support.process.loopback import loopback_client
from tests.support.web.browser import NARROW, WIDE, Account, opened_tab

NO_PAGE = "There is no such page"


@ON_EMBEDDED_IN_SUITE
@pytest.mark.parametrize(
    ("path", "scheme", "size"),
    [("/nonsense", "dark", WIDE), ("/spaces/xyz", "light", NARROW), ("/watch/abc", "dark", WIDE)],
)
def test_who_is_signed_in_is_led_home_from_an_address_without_a_page(
    platform: str,
    browser: Browser,
    account: Account,
    path: str,
    scheme: str,
    size: dict[str, int],
) -> None:
    with opened_tab(browser, platform, account, scheme=scheme, viewport=size) as tab:
        answer = tab.page.goto(f"{platform}{path}")
        assert answer is not None
        assert answer.status == 404
        expect(tab.page.get_by_role("heading", name=NO_PAGE)).to_be_visible()
        expect(tab.page.get_by_role("button", name="Account")).to_be_visible()
        expect(tab.page).to_have_title("Page not found · Reelmill")
        assert tab.violations() == []
        assert not tab.is_too_wide()
        tab.page.get_by_role("link", name="To Uploads").click()
        expect(tab.page).to_have_url(f"{platform}/uploads")
        expect(tab.page.get_by_role("heading", name="Drop your first video")).to_be_visible()
        assert tab.complaints == []


@ON_EMBEDDED_IN_SUITE
def test_who_is_signed_out_may_sign_in_from_an_address_without_a_page(
    platform: str, browser: Browser
) -> None:
    with opened_tab(browser, platform, viewport=NARROW) as tab:
        tab.open("/nonsense")
        expect(tab.page.get_by_role("heading", name=NO_PAGE)).to_be_visible()
        assert tab.violations() == []
        tab.page.get_by_role("link", name="Sign in").click()
        expect(tab.page.get_by_role("heading", name="Sign in")).to_be_visible()
        assert tab.complaints == []


def test_programs_are_answered_a_problem_at_an_address_without_a_page(platform: str) -> None:
    with loopback_client(platform) as http:
        for path, accept in (("/nonsense", "*/*"), ("/api/nonsense", "text/html")):
            answer = http.get(path, headers={"Accept": accept})
            assert (answer.status_code, answer.json()["error"]) == (404, "not_found")
