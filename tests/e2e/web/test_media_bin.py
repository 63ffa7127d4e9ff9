# SPDX-License-Identifier: Apache-2.0
"""The media bin finds what one looks for, and remembers favourites and what was used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.support.platform.profiles import ON_DISTRIBUTED
from tests.support.web.browser import Account, opened_tab
from tests.support.web.drafts import make_image
from tests.support.web.editor import Editor, upload_video

pytestmark = ON_DISTRIBUTED


@pytest.fixture
def editor(platform: str, browser: Browser, account: Account) -> Iterator[Editor]:
    """The editor in a tab of a new user, not yet opened."""
    with opened_tab(browser, platform, account) as tab:
        yield Editor(tab, account)
        assert tab.complaints == []


def assets(editor: Editor) -> Locator:
    """Return the names on the cards of the media bin."""
    return editor.page.get_by_role("list", name="Videos").get_by_role("button", name="Add ")


def test_an_empty_list_has_room_for_its_button_in_a_short_window(editor: Editor) -> None:
    editor.page.set_viewport_size({"width": 1024, "height": 768})
    page = editor.open().page
    expect(page.get_by_text("No videos yet")).to_be_visible()
    expect(page.get_by_role("link", name="Upload files")).to_be_in_viewport(ratio=1)


def test_videos_are_found_by_tags_marked_as_favourites_and_sorted_by_use(
    editor: Editor, tmp_path: Path
) -> None:
    harbour, forest = (
        upload_video(editor.account, tmp_path, name) for name in ("harbour", "forest")
    )
    editor.account.request("PATCH", f"/api/uploads/{harbour}", json={"tags": ["Sea"]})
    page = editor.open().page
    expect(assets(editor)).to_have_count(2)
    expect(assets(editor).first).to_contain_text("forest")

    page.get_by_role("searchbox", name="Search videos").fill("sea")
    expect(assets(editor)).to_have_count(1)
    expect(assets(editor).first).to_contain_text("harbour")
    page.get_by_role("searchbox", name="Search videos").fill("sea forest")
    expect(page.get_by_text("No video has “sea forest”")).to_be_visible()
    page.get_by_role("searchbox", name="Search videos").fill("")

    page.get_by_role("button", name="Favourite: harbour").click()
    page.get_by_role("button", name="Only favourites").click()
    expect(assets(editor)).to_have_count(1)
    page.get_by_role("button", name="Only favourites").click()

    with page.expect_response(lambda one: one.url.endswith("/used")):
        assets(editor).filter(has_text="harbour").click()
    page.get_by_role("button", name="Order").click()
    page.get_by_role("menuitemcheckbox", name="Last used first").click()
    expect(assets(editor).first).to_contain_text("harbour")
    assert editor.account.request("GET", f"/api/uploads/{forest}")["upload"]["tags"] == []


def test_clips_lie_in_the_order_in_which_they_were_clicked(editor: Editor, tmp_path: Path) -> None:
    names = ("one", "two", "three")
    ids = [upload_video(editor.account, tmp_path, name) for name in names]
    editor.open()
    for name in names:
        editor.add(name)
    editor.wait_for_stored("clips", ids, field="uploadId")

    # What is clicked after the playhead was moved goes to the playhead.
    editor.press("End", "Home")
    editor.item("two").click()
    editor.add("three")
    editor.wait_for_stored("clips", [ids[2], *ids], field="uploadId")


def test_what_is_added_within_a_clip_says_that_it_lies_beside_it(
    editor: Editor, tmp_path: Path
) -> None:
    ids = [upload_video(editor.account, tmp_path, name) for name in ("one", "two")]
    editor.open()
    editor.add("one")
    editor.wait_for_stored("clips", [ids[0]], field="uploadId")
    # A playhead that was moved within the first half of a clip: what is added goes before the clip.
    editor.press("Home", "Shift+ArrowRight")
    editor.add("two")
    editor.says("Add two: it lies at 00:00:00:00, beside what was there")
    editor.wait_for_stored("clips", [ids[1], ids[0]], field="uploadId")


def test_a_picture_given_in_the_titles_tab_is_a_lower_third_on_its_own_lane(
    editor: Editor, tmp_path: Path
) -> None:
    page = editor.open().page
    page.get_by_role("tab", name="Titles").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Drop a lower third, or choose a PNG").click()
    chooser.value.set_files(make_image(tmp_path, "harbour band"))
    page.get_by_role("tab", name="Images").click()
    editor.add("harbour band.png")
    editor.wait_for_stored("lowerThirds", [0], field="startSeconds")


def test_a_second_delete_deletes_nothing(editor: Editor, tmp_path: Path) -> None:
    ids = [upload_video(editor.account, tmp_path, name) for name in ("one", "two", "three")]
    editor.open()
    for name in ("one", "two", "three"):
        editor.add(name)
    editor.wait_for_stored("clips", ids, field="uploadId")

    editor.item("two").click()
    editor.press("Delete")
    expect(editor.lane("video")).to_have_count(2)
    editor.press("Delete", "Delete")
    editor.wait_for_stored("clips", [ids[0], ids[2]], field="uploadId")
