# SPDX-License-Identifier: Apache-2.0
"""Name, description and tags of an upload are edited in its details."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.support.platform.profiles import ON_EMBEDDED, ON_EMBEDDED_IN_SUITE
from tests.support.web.browser import NARROW, WIDE, Account, opened_tab
from tests.support.web.editor import upload_video


@ON_EMBEDDED_IN_SUITE
@pytest.mark.parametrize(("scheme", "viewport"), [("dark", WIDE), ("light", NARROW)])
def test_the_description_and_the_tags_of_an_upload_are_edited_found_and_undone(
    platform: str,
    browser: Browser,
    account: Account,
    tmp_path: Path,
    scheme: str,
    viewport: dict[str, int],
) -> None:
    upload_video(account, tmp_path, "harbour", seconds=1)
    with opened_tab(browser, platform, account, viewport=viewport, scheme=scheme) as tab:
        page = tab.open("/uploads")
        page.get_by_role("button", name="More of harbour").click()
        page.get_by_role("menuitem", name="Details").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Description").fill("Boats at dawn\nfilmed from the pier")
        expect(dialog.get_by_text("34 of 2,000")).to_be_visible()
        write_tags(dialog)
        assert tab.violations() == []
        assert not tab.is_too_wide()
        dialog.get_by_role("button", name="Save").click()

        expect(dialog).to_be_hidden()
        expect(page.get_by_text("Boats at dawn", exact=True)).to_be_visible()
        tags = page.get_by_role("list", name="Tags of harbour").get_by_role("listitem")
        expect(tags).to_have_text(["early", "Sea"])
        assert tab.violations() == []
        assert not tab.is_too_wide()
        search = page.get_by_role("searchbox", name="Search videos")
        search.fill("sea pier")
        expect(page.locator("[data-upload]")).to_have_count(1)
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_text("No video has “sea pier” in name")).to_be_visible()
        assert tab.complaints == []


def write_tags(dialog: Locator) -> None:
    """Write tags by Enter, comma and Backspace, of which “Sea” and “early” are left."""
    field = dialog.get_by_label("Tags", exact=True)
    chips = dialog.get_by_role("list", name="Tags of this upload").get_by_role("listitem")
    field.fill("Sea")
    field.press("Enter")
    field.press_sequentially("sea,early,late")
    expect(chips).to_have_text(["Sea", "early"])
    field.press("Enter")
    field.press("Backspace")
    expect(chips).to_have_text(["Sea", "early"])
    expect(dialog.get_by_role("status")).to_have_text("Removed late")
    field.fill("x" * 41)
    field.press("Enter")
    said = "A tag has 1 to 40 characters and no comma."
    expect(field).to_have_accessible_description(said)
    expect(dialog.get_by_role("status")).to_have_text(said)
    field.fill("")


@ON_EMBEDDED
def test_texts_that_are_refused_say_why_at_their_field_and_stay(
    platform: str, browser: Browser, account: Account
) -> None:
    account.request("POST", "/api/uploads/samples")
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads")
        page.get_by_role("button", name="Sample: dusk", exact=True).click()
        dialog = page.get_by_role("dialog")
        name, description = dialog.get_by_label("Name"), dialog.get_by_label("Description")
        name.fill(" ")
        dialog.get_by_role("button", name="Save").click()
        expect(name).to_have_accessible_description("A name has 1 to 512 characters.")
        name.fill("Evening")
        description.fill("x" * 2001)
        dialog.get_by_role("button", name="Save").click()
        said = re.compile("A description has up to 2000 characters.")
        expect(description).to_have_accessible_description(said)
        expect(name).to_have_value("Evening")
        description.fill("x")
        dialog.get_by_label("Tags", exact=True).fill("calm")
        dialog.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name="Evening")).to_be_visible()
        expect(page.get_by_role("list", name="Tags of Evening")).to_contain_text("calm")
        assert tab.complaints == []
