# SPDX-License-Identifier: Apache-2.0
"""Looks of titles, and pictures without a role, are saved as they are chosen."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_EMBEDDED_IN_SUITE
from tests.support.process.waiting import poll_until
from tests.support.web.browser import Account, opened_tab
from tests.support.web.drafts import upload_image
from tests.support.web.editor import Editor

pytestmark = ON_EMBEDDED_IN_SUITE

PRESETS = ("Plain", "Boxed", "One box", "Headline", "Handwritten", "Chrome")


def _with_title(editor: Editor) -> Editor:
    editor.open()
    editor.page.get_by_role("tab", name="Titles").click()
    editor.page.get_by_role("button", name="Add Title at the playhead").click()
    return editor


def _stored_title(editor: Editor, part: str, values: dict[str, object]) -> bool:
    rows = editor.stored()["screenTitles"]
    found = rows[0][part] if rows else None
    return bool(found) and {key: found[key] for key in values} == values


def test_each_look_of_a_title_is_saved(platform: str, browser: Browser, account: Account) -> None:
    with opened_tab(browser, platform, account) as tab:
        editor = _with_title(Editor(tab, account))
        for name in PRESETS:
            tab.page.get_by_role("button", name=name, exact=True).click()

            look = {"name": name, "outlineColor": None}
            poll_until(lambda look=look: _stored_title(editor, "presetSnapshot", look), name)
        expect(tab.page.get_by_text("Saved").first).to_be_visible()
        assert tab.complaints == []


def test_a_title_may_have_a_style_of_its_own(
    platform: str, browser: Browser, account: Account
) -> None:
    with opened_tab(browser, platform, account) as tab:
        editor = _with_title(Editor(tab, account))
        size = tab.page.get_by_label("Font size", exact=True)
        size.fill("12")
        size.press("Enter")

        style = {"fontSizePct": 12, "fontColor": None, "position": None}
        poll_until(lambda: _stored_title(editor, "customStyle", style), "the style")
        assert tab.complaints == []


def test_a_picture_without_a_role_is_put_on_the_video_lane_and_saved(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    upload_id = upload_image(account, tmp_path, "photo")
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open()
        tab.page.get_by_role("tab", name="Images").click()
        editor.add("photo")

        editor.wait_for_stored("stills", [upload_id], field="uploadId")
        assert tab.complaints == []
