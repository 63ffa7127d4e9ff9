# SPDX-License-Identifier: Apache-2.0
"""What is not shown or heard of a file as one may expect is said wherever people meet the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.media.odd_sources import convert
from tests.support.platform.profiles import ON_EMBEDDED
from tests.support.web.browser import NARROW, WIDE, Account, opened_tab
from tests.support.web.editor import Editor, upload_file

pytestmark = ON_EMBEDDED

SENTENCE = "This file was cut off: it has"


@pytest.fixture
def cut_off(tmp_path: Path) -> Path:
    """A Matroska file of which the last third is missing."""
    picture = ("-f", "lavfi", "testsrc2=size=320x180:rate=25:duration=6")
    whole = convert(tmp_path / "whole.mkv", "-c:v", "libx264", "-g", "25", inputs=[picture])
    path = tmp_path / "harbour.mkv"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    return path


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_warnings_are_shown_while_a_file_is_uploaded_and_in_its_details(
    platform: str, browser: Browser, account: Account, cut_off: Path, scheme: str
) -> None:
    with opened_tab(browser, platform, account, scheme=scheme) as tab:
        page = tab.open("/uploads")
        page.locator("input[type=file]").set_input_files(str(cut_off))
        tray = page.get_by_role("region", name="Uploads of this window")
        expect(tray.get_by_text(SENTENCE)).to_be_visible()
        mark = page.get_by_role("button", name="1 warning about harbour")
        expect(mark).to_be_visible()
        assert tab.violations() == []
        tray.get_by_role("button", name="Clear").click()

        for viewport in (NARROW, WIDE):
            page.set_viewport_size(viewport)
            assert not tab.is_too_wide()
            assert tab.violations() == []
            mark.click()
            details = page.get_by_role("dialog")
            expect(details.get_by_text(SENTENCE)).to_be_visible()
            assert tab.violations() == []
            page.keyboard.press("Escape")
        assert tab.complaints == []


def test_warnings_are_shown_in_the_media_bin_and_in_the_inspector(
    platform: str, browser: Browser, account: Account, cut_off: Path
) -> None:
    upload_file(account, cut_off, content_type="video/x-matroska")
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open()
        shown = tab.page.get_by_role("button", name="Add harbour")
        expect(shown).to_contain_text(SENTENCE)
        shown.click()
        inspector = tab.page.get_by_role("region", name="Inspector")
        inspected = inspector.get_by_role("list", name="Warnings").get_by_text(SENTENCE)
        expect(inspected).to_be_visible()
        assert tab.violations() == []
        assert editor.tab.complaints == []


def test_a_file_that_can_never_be_used_is_not_offered_for_another_try(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    empty, words = tmp_path / "empty.mp4", tmp_path / "words.mp4"
    empty.write_bytes(b"")
    words.write_text("These are words.")
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads")
        page.locator("input[type=file]").set_input_files([str(empty), str(words)])
        tray = page.get_by_role("region", name="Uploads of this window")
        expect(tray.get_by_text("Failed:")).to_have_count(2)
        expect(tray.get_by_role("button", name="Dismiss words.mp4")).to_be_visible()
        expect(tray.get_by_role("button", name="Retry")).to_have_count(0)
        assert tab.violations() == []
        assert tab.complaints == []
