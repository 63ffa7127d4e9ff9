# SPDX-License-Identifier: Apache-2.0
"""People cut videos in the editor: what document 001 says of its pages, in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_EMBEDDED_IN_SUITE
from tests.support.web.browser import Account, opened_tab
from tests.support.web.editor import Editor, upload_video

CURRENT = "create_video_current_project_id"


@pytest.fixture
def editor(platform: str, browser: Browser, account: Account) -> Iterator[Editor]:
    """The editor in a tab of a new user, not yet opened."""
    with opened_tab(browser, platform, account) as tab:
        yield Editor(tab, account)
        assert tab.complaints == []


def current_project(editor: Editor) -> str:
    return str(editor.page.evaluate(f"() => localStorage.getItem('{CURRENT}')"))


def test_the_first_visit_makes_a_project_and_the_next_one_opens_it_again(editor: Editor) -> None:
    first = editor.open().project_id
    assert current_project(editor) == str(first)

    assert editor.open().project_id == first
    listed = editor.account.request("GET", "/api/create-video/projects")["items"]
    assert [one["id"] for one in listed] == [first]


def test_the_picker_makes_renames_and_switches_timelines_and_a_reload_keeps_the_choice(
    editor: Editor,
) -> None:
    page = editor.open().page
    first = editor.project_id
    page.get_by_role("button", name="Timelines, open: Untitled").click()
    page.get_by_role("menuitem", name="New").click()
    expect(page).not_to_have_url(re.compile(rf"project={first}$"))
    second = editor.project_id
    page.get_by_role("button", name="Timelines, open: Untitled").click()
    page.get_by_role("menuitem", name="Rename").click()
    page.get_by_role("textbox", name="Name").fill("Harbour")
    page.get_by_role("dialog").get_by_role("button", name="Rename").click()
    expect(page.get_by_role("button", name="Timelines, open: Harbour")).to_be_visible()

    page.get_by_role("button", name="Timelines, open: Harbour").click()
    row = page.get_by_role("menuitemcheckbox", name="Untitled")
    expect(row).to_have_text(re.compile(r"^Untitled(just now|\d+ min ago)$"))
    row.click()
    expect(page).to_have_url(re.compile(rf"project={first}$"))
    assert editor.open().project_id == first
    assert editor.open(f"?project={second}").project_id == second
    assert current_project(editor) == str(second)


def test_archiving_opens_another_timeline_and_can_be_undone(editor: Editor) -> None:
    page = editor.open().page
    first = editor.project_id
    page.get_by_role("button", name="Timelines, open: Untitled").click()
    page.get_by_role("menuitem", name="Archive", exact=True).click()
    expect(page).not_to_have_url(re.compile(rf"project={first}$"))
    page.get_by_role("button", name="Undo", exact=True).last.click()

    expect(page).to_have_url(re.compile(rf"project={first}$"))
    found = editor.account.request("GET", f"/api/create-video/projects/{first}")["project"]
    assert found["status"] == "active"


@pytest.mark.parametrize("kind", ["archived", "missing"])
def test_a_timeline_that_cannot_be_opened_is_replaced_by_a_new_one(
    editor: Editor, kind: str
) -> None:
    first = editor.open().project_id
    path = f"/api/create-video/projects/{first}"
    if kind == "archived":
        editor.account.request("POST", f"{path}/archive")
    else:
        editor.account.request("DELETE", path)

    assert editor.open().project_id != first
    assert current_project(editor) == str(editor.project_id)


@ON_EMBEDDED_IN_SUITE
def test_clips_are_added_moved_trimmed_split_and_undone(editor: Editor, tmp_path: Path) -> None:
    for name in ("one", "two"):
        upload_video(editor.account, tmp_path, name)
    page = editor.open().page
    editor.add("one")
    editor.press("End")
    editor.add("two")
    editor.wait_for_stored("clips", [0, 4], field="startSeconds")
    page.get_by_role("button", name="Fit", exact=True).click()

    editor.drag(editor.item("one").locator("[data-handle=end]"), -200)
    shown = editor.item("one").get_attribute("aria-label") or ""
    assert "length 4.0 s" not in shown
    editor.press("Control+z")
    expect(editor.item("one")).to_have_attribute("aria-label", re.compile("length 4.0 s"))

    editor.drag(editor.item("two"), 150)
    expect(editor.item("two")).not_to_have_attribute("aria-label", re.compile("00:00:04:00"))
    editor.press("Control+z", "Home", "Escape", "Shift+ArrowRight", "s")
    expect(editor.lane("video")).to_have_count(3)
    editor.wait_for_stored("clips", [0, 0.333333, 4], field="startSeconds")
    editor.press("Control+z")
    expect(editor.lane("video")).to_have_count(2)
    editor.press("Control+Shift+z")
    editor.wait_for_stored("clips", [0, 0.333333, 4], field="startSeconds")


@ON_EMBEDDED_IN_SUITE
def test_dropping_pushes_overwrites_or_refuses(editor: Editor, tmp_path: Path) -> None:
    for name in ("one", "two"):
        upload_video(editor.account, tmp_path, name)
    page = editor.open().page
    editor.add("one")
    editor.add("two")
    editor.wait_for_stored("clips", [0, 4], field="startSeconds")
    page.get_by_role("button", name="Refuse").click()
    editor.press("Home")
    editor.add("one")
    expect(editor.lane("video")).to_have_count(3)
    editor.wait_for_stored("clips", [0, 4, 8], field="startSeconds")
    page.get_by_role("button", name="Fit", exact=True).click()
    editor.drag(editor.item("two"), 200)
    editor.says("no room")
    editor.wait_for_stored("clips", [0, 4, 8], field="startSeconds")

    page.get_by_role("button", name="Overwrite").click()
    editor.press("Home", "Control+ArrowRight")
    page.get_by_role("button", name="Add two at the playhead").click()
    editor.wait_for_stored("clips", [0, 1, 5, 8], field="startSeconds")


@ON_EMBEDDED_IN_SUITE
def test_an_upload_is_dragged_from_the_media_bin_onto_a_track(
    editor: Editor, tmp_path: Path
) -> None:
    upload_video(editor.account, tmp_path, "one")
    page = editor.open().page
    source = page.get_by_role("button", name="Add one at the playhead")
    source.drag_to(page.locator("[data-lane=video]"), target_position={"x": 5, "y": 20})
    editor.wait_for_stored("clips", [0], field="startSeconds")
    source.drag_to(page.locator("[data-lane=overlays]"), target_position={"x": 5, "y": 10})
    editor.wait_for_stored("videoOverlays", [0], field="startSeconds")


@ON_EMBEDDED_IN_SUITE
def test_new_production_starts_with_the_clip(editor: Editor, tmp_path: Path) -> None:
    upload = upload_video(editor.account, tmp_path, "one")
    editor.open(f"?upload={upload}")
    editor.wait_for_stored("clips", [upload], field="uploadId")
    expect(editor.page.get_by_role("button", name="Timelines, open: one")).to_be_visible()


def test_an_unnamed_timeline_is_named_exported_and_found_among_exports_but_not_as_a_source(
    editor: Editor, tmp_path: Path
) -> None:
    upload_video(editor.account, tmp_path, "one", seconds=1)
    page = editor.open().page
    editor.add("one")
    page.get_by_role("button", name="Export").click()
    dialog = page.get_by_role("dialog", name="Export")
    summary = dialog.get_by_label("What is exported")
    expect(summary).to_contain_text("1.0 s")
    expect(summary).to_contain_text(re.compile(r"\d+ × \d+, 30 fps"))
    expect(summary).to_contain_text(re.compile(r"about \d.* kB; up to \d"))
    dialog.get_by_label("Name").fill("Harbour film")
    dialog.get_by_role("button", name="Export").click()
    expect(page.get_by_role("dialog", name="Exporting…")).to_be_visible()
    expect(page).to_have_url(re.compile("/exports$"))

    exports = editor.account.request("GET", "/api/exports")["items"]
    assert [one["projectName"] for one in exports] == ["Harbour film"]
    editor.open()
    bin_list = page.get_by_role("list", name="Videos")
    expect(bin_list.get_by_role("button", name="Add ")).to_have_count(1)
    expect(bin_list.get_by_role("button", name="Add ")).to_contain_text("one")


@ON_EMBEDDED_IN_SUITE
def test_an_empty_timeline_is_not_exported_and_the_button_says_why(editor: Editor) -> None:
    page = editor.open().page
    export = page.get_by_role("button", name="Export")
    expect(export).to_be_disabled()
    expect(export).to_have_attribute("title", re.compile("Add a video first"))
    editor.press("Control+e")
    editor.says("There is nothing to export yet")
    expect(page.get_by_role("dialog")).to_have_count(0)
