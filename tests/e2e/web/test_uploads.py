# SPDX-License-Identifier: Apache-2.0
"""The page of uploads: files are sent, shown, renamed and deleted."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.media.odd_sources import convert, sine
from tests.support.media.video import make_video
from tests.support.platform.profiles import ON_DISTRIBUTED, ON_EMBEDDED, ON_EMBEDDED_IN_SUITE
from tests.support.web.browser import NARROW, WIDE, Account, opened_tab
from tests.support.web.editor import upload_file


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A video of one second."""
    path = tmp_path_factory.mktemp("clips") / "harbour.mp4"
    return make_video(path, seconds=1, size="320x180", fps="25")


def send(page: Page, *paths: Path) -> None:
    page.locator("input[type=file]").set_input_files([str(path) for path in paths])


def open_details(page: Page) -> None:
    page.get_by_role("button", name="More of").click()
    page.get_by_role("menuitem", name="Details").click()


@ON_EMBEDDED
def test_an_empty_account_sees_what_to_do_first(
    platform: str, browser: Browser, account: Account
) -> None:
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads")

        expect(page.get_by_role("heading", name="Drop your first video")).to_be_visible()
        expect(page.get_by_role("button", name="Choose files")).to_be_visible()
        assert tab.violations() == []


def test_a_video_is_uploaded_renamed_and_deleted(
    platform: str, browser: Browser, account: Account, clip: Path
) -> None:
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads")
        send(page, clip)
        tray = page.get_by_role("region", name="Uploads of this window")
        page.get_by_role("button", name="Account").click()
        page.get_by_role("menuitem", name="Account").click()
        expect(tray.get_by_text("Ready")).to_be_visible()
        page.get_by_role("link", name="Uploads").click()
        expect(page.get_by_role("link", name="New Production")).to_be_visible()

        page.get_by_role("button", name="More of").click()
        page.get_by_role("menuitem", name="Rename").click()
        page.get_by_label("Name", exact=True).fill("Harbour at first light")
        page.get_by_role("button", name="Rename").click()
        expect(page.get_by_role("heading", name="Harbour at first light")).to_be_visible()

        page.get_by_role("button", name="More of Harbour at first light").click()
        page.get_by_role("menuitem", name="Delete").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
        expect(dialog.get_by_text("Videos that were exported before stay.")).to_be_visible()
        dialog.get_by_role("button", name="Delete").click()
        expect(page.get_by_role("heading", name="Drop your first video")).to_be_visible()
        assert tab.complaints == []


