# SPDX-License-Identifier: Apache-2.0
"""A timeline is downloaded for another program, changed there, and imported again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_DISTRIBUTED
from tests.support.web.browser import NARROW, WIDE, Account, opened_tab
from tests.support.web.editor import Editor, upload_video

pytestmark = ON_DISTRIBUTED


def choose(editor: Editor, item: str) -> None:
    """Choose an item of the menu of the timeline."""
    page = editor.tab.page
    page.get_by_role("button", name="Timelines, open:").click()
    page.get_by_role("menuitem", name=item).click()


def made_project(account: Account, upload_id: int) -> int:
    """Make a project with a clip that is louder, and return its id."""
    source = {"uploadId": upload_id, "sourceStartSeconds": 0, "sourceEndSeconds": 1}
    timeline = {"version": "create_video_v1", "clips": [{"id": "a", **source, "boostDb": 3}]}
    made = account.request("POST", "/api/create-video/projects", json={"name": "Summer"})
    number = int(made["project"]["id"])
    path = f"/api/create-video/projects/{number}/timeline"
    account.request("PATCH", path, json={"timeline": timeline})
    return number


def use_another_file(file: Path) -> None:
    """Let the clip of a file be one of a file that no upload is, as another program would."""
    otio = json.loads(file.read_text())
    media = otio["tracks"]["children"][0]["children"][0]["media_references"]
    media["DEFAULT_MEDIA"] |= {"target_url": "hill.mov", "name": "", "metadata": {}}
    file.write_text(json.dumps(otio))


@pytest.mark.parametrize(("scheme", "size"), [("dark", WIDE), ("light", NARROW)])
def test_a_timeline_leaves_as_a_file_and_comes_back(
    platform: str,
    browser: Browser,
    account: Account,
    tmp_path: Path,
    scheme: str,
    size: dict[str, int],
) -> None:
    clip = upload_video(account, tmp_path, "one")
    number = made_project(account, clip)
    with opened_tab(browser, platform, account, scheme=scheme, viewport=size) as tab:
        editor = Editor(tab, account).open(f"?project={number}")
        page = tab.page
        choose(editor, "Export as…")
        dialog = page.get_by_role("dialog", name="Export as…")
        expect(dialog.get_by_text("Boost")).to_be_visible()
        dialog.get_by_role("button", name="EDL").click()
        expect(dialog.get_by_text("Boost: not in an EDL.")).to_be_visible()
        assert tab.violations() == []
        dialog.get_by_role("button", name="OpenTimelineIO").click()
        with page.expect_download() as downloaded:
            dialog.get_by_role("button", name="Download").click()
        file = tmp_path / downloaded.value.suggested_filename
        downloaded.value.save_as(file)
        use_another_file(file)
        choose(editor, "Import timeline")
        dialog = page.get_by_role("dialog", name="Import timeline")
        expect(dialog.get_by_role("button", name="Choose a file")).to_be_focused()
        dialog.get_by_label("OpenTimelineIO file").set_input_files(file)
        dialog.get_by_label("hill.mov").select_option(str(clip))
        assert tab.violations() == []
        dialog.get_by_role("button", name="Import", exact=True).click()
        expect(dialog).to_have_count(0)
        projects = account.request("GET", "/api/create-video/projects")["items"]
        assert [one["name"] for one in projects] == ["Summer", "Summer"]
        newest = account.request("GET", f"/api/create-video/projects/{projects[0]['id']}")
        [found] = newest["project"]["timeline"]["clips"]
        assert (found["uploadId"], found["boostDb"]) == (clip, 3)
        assert tab.complaints == []
