# SPDX-License-Identifier: Apache-2.0
"""The account: the password is changed, and other browsers are signed out."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_DISTRIBUTED
from tests.support.process.loopback import loopback_client
from tests.support.web.browser import PASSWORD, Account, opened_tab

pytestmark = ON_DISTRIBUTED


def test_a_password_is_changed_when_the_present_one_is_known(
    platform: str, browser: Browser, account: Account
) -> None:
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/account")
        page.get_by_label("Current password").fill("wrong " + PASSWORD)
        page.get_by_label("New password").fill("new " + PASSWORD)
        page.get_by_role("button", name="Change password").click()
        expect(page.locator("form .text-bad").first).to_be_visible()
        page.get_by_label("Current password").fill(PASSWORD)
        page.get_by_role("button", name="Change password").click()

        expect(page.get_by_text("The password was changed")).to_be_visible()
        assert tab.violations() == []


def test_another_browser_is_signed_out(platform: str, browser: Browser, account: Account) -> None:
    other = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Firefox/150.0"}
    body = {"email": account.email, "password": PASSWORD}
    with loopback_client(platform) as http:
        http.post("/api/login", json=body, headers=other).raise_for_status()
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/account")
        expect(page.get_by_text("This browser")).to_be_visible()
        page.get_by_role("button", name="Sign out Firefox on Linux").click()

        expect(page.get_by_text("Firefox on Linux is signed out")).to_be_visible()
        expect(page.get_by_role("button", name="Sign out Firefox on Linux")).to_have_count(0)
        assert tab.violations() == []


def test_the_account_says_how_much_of_everything_there_is(
    platform: str, browser: Browser, account: Account
) -> None:
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/account")

        usage = page.locator("section", has=page.get_by_role("heading", name="Usage"))
        expect(usage.get_by_role("listitem")).to_have_count(6)
        expect(usage.get_by_text("0 bytes of 100 GB")).to_be_visible()
        expect(usage.get_by_text("0 of 10,000").first).to_be_visible()
        assert tab.violations() == []
