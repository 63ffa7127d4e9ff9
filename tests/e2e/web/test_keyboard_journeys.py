# SPDX-License-Identifier: Apache-2.0
"""Whole journeys with the keyboard alone: the focus is never lost, invisible or trapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.media.odd_sources import convert
from tests.support.media.video import make_video
from tests.support.platform.profiles import ON_EMBEDDED_IN_SUITE
from tests.support.web.browser import Account, Tab, opened_tab
from tests.support.web.drafts import DraftPages
from tests.support.web.keyboard import Keyboard


@pytest.fixture
def tab(platform: str, browser: Browser, account: Account) -> Iterator[Tab]:
    """A tab of a new user."""
    with opened_tab(browser, platform, account) as found:
        yield found
        assert found.complaints == []


@pytest.fixture
def keyboard(tab: Tab) -> Keyboard:
    return Keyboard(tab.page)


def image(folder: Path, name: str) -> Path:
    colour = ("-f", "lavfi", "color=c=orange:s=320x180")
    return convert(folder / f"{name}.png", "-frames:v", "1", inputs=[colour])


def upload_first_video(tab: Tab, keyboard: Keyboard, folder: Path) -> int:
    """Upload a video of six seconds from the page of uploads; return its id."""
    page = tab.open("/uploads")
    video = make_video(folder / "harbour.mp4", 6, "320x180", fps="25")
    keyboard.choose_file(page.get_by_role("button", name="Choose files"), video)
    expect(page.get_by_role("link", name="New Production")).to_be_visible()
    return int(page.locator("[data-upload]").get_attribute("data-upload") or "0")


def cut_the_middle(keyboard: Keyboard) -> None:
    """Split at two and four seconds, and delete what is between."""
    keyboard.press("Home", *["Control+ArrowRight"] * 2, "s")
    keyboard.press(*["Control+ArrowRight"] * 2, "s", ",", "Delete")


def cut_and_bring_back(page: Page, keyboard: Keyboard) -> None:
    """Cut the middle out, undo and redo, drag an edge by a key, bring all back and undo that."""
    parts = page.locator("[data-part]")
    expect(parts).to_have_count(1)
    cut_the_middle(keyboard)
    expect(parts).to_have_count(2)
    keyboard.press("Control+z")
    expect(parts).to_have_count(3)
    keyboard.press("Control+Shift+z")
    keyboard.reach(page.get_by_role("slider", name="End of part 1"))
    keyboard.press("ArrowRight")
    keyboard.press_on(page.get_by_role("button", name=re.compile("^Bring back")))
    expect(parts).to_have_count(1)
    keyboard.press("Control+z")
    expect(parts).to_have_count(2)


def pick_and_remove_a_logo(draft: DraftPages, keyboard: Keyboard, logo: Path) -> None:
    """Upload a logo in the dialog, choose it again there, leave the dialog, and remove the logo."""
    part, page = draft.section("Logo"), draft.page
    keyboard.press_on(part.get_by_role("button", name="Choose logo"))
    dialog = page.get_by_role("dialog", name="Choose a logo")
    keyboard.choose_file(dialog.get_by_role("button", name="Upload new"), logo)
    change = part.get_by_role("button", name="Change logo")
    keyboard.is_on(change)
    keyboard.press("Enter")
    keyboard.fill(dialog.get_by_role("searchbox"), "mark")
    keyboard.press_on(dialog.locator("[data-pick]"))
    keyboard.is_on(change)
    keyboard.press("Enter")
    expect(dialog).to_be_visible()
    keyboard.press("Escape")
    keyboard.is_on(change)
    keyboard.press_on(part.get_by_role("button", name="Remove logo"))
    expect(part).to_contain_text("No logo")
    keyboard.is_on(part.get_by_role("button", name="Logo").first)


def test_a_production_is_built_cut_and_made(
    tab: Tab, keyboard: Keyboard, account: Account, tmp_path: Path
) -> None:
    draft = DraftPages(tab, account, upload_first_video(tab, keyboard, tmp_path))
    page = tab.page
    keyboard.press_on(page.get_by_role("link", name="New Production"))
    keyboard.fill(page.get_by_label("Name", exact=True), "Harbour film")
    keyboard.press_on(page.get_by_role("link", name="Edit video"))
    cut_and_bring_back(page, keyboard)
    keyboard.press_on(page.get_by_role("link", name="Done"))
    pick_and_remove_a_logo(draft, keyboard, image(tmp_path, "mark"))
    keyboard.press_on(page.get_by_role("button", name="Screen title"))
    keyboard.fill(draft.section("Screen title").get_by_label("Text"), "First light")
    draft.saved()
    keyboard.press_on(page.get_by_role("button", name="Produce", exact=True))
    expect(page).to_have_url(re.compile(r"/productions\?id=\d+$"))
    expect(page.get_by_role("heading", name="Harbour film", level=1)).to_be_visible()
    keyboard.reach(page.get_by_role("button", name="More of Harbour film"))


def prepare_and_publish(page: Page, keyboard: Keyboard) -> None:
    """Prepare the export "harbour" for publishing, and publish it into the space of the user."""
    settings = page.get_by_role("button", name="Settings of harbour")
    keyboard.press_on(settings)
    dialog = page.get_by_role("dialog", name="harbour")
    expect(dialog).to_be_visible()
    keyboard.press("Escape")
    keyboard.is_on(settings)
    keyboard.press("Enter")
    keyboard.press_on(dialog.get_by_role("button", name="Prep for Publish (HLS)"))
    expect(dialog.get_by_text("HLS: Ready")).to_be_visible()
    keyboard.press_on(dialog.get_by_role("button", name="Publish", exact=True))
    expect(page).to_have_url(re.compile(r"/publish\?production=\d+$"))
    keyboard.press_on(page.get_by_role("checkbox", name="Mara Klee"), by="Space")
    keyboard.press_on(page.get_by_role("button", name="Apply"))
    results = page.get_by_role("status", name="Last apply")
    expect(results.get_by_text("Published", exact=True)).to_be_visible()


@ON_EMBEDDED_IN_SUITE
def test_a_video_is_cut_titled_exported_prepared_and_published(
    tab: Tab, keyboard: Keyboard, tmp_path: Path
) -> None:
    upload_first_video(tab, keyboard, tmp_path)
    page = tab.page
    more = page.get_by_role("button", name="More of harbour")
    keyboard.choose_in_menu(more, "Rename")
    keyboard.press("Escape")
    keyboard.is_on(more)
    keyboard.choose_in_menu(more, "New timeline")

    clips = page.locator('[data-lane="video"] [role=option]')
    expect(clips).to_have_count(1)
    cut_the_middle(keyboard)
    expect(clips).to_have_count(2)
    keyboard.reach(page.get_by_role("tab", name="Video"))
    keyboard.reach(page.get_by_role("tab", name="Titles"), key="ArrowRight")
    keyboard.press_on(page.get_by_role("button", name="Add Title at the playhead"))
    expect(page.locator('[data-lane="titles"] [role=option]')).to_have_count(1)

    keyboard.press("Control+e")
    dialog = page.get_by_role("dialog", name="Export")
    keyboard.press_on(dialog.get_by_role("button", name="Export", exact=True))
    expect(page).to_have_url(re.compile(r"/exports"))
    prepare_and_publish(page, keyboard)
