# SPDX-License-Identifier: Apache-2.0
"""Large files cost neither the page nor the server memory, and a reload amid them loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, expect

from tests.support.platform.embedded import Embedded, running_embedded
from tests.support.platform.player import a_browser
from tests.support.process.memory import high_water
from tests.support.process.waiting import wait_until
from tests.support.web.browser import Account, Tab, opened_tab, registered
from tests.support.web.large_files import (
    digest_of,
    pass_parts,
    stored_digest,
    stored_parts,
    write_long_clip,
)

PASSED = 5
"""So many parts are stored before the page is reloaded."""
MORE = 64 << 20
"""What a process may take more while 300 MB pass through it."""
MUCH_LARGER, TOO_LARGE = 5_000_000_000, 11 << 30


@pytest.fixture(scope="module")
def platform() -> Iterator[Embedded]:
    with running_embedded() as found:
        yield found


@pytest.fixture
def uploads(platform: Embedded) -> Iterator[tuple[Tab, Account]]:
    """The page of uploads of somebody who has none."""
    with (
        a_browser() as browser,
        registered(platform.url) as account,
        opened_tab(browser, platform.url, account) as tab,
    ):
        tab.open("/uploads")
        tab.page.on("dialog", lambda dialog: dialog.accept())
        yield tab, account


def test_a_reload_amid_300_mb_loses_nothing_and_costs_the_server_no_memory(
    platform: Embedded, uploads: tuple[Tab, Account], tmp_path: Path
) -> None:
    tab, account = uploads
    clip = write_long_clip(tmp_path / "long.mp4")
    before = high_waters(platform)
    send_some_parts(tab, account, clip)
    tab.page.unroute_all(behavior="ignoreErrors")
    tab.page.reload()
    tray = tab.page.get_by_role("region", name="Uploads of this window")
    tray.get_by_label("File long.mp4", exact=True).set_input_files(str(clip))
    expect(tray.get_by_text("Ready", exact=True)).to_be_visible()
    after = high_waters(platform)

    for role, size in after.items():
        print(f"\n{role}: {before[role] >> 20} MB before, {size >> 20} MB after 300 MB", end="")
    (upload,) = account.request("GET", "/api/uploads?kind=video")["items"]
    assert stored_digest(account, upload) == digest_of(clip)
    assert all(size <= before[role] + MORE for role, size in after.items())


def test_a_file_of_5_gb_is_sent_in_parts_that_the_page_never_holds_at_once(
    uploads: tuple[Tab, Account], tmp_path: Path
) -> None:
    tab, account = uploads
    clip = write_sparse(tmp_path / "huge.mp4", MUCH_LARGER)
    before = heap_bytes(tab)
    send_some_parts(tab, account, clip)
    after = heap_bytes(tab)
    tray = tab.page.get_by_role("region", name="Uploads of this window")
    tray.get_by_role("button", name="Cancel huge.mp4").click()

    wait_until(
        lambda: tab.page.wait_for_timeout(100) or stored_parts(account) == (0, 0),
        "the end of what was sent",
    )
    print(f"\nheap of the page: {before >> 20} MB before, {after >> 20} MB amid 5 GB")
    assert after <= before + MORE
    assert tab.complaints == []


def test_a_file_above_the_limit_is_refused_in_words_before_anything_is_sent(
    uploads: tuple[Tab, Account], tmp_path: Path
) -> None:
    tab, account = uploads
    sent: list[str] = []
    tab.page.on("request", lambda one: sent.append(one.url) if one.method == "PUT" else None)
    clip = write_sparse(tmp_path / "endless.mp4", TOO_LARGE)
    tab.page.get_by_label("Files to upload").set_input_files(str(clip))

    tray = tab.page.get_by_role("region", name="Uploads of this window")
    expect(tray.get_by_text("A file has at most 10240 MiB.")).to_be_visible()
    assert sent == [] and stored_parts(account) == (0, 0)
    assert tab.violations() == []


def send_some_parts(tab: Tab, account: Account, clip: Path) -> None:
    """Choose a file, and wait until the server has some of its parts and no more come."""
    pass_parts(tab.page, PASSED)
    tab.page.get_by_label("Files to upload").set_input_files(str(clip))
    wait_until(
        lambda: tab.page.wait_for_timeout(100) or stored_parts(account)[0] >= PASSED,
        "the first parts",
    )


def write_sparse(path: Path, size: int) -> Path:
    """Write a file of zeros that takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


def high_waters(platform: Embedded) -> dict[str, int]:
    """Return the most memory that each process of the platform has taken so far, in bytes."""
    return {role: high_water(pid) for role, pid in platform.pids().items()}


def heap_bytes(tab: Tab) -> int:
    """Return the size of the page's heap after its garbage was collected, in bytes."""
    protocol: CDPSession = tab.page.context.new_cdp_session(tab.page)
    protocol.send("Performance.enable")
    protocol.send("HeapProfiler.collectGarbage")
    found = protocol.send("Performance.getMetrics")["metrics"]
    return int(next(one["value"] for one in found if one["name"] == "JSHeapUsedSize"))
