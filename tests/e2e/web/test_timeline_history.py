# SPDX-License-Identifier: Apache-2.0
"""Earlier versions of a timeline are listed and restored, and archived timelines come back."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.support.platform.profiles import ON_DISTRIBUTED_IN_SUITE
from tests.support.process.waiting import wait_until
from tests.support.web.browser import NARROW, WIDE, Account, opened_tab
from tests.support.web.editor import Editor, upload_video

pytestmark = ON_DISTRIBUTED_IN_SUITE

RESTORE = "Restore this version"
REVISIONS = re.compile(r"/revisions\?")


def project_with(account: Account, *titles: str) -> int:
    """Make a project of which each version has one title more."""
    made = account.request("POST", "/api/create-video/projects", json={"name": "Summer"})["project"]
    for count in range(1, len(titles) + 1):
        save(account, made["id"], titles[:count])
    return int(made["id"])


def save(account: Account, project_id: int, titles: tuple[str, ...]) -> None:
    rows = [
        {"id": text, "text": text, "startSeconds": index * 2, "endSeconds": index * 2 + 2}
        for index, text in enumerate(titles)
    ]
    path = f"/api/create-video/projects/{project_id}/timeline"
    timeline = {"version": "create_video_v1", "clips": [], "screenTitles": rows}
    account.request("PATCH", path, json={"timeline": timeline})


def choose(page: Page, entry: str) -> Locator:
    """Choose an entry of the timeline's menu; return the dialog that it opens."""
    page.get_by_role("button", name=re.compile("^Timelines, open:")).click()
    page.get_by_role("menuitem", name=entry, exact=True).click()
    return page.get_by_role("dialog", name=entry)


def texts(editor: Editor) -> list[str]:
    return [str(one["text"]) for one in editor.stored()["screenTitles"]]


def revisions(account: Account, project_id: int) -> list[dict[str, Any]]:  # Any: their members
    path = f"/api/create-video/projects/{project_id}/revisions"
    found: list[dict[str, Any]] = account.request("GET", path)["items"]
    return found


def test_an_earlier_version_is_looked_at_restored_and_the_restoring_undone(
    platform: str, browser: Browser, account: Account
) -> None:
    project_id = project_with(account, "One", "Two", "Three")
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open(f"?project={project_id}")
        expect(editor.lane("titles")).to_have_count(3)
        dialog = choose(tab.page, "History")
        rows = dialog.get_by_role("list", name="Versions").get_by_role("listitem")
        expect(rows).to_have_count(4)
        expect(rows.nth(0)).to_contain_text("by you")
        expect(rows.nth(0)).to_contain_text("Now")
        rows.nth(0).get_by_role("button").click()
        expect(rows.nth(0)).to_contain_text("This is what is open now.")
        expect(dialog.get_by_role("button", name=RESTORE)).to_have_count(0)
        rows.nth(2).get_by_role("button").press("Enter")
        expect(rows.nth(2)).to_contain_text("1 title · 00:02")
        expect(rows.nth(2)).to_contain_text("Restoring it takes 2 items away.")
        assert tab.violations() == []
        dialog.get_by_role("button", name=RESTORE).press("Enter")

        expect(dialog).to_have_count(0)
        expect(editor.lane("titles")).to_have_count(1)
        assert texts(editor) == ["One"]
        assert len(revisions(account, project_id)) == 5
        tab.page.get_by_role("button", name="Undo", exact=True).click()
        expect(editor.lane("titles")).to_have_count(3)
        wait_until(lambda: texts(editor) == ["One", "Two", "Three"])
        assert len(revisions(account, project_id)) == 6
        assert tab.complaints == []


