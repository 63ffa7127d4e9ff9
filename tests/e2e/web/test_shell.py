# SPDX-License-Identifier: Apache-2.0
"""What stands around every page: activity, command palette, list of keys."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_EMBEDDED
from tests.support.web.browser import Account, opened_tab

pytestmark = ON_EMBEDDED


def test_a_page_is_found_by_its_words_and_the_keyboard_alone(
    platform: str, browser: Browser, account: Account
) -> None:
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads")
        expect(page.get_by_role("heading", name="Drop your first video")).to_be_visible()
        page.keyboard.press("Control+k")
        expect(page.get_by_role("combobox", name="Page or command")).to_be_focused()
        assert tab.violations() == []
        page.keyboard.type("acc")
        page.keyboard.press("Enter")

        expect(page).to_have_url(f"{platform}/account")
        assert tab.complaints == []


def test_a_question_mark_lists_the_keys(platform: str, browser: Browser, account: Account) -> None:
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads")
        expect(page.get_by_role("heading", name="Drop your first video")).to_be_visible()
        page.keyboard.press("?")

        expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
        assert tab.violations() == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_failed_upload_is_in_the_activity_with_its_reason_and_can_be_dismissed(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no film at all" * 100)
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads")
        page.get_by_label("Files to upload").set_input_files(str(broken))
        page.get_by_role("button", name="Activity 1 failed").click()
        panel = page.get_by_role("dialog", name="Activity")
        expect(panel.get_by_text("Failed:")).to_be_visible()
        assert tab.violations() == []

        panel.get_by_role("button", name="Dismiss broken.mp4").click()
        expect(panel.get_by_text("Nothing is running")).to_be_visible()
