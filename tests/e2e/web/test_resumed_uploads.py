# SPDX-License-Identifier: Apache-2.0
"""A large upload goes on where it was after the page was reloaded."""

from __future__ import annotations

import hashlib
import random
import struct
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.media.video import make_video
from tests.support.process.waiting import HANG_SECONDS, wait_until
from tests.support.web.browser import Account, opened_tab

LARGE = 300_000_000
CHUNK = 10_000_000
PASSED = 5
"""So many parts reach the server before the page is reloaded."""


@pytest.fixture(scope="module")
def large_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A video of one second and 300 MB: behind the film stands a box that players skip."""
    path = make_video(tmp_path_factory.mktemp("clips") / "long.mp4", seconds=1, size="320x180")
    rest = LARGE - path.stat().st_size
    with path.open("ab") as file:
        file.write(struct.pack(">I4s", rest, b"free"))
        source = random.Random(7)
        for begin in range(8, rest, CHUNK):
            file.write(source.randbytes(min(CHUNK, rest - begin)))
    return path


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stored_digest(account: Account, upload: dict[str, Any]) -> str:
    """Download the file of an upload and return its digest."""
    digest = hashlib.sha256()
    with httpx.Client(base_url=account.url, trust_env=False, timeout=HANG_SECONDS) as http:
        http.cookies = account.http.cookies
        with http.stream("GET", upload["fileUrl"]) as answer:
            answer.raise_for_status()
            for read in answer.iter_bytes():
                digest.update(read)
    return digest.hexdigest()


class Gate:
    """Lets some parts through to the server and holds the others back."""

    def __init__(self, page: Page, passed: int) -> None:
        self.page = page
        self.left = passed
        page.route(lambda _: True, self._decide)

    def _decide(self, route: Route) -> None:
        if route.request.method != "PUT":
            route.continue_()
            return
        if self.left > 0:
            self.left -= 1
            route.continue_()


def stored_parts(account: Account) -> tuple[int, int]:
    """Return how many parts the server has of the unfinished upload, and of how many."""
    unfinished = account.request("GET", "/api/uploads/multipart")["items"]
    if not unfinished:
        return 0, 0
    (upload,) = unfinished
    path = f"/api/uploads/{upload['uploadId']}/multipart/parts"
    return len(account.request("GET", path)["parts"]), upload["partCount"]


def test_a_reload_amid_a_large_upload_loses_nothing(
    platform: str, browser: Browser, account: Account, large_clip: Path
) -> None:
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads")
        page.on("dialog", lambda dialog: dialog.accept())
        Gate(page, PASSED)
        page.get_by_label("Files to upload").set_input_files(str(large_clip))
        expect(page.get_by_role("button", name="Pause long.mp4")).to_be_visible()
        wait_until(
            lambda: page.wait_for_timeout(100) or stored_parts(account)[0] >= PASSED,
            "the first parts",
        )
        before, of = stored_parts(account)
        assert before < of

        page.unroute_all(behavior="ignoreErrors")
        page.reload()
        tray = page.get_by_role("region", name="Uploads of this window")
        expect(tray.get_by_text("Choose the same file")).to_be_visible()
        assert tab.violations() == []
        sent: list[str] = []
        page.on("request", lambda one: sent.append(one.url) if one.method == "PUT" else None)
        tray.get_by_label("Choose file long.mp4").set_input_files(str(large_clip))

        expect(tray.get_by_text("Ready", exact=True)).to_be_visible()
        # What was on its way when the page was reloaded may have arrived, too.
        assert 0 < len(sent) <= of - before
        (upload,) = account.request("GET", "/api/uploads?kind=video")["items"]
        assert stored_digest(account, upload) == digest_of(large_clip)
        assert tab.complaints == []


def test_a_file_that_is_there_already_is_sent_only_when_people_say_so(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    clip = make_video(tmp_path / "harbour.mp4", seconds=1, size="320x180", fps="25")
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads")
        page.get_by_label("Files to upload").set_input_files(str(clip))
        tray = page.get_by_role("region", name="Uploads of this window")
        expect(tray.get_by_text("Ready", exact=True)).to_be_visible()

        page.get_by_label("Files to upload").set_input_files(str(clip))
        expect(tray.get_by_text("You already have this file")).to_be_visible()
        tray.get_by_role("button", name="Upload anyway harbour.mp4").click()

        expect(page.get_by_role("link", name="New Production")).to_have_count(2)
