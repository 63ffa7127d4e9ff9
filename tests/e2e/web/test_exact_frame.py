# SPDX-License-Identifier: Apache-2.0
"""The editor shows the server's own picture of a moment, and which parts are rendered already."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Route, expect

from tests.support.platform.profiles import ON_EMBEDDED
from tests.support.web.browser import NARROW, Account, opened_tab
from tests.support.web.editor import Editor, upload_video
from tests.support.web.preview_frames import seek

pytestmark = ON_EMBEDDED

BUTTON = "Exact frame (E)"


@pytest.fixture
def editor(platform: str, browser: Browser, account: Account, tmp_path: Path) -> Iterator[Editor]:
    """The editor with one clip of four seconds that is saved."""
    upload_video(account, tmp_path, "one")
    with opened_tab(browser, platform, account) as tab:
        opened = Editor(tab, account).open()
        opened.add("one")
        opened.wait_for_stored("clips", [0], field="startSeconds")
        yield opened
        assert tab.complaints == []


def exact(editor: Editor, frame: int) -> Locator:
    return editor.page.locator(f'img[data-exact-frame="{frame}"]')


def render_bar(editor: Editor) -> Locator:
    return editor.page.locator("[data-render-bar]")


def test_the_exact_frame_is_shown_until_something_moves_or_changes(editor: Editor) -> None:
    page = editor.page
    seek(page, 30)
    page.get_by_role("button", name=BUTTON).click()
    expect(exact(editor, 30)).to_be_visible()
    editor.says("Exact frame")
    size = exact(editor, 30).evaluate("image => [image.naturalWidth, image.naturalHeight]")
    assert size == [640, 360]
    expect(page.get_by_role("button", name=BUTTON)).to_have_attribute("aria-pressed", "true")
    assert editor.tab.violations() == []

    editor.press("ArrowRight")
    expect(exact(editor, 30)).to_have_count(0)
    editor.press("e")
    expect(exact(editor, 31)).to_be_visible()
    editor.press("e")
    expect(exact(editor, 31)).to_have_count(0)

    editor.press("e")
    expect(exact(editor, 31)).to_be_visible()
    editor.press("s")
    expect(exact(editor, 31)).to_have_count(0)
    editor.press("?")
    listed = page.get_by_role("dialog").get_by_text("Exact frame, as the export has it")
    expect(listed).to_be_visible()


@pytest.mark.parametrize("asks", ["by key", "by button"])
def test_the_exact_frame_is_asked_for_while_it_plays(editor: Editor, asks: str) -> None:
    page = editor.page
    page.get_by_role("button", name="Play (Space)").click()
    expect(page.get_by_role("button", name="Pause (Space)")).to_be_visible()
    page.wait_for_function(
        "Number(document.querySelector('canvas[data-frame]')?.dataset.frame) > 3"
    )
    if asks == "by key":
        page.locator("body").press("e")
    else:
        page.get_by_role("button", name=BUTTON).click()

    expect(page.locator("img[data-exact-frame]")).to_be_visible()
    expect(page.get_by_role("button", name="Play (Space)")).to_be_visible()
    under = page.get_by_role("slider", name="Playhead").get_attribute("aria-valuenow")
    expect(page.locator("img[data-exact-frame]")).to_have_attribute("data-exact-frame", under or "")


def test_the_exact_frame_is_asked_for_on_a_telephone(editor: Editor) -> None:
    page = editor.page
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    button = page.get_by_role("button", name=BUTTON)
    expect(button).to_be_in_viewport(ratio=1)
    button.click()
    expect(exact(editor, 0)).to_be_visible()


def test_an_exact_frame_that_fails_says_why_and_can_be_tried_again(editor: Editor) -> None:
    page = editor.page
    reason = "The uploaded file is not stored any more."
    failure = {"code": "object_missing", "reason": reason}
    revision = editor.account.request("GET", f"/api/create-video/projects/{editor.project_id}")
    failed = {"revision": revision["project"]["revision"], "frame": 0, "status": "failed"}
    body = json.dumps({**failed, "url": None, "failure": failure})

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="application/json", body=body)

    page.route("**/frames", answer)
    page.get_by_role("button", name=BUTTON).click()

    alert = page.get_by_role("alert").filter(has_text=reason)
    expect(alert).to_be_visible()
    assert editor.tab.violations() == []
    editor.press("Escape")
    expect(alert).to_have_count(0)
    page.get_by_role("button", name=BUTTON).click()
    expect(alert).to_be_visible()
    page.unroute("**/frames")
    alert.get_by_role("button", name="Try again").click()
    expect(page.locator("img[data-exact-frame]")).to_be_visible()
    expect(alert).to_have_count(0)


def test_the_render_bar_says_what_an_export_would_render(editor: Editor) -> None:
    bar = render_bar(editor)
    expect(bar).to_have_attribute("aria-label", "Rendered: 0 %, not rendered: 100 %.")

    editor.account.request(
        "POST", f"/api/create-video/projects/{editor.project_id}/export", json={}
    )

    expect(bar).to_have_attribute("aria-label", re.compile("all of it"))
    expect(bar.locator("[data-state=stored]")).to_have_count(1)
    seek(editor.page, 20)
    editor.press("q")
    expect(bar).to_have_attribute("aria-label", re.compile(r"^Rendered: \d+ %, "))


def test_a_clip_that_cannot_be_drawn_or_exported_is_shown(editor: Editor) -> None:
    page = editor.page
    (clip,) = editor.stored()["clips"]
    editor.account.request("DELETE", f"/api/uploads/{clip['uploadId']}", params={"force": "true"})
    editor.press("Escape", "Home")

    page.get_by_role("button", name=BUTTON).click()
    alert = page.get_by_role("alert").filter(has_text="No exact frame")
    alert.get_by_role("button", name="Show", exact=True).click()
    expect(editor.lane("video")).to_have_attribute("aria-selected", "true")

    editor.press("Escape", "Control+e")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Lost")
    dialog.get_by_role("button", name="Export", exact=True).click()
    dialog.get_by_role("button", name="Show", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(editor.lane("video")).to_have_attribute("aria-selected", "true")
