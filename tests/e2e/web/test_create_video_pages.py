# SPDX-License-Identifier: Apache-2.0
"""The editor can be used by everybody: by keyboard alone, as a list, dark and light."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_EMBEDDED
from tests.support.web.browser import WIDE, Account, opened_tab
from tests.support.web.editor import Editor, upload_video

pytestmark = ON_EMBEDDED

SMALL = {"width": 1024, "height": 768}


@pytest.fixture
def account_with_video(account: Account, tmp_path: Path) -> Account:
    """A user who has a video."""
    upload_video(account, tmp_path, "one")
    return account


@pytest.mark.parametrize(("scheme", "size"), [("dark", WIDE), ("light", SMALL)])
def test_the_editor_is_accessible_in_every_state(
    platform: str,
    browser: Browser,
    account_with_video: Account,
    scheme: str,
    size: dict[str, int],
) -> None:
    with opened_tab(browser, platform, account_with_video, scheme=scheme, viewport=size) as tab:
        editor = Editor(tab, account_with_video).open()
        assert tab.violations() == []
        editor.add("one")
        expect(editor.lane("video")).to_have_count(1)
        assert tab.violations() == []
        assert not tab.is_too_wide()
        editor.press("t")
        expect(tab.page.get_by_role("dialog", name="Timeline as list")).to_be_visible()
        assert tab.violations() == []
        editor.press("Escape")
        editor.press("Control+e")
        expect(tab.page.get_by_role("dialog", name="Export")).to_be_visible()
        assert tab.violations() == []
        assert tab.complaints == []


def test_the_names_of_items_say_what_is_shown_on_them(
    platform: str, browser: Browser, account_with_video: Account
) -> None:
    with opened_tab(browser, platform, account_with_video) as tab:
        editor = Editor(tab, account_with_video).open()
        editor.add("one")
        tab.page.get_by_role("region", name="Inspector").get_by_label("Sound", exact=True).uncheck()
        tab.page.get_by_role("button", name="Freeze frame at playhead").click()
        tab.page.get_by_role("button", name="Fit", exact=True).click()
        muted = tab.page.get_by_role("option", name="one Muted, video, starts 00:00:02:00")
        expect(muted).to_contain_text("one Muted")
        expect(tab.page.get_by_role("option", name="Freeze frame, still")).to_be_visible()
        assert tab.violations() == []


def test_a_clip_is_added_split_trimmed_and_removed_by_keyboard_alone(
    platform: str, browser: Browser, account_with_video: Account
) -> None:
    with opened_tab(browser, platform, account_with_video) as tab:
        editor = Editor(tab, account_with_video).open()
        tab.page.get_by_role("button", name="Add one at the playhead").focus()
        editor.press("Enter")
        expect(editor.lane("video")).to_have_count(1)
        editor.press("Control+ArrowRight", "s", "Shift+ArrowRight", "q")
        editor.wait_for_stored("clips", [0, 1.333333], field="startSeconds")
        editor.press("Alt+Shift+ArrowLeft")
        editor.wait_for_stored("clips", [0, 1], field="startSeconds")
        editor.press("Shift+Delete")
        editor.wait_for_stored("clips", [0], field="startSeconds")
        editor.press("Control+a", "Control+d")
        editor.wait_for_stored("clips", [0, 1], field="startSeconds")


def test_the_timeline_as_a_list_does_what_dragging_does(
    platform: str, browser: Browser, account_with_video: Account
) -> None:
    with opened_tab(browser, platform, account_with_video) as tab:
        editor = Editor(tab, account_with_video).open()
        editor.add("one")
        tab.page.get_by_role("button", name="Timeline as list").click()
        dialog = tab.page.get_by_role("dialog", name="Timeline as list")
        dialog.get_by_label("Length of one").fill("2.5")
        dialog.get_by_label("Length of one").press("Enter")
        dialog.get_by_label("Start of one").fill("+1")
        dialog.get_by_label("Start of one").press("Enter")
        editor.wait_for_stored("clips", [1], field="startSeconds")
        editor.wait_for_stored("clips", [2.5], field="sourceEndSeconds")
        dialog.get_by_label("Start of one").fill("soon")
        expect(dialog.get_by_label("Start of one")).to_have_attribute("aria-invalid", "true")
        dialog.get_by_role("button", name="Delete one").click()
        editor.wait_for_stored("clips", [], field="startSeconds")
