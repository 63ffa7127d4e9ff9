# SPDX-License-Identifier: Apache-2.0
"""A production is built from its draft: nothing that was chosen is lost, and Produce makes it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.platform.profiles import ON_EMBEDDED, ON_EMBEDDED_IN_SUITE
from tests.support.web.browser import NARROW, WIDE, opened_tab
from tests.support.web.drafts import DraftPages, upload_image, upload_music


def test_what_is_chosen_is_there_after_a_reload_and_the_address_stays_short(
    draft: DraftPages, tmp_path: Path
) -> None:
    logo = upload_image(draft.account, tmp_path, "mark", kind="logo")
    music = upload_music(draft.account, tmp_path, "fado")
    page = draft.open_produce().page
    draft.choose("Logo", "mark")
    draft.choose("Music", "fado")
    page.get_by_label("Name", exact=True).fill("Harbour film")
    page.get_by_role("button", name="Screen title").click()
    draft.section("Screen title").get_by_label("Text").fill("First light")
    draft.wait_for_stored(
        lambda config: (
            config.get("screenTitleText") == "First light"
            and config.get("logoUploadId") == logo
            and config.get("musicUploadId") == music
        ),
        "the choices",
    )
    assert page.url.endswith(f"/produce?upload={draft.upload_id}")

    page.reload()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Harbour film")
    expect(draft.section("Logo")).to_contain_text("mark")
    expect(draft.section("Music")).to_contain_text("fado")
    expect(draft.section("Screen title")).to_contain_text("First light")
    assert page.url.endswith(f"/produce?upload={draft.upload_id}")
    assert draft.tab.complaints == []


def test_an_older_address_begins_an_empty_draft_once_and_is_stripped(
    draft: DraftPages, tmp_path: Path
) -> None:
    logo = upload_image(draft.account, tmp_path, "mark", kind="logo")
    ranges = quote(json.dumps([{"start": 0, "end": 2}, {"start": 3, "end": 5}]))
    seeded = f"&logoUploadId={logo}&editRanges={ranges}&intro=freeze_first_frame&introSeconds=2"
    page = draft.open_produce(f"{seeded}&from=/uploads").page
    expect(page).to_have_url(re.compile(rf"/produce\?upload={draft.upload_id}&from=[^&]+$"))
    expect(draft.section("Logo")).to_contain_text("mark")
    draft.wait_for_stored(
        lambda config: (
            config.get("logoUploadId") == logo
            and config.get("intro") == {"kind": "freeze_first_frame", "seconds": 2}
            and [one["end"] for one in config["edit"]["ranges"]] == [2, 5]
        ),
        "what the address said",
    )

    draft.section("Logo").get_by_role("button", name="Remove logo").click()
    draft.wait_for_stored(lambda config: "logoUploadId" not in config, "the removal")
    draft.open_produce(seeded)
    expect(page).to_have_url(re.compile(rf"/produce\?upload={draft.upload_id}$"))
    expect(draft.section("Logo")).to_contain_text("No logo")


@ON_EMBEDDED
def test_of_an_older_address_what_cannot_be_used_is_named_and_the_rest_is_stored(
    draft: DraftPages, tmp_path: Path
) -> None:
    logo = upload_image(draft.account, tmp_path, "mark", kind="logo")
    wrong = "&musicUploadId=999999&editRanges=garbage&intro=freeze_first_frame&introSeconds=99"
    page = draft.open_produce(f"&logoUploadId={logo}&name=Harbour{wrong}").page
    notice = page.get_by_text("What the address said of")
    expect(notice).to_contain_text("Music, Intro and Cuts cannot be used and was left out.")
    expect(draft.section("Logo")).to_contain_text("mark")
    draft.wait_for_stored(
        lambda config: config == {"logoUploadId": logo, "name": "Harbour"}, "the two that are valid"
    )
    expect(page).to_have_url(re.compile(rf"/produce\?upload={draft.upload_id}$"))


@ON_EMBEDDED
def test_a_part_is_switched_off_and_on_without_being_lost(
    draft: DraftPages, tmp_path: Path
) -> None:
    logo = upload_image(draft.account, tmp_path, "mark", kind="logo")
    draft.open_produce()
    draft.choose("Logo", "mark")
    draft.wait_for_stored(lambda config: config.get("logoUploadId") == logo, "the logo")
    switch = draft.section("Logo").get_by_role("switch", name="Logo")

    switch.click()
    draft.wait_for_stored(lambda config: "logoUploadId" not in config, "the logo switched off")
    draft.page.reload()
    expect(draft.section("Logo")).to_contain_text("Off · mark")
    switch.click()
    draft.wait_for_stored(lambda config: config.get("logoUploadId") == logo, "the logo again")


def test_an_intro_of_an_image_without_an_image_is_asked_for(
    draft: DraftPages, tmp_path: Path
) -> None:
    upload_image(draft.account, tmp_path, "opening", role="title_page")
    page = draft.open_produce().page
    page.get_by_role("button", name="Intro").click()
    kinds = page.get_by_role("group", name="Kind of intro")
    kinds.get_by_role("button", name="Image").click()
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(page.get_by_role("button", name="Choose an intro image").last).to_have_attribute(
        "aria-disabled", "true"
    )

    draft.section("Intro").get_by_role("button", name="Choose an intro image").click()
    page.get_by_role("dialog").get_by_role("button", name="opening", exact=True).click()
    expect(page.get_by_role("button", name="Produce", exact=True)).to_be_visible()
    draft.wait_for_stored(
        lambda config: config.get("intro", {}).get("kind") == "title_image", "the intro"
    )


@ON_EMBEDDED_IN_SUITE
def test_a_file_that_is_uploaded_in_the_dialog_is_chosen(draft: DraftPages, tmp_path: Path) -> None:
    upload_image(draft.account, tmp_path, "mark", kind="logo")
    page = draft.open_produce().page
    draft.section("Logo").get_by_role("button", name="Choose").first.click()
    dialog = page.get_by_role("dialog")
    (tmp_path / "other.png").write_bytes((tmp_path / "mark.png").read_bytes() + b"\n")
    dialog.locator("input[type=file]").set_input_files(str(tmp_path / "other.png"))

    expect(dialog).to_have_count(0)
    expect(draft.section("Logo")).to_contain_text("other")
    draft.wait_for_stored(lambda config: "logoUploadId" in config, "the logo")


def test_produce_makes_a_production_and_the_next_draft_is_empty(draft: DraftPages) -> None:
    page = draft.open_produce().page
    page.get_by_label("Name", exact=True).fill("Harbour film")
    page.get_by_role("button", name="Produce", exact=True).click()
    expect(page).to_have_url(re.compile(r"/productions\?id=\d+$"))
    expect(page.get_by_text("Harbour film").first).to_be_visible()

    page.goto(f"{draft.tab.url}/uploads")
    expect(page.get_by_role("link", name="New Production of harbour")).to_be_visible()
    draft.open_produce()
    expect(page.get_by_label("Name", exact=True)).to_have_value("")
    assert draft.stored() == {}


def is_save(route: Route) -> bool:
    return route.request.method == "PATCH"


def lose_saves(page: Page) -> None:
    """Let no save reach the server."""
    page.route(
        "**/api/production-drafts/*",
        lambda route: route.abort() if is_save(route) else route.continue_(),
    )


@ON_EMBEDDED_IN_SUITE
def test_what_a_browser_could_not_save_is_there_when_it_comes_back(draft: DraftPages) -> None:
    page = draft.open_produce().page
    lose_saves(page)
    page.get_by_label("Default story").fill("The boats go out before the light.")
    expect(page.get_by_role("status").filter(has_text="Offline")).to_be_visible()
    page.unroute("**/api/production-drafts/*")

    page.reload()
    expect(page.get_by_label("Default story")).to_have_value("The boats go out before the light.")
    draft.wait_for_stored(lambda config: "defaultStoryText" in config, "the story")


def test_another_browser_goes_on_where_a_killed_one_was_amid_a_save(
    platform: str, browser: Browser, draft: DraftPages
) -> None:
    with opened_tab(browser, platform, draft.account) as killed:
        first = DraftPages(killed, draft.account, draft.upload_id).open_produce()
        first.page.get_by_label("Name", exact=True).fill("Harbour film")
        draft.wait_for_stored(lambda config: config.get("name") == "Harbour film", "the name")
        first.page.get_by_label("Default story").fill("The boats go out.")

    page = draft.open_produce().page
    expect(page.get_by_label("Name", exact=True)).to_have_value("Harbour film")
    page.get_by_label("Default story").fill("They come back.")
    draft.wait_for_stored(
        lambda config: config.get("defaultStoryText") == "They come back.", "the other story"
    )


@ON_EMBEDDED_IN_SUITE
def test_two_browsers_that_change_the_same_decide_what_to_keep(
    platform: str, browser: Browser, draft: DraftPages
) -> None:
    page = draft.open_produce().page
    lose_saves(page)
    page.get_by_label("Name", exact=True).fill("Mine")
    expect(page.get_by_role("status").filter(has_text="Offline")).to_be_visible()
    with opened_tab(browser, platform, draft.account) as tab:
        other = DraftPages(tab, draft.account, draft.upload_id).open_produce()
        other.page.get_by_label("Name", exact=True).fill("Theirs")
        draft.wait_for_stored(lambda config: config.get("name") == "Theirs", "the other name")
    page.unroute("**/api/production-drafts/*")

    banner = page.get_by_role("alert", name="Changed elsewhere")
    expect(banner).to_contain_text("Name: here Mine, there Theirs")
    banner.get_by_role("button", name="Keep mine").click()
    draft.wait_for_stored(lambda config: config.get("name") == "Mine", "the kept name")


@ON_EMBEDDED
def test_a_draft_that_was_produced_elsewhere_says_so_and_its_text_goes_into_a_new_one(
    draft: DraftPages,
) -> None:
    page = draft.open_produce().page
    page.get_by_label("Name", exact=True).fill("Harbour film")
    draft.wait_for_stored(lambda config: config.get("name") == "Harbour film", "the name")
    draft.saved()
    answer = draft.account.request(
        "GET", "/api/production-drafts", params={"uploadId": draft.upload_id}
    )
    made = draft.account.request(
        "POST", "/api/productions", json={"draftId": answer["draft"]["id"]}
    )
    page.get_by_label("Default story").fill("The boats go out.")

    banner = page.get_by_role("alert", name="This draft has ended")
    expect(banner).to_contain_text("A production was made of this draft elsewhere.")
    shown = banner.get_by_role("link", name="Show the production")
    expect(shown).to_have_attribute("href", f"/productions?id={made['production']['id']}")
    button = page.get_by_role("button", name="Already produced")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)

    page.reload()
    expect(page.get_by_label("Default story")).to_have_value("The boats go out.")
    page.get_by_role("button", name="Start a new draft").click()
    expect(page.get_by_role("button", name="Produce", exact=True)).to_be_visible()
    expect(page.get_by_label("Default story")).to_have_value("The boats go out.")
    draft.wait_for_stored(
        lambda config: config == {"defaultStoryText": "The boats go out."}, "the story alone"
    )


@ON_EMBEDDED
@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_page_is_accessible(
    platform: str,
    browser: Browser,
    draft: DraftPages,
    tmp_path: Path,
    viewport: dict[str, int],
    scheme: str,
) -> None:
    upload_image(draft.account, tmp_path, "mark", kind="logo")
    with opened_tab(browser, platform, draft.account, viewport=viewport, scheme=scheme) as tab:
        pages = DraftPages(tab, draft.account, draft.upload_id).open_produce()
        pages.choose("Logo", "mark")
        pages.page.get_by_role("button", name="Logo", exact=False).first.click()
        assert tab.violations() == []
        assert not tab.is_too_wide()
        pages.section("Music").get_by_role("button", name="Choose").first.click()
        assert tab.violations() == []
