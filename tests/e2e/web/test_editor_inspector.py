# SPDX-License-Identifier: Apache-2.0
"""The inspector says what is wrong with a field, leads there, and offers what can be rendered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_EMBEDDED_IN_SUITE
from tests.support.web.browser import Account, opened_tab
from tests.support.web.editor import Editor, upload_video

pytestmark = ON_EMBEDDED_IN_SUITE

_REJECTION = {
    "error": "invalid_timeline",
    "detail": "The timeline is not valid.",
    "errors": [
        {
            "pointer": f"/timeline/clips/0/{field}",
            "error": "invalid_clip",
            "detail": "This must be a string.",
        }
        for field in ("bgFillColor", "bgFillStyle")
    ],
}


@pytest.fixture
def editor(platform: str, browser: Browser, account: Account, tmp_path: Path) -> Iterator[Editor]:
    """The editor with one clip of four seconds, which is saved and selected."""
    upload_video(account, tmp_path, "beach")
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open()
        editor.add("beach")
        editor.wait_for_stored("clips", [4], field="sourceEndSeconds")
        yield editor
        assert tab.complaints == []


def test_a_rejected_save_names_item_and_field_and_leads_to_the_field(editor: Editor) -> None:
    page = editor.page
    page.route(
        "**/api/create-video/projects/*/timeline*",
        lambda route: (
            route.fulfill(status=422, json=_REJECTION, content_type="application/problem+json")
            if route.request.method != "GET"
            else route.continue_()
        ),
    )
    page.get_by_label("Fill blur").select_option("Strong")
    page.keyboard.press("Escape")
    banner = page.get_by_role("alert").filter(has_text="The last change was not saved")
    expect(banner).to_contain_text("Video “beach”: Fill colour must be a string.")

    banner.get_by_role("button", name="Show").click()
    field = page.get_by_label("Fill colour", exact=True)
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()
    expect(field).to_have_attribute("aria-invalid", "true")
    assert editor.tab.violations() == []

    page.get_by_role("button", name="Export", exact=True).click()
    dialog = page.get_by_role("dialog", name="Export")
    dialog.get_by_role("textbox", name="Name").fill("Summer")
    dialog.get_by_role("button", name="Export", exact=True).click()
    rows = dialog.get_by_role("alert").get_by_role("listitem")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("Video “beach”: Fill style must be a string.")
    assert editor.tab.violations() == []


def test_a_source_ends_with_its_file_and_wrong_input_is_said_at_the_field(editor: Editor) -> None:
    page = editor.page
    end = page.get_by_label("Source end", exact=True)
    end.fill("999")
    end.press("Enter")
    expect(page.get_by_text("4 s is the most: the file ends there.")).to_be_visible()
    expect(end).to_have_value("4")

    length = page.get_by_label("Length", exact=True)
    length.fill("abc")
    length.press("Enter")
    expect(page.get_by_text("“abc” is no time")).to_be_visible()
    assert [clip["sourceEndSeconds"] for clip in editor.stored()["clips"]] == [4]
    assert editor.tab.violations() == []


def test_what_is_not_rendered_is_not_offered(editor: Editor) -> None:
    expect(editor.page.get_by_label("Source start", exact=True)).to_be_visible()
    expect(editor.page.get_by_label("Speed", exact=True)).to_have_count(0)
    expect(editor.page.get_by_role("button", name="Transition", exact=True)).to_have_count(0)


def test_the_source_of_a_selected_clip_is_shown_once_and_goes_with_the_selection(
    editor: Editor,
) -> None:
    sources = editor.page.get_by_role("button", name="Replace…")
    expect(sources).to_have_count(1)
    editor.press("Escape")
    expect(editor.page.get_by_role("heading", name="Project")).to_be_visible()
    expect(sources).to_have_count(0)
