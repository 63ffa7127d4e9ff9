# SPDX-License-Identifier: Apache-2.0
"""A large upload goes on where it was after the page was reloaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.media.video import make_video
from tests.support.platform.profiles import ON_EMBEDDED_IN_SUITE
from tests.support.process.waiting import wait_until
from tests.support.web.browser import Account, opened_tab
from tests.support.web.large_files import (
    digest_of,
    pass_parts,
    stored_digest,
    stored_parts,
    write_long_clip,
)

PASSED = 5
"""So many parts reach the server before the page is reloaded."""


@pytest.fixture(scope="module")
def large_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A video of twelve parts."""
    return write_long_clip(tmp_path_factory.mktemp("clips") / "long.mp4", 100_000_000)


def test_a_reload_amid_a_large_upload_loses_nothing(
    platform: str, browser: Browser, account: Account, large_clip: Path
) -> None:
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads")
        page.on("dialog", lambda dialog: dialog.accept())
        pass_parts(page, PASSED)
        page.get_by_label("Files to upload").set_input_files(str(large_clip))
        expect(page.get_by_role("button", name="Pause long.mp4")).to_be_visible()
        wait_until(
            lambda: page.wait_for_timeout(100) or stored_parts(account)[0] >= PASSED,
            "the first parts",
        )
        before, of = stored_parts(account)
        assert before < of

        # The parts that are held back end with the page; let through, they could all arrive before.
        page.reload()
        page.unroute_all(behavior="ignoreErrors")
        tray = page.get_by_role("region", name="Uploads of this window")
        expect(tray.get_by_text("Choose the same file")).to_be_visible()
        assert tab.violations() == []
        sent: list[str] = []
        page.on("request", lambda one: sent.append(one.url) if one.method == "PUT" else None)
        tray.get_by_label("File long.mp4", exact=True).set_input_files(str(large_clip))

        expect(tray.get_by_text("Ready", exact=True)).to_be_visible()
        # What was on its way when the page was reloaded may have arrived, too.
        assert 0 < len(sent) <= of - before
        (upload,) = account.request("GET", "/api/uploads?kind=video")["items"]
        assert stored_digest(account, upload) == digest_of(large_clip)
        assert tab.complaints == []


@ON_EMBEDDED_IN_SUITE
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
