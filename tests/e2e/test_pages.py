# SPDX-License-Identifier: Apache-2.0
"""The pages of the platform have no accessibility violation and fit their window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.platform.player import a_browser, axe_violations, new_page
from tests.support.process.waiting import HANG_SECONDS

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 375, "height": 800}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as found:
        yield found


@pytest.mark.parametrize("path", ["/", "/api/docs", "/watch/999999"])
@pytest.mark.parametrize(("scheme", "viewport"), [("dark", WIDE), ("light", NARROW)])
def test_a_page_is_accessible_and_fits_its_window(
    embedded: str, browser: Browser, path: str, scheme: str, viewport: dict[str, int]
) -> None:
    page = new_page(browser, viewport=viewport, color_scheme=scheme)
    page.goto(f"{embedded}{path}")
    page.get_by_role("main").first.wait_for(timeout=HANG_SECONDS * 1000)

    violations = axe_violations(page)
    width = page.evaluate("() => document.documentElement.scrollWidth")
    page.close()

    assert violations == []
    assert path == "/api/docs" or width <= viewport["width"]
