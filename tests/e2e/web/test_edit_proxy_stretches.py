# SPDX-License-Identifier: Apache-2.0
"""The preview shows and plays what is there of an edit proxy before the whole one is there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

from tests.support.platform.profiles import ON_EMBEDDED_IN_SUITE
from tests.support.process.waiting import poll_until
from tests.support.web.browser import Account, Tab, opened_tab
from tests.support.web.coloured_media import red_then_blue
from tests.support.web.editor import Editor, upload_file

pytestmark = ON_EMBEDDED_IN_SUITE

RED, BLUE = "red", "blue"
_STRETCH = re.compile(r"/edit-proxy/stretches/(\d+)$")
_SHOWN = """canvas => {
  const context = canvas.getContext("2d");
  const [red, , blue] = context.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
  const colour = red > 150 && blue < 100 ? "red" : blue > 150 && red < 100 ? "blue" : "other";
  return [canvas.dataset.frame, colour];
}"""


def shown(page: Page) -> list[str]:
    """Return the frame that the preview shows, once all of it is there, and its colour."""
    found: list[str] = page.locator("canvas[data-frame]").evaluate(_SHOWN)
    return found


def never_whole(route: Route) -> None:
    """Answer that an edit proxy is still being made."""
    headers = {"Retry-After": "2"}
    route.fulfill(status=202, json={"status": "pending"}, headers=headers)


@dataclass
class FirstFailing:
    """Fails the first request of each method, and lets all others through."""

    methods: tuple[str, ...]
    failed: list[str] = field(default_factory=list)

    def __call__(self, route: Route) -> None:
        """Answer a request."""
        method = route.request.method
        if method in self.methods and method not in self.failed:
            self.failed.append(method)
            route.fulfill(status=503)
        else:
            route.continue_()


def open_timeline(tab: Tab, account: Account, upload_id: int, *starts: float) -> Editor:
    """Open a timeline of clips of two seconds that begin at these times of a video."""
    clips = [
        {
            "id": f"c{number}",
            "uploadId": upload_id,
            "startSeconds": 2 * number,
            "sourceStartSeconds": start,
            "sourceEndSeconds": start + 2,
        }
        for number, start in enumerate(starts)
    ]
    made = account.request("POST", "/api/create-video/projects", json={"name": "Parts"})["project"]
    timeline = {"version": "create_video_v1", "clips": clips}
    path = f"/api/create-video/projects/{made['id']}/timeline"
    account.request("PATCH", path, json={"timeline": timeline})
    return Editor(tab, account).open(f"?project={made['id']}")


def test_a_long_video_that_no_browser_plays_is_shown_by_the_stretches_that_are_looked_at(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    video = red_then_blue(tmp_path / "camera.mov", seconds=40, codec="mpeg4")
    upload_id = upload_file(account, video, content_type="video/quicktime")
    with opened_tab(browser, platform, account) as tab:
        tab.page.route("**/edit-proxy", never_whole)
        read: set[int] = set()
        tab.page.on(
            "request",
            lambda one: read.update(int(found) for found in _STRETCH.findall(one.url)),
        )
        # The third stretch begins with the first blue frame: the fourth of the first clip.
        editor = open_timeline(tab, account, upload_id, 19.9, 37)
        editor.press("Home")
        poll_until(lambda: shown(tab.page) == ["0", RED], "frame 0")
        editor.press("ArrowRight", "ArrowRight")
        poll_until(lambda: shown(tab.page) == ["2", RED], "frame 2")
        editor.press("ArrowRight")
        poll_until(lambda: shown(tab.page) == ["3", BLUE], "frame 3")
        editor.press("ArrowLeft")
        poll_until(lambda: shown(tab.page) == ["2", RED], "frame 2")

        # Playing ends before the last stretch is there, of which two requests are not answered.
        unanswered = FirstFailing(("HEAD", "GET"))
        tab.page.route("**/edit-proxy/stretches/4", unanswered)
        editor.press("Space")
        poll_until(lambda: shown(tab.page) == ["119", BLUE], "frame 119")

        assert unanswered.failed == ["HEAD", "GET"]
        assert {2, 3, 4} <= read and 1 not in read
        assert tab.complaints == []