@ON_EMBEDDED
def test_a_sound_in_a_file_of_videos_is_sent_as_audio_from_where_it_failed(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    voice = convert(tmp_path / "voice.mp4", "-c:a", "aac", inputs=[sine(440, 1)])
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads?kind=audio")
        send(page, voice)
        tray = page.get_by_role("region", name="Uploads of this window")
        expect(tray.get_by_text("has no moving picture: it is a sound")).to_be_visible()
        assert tab.violations() == []
        tray.get_by_role("button", name="Upload as audio voice.mp4").click()

        expect(tray.get_by_text("Ready")).to_be_visible()
        expect(page.get_by_role("heading", name="voice.mp4")).to_be_visible()
        assert tab.complaints == []


def test_an_upload_that_is_made_elsewhere_appears_without_a_reload(
    platform: str, browser: Browser, account: Account, clip: Path
) -> None:
    with (
        opened_tab(browser, platform, account) as tab,
        opened_tab(browser, platform, account) as other,
    ):
        with tab.page.expect_response("**/api/events"):
            page = tab.open("/uploads")
        expect(page.get_by_role("heading", name="Drop your first video")).to_be_visible()

        send(other.open("/uploads"), clip)
        expect(page.get_by_role("link", name="New Production")).to_be_visible()
        assert tab.complaints == []


@ON_EMBEDDED
def test_a_file_of_no_kind_that_is_taken_is_named(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("no media")
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads")
        send(page, tmp_path / "notes.txt")

        expect(page.get_by_role("status").get_by_text("notes.txt")).to_be_visible()


@ON_EMBEDDED
@pytest.mark.parametrize(("scheme", "viewport"), [("dark", WIDE), ("light", NARROW)])
def test_the_page_is_accessible_and_fits_its_window(
    platform: str,
    browser: Browser,
    account: Account,
    clip: Path,
    scheme: str,
    viewport: dict[str, int],
) -> None:
    with opened_tab(browser, platform, account, viewport=viewport, scheme=scheme) as tab:
        page = tab.open("/uploads")
        send(page, clip)
        expect(page.get_by_role("link", name="New Production")).to_be_visible()

        assert tab.violations() == []
        assert not tab.is_too_wide()
        assert tab.complaints == []


@ON_EMBEDDED_IN_SUITE
def test_an_empty_account_is_tried_with_sample_clips(
    platform: str, browser: Browser, account: Account
) -> None:
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads")
        expect(page.get_by_role("heading", name="Drop your first video")).to_be_visible()
        assert tab.violations() == []
        page.get_by_role("button", name="Try with sample clips").click()
        for name in ("dials", "dusk", "bars"):
            link = page.get_by_role("link", name=f"New Production of Sample: {name}")
            expect(link).to_be_visible()
        page.get_by_role("link", name="New Production of Sample: dials").click()
        expect(page.get_by_role("heading", name="Build production")).to_be_visible()
        assert tab.complaints == []


def test_uploads_are_searched_sorted_and_marked_by_the_server_page_by_page(
    platform: str, browser: Browser, account: Account, clip: Path, tmp_path: Path
) -> None:
    for name in ("dials", "dusk", "bars"):
        copy = tmp_path / f"Harbour {name}.mp4"
        shutil.copy(clip, copy)
        upload_file(account, copy, content_type="video/mp4")
    with opened_tab(browser, platform, account) as tab:
        tab.page.route("**/api/assets/videos?*", with_pages_of_two)
        page = tab.open("/uploads")
        names = page.locator("[data-upload]")
        expect(names).to_have_count(3)
        page.get_by_role("button", name="Newest first").click()
        page.get_by_role("menuitemcheckbox", name="By name").click()
        expect(names).to_have_text(["Harbour bars", "Harbour dials", "Harbour dusk"])

        search = page.get_by_role("searchbox", name="Search videos")
        search.fill("DUSK harbour")
        expect(names).to_have_text(["Harbour dusk"])
        expect(page).to_have_url(re.compile("q=DUSK"))
        page.reload()
        expect(names).to_have_text(["Harbour dusk"])
        search.fill("glacier")
        expect(page.get_by_text("No video has “glacier” in name")).to_be_visible()
        assert tab.violations() == []

        search.fill("")
        page.get_by_role("button", name="More of Harbour dials").click()
        page.get_by_role("menuitem", name="Add to favourites").click()
        page.get_by_role("button", name="Only favourites").click()
        expect(names).to_have_text(["Harbour dials"])
        assert tab.complaints == []


def with_pages_of_two(route: Route) -> None:
    route.continue_(url=re.sub(r"limit=\d+", "limit=2", route.request.url))


@ON_DISTRIBUTED
def test_a_silent_sound_and_a_varying_rate_are_said_in_the_details_and_another_sound_is_chosen(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    base = make_video(tmp_path / "base.mp4", 1, "320x180", audio=None, vfr=True)
    maps = ("-map", "0", "-map", "1", "-map", "2", "-c:v", "copy", "-c:a", "aac", "-ac:a:1", "6")
    names = ("-metadata:s:a:1", "language=deu", "-metadata:s:a:1", "title=Commentary")
    inputs = [(str(base),), ("-f", "lavfi", "-t", "1", "anullsrc"), sine(1500, 1)]
    video = convert(tmp_path / "two-sounds.mkv", *maps, *names, inputs=inputs)
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads")
        send(page, video)
        expect(page.get_by_role("link", name="New Production")).to_be_visible()
        open_details(page)
        sounds = page.get_by_label("Sound that is heard")
        expect(sounds).to_have_value("")
        expect(sounds.locator("option").first).to_have_text("As the file says: 1 · stereo")
        details = page.get_by_role("dialog")
        expect(details).to_contain_text("varying, about 20 frames/s")
        warnings = details.get_by_role("list", name="Warnings")
        expect(warnings).to_contain_text("Sound track 1 is silent; track 2 is not")
        sounds.select_option("2 · Commentary · German · 5.1")
        expect(sounds).to_have_value("2")
        assert tab.violations() == []

        page.reload()
        open_details(page)
        expect(page.get_by_label("Sound that is heard")).to_have_value("2")
        assert tab.complaints == []
