# SPDX-License-Identifier: Apache-2.0
"""The pages that publish serves are drawn in the font of the client, and nothing moves for it."""

from __future__ import annotations

import hashlib
import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_EMBEDDED_IN_SUITE
from tests.support.process.loopback import loopback_client
from tests.support.process.waiting import wait_until
from tests.support.web.browser import opened_tab

pytestmark = ON_EMBEDDED_IN_SUITE

LATIN = "inter-latin-wght-normal.woff2"
NOTE_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((one) => one.value)))
  .observe({ type: "layout-shift", buffered: true });
"""
FAMILY = "getComputedStyle(document.body).fontFamily.split(',')[0]"


@pytest.mark.parametrize("path", ["/watch/999999", "/embed/999999", "/review/999999"])
def test_a_page_loads_the_font_of_the_client_once_and_nothing_moves(
    platform: str, browser: Browser, path: str
) -> None:
    with opened_tab(browser, platform) as tab:
        asked: list[str] = []
        tab.page.on("request", lambda one: asked.append(one.url))
        tab.page.add_init_script(NOTE_SHIFTS)
        page = tab.open(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        loaded = "[...document.fonts].some((one) => one.status === 'loaded')"
        wait_until(lambda: page.evaluate(loaded), "the font")

        fonts = [one.removeprefix(platform) for one in asked if ".woff2" in one]
        assert len(fonts) == 1
        assert fonts[0].startswith(f"/watch/assets/{LATIN}?v=")
        assert page.evaluate("window.shifts") == []
        of_page = page.evaluate(FAMILY)
        tab.open("/sign-in")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        assert page.evaluate(FAMILY) == of_page
        assert tab.complaints == []


def test_the_address_of_each_file_of_the_font_changes_with_it(platform: str) -> None:
    with loopback_client(platform) as http:
        styles = http.get("/watch/assets/fonts.css").text
        files = re.findall(r'url\("([^"?]+)\?v=([0-9a-f]+)"\)', styles)
        assert len(files) == 7
        for name, version in files:
            answer = http.get(f"/watch/assets/{name}")
            assert answer.headers["Content-Type"] == "font/woff2"
            assert "immutable" in answer.headers["Cache-Control"]
            assert hashlib.sha256(answer.content).hexdigest()[:12] == version
