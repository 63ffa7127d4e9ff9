# SPDX-License-Identifier: Apache-2.0
"""Productions are listed, and published into several spaces."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.web.browser import opened_tab
from tests.support.web.exports import Filmmaker, a_filmmaker


@pytest.fixture(scope="module")
def filmmaker(platform: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filmmaker]:
    """A user with exports, on each profile."""
    with a_filmmaker(platform, tmp_path_factory.mktemp("media")) as found:
        yield found


@pytest.fixture(scope="module")
def production(filmmaker: Filmmaker) -> int:
    """A production that is ready."""
    return filmmaker.production_of(filmmaker.export("Lighthouse"))


def space_row(page: Page, name: str) -> str:
    """Return what the row of a space says, without its name."""
    row = page.locator("label", has_text=name).locator("..")
    return row.inner_text().replace("\n", " ").replace(name, "").strip()


def test_a_production_is_published_into_several_spaces_and_removed_from_one(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int
) -> None:
    filmmaker.group("Harbour crew")
    filmmaker.group("Film club")
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open(f"/publish?production={production}")
        for name in ("Mara Klee", "Harbour crew"):
            page.get_by_role("checkbox", name=name).check()
        page.get_by_role("textbox", name="Story").fill("The ferry leaves at six.")
        expect(page.get_by_text("Publish to Mara Klee and Harbour crew.")).to_be_visible()
        page.get_by_role("button", name="Apply").click()

        results = page.get_by_role("status", name="Last apply")
        expect(results.get_by_role("listitem")).to_have_count(2)
        expect(results.get_by_text("Published", exact=True)).to_have_count(2)
        expect(page.get_by_role("link", name="Published: watch it in Harbour crew")).to_be_visible()
        assert "Not published" in space_row(page, "Film club")

        page.get_by_role("checkbox", name="Harbour crew").uncheck()
        expect(page.get_by_text("Will be removed")).to_be_visible()
        page.get_by_role("button", name="Apply").click()
        expect(results.get_by_text("Removed", exact=True)).to_be_visible()
        page.reload()
        expect(page.get_by_role("checkbox", name="Mara Klee")).to_be_checked()
        expect(page.get_by_role("checkbox", name="Harbour crew")).not_to_be_checked()
        expect(page.get_by_role("textbox", name="Story")).to_have_value("The ferry leaves at six.")
        assert tab.complaints == []


def test_the_table_of_productions_is_narrowed_by_state_and_by_upload(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int
) -> None:
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open("/productions")
        row = page.get_by_role("row", name="Lighthouse")
        expect(row).to_contain_text("Export “Lighthouse”")
        expect(row).to_contain_text("Ready")
        page.get_by_role("button", name="Failed").click()
        expect(page).to_have_url(f"{platform}/productions?state=failed")
        expect(row).to_be_hidden()

        detail = filmmaker.creator.get(f"/api/productions/{production}")["production"]
        tab.open(f"/productions?upload={detail['uploadId']}")
        expect(page.get_by_role("heading", name="Lighthouse", level=1)).to_be_visible()
        expect(page.get_by_role("button", name="Create Production")).to_be_visible()
        expect(page.get_by_role("row", name="Lighthouse")).to_be_visible()
