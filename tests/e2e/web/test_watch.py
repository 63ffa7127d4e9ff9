# SPDX-License-Identifier: Apache-2.0
"""People watch, like and comment on a video, and review one without an account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.platform.player import axe_violations, new_page
from tests.support.platform.profiles import ON_DISTRIBUTED, ON_EMBEDDED
from tests.support.web.browser import NARROW, WIDE, opened_tab
from tests.support.web.exports import Filmmaker, a_filmmaker


@pytest.fixture(scope="module")
def filmmaker(platform: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filmmaker]:
    """A user with exports, on each profile."""
    with a_filmmaker(platform, tmp_path_factory.mktemp("media")) as found:
        yield found


@pytest.fixture(scope="module")
def production(filmmaker: Filmmaker) -> int:
    """A production that is ready."""
    return filmmaker.production_of(filmmaker.export("Harbour"))


@pytest.fixture(scope="module")
def publication(filmmaker: Filmmaker, production: int) -> int:
    """The production in the personal space of its owner, which is public."""
    return int(filmmaker.creator.published(production)["id"])


def opened(browser: Browser, url: str, **options: Any) -> Page:
    """Open a page without an account and wait until its video can be played."""
    page = new_page(browser, **options)
    page.goto(url)
    page.locator("#player[data-state=ready]").wait_for()
    return page


def test_a_video_is_played_by_keys_and_counted_once(
    platform: str, browser: Browser, publication: int
) -> None:
    page = opened(browser, f"{platform}/watch/{publication}")
    with page.expect_response(lambda one: one.url.endswith("/views")) as counted:
        page.keyboard.press("k")
    assert counted.value.status == 200

    page.keyboard.press("m")
    assert page.evaluate("document.getElementById('video').muted")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator("#views")).to_have_text("1")
    page.close()


@ON_EMBEDDED
def test_captions_begin_in_the_language_of_the_browser_or_the_one_chosen_last(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int, publication: int
) -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\nHarbour\n"
    for language, label in (("de", "Deutsch"), ("en", "English"), ("fr", "Français")):
        path = f"/api/productions/{production}/captions/{language}"
        filmmaker.account.request("PUT", path, json={"text": text, "label": label})
    page = opened(browser, f"{platform}/watch/{publication}", locale="en-GB")
    chosen = page.locator("#track option:checked")
    expect(page.get_by_role("button", name="Captions")).to_be_visible()

    page.keyboard.press("c")
    expect(chosen).to_have_text("English")

    page.keyboard.press("c")
    expect(chosen).to_have_text("Off")
    page.locator("#track").select_option(label="Français", force=True)
    page.reload()
    expect(chosen).to_have_text("Français")
    page.close()


@ON_EMBEDDED
def test_a_link_is_shared_with_a_start_time(
    platform: str, browser: Browser, publication: int
) -> None:
    page = opened(browser, f"{platform}/watch/{publication}?t=0.5")
    assert page.evaluate("document.getElementById('video').currentTime") >= 0.4

    page.get_by_role("button", name="Share").click()
    page.get_by_label("Start at").check()
    page.get_by_label("Autoplay").check()

    expect(page.get_by_label("Link", exact=True)).to_have_value(
        f"{platform}/watch/{publication}?t=0"
    )
    assert "start=0&amp;autoplay=1" in page.get_by_label("HTML for your page").input_value()
    page.close()


def marks(page: Page) -> list[str | None]:
    """Return the titles of the chapters on the scrub bar, which are as many as its cues."""
    titles = [one.get_attribute("data-title") for one in page.locator(".mark.chapter").all()]
    cues = page.evaluate(
        "[...video.textTracks].filter((one) => one.kind === 'chapters')"
        ".flatMap((one) => [...one.cues].map((cue) => cue.text))"
    )
    assert cues[1:] == titles
    return titles


def put_chapters(filmmaker: Filmmaker, production: int, *titles: str) -> None:
    chapters = [{"startSeconds": at / 4, "title": title} for at, title in enumerate(titles)]
    body = {"chapters": chapters}
    filmmaker.creator.request("PUT", f"/api/productions/{production}/chapters", json=body)


def test_a_video_is_played_from_the_chapters_of_its_production(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int, publication: int
) -> None:
    put_chapters(filmmaker, production, "Quay", "Pier")
    page = opened(browser, f"{platform}/watch/{publication}")
    assert marks(page) == ["Pier"]
    page.get_by_role("button", name="0:00 Pier").click()
    page.wait_for_function("video.currentTime >= 0.25")

    put_chapters(filmmaker, production, "Quay", "Mole", "Sea")
    page.goto(f"{platform}/embed/{publication}")
    page.locator("#player[data-state=ready]").wait_for()
    assert marks(page) == ["Mole", "Sea"]
    put_chapters(filmmaker, production)
    page.reload()
    page.locator("#player[data-state=ready]").wait_for()
    expect(page.locator(".mark")).to_have_count(0)
    page.close()


@ON_DISTRIBUTED
def test_a_signed_in_viewer_likes_comments_and_deletes(
    platform: str, browser: Browser, filmmaker: Filmmaker, publication: int
) -> None:
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open(f"/watch/{publication}")
        page.get_by_role("button", name="Like").click()
        expect(page.get_by_role("button", name="Like")).to_have_attribute("aria-pressed", "true")
        page.get_by_label("Your comment").fill("<b>What</b> a light!")
        page.get_by_role("button", name="Comment", exact=True).click()
        comment = page.get_by_role("listitem").filter(has_text="<b>What</b> a light!")
        expect(comment).to_be_visible()

        comment.get_by_role("button", name="Reply").click()
        page.get_by_label("Your reply").fill("At six in the morning.")
        page.locator("form button", has_text="Reply").click()
        expect(page.get_by_text("At six in the morning.")).to_be_visible()
        expect(page.get_by_role("heading", name="2 comments")).to_be_visible()
        page.reload()
        expect(page.get_by_role("heading", name="2 comments")).to_be_visible()
        page.on("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Delete the comment of Mara Klee").first.click()
        expect(page.get_by_text("This comment was deleted.")).to_be_visible()
        expect(page.get_by_role("heading", name="1 comment")).to_be_visible()
        assert tab.complaints == []


@ON_EMBEDDED
def test_a_viewer_whose_access_token_expired_is_known_again(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int
) -> None:
    group = filmmaker.group("Crew only")
    watch = f"/watch/{filmmaker.creator.published(production, group)['id']}"
    with opened_tab(browser, platform) as tab:
        page = tab.open(watch)
        expect(page.get_by_role("heading", name="You may not watch this video")).to_be_visible()
        expect(page.get_by_role("link", name="Sign in")).to_have_attribute(
            "href", f"/sign-in?next={watch}"
        )
        assert tab.violations() == []
    with opened_tab(browser, platform, filmmaker.account) as tab:
        tab.page.context.clear_cookies(name="access")
        page = tab.open(watch)
        expect(page.locator("main[data-signed-in=yes]")).to_be_visible()
        assert tab.complaints == []


@ON_DISTRIBUTED
def test_a_reviewer_without_an_account_writes_notes_and_the_owner_answers(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int
) -> None:
    made = filmmaker.creator.post(f"/api/productions/{production}/review-links", {})
    page = opened(browser, f"{platform}{made['url']}")
    page.keyboard.press("n")
    page.keyboard.type("The title comes too early.")
    page.keyboard.press("Control+Enter")
    page.get_by_role("dialog", name="Your name").wait_for()
    page.keyboard.type("Grace")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The title comes too early.")).to_be_visible()
    expect(page.locator(".mark.note")).to_have_count(1)

    page.get_by_role("button", name="Ask for changes").click()
    page.get_by_role("dialog", name="Ask for changes").wait_for()
    page.keyboard.type("Nearly there.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Changes requested")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Edit")).to_be_visible()

    with opened_tab(browser, platform, filmmaker.account) as tab:
        owner = tab.open(made["reviewLink"]["reviewUrl"])
        expect(owner.get_by_text("Nearly there.")).to_be_visible()
        expect(owner.get_by_role("button", name="Edit")).to_have_count(0)
        owner.get_by_role("button", name="Resolve").click()
        expect(owner.get_by_text("Resolved", exact=True).last).to_be_visible()

    filmmaker.creator.request("DELETE", f"/api/review-links/{made['reviewLink']['id']}")
    page.reload()
    expect(page.get_by_role("heading", name="Video not found")).to_be_visible()
    page.close()


@ON_DISTRIBUTED
def test_the_owner_makes_and_revokes_a_review_link_on_the_page_of_a_production(
    platform: str, browser: Browser, filmmaker: Filmmaker, production: int
) -> None:
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open(f"/productions?id={production}")
        page.get_by_label("What the link is for").fill("For Grace")
        page.get_by_role("button", name="Create link").click()
        address = page.get_by_label("The new link").input_value()
        row = page.get_by_role("listitem").filter(has_text="For Grace")
        expect(row).to_contain_text("Nobody has answered yet")
        opened(browser, address).close()
        assert tab.violations() == []

        row.get_by_role("button", name="Revoke For Grace").click()
        expect(row).to_contain_text("Revoked")
        assert tab.complaints == []


def test_a_video_is_found_in_the_feed_by_words_of_its_title(
    platform: str, browser: Browser, filmmaker: Filmmaker, publication: int
) -> None:
    with opened_tab(browser, platform, filmmaker.account) as tab:
        page = tab.open("/feed")
        page.get_by_role("searchbox", name="Search titles, stories and captions").fill("harb")
        expect(page.get_by_role("heading", name="Harbour").first).to_be_visible()
        expect(page.get_by_text(re.compile(r"^\d+ views?$")).first).to_be_visible()
        assert tab.violations() == []
        page.get_by_role("searchbox", name="Search titles, stories and captions").fill("nowhere")
        expect(page.get_by_text("Nothing was found")).to_be_visible()
        assert tab.complaints == []


@ON_EMBEDDED
@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_pages_are_accessible_and_fit_their_window(
    platform: str,
    browser: Browser,
    filmmaker: Filmmaker,
    production: int,
    publication: int,
    scheme: str,
    viewport: dict[str, int],
) -> None:
    made = filmmaker.creator.post(f"/api/productions/{production}/review-links", {})
    for path in (f"/watch/{publication}", f"/embed/{publication}", made["url"]):
        page = opened(browser, f"{platform}{path}", color_scheme=scheme, viewport=viewport)
        width = page.evaluate("() => document.documentElement.scrollWidth")
        assert axe_violations(page) == []
        assert width <= viewport["width"]
        page.close()
