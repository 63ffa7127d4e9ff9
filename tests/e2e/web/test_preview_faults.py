# SPDX-License-Identifier: Apache-2.0
"""The instant preview where the network fails, and what it loads before it is shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.support.platform.profiles import ON_EMBEDDED
from tests.support.web.browser import Account, opened_tab
from tests.support.web.editor import Editor, upload_video

pytestmark = ON_EMBEDDED

MEDIA = re.compile(r"/api/uploads/\d+(/file|/edit-proxy.*)?$")
TEXTS = re.compile(r"/api/text-images/")


@pytest.fixture
def project_id(account: Account, tmp_path: Path) -> int:
    """A project of a video of four seconds with a title near its end."""
    upload_id = upload_video(account, tmp_path, "harbour")
    made = account.request("POST", "/api/create-video/projects", json={"name": "Harbour"})
    found = int(made["project"]["id"])
    source = {"sourceStartSeconds": 0, "sourceEndSeconds": 4}
    clip = {"id": "c", "uploadId": upload_id, "startSeconds": 0, **source}
    title: dict[str, Any] = {"id": "t", "text": "Soon", "startSeconds": 3, "endSeconds": 4}
    document = {"version": "create_video_v1", "clips": [clip], "screenTitles": [title]}
    path = f"/api/create-video/projects/{found}/timeline"
    account.request("PATCH", path, json={"timeline": document})
    return found


def test_a_video_that_the_network_lost_is_read_again(
    platform: str, browser: Browser, account: Account, project_id: int
) -> None:
    failed: list[str] = []

    def fail_at_first(route: Route) -> None:
        if len(failed) < 6:
            failed.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    with opened_tab(browser, platform, account) as tab:
        tab.page.route(MEDIA, fail_at_first)
        Editor(tab, account).open(f"?project={project_id}")
        expect(tab.page.locator("canvas[data-frame='0']")).to_be_visible()
        assert len(failed) == 6


def test_the_network_coming_back_ends_the_wait_for_a_video(
    platform: str, browser: Browser, account: Account, project_id: int
) -> None:
    with opened_tab(browser, platform, account) as tab:
        page = tab.page
        page.route(MEDIA, lambda route: route.abort("connectionreset"))
        with page.expect_event("requestfailed", lambda one: one.url.endswith("/file")):
            Editor(tab, account).open(f"?project={project_id}")
        expect(page.locator("canvas[data-frame='']")).to_be_visible()

        page.unroute(MEDIA)
        page.evaluate("window.dispatchEvent(new Event('online'))")
        expect(page.locator("canvas[data-frame='0']")).to_be_visible()


def test_texts_of_the_next_seconds_are_loaded_before_they_are_shown(
    platform: str, browser: Browser, account: Account, project_id: int
) -> None:
    with opened_tab(browser, platform, account) as tab:
        with tab.page.expect_response(lambda one: bool(TEXTS.search(one.url)) and one.ok):
            Editor(tab, account).open(f"?project={project_id}")
        expect(tab.page.locator("canvas[data-frame='0']")).to_be_visible()
