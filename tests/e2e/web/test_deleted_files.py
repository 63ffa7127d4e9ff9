# SPDX-License-Identifier: Apache-2.0
"""A timeline whose file was deleted: it says what it misses, is saved, copied and not exported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_EMBEDDED
from tests.support.web.browser import Account, opened_tab
from tests.support.web.editor import Editor, upload_video

pytestmark = ON_EMBEDDED


@pytest.fixture
def project(account: Account, tmp_path: Path) -> tuple[int, int]:
    """A project whose only clip lost its file, and the id that its upload had."""
    gone = upload_video(account, tmp_path, "first-take")
    upload_video(account, tmp_path, "second-take")
    made = account.request("POST", "/api/create-video/projects", json={"name": "Harbour"})
    project_id = int(made["project"]["id"])
    source = {"sourceStartSeconds": 0, "sourceEndSeconds": 2}
    clip = {"id": "c", "uploadId": gone, "startSeconds": 0, **source}
    document = {"version": "create_video_v1", "clips": [clip]}
    path = f"/api/create-video/projects/{project_id}/timeline"
    account.request("PATCH", path, json={"timeline": document})
    account.request("DELETE", f"/api/uploads/{gone}?force=true")
    return project_id, gone


def relink(editor: Editor) -> None:
    """Put the second take in the place of the selected clip's file."""
    inspector = editor.page.get_by_role("region", name="Inspector")
    inspector.get_by_role("button", name="Relink…").click()
    dialog = editor.page.get_by_role("dialog", name="Relink to another file")
    expect(dialog.get_by_text("“first-take”")).to_be_visible()
    dialog.get_by_role("button", name="second-take").click()
    expect(dialog).to_have_count(0)


def test_undoing_a_relink_is_saved_and_the_missing_clip_has_its_name(
    platform: str, browser: Browser, account: Account, project: tuple[int, int]
) -> None:
    project_id, gone = project
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open(f"?project={project_id}")
        editor.item("first-take").click()
        relink(editor)
        expect(editor.item("second-take")).to_be_visible()

        editor.press("Control+z")
        expect(editor.item("first-take")).to_be_visible()
        editor.wait_for_stored("clips", [gone], field="uploadId")
        expect(tab.page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
        expect(tab.page.get_by_role("alert")).to_have_count(0)

        tab.page.reload()
        missing = tab.page.get_by_role("option", name="first-take")
        expect(missing).to_have_accessible_name(re.compile("its file is missing"))
        assert tab.violations() == []
        assert tab.complaints == []


def test_a_project_with_a_missing_clip_is_edited_and_not_exported(
    platform: str, browser: Browser, account: Account, project: tuple[int, int]
) -> None:
    project_id, _ = project
    with opened_tab(browser, platform, account) as tab:
        editor = Editor(tab, account).open(f"?project={project_id}")
        editor.item("first-take").click()
        editor.press("ArrowRight", "ArrowRight", "s")
        expect(editor.lane("video")).to_have_count(2)
        expect(tab.page.get_by_role("status").filter(has_text="Saved ·")).to_be_visible()

        tab.page.get_by_role("button", name="Export").click()
        dialog = tab.page.get_by_role("dialog", name="Export")
        expect(dialog.get_by_role("button", name="Export")).to_be_disabled()
        reason = "The source file of “first-take” was deleted."
        expect(dialog.get_by_role("alert").get_by_text(reason).first).to_be_visible()
        assert tab.violations() == []
        dialog.get_by_role("button", name="Show").first.click()
        inspector = tab.page.get_by_role("region", name="Inspector")
        expect(inspector.get_by_text(reason)).to_be_visible()
