# SPDX-License-Identifier: Apache-2.0
"""Productions are looked at, tried again, and published into several spaces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.media.video import make_video
from tests.support.platform.profiles import ON_DISTRIBUTED, ON_DISTRIBUTED_IN_SUITE, ON_EMBEDDED
from tests.support.web.browser import NARROW, WIDE, opened_tab
from tests.support.web.exports import Filmmaker, a_filmmaker
from tests.support.web.stored_files import spoiled_file


@pytest.fixture(scope="module")
def filmmaker(platform: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filmmaker]:
    """A user with exports, on each profile."""
    with a_filmmaker(platform, tmp_path_factory.mktemp("media")) as found:
        yield found


@pytest.fixture(scope="module")
def production(filmmaker: Filmmaker) -> int:
    """A production that is ready."""
    return filmmaker.production_of(filmmaker.export("Lighthouse"))


def space_row(page: Page, name: str) -> str:
    """Return what the row of a space says, without its name."""
    row = page.locator("label", has_text=name).locator("..")
    return row.inner_text().replace("\n", " ").replace(name, "").strip()


def test_a_production_is_published_into_several_spaces_and_removed_from_one(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int
) -> None:
    filmmaker.group("Harbour crew")
    filmmaker.group("Film club")
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open(f"/publish?production={production}")
        for name in ("Mara Klee", "Harbour crew"):
            page.get_by_role("checkbox", name=name).check()
        page.get_by_role("textbox", name="Story").fill("The ferry leaves at six.")
        expect(page.get_by_text("Publish to Mara Klee and Harbour crew.")).to_be_visible()
        page.get_by_role("button", name="Apply").click()

        results = page.get_by_role("status", name="Last apply")
        expect(results.get_by_role("listitem")).to_have_count(2)
        expect(results.get_by_text("Published", exact=True)).to_have_count(2)
        expect(page.get_by_role("link", name="Published: watch it in Harbour crew")).to_be_visible()
        assert "Not published" in space_row(page, "Film club")

        page.get_by_role("checkbox", name="Harbour crew").uncheck()
        expect(page.get_by_text("Will be removed")).to_be_visible()
        page.get_by_role("button", name="Apply").click()
        expect(results.get_by_text("Removed", exact=True)).to_be_visible()
        page.reload()
        expect(page.get_by_role("checkbox", name="Mara Klee")).to_be_checked()
        expect(page.get_by_role("checkbox", name="Harbour crew")).not_to_be_checked()
        expect(page.get_by_role("textbox", name="Story")).to_have_value("The ferry leaves at six.")
        assert tab.complaints == []


@ON_DISTRIBUTED
def test_a_space_that_leads_to_publishing_is_named_and_chosen(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int
) -> None:
    group = filmmaker.group("Pier watchers")
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open(f"/spaces?id={group}")
        page.get_by_role("link", name="Publish here").click()
        expect(page.get_by_text("Choose a production for Pier watchers")).to_be_visible()
        page.locator(f'a[href*="production={production}"]').click()

        expect(page.get_by_role("checkbox", name="Pier watchers")).to_be_checked()
        expect(page.get_by_text("Publish to Pier watchers.")).to_be_visible()
        assert tab.complaints == []


@ON_DISTRIBUTED_IN_SUITE
def test_a_production_is_published_later_and_has_a_story_of_its_own_in_a_space(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int
) -> None:
    filmmaker.group("Night watch")
    filmmaker.creator.published(production, filmmaker.group("Slow travel"))
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open(f"/publish?production={production}")
        page.get_by_role("checkbox", name="Night watch").check()
        page.get_by_role("button", name="Publish later").click()
        dialog = page.get_by_role("dialog", name="Publish later")
        dialog.get_by_label("Publish at", exact=True).fill("2020-01-01T10:00")
        expect(dialog.get_by_text("The moment has passed")).to_be_visible()
        tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(days=2)
        dialog.get_by_label("Publish at", exact=True).fill(tomorrow.strftime("%Y-%m-%dT%H:%M"))
        dialog.get_by_role("button", name="Schedule").click()
        scheduled = page.get_by_role("region", name="Scheduled")
        expect(scheduled.get_by_text("Night watch")).to_be_visible()
        scheduled.get_by_role("button", name="Cancel: publish in Night watch").click()
        expect(scheduled).to_be_hidden()

        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_role("menuitem", name="Slow travel").click()
        page.get_by_role("textbox", name="Story in Slow travel").fill("Four slow minutes.")
        page.get_by_role("button", name="Save the story in Slow travel").click()
        expect(page.get_by_text("The story in Slow travel is saved")).to_be_visible()
        page.reload()
        own = page.get_by_role("textbox", name="Story in Slow travel")
        expect(own).to_have_value("Four slow minutes.")
        assert tab.violations() == []
        page.get_by_role("button", name="Use the common story in Slow travel").click()
        expect(own).to_be_hidden()
        assert tab.complaints == []


def test_what_is_not_ready_is_not_published_until_it_is(
    platform: str, browser: Browser, filmmaker: Filmmaker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    long = make_video(tmp_path_factory.mktemp("long") / "long.mp4", 20, "1280x720")
    upload = filmmaker.creator.upload(long)
    assert filmmaker.creator.ready(upload)["state"] == "ready"
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open(f"/publish?id={upload}")
        expect(page.get_by_text("This video has no production yet")).to_be_visible()
        page.get_by_role("link", name="Create a production").click()
        page.get_by_role("button", name="Create Production").click()
        expect(page.get_by_role("region", name="Progress")).to_be_visible()

        tab.open(f"/publish?id={upload}")
        expect(page.get_by_text("HLS: In progress…", exact=True)).to_be_visible()
        expect(page.get_by_role("checkbox", name="Mara Klee")).to_be_disabled()
        apply = page.get_by_role("button", name="Apply")
        expect(apply).to_have_attribute("title", "Publish opens when HLS is ready")
        expect(page.get_by_text("HLS: Ready", exact=True)).to_be_visible()
        page.get_by_role("checkbox", name="Mara Klee").check()
        apply.click()
        expect(page.get_by_role("status", name="Last apply")).to_contain_text("Published")


@ON_DISTRIBUTED
def test_a_failed_production_is_tried_again_in_place(
    platform: str, browser: Browser, filmmaker: Filmmaker
) -> None:
    upload = filmmaker.export("Broken")
    with (
        opened_tab(browser, platform, filmmaker.account) as tab,
        spoiled_file(platform, upload),
    ):
        page = tab.open("/exports")
        page.get_by_role("button", name="More of Broken").click()
        page.get_by_role("menuitem", name="Send to HLS").click()
        failure = page.get_by_role("region", name="Failure")
        expect(failure.get_by_text("Attempt 1 failed at")).to_be_visible()
        assert tab.violations() == []
        failed = page.url

    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.page
        page.goto(failed)
        page.get_by_role("button", name="Retry").click()
        expect(page.get_by_text("It can be published.")).to_be_visible()
        assert page.url != failed
        expect(page.get_by_role("region", name="Renditions")).to_be_visible()


@ON_DISTRIBUTED_IN_SUITE
def test_a_production_plays_and_leads_to_its_timeline_and_to_publishing(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int
) -> None:
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open(f"/productions?id={production}")
        player = page.get_by_role("group", name="Player: Lighthouse")
        player.get_by_role("button", name="Play").focus()
        page.keyboard.press("m")
        page.keyboard.press("k")
        page.wait_for_function("() => document.querySelector('video').currentTime > 0.3")
        expect(page.get_by_role("region", name="Settings snapshot")).to_contain_text("Lighthouse")
        expect(page.get_by_role("button", name="Open Timeline")).to_be_visible()
        page.get_by_role("link", name="Publish", exact=True).last.click()
        expect(page).to_have_url(f"{platform}/publish?production={production}")
        assert tab.complaints == []


def test_the_table_of_productions_is_narrowed_by_state_and_by_upload(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int
) -> None:
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open("/productions")
        row = page.get_by_role("row", name="Lighthouse")
        expect(row).to_contain_text("Export")
        expect(row).to_contain_text("Ready")
        page.get_by_role("main").get_by_role("button", name="Failed").click()
        expect(page).to_have_url(f"{platform}/productions?state=failed")
        expect(row).to_be_hidden()

        detail = filmmaker.creator.get(f"/api/productions/{production}")["production"]
        tab.open(f"/productions?upload={detail['uploadId']}")
        expect(page.get_by_role("heading", name="Lighthouse", level=1)).to_be_visible()
        expect(page.get_by_role("button", name="Create Production")).to_be_visible()
        expect(page.get_by_role("row", name="Lighthouse")).to_be_visible()


@ON_DISTRIBUTED
def test_a_production_that_is_published_is_not_deleted(
    platform: str, browser: Browser, filmmaker: Filmmaker
) -> None:
    production = filmmaker.production_of(filmmaker.export("Kept"))
    publication = filmmaker.creator.published(production)
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open(f"/productions?id={production}")
        page.get_by_role("button", name="More of Kept").click()
        page.get_by_role("menuitem", name="Delete").click()
        dialog = page.get_by_role("dialog", name="Delete “Kept”?")
        dialog.get_by_role("button", name="Delete production").click()
        expect(dialog.get_by_role("alert")).to_be_visible()

        filmmaker.creator.post(f"/api/publications/{publication['id']}/unpublish", {})
        dialog.get_by_role("button", name="Delete production").click()
        expect(page).to_have_url(f"{platform}/productions")
        expect(page.get_by_role("link", name="Kept")).to_be_hidden()


@ON_DISTRIBUTED
def test_a_group_is_created_and_shows_what_is_published_in_it(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int
) -> None:
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open("/spaces")
        page.get_by_role("button", name="New space").click()
        page.get_by_label("Name", exact=True).fill("Pilots")
        page.get_by_role("button", name="Create group").click()
        expect(page.get_by_role("heading", name="Pilots", level=1)).to_be_visible()
        expect(page.get_by_text("Nothing is published here yet")).to_be_visible()
        space = int(page.url.partition("id=")[2])
        filmmaker.creator.published(production, space)
        page.reload()

        expect(page.get_by_role("heading", name="Lighthouse")).to_be_visible()
        expect(page.get_by_role("group", name="Player: Lighthouse")).to_be_visible()
        assert tab.violations() == []


@ON_EMBEDDED
@pytest.mark.parametrize(("scheme", "viewport"), [("dark", WIDE), ("light", NARROW)])
def test_the_pages_are_accessible_and_fit_their_window(
    platform: str,
    browser: Browser,
    filmmaker: Filmmaker,
    production: int,
    scheme: str,
    viewport: dict[str, int],
) -> None:
    paths = {
        "/exports": "Exports",
        "/productions": "Productions",
        f"/productions?id={production}": "Lighthouse",
        "/publish": "Publish",
        f"/publish?production={production}": "Lighthouse",
        "/spaces": "Spaces",
        "/feed": "Feed",
    }
    with opened_tab(browser, platform, filmmaker.account, viewport=viewport, scheme=scheme) as tab:
        for path, title in paths.items():
            page = tab.open(path)
            expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
            expect(page.locator(".animate-pulse")).to_have_count(0)
            assert tab.violations() == [], path
            assert not tab.is_too_wide(), path
        assert tab.complaints == []