def test_a_version_that_another_tab_made_meanwhile_is_shown_before_anything_is_restored(
    platform: str, browser: Browser, account: Account
) -> None:
    project_id = project_with(account, "One", "Two")
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open(f"?project={project_id}")
        dialog = choose(tab.page, "History")
        rows = dialog.get_by_role("list", name="Versions").get_by_role("listitem")
        rows.nth(1).get_by_role("button").click()
        save(account, project_id, ("Four", "Five", "Six"))
        dialog.get_by_role("button", name=RESTORE).click()
        expect(dialog.get_by_role("alert")).to_contain_text("was changed elsewhere meanwhile")
        expect(rows).to_have_count(4)
        expect(editor.lane("titles")).to_have_count(3)
        assert texts(editor) == ["Four", "Five", "Six"]
        dialog.get_by_role("button", name=RESTORE).click()
        expect(editor.lane("titles")).to_have_count(1)
        assert texts(editor) == ["One"]
        assert tab.complaints == []


def test_more_versions_come_at_a_press_which_gives_the_focus_to_the_first_of_them(
    platform: str, browser: Browser, account: Account
) -> None:
    project_id = project_with(account, "One", "Two", "Three")
    is_back = Event()

    def two_at_once(route: Route) -> None:
        if "cursor=" in route.request.url and not is_back.is_set():
            route.abort()
        else:
            route.continue_(url=re.sub(r"limit=\d+", "limit=2", route.request.url))

    with opened_tab(browser, platform, account) as tab:
        Editor(tab, account).open(f"?project={project_id}")
        tab.page.route(REVISIONS, two_at_once)
        dialog = choose(tab.page, "History")
        rows = dialog.get_by_role("list", name="Versions").get_by_role("listitem")
        expect(rows).to_have_count(2)
        more = dialog.get_by_role("button", name="Show more")
        more.press("Enter")
        expect(dialog.get_by_role("alert")).to_be_visible()
        expect(rows).to_have_count(2)
        expect(more).to_be_focused()
        assert tab.violations() == []

        is_back.set()
        more.press("Enter")
        expect(rows).to_have_count(4)
        expect(rows.nth(2).get_by_role("button")).to_be_focused()
        expect(dialog.get_by_role("alert")).to_have_count(0)
        expect(more).to_have_count(0)


@pytest.mark.parametrize(("scheme", "size"), [("dark", WIDE), ("light", NARROW)])
def test_a_history_that_cannot_be_loaded_and_an_error_are_said_in_the_dialog(
    platform: str, browser: Browser, account: Account, scheme: str, size: dict[str, int]
) -> None:
    project_id = project_with(account, "One", "Two")
    with opened_tab(browser, platform, account, scheme=scheme, viewport=size) as tab:
        Editor(tab, account).open(f"?project={project_id}")
        tab.page.route(REVISIONS, lambda route: route.abort())
        dialog = choose(tab.page, "History")
        expect(dialog.get_by_text("The history could not be loaded")).to_be_visible()
        assert tab.violations() == []
        tab.page.unroute(REVISIONS)
        dialog.get_by_role("button", name="Try again").click()
        rows = dialog.get_by_role("list", name="Versions").get_by_role("listitem")
        expect(rows).to_have_count(3)

        def reject(route: Route) -> None:
            error = {"code": "invalid_timeline", "message": "Clip 1 has no file."}
            route.fulfill(status=422, json={"error": error})

        tab.page.route(re.compile("/restore$"), reject)
        rows.nth(1).get_by_role("button").click()
        dialog.get_by_role("button", name=RESTORE).click()
        expect(dialog.get_by_role("alert")).to_be_visible()
        assert tab.violations() == []
        assert not tab.is_too_wide()
        tab.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)


def test_an_archived_timeline_is_found_and_brought_back(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    upload_video(account, tmp_path, "one")
    project_id = project_with(account, "One")
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open()
        dialog = choose(tab.page, "Archived timelines")
        expect(dialog.get_by_text("Nothing is archived")).to_be_visible()
        assert tab.violations() == []
        editor.press("Escape")
        account.request("POST", f"/api/create-video/projects/{project_id}/archive", json={})
        dialog = choose(tab.page, "Archived timelines")
        row = dialog.get_by_role("listitem").filter(has_text="Summer")
        expect(row).to_contain_text("archived just now")
        assert tab.violations() == []
        row.get_by_role("button", name="Bring back Summer").click()
        expect(tab.page).to_have_url(re.compile(rf"\?project={project_id}$"))
        expect(editor.lane("titles")).to_have_count(1)
        assert tab.complaints == []
