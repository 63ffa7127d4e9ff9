# SPDX-License-Identifier: Apache-2.0
"""Exports are prepared, published, retried and deleted as the product document says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.platform.creator import clip
from tests.support.platform.profiles import ON_EMBEDDED_IN_SUITE
from tests.support.web.browser import Tab, opened_tab
from tests.support.web.exports import Filmmaker, a_filmmaker
from tests.support.web.stored_files import spoiled_file

BLUE, BURGUNDY, DARK_GREY = "rgb(0, 96, 193)", "rgb(169, 34, 39)", "rgb(48, 51, 57)"
NOT_STARTED, IN_PROGRESS, READY = "HLS: Not started", "HLS: In progress…", "HLS: Ready"
FAILED = "HLS: Failed (Retry available)"


@pytest.fixture(scope="module")
def filmmaker(platform: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filmmaker]:
    """A user with exports, on each profile."""
    with a_filmmaker(platform, tmp_path_factory.mktemp("media")) as found:
        yield found


def opened(page: Page, name: str) -> Locator:
    """Click the cog of an export and return its dialog."""
    page.get_by_role("button", name=f"Settings of {name}").click()
    return page.get_by_role("dialog", name=name)


@contextmanager
def opened_export(
    platform: str, browser: Browser, filmmaker: Filmmaker, name: str
) -> Iterator[tuple[Tab, Locator]]:
    """Make an export and open its dialog in a new tab."""
    filmmaker.export(name)
    with opened_tab(browser, platform, filmmaker.account) as tab:
        yield tab, opened(tab.open("/exports"), name)


def prepare(dialog: Locator) -> None:
    """Press the button that prepares an export, and see that it is in progress."""
    dialog.get_by_role("button", name="Prep for Publish (HLS)").click()
    expect(dialog.get_by_text(IN_PROGRESS, exact=True)).to_be_visible()


def buttons(dialog: Locator) -> list[str]:
    """Return the buttons below the status line, from top to bottom."""
    names = ("Open Timeline", "Prep for Publish (HLS)", "Retry Prep (HLS)", "Publish", "Delete")
    shown = dialog.get_by_role("button").all()
    found = [(one.bounding_box(), one.inner_text()) for one in shown]
    return [text for box, text in sorted(found, key=lambda one: one[0]["y"]) if text in names]


def looks(button: Locator, colour: str, *, enabled: bool) -> None:
    """Check the colour of a button and whether it does anything."""
    expect(button).to_have_css("background-color", colour)
    if enabled:
        expect(button).not_to_have_attribute("aria-disabled", "true")
    else:
        expect(button).to_have_attribute("aria-disabled", "true")


def test_a_new_export_is_prepared_and_then_published(
    platform: str, browser: Browser, filmmaker: Filmmaker
) -> None:
    with opened_export(platform, browser, filmmaker, "Harbour") as (tab, dialog):
        page = tab.page
        prep = dialog.get_by_role("button", name="Prep for Publish (HLS)")
        publish = dialog.get_by_role("button", name="Publish", exact=True)
        expect(dialog.get_by_text(NOT_STARTED, exact=True)).to_be_visible()
        order = ["Open Timeline", "Prep for Publish (HLS)", "Publish", "Delete"]
        assert buttons(dialog) == order
        looks(prep, BLUE, enabled=True)
        looks(publish, DARK_GREY, enabled=False)
        looks(dialog.get_by_role("button", name="Delete"), BURGUNDY, enabled=True)

        prepare(dialog)
        looks(prep, DARK_GREY, enabled=False)
        looks(publish, DARK_GREY, enabled=False)

        expect(dialog.get_by_text(READY, exact=True)).to_be_visible()
        looks(prep, DARK_GREY, enabled=False)
        looks(publish, BLUE, enabled=True)
        assert buttons(dialog) == order
        publish.click()
        expect(page).to_have_url(f"{platform}/publish?production={_production(filmmaker)}")
        expect(page.get_by_role("heading", name="Harbour", level=1)).to_be_visible()
        assert tab.complaints == []


def _production(filmmaker: Filmmaker) -> int:
    exports = filmmaker.creator.get("/api/exports")["items"]
    upload = next(one["id"] for one in exports if one["name"] == "Harbour")
    status = filmmaker.creator.get(f"/api/exports/{upload}/hls-status")
    return int(status["productionId"])


def test_a_failed_preparation_says_why_and_is_retried(
    platform: str, browser: Browser, filmmaker: Filmmaker
) -> None:
    upload = filmmaker.export("Spoiled")
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open("/exports")
        dialog = opened(page, "Spoiled")
        with spoiled_file(platform, upload):
            dialog.get_by_role("button", name="Prep for Publish (HLS)").click()
            expect(dialog.get_by_text(FAILED, exact=True)).to_be_visible()
        detail = filmmaker.creator.get(f"/api/exports/{upload}/hls-status")["detail"]
        expect(dialog.get_by_text(detail)).to_be_visible()
        assert buttons(dialog) == ["Open Timeline", "Retry Prep (HLS)", "Publish", "Delete"]
        retry = dialog.get_by_role("button", name="Retry Prep (HLS)")
        looks(retry, BLUE, enabled=True)
        looks(dialog.get_by_role("button", name="Publish", exact=True), DARK_GREY, enabled=False)
        assert tab.violations() == []

        retry.click()
        expect(dialog.get_by_text(IN_PROGRESS, exact=True)).to_be_visible()
        expect(dialog.get_by_text(READY, exact=True)).to_be_visible()
        looks(dialog.get_by_role("button", name="Publish", exact=True), BLUE, enabled=True)


@ON_EMBEDDED_IN_SUITE
def test_a_preparation_goes_on_when_the_dialog_is_closed(
    platform: str, browser: Browser, filmmaker: Filmmaker
) -> None:
    with opened_export(platform, browser, filmmaker, "Left alone") as (tab, dialog):
        page = tab.page
        prepare(dialog)
        page.keyboard.press("Escape")

        expect(dialog).to_be_hidden()
        listed = page.get_by_role("listitem").filter(has_text="Left alone")
        expect(listed.get_by_text(READY, exact=True)).to_be_visible()


def test_open_timeline_leads_to_the_project_of_the_export(
    platform: str, browser: Browser, filmmaker: Filmmaker
) -> None:
    with opened_export(platform, browser, filmmaker, "Timeline") as (tab, dialog):
        page, project = tab.page, filmmaker.projects["Timeline"]
        dialog.get_by_role("button", name="Open Timeline").click()

        expect(page).to_have_url(f"{platform}/create-video?project={project}")
        stored = page.evaluate("() => localStorage.getItem('create_video_current_project_id')")
        assert stored == str(project)


def test_an_export_is_sent_to_hls_from_the_list(
    platform: str, browser: Browser, filmmaker: Filmmaker
) -> None:
    filmmaker.export("Sent")
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open("/exports")
        page.get_by_role("button", name="More of Sent").click()
        page.get_by_role("menuitem", name="Send to HLS").click()

        expect(page.get_by_role("heading", name="Sent", level=1)).to_be_visible()
        assert f"{platform}/productions?id=" in page.url
        tab.open("/productions")
        expect(page.get_by_role("link", name="Sent")).to_be_visible()


def test_deleting_an_export_leaves_its_production(
    platform: str, browser: Browser, filmmaker: Filmmaker
) -> None:
    production = filmmaker.production_of(filmmaker.export("Deleted"))
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open("/exports")
        opened(page, "Deleted").get_by_role("button", name="Delete").click()
        asked = page.get_by_role("dialog", name="Delete “Deleted”?")
        expect(asked.get_by_text("Its production stays")).to_be_visible()
        asked.get_by_role("button", name="Delete export only").click()

        expect(page.get_by_role("button", name="Settings of Deleted")).to_be_hidden()
        expect(page.get_by_role("dialog")).to_be_hidden()
        tab.open(f"/productions?id={production}")
        expect(page.get_by_text("from export, deleted")).to_be_visible()


@ON_EMBEDDED_IN_SUITE
def test_the_address_of_an_open_export_opens_it_and_back_closes_it(
    platform: str, browser: Browser, filmmaker: Filmmaker
) -> None:
    upload = filmmaker.export("Linked")
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open("/exports")
        dialog = opened(page, "Linked")
        expect(page).to_have_url(f"{platform}/exports?export={upload}")
        page.reload()
        expect(dialog.get_by_text(NOT_STARTED, exact=True)).to_be_visible()
        page.go_back()
        expect(dialog).to_be_hidden()
        expect(page).to_have_url(f"{platform}/exports")


@ON_EMBEDDED_IN_SUITE
def test_an_export_that_is_not_there_is_said_to_be_missing(
    platform: str, browser: Browser, filmmaker: Filmmaker
) -> None:
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open("/exports?export=99999")
        expect(
            page.get_by_text("There is no such export; it may have been deleted.")
        ).to_be_visible()
        assert tab.complaints == []


@ON_EMBEDDED_IN_SUITE
def test_a_cancelled_export_stays_until_it_is_dismissed_and_is_retried(
    platform: str, browser: Browser, filmmaker: Filmmaker
) -> None:
    project = _project_of_minutes_to_render(filmmaker, "Given up")
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open(f"/create-video?project={project}")
        page.get_by_role("button", name="Export", exact=True).click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("button", name="Export", exact=True).click()
        dialog.get_by_role("button", name="Cancel export").click()
        expect(dialog.get_by_text("Cancelled", exact=True)).to_be_visible()
        expect(dialog.get_by_role("button", name="Try again")).to_be_visible()
        assert tab.violations() == []

        tab.open("/exports")
        row = page.get_by_role("region", name="Being exported").get_by_role("listitem")
        expect(row.get_by_text("Cancelled", exact=True)).to_be_visible()
        expect(row.get_by_role("button", name="Open Timeline of Given up")).to_be_visible()
        assert tab.violations() == []
        row.get_by_role("button", name="Retry Given up").click()
        row.get_by_role("button", name="Cancel Given up").click()
        expect(row.get_by_text("Cancelled", exact=True)).to_be_visible()
        row.get_by_role("button", name="Dismiss Given up").click()
        expect(row).to_be_hidden()
        assert tab.complaints == []


def _project_of_minutes_to_render(filmmaker: Filmmaker, name: str) -> int:
    """Make a project that takes any machine far longer than the presses of a test."""
    # No two seconds are the same, so that none is rendered for two.
    starts = [number / 30 for number in range(60)]
    cuts = [clip(f"c{n}", filmmaker.source, (start, start + 1)) for n, start in enumerate(starts)]
    return filmmaker.creator.project(cuts, name=name, output={"height": 2160})
