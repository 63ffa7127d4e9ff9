# SPDX-License-Identifier: Apache-2.0
"""Texts that are far too long and clocks that are wrong do the editor no harm."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_EMBEDDED
from tests.support.web.browser import Account, opened_tab
from tests.support.web.editor import Editor

pytestmark = ON_EMBEDDED

LONGEST_TITLE = 1000


def test_of_a_text_of_10000_characters_a_title_keeps_what_it_may_have_and_says_so(
    platform: str, browser: Browser, account: Account
) -> None:
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open()
        tab.page.get_by_role("tab", name="Titles").click()
        tab.page.get_by_role("button", name="Add Title at the playhead").click()
        text = tab.page.get_by_label("Text", exact=True)
        text.select_text()
        tab.page.keyboard.insert_text("abcde fghi" * 1000)
        expect(text).to_have_value("abcde fghi" * (LONGEST_TITLE // 10))

        remark = "A text has at most 1,000 characters: 9,000 were left out."
        expect(tab.page.get_by_text(remark)).to_be_visible()
        editor.wait_for_stored("screenTitles", ["abcde fghi" * 100], field="text")
        expect(tab.page.get_by_text("Saved").first).to_be_visible()
        assert not tab.is_too_wide()
        assert tab.violations() == []
        assert tab.complaints == []


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_is_off_by_a_day_saves_and_says_sensible_times(
    platform: str, browser: Browser, account: Account, days: int
) -> None:
    with opened_tab(browser, platform, account) as tab:
        tab.page.clock.install(time=dt.datetime.now(dt.UTC) + dt.timedelta(days=days))
        editor = Editor(tab, account).open()
        tab.page.get_by_role("tab", name="Titles").click()
        tab.page.get_by_role("button", name="Add Title at the playhead").click()
        editor.wait_for_stored("screenTitles", [0], field="startSeconds")
        tab.page.get_by_role("button", name="Timelines, open:").click()
        row = tab.page.get_by_role("menuitemcheckbox", name="Untitled")
        expect(row).to_have_text(re.compile(r"^Untitled(just now|24 h ago|\d+ \w{3})$"))
        tab.page.keyboard.press("Escape")

        tab.page.reload()
        expect(editor.lane("titles")).to_have_count(1)
        assert tab.complaints == []
