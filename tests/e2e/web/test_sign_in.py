# SPDX-License-Identifier: Apache-2.0
"""People register, sign in and out, and go on where they were when a session ends."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_EMBEDDED
from tests.support.web.browser import NARROW, PASSWORD, WIDE, Account, opened_tab

_KEEP_BODIES = """
  const send = window.fetch;
  window.bodies = {};
  window.fetch = async (request) => {
    const body = await request.clone().text();
    if (body) bodies[new URL(request.url).pathname] = JSON.parse(body);
    return send(request);
  };
"""
"""Keeps what a page sends, because the browser does not tell the bodies of streams."""


@ON_EMBEDDED
def test_a_new_user_registers_and_is_led_to_the_uploads(platform: str, browser: Browser) -> None:
    with opened_tab(browser, platform) as tab:
        page = tab.open("/")
        expect(page).to_have_url(f"{platform}/sign-in")
        page.get_by_role("link", name="Register").click()
        page.get_by_label("Name").fill("Mara Klee")
        page.get_by_label("Email address").fill(f"{uuid.uuid4().hex}@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Register").click()

        expect(page.get_by_role("heading", name="Uploads", exact=True)).to_be_visible()
        expect(page.get_by_role("button", name="Account")).to_have_text("MK")
        assert tab.complaints == []


@ON_EMBEDDED
def test_an_invitation_in_the_address_is_sent_with_the_registration(
    platform: str, browser: Browser
) -> None:
    with opened_tab(browser, platform) as tab:
        tab.page.add_init_script(_KEEP_BODIES)
        page = tab.open("/register?invitation=from-a-friend")
        page.get_by_label("Email address").fill(f"{uuid.uuid4().hex}@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Register").click()

        expect(page.get_by_role("heading", name="Uploads", exact=True)).to_be_visible()
        assert page.evaluate("bodies['/api/register'].invitation") == "from-a-friend"


@ON_EMBEDDED
def test_a_password_that_is_too_short_is_refused_at_its_field(
    platform: str, browser: Browser
) -> None:
    with opened_tab(browser, platform) as tab:
        page = tab.open("/register")
        page.get_by_label("Email address").fill(f"{uuid.uuid4().hex}@example.org")
        page.get_by_label("Password").fill("short")
        page.get_by_role("button", name="Register").click()

        expect(page.get_by_label("Password")).to_have_attribute("aria-invalid", "true")
        expect(page.get_by_label("Email address")).not_to_have_attribute("aria-invalid", "true")


@ON_EMBEDDED
def test_signing_in_leads_to_the_page_that_was_asked_for(
    platform: str, browser: Browser, account: Account
) -> None:
    with opened_tab(browser, platform) as tab:
        page = tab.open("/account?shown=12")
        page.get_by_label("Email address").fill(account.email)
        page.get_by_label("Password").fill("wrong " + PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_be_visible()
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()

        expect(page).to_have_url(f"{platform}/account?shown=12")


@ON_EMBEDDED
def test_when_a_session_ends_one_signs_in_over_the_page(
    platform: str, browser: Browser, account: Account
) -> None:
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/account")
        page.get_by_role("button", name="New token").click()
        page.get_by_label("Name", exact=True).fill("laptop")
        account.request("POST", "/api/logout")
        for name in ("access", "refresh"):
            page.context.clear_cookies(name=name)
        page.get_by_role("button", name="Create token").click()

        dialog = page.get_by_role("dialog", name="Your session has ended")
        dialog.get_by_label("Password").fill(PASSWORD)
        dialog.get_by_role("button", name="Sign in").click()
        expect(dialog).to_be_hidden()
        expect(page.get_by_label("Name", exact=True)).to_have_value("laptop")
        page.get_by_role("button", name="Create token").click()
        expect(page.get_by_role("dialog", name="Copy the token now")).to_be_visible()


@pytest.mark.parametrize(("scheme", "viewport"), [("dark", WIDE), ("light", NARROW)])
@pytest.mark.parametrize("path", ["/sign-in", "/register", "/account"])
def test_the_pages_are_accessible_and_fit_their_window(
    embedded: str, browser: Browser, path: str, scheme: str, viewport: dict[str, int]
) -> None:
    with opened_tab(browser, embedded, viewport=viewport, scheme=scheme) as tab:
        page = tab.open(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()

        assert tab.violations() == []
        assert not tab.is_too_wide()
        assert tab.complaints == []


def test_an_open_page_keeps_its_session_fresh_for_what_the_browser_loads_itself(
    platform: str, browser: Browser, account: Account
) -> None:
    with opened_tab(browser, platform, account) as tab:
        tab.page.clock.install()
        page = tab.open("/uploads")
        expect(page.get_by_role("heading", name="Uploads", exact=True)).to_be_visible()

        with page.expect_response("**/api/session/refresh") as refreshed:
            page.clock.fast_forward("06:00")
        assert refreshed.value.status == 200
        assert tab.complaints == []
