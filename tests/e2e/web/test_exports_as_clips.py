# SPDX-License-Identifier: Apache-2.0
"""A timeline with an export as a clip: removed, shown again, and pasted into another timeline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_EMBEDDED_IN_SUITE
from tests.support.web.browser import opened_tab
from tests.support.web.editor import Editor
from tests.support.web.exports import a_filmmaker

pytestmark = ON_EMBEDDED_IN_SUITE


@pytest.fixture
def editor(platform: str, browser: Browser, tmp_path: Path) -> Iterator[Editor]:
    """The editor with a timeline that has the export `first` as its only clip."""
    with a_filmmaker(platform, tmp_path) as filmmaker:
        export = filmmaker.export("first")
        account = filmmaker.account
        made = account.request("POST", "/api/create-video/projects", json={"name": "Harbour"})
        project_id = made["project"]["id"]
        source = {"sourceStartSeconds": 0, "sourceEndSeconds": 1}
        clip = {"id": "c", "uploadId": export, "startSeconds": 0, **source}
        document = {"version": "create_video_v1", "clips": [clip]}
        path = f"/api/create-video/projects/{project_id}/timeline?allowExports=true"
        account.request("PATCH", path, json={"timeline": document})
        with opened_tab(browser, platform, account) as tab:
            yield Editor(tab, account).open(f"?project={project_id}")


def stored_clips(editor: Editor) -> list[int]:
    """Return the uploads of the clips that the server has."""
    return [clip["uploadId"] for clip in editor.stored()["clips"]]


def is_saved(editor: Editor) -> None:
    """Wait until the page says that all is saved, and see that nothing was refused."""
    expect(editor.page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    expect(editor.page.get_by_role("alert")).to_have_count(0)


def test_undoing_and_redoing_show_an_export_again(editor: Editor) -> None:
    (export,) = stored_clips(editor)
    editor.lane("video").click()
    for key, expected in (
        ("Delete", []),
        ("Control+z", [export]),
        ("Control+Shift+z", []),
        ("Control+z", [export]),
    ):
        editor.press(key)
        editor.wait_for_stored("clips", expected, field="uploadId")
        is_saved(editor)


def test_an_export_is_pasted_into_another_timeline(editor: Editor) -> None:
    first, page = editor.project_id, editor.page
    (export,) = stored_clips(editor)
    editor.lane("video").click()
    editor.press("Control+c")
    page.get_by_role("button", name="Timelines, open: Harbour").click()
    page.get_by_role("menuitem", name="New").click()
    expect(page).not_to_have_url(re.compile(rf"project={first}$"))
    expect(page.get_by_role("button", name="Timelines, open: Untitled")).to_be_visible()

    editor.press("Control+v")

    editor.wait_for_stored("clips", [export], field="uploadId")
    is_saved(editor)
