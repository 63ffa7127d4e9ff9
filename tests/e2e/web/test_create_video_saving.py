# SPDX-License-Identifier: Apache-2.0
"""Nothing that was edited is lost: two tabs, no network, an ended session, a killed server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from tests.support.platform.embedded import Embedded
from tests.support.platform.profiles import ON_EMBEDDED_IN_SUITE
from tests.support.process.waiting import HANG_SECONDS, poll_until
from tests.support.web.browser import PASSWORD, WIDE, Account, Tab, opened_tab, registered
from tests.support.web.editor import Editor


@pytest.fixture
def editor(platform: str, browser: Browser, account: Account) -> Iterator[Editor]:
    """The editor with two titles that are saved, one second and six seconds into the timeline."""
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open()
        add_titles(editor)
        yield editor


def add_titles(editor: Editor) -> None:
    editor.page.get_by_role("tab", name="Titles").click()
    editor.page.get_by_role("button", name="Add Title at the playhead").click()
    editor.page.get_by_role("button", name="Add Chapter at the playhead").click()
    editor.wait_for_stored("screenTitles", [0, 5], field="startSeconds")


def nudge(editor: Editor, label: str, *keys: str) -> None:
    """Select a title and press keys."""
    editor.item(label).focus()
    editor.press(*keys)


def starts(editor: Editor, values: list[float]) -> None:
    editor.wait_for_stored("screenTitles", values, field="startSeconds")


@pytest.fixture
def other(platform: str, browser: Browser, editor: Editor) -> Iterator[Editor]:
    """The same timeline on another computer."""
    with opened_tab(browser, platform, editor.account) as tab:
        yield Editor(tab, editor.account).open(f"?project={editor.project_id}")


@pytest.fixture
def context(platform: str, browser: Browser, account: Account) -> Iterator[BrowserContext]:
    """A browser whose tabs share what it stores."""
    with closing(browser.new_context(viewport=WIDE)) as context:  # type: ignore[arg-type]
        context.set_default_timeout(HANG_SECONDS * 1000)
        context.add_cookies(account.cookies())  # type: ignore[arg-type]
        yield context


@ON_EMBEDDED_IN_SUITE
def test_a_tab_that_changed_nothing_takes_over_what_another_saves(
    platform: str, context: BrowserContext, account: Account
) -> None:
    editor = Editor(Tab(context.new_page(), platform), account).open()
    add_titles(editor)
    page = context.new_page()
    page.goto(editor.page.url)
    expect(page.locator('[data-label="Chapter"]')).to_be_visible()
    nudge(editor, "Chapter", "Alt+Shift+ArrowRight")

    expect(page.locator('[data-label="Chapter"]')).to_have_attribute(
        "aria-label", re.compile("starts 00:00:05:10")
    )


@ON_EMBEDDED_IN_SUITE
def test_different_edits_of_two_computers_are_merged(editor: Editor, other: Editor) -> None:
    editor.page.context.set_offline(True)
    nudge(editor, "Chapter", "Alt+Shift+ArrowRight")
    editor.says("Offline")
    other.page.keyboard.press("Home")
    other.page.get_by_role("group", name="Aspect").get_by_role("button", name="9:16").click()
    poll_until(lambda: other.stored()["output"]["aspect"] == "9:16", "the other's edit")

    editor.page.context.set_offline(False)
    starts(editor, [0, 5.333333])
    assert editor.stored()["output"]["aspect"] == "9:16"
    expect(
        editor.page.get_by_role("group", name="Aspect").get_by_role("button", name="9:16")
    ).to_have_attribute("aria-pressed", "true")


def move_the_chapter_in_both(editor: Editor, other: Editor) -> Locator:
    """Move it to 5.33 s without a network, elsewhere to 5.03 s; find what tells of the conflict."""
    editor.page.context.set_offline(True)
    nudge(editor, "Chapter", "Alt+Shift+ArrowRight")
    editor.says("Offline")
    nudge(other, "Chapter", "Alt+ArrowRight")
    starts(other, [0, 5.033333])

    editor.page.context.set_offline(False)
    return editor.page.get_by_role("alert", name="Changed elsewhere")


@ON_EMBEDDED_IN_SUITE
@pytest.mark.parametrize(("choice", "start"), [("Keep mine", 5.333333), ("Take theirs", 5.033333)])
def test_edits_of_the_same_field_are_a_conflict_that_one_sees_and_ends(
    editor: Editor, other: Editor, choice: str, start: float
) -> None:
    banner = move_the_chapter_in_both(editor, other)
    words = "Title “Chapter” · Start: here 5.333 s, there 5.033 s"
    expect(banner).to_contain_text(words)
    starts(editor, [0, 5.033333])
    banner.get_by_role("button", name=choice).click()
    starts(editor, [0, start])
    expect(banner).to_be_hidden()


@ON_EMBEDDED_IN_SUITE
def test_what_conflicts_is_saved_as_a_copy_and_the_other_work_stays(
    editor: Editor, other: Editor
) -> None:
    first = editor.project_id
    banner = move_the_chapter_in_both(editor, other)
    banner.get_by_role("button", name="Save as copy").click()

    expect(editor.page).not_to_have_url(re.compile(rf"project={first}$"))
    starts(editor, [0, 5.333333])
    open_copy = editor.page.get_by_role("button", name="Timelines, open: Untitled (copy)")
    expect(open_copy).to_be_visible()
    expect(banner).to_be_hidden()
    starts(other, [0, 5.033333])


@ON_EMBEDDED_IN_SUITE
def test_work_without_a_network_survives_closing_the_tab_and_can_still_be_undone(
    platform: str, context: BrowserContext, account: Account
) -> None:
    editor = Editor(Tab(context.new_page(), platform), account).open()
    add_titles(editor)
    url = editor.page.url
    context.set_offline(True)
    nudge(editor, "Chapter", "Alt+Shift+ArrowRight")
    editor.says("Offline – 1 change kept here")
    editor.page.close()
    context.set_offline(False)

    again = Editor(Tab(context.new_page(), platform), account)
    again.page.goto(url)
    chapter = again.item("Chapter")
    expect(chapter).to_have_attribute("aria-label", re.compile("starts 00:00:05:10"))
    starts(again, [0, 5.333333])
    again.page.get_by_role("button", name="Undo Nudge").click()
    expect(chapter).to_have_attribute("aria-label", re.compile("starts 00:00:05:00"))


@ON_EMBEDDED_IN_SUITE
def test_when_the_session_ends_the_work_stays_and_is_saved_after_signing_in(
    editor: Editor,
) -> None:
    # Offline, nothing that the page asks for shows the end of the session before the edit is made.
    editor.page.context.set_offline(True)
    nudge(editor, "Chapter", "Alt+Shift+ArrowRight")
    editor.says("Offline – 1 change kept here")
    editor.account.request("POST", "/api/logout")
    for name in ("access", "refresh"):
        editor.page.context.clear_cookies(name=name)
    editor.page.context.set_offline(False)

    dialog = editor.page.get_by_role("dialog", name="Your session has ended")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog).to_be_hidden()
    editor.says("Saved")
    expect(editor.item("Chapter")).to_have_attribute("aria-label", re.compile("00:00:05:10"))


@pytest.fixture
def own_platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """An installation of this test alone."""
    found = Embedded(tmp_path_factory.mktemp("embedded") / "var")
    try:
        found.start()
        yield found
    finally:
        found.end()


def test_a_platform_that_is_killed_while_one_edits_loses_nothing(
    own_platform: Embedded, browser: Browser
) -> None:
    with (
        registered(own_platform.url) as account,
        opened_tab(browser, own_platform.url, account) as tab,
    ):
        editor = Editor(tab, account).open()
        add_titles(editor)
        own_platform.kill_group()
        nudge(editor, "Chapter", "Alt+Shift+ArrowRight")
        editor.says("Offline – 1 change kept here")
        nudge(editor, "Title", "Delete")
        editor.says("Offline – 2 changes kept here")

        own_platform.end()
        own_platform.start()
        starts(editor, [5.333333])
        editor.says("Saved")
        editor.press("Control+z")
        starts(editor, [0, 5.333333])
