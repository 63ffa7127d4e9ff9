# SPDX-License-Identifier: Apache-2.0
"""A video is cut and covered by images in the draft of its production."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_EMBEDDED, ON_EMBEDDED_IN_SUITE
from tests.support.web.browser import NARROW, WIDE, opened_tab
from tests.support.web.drafts import DraftPages, upload_image


def overlays(config: dict[str, Any]) -> list[tuple[float, float]]:  # Any: whatever JSON holds
    """List when images cover the edited video."""
    items = config.get("timeline", {}).get("overlays", [])
    return [(one["startSeconds"], one["endSeconds"]) for one in items]


def wait_for_overlays(draft: DraftPages, expected: list[tuple[float, float]]) -> None:
    draft.wait_for_stored(lambda config: overlays(config) == expected, f"images {expected}")


def cut_the_middle(draft: DraftPages) -> None:
    """Split at two and four seconds and delete what is between."""
    draft.seek(2)
    draft.page.keyboard.press("s")
    draft.seek(4)
    draft.page.keyboard.press("s")
    draft.part(1).click()
    draft.page.keyboard.press("Delete")
    draft.wait_for_ranges([(0, 2), (4, 6)])


def test_cuts_made_by_keys_are_there_when_one_comes_back(draft: DraftPages) -> None:
    page = draft.open_cuts("&from=/uploads").page
    cut_the_middle(draft)
    page.get_by_role("link", name="Done").click()
    expect(page).to_have_url(re.compile(r"/uploads\?"))

    draft.open_cuts()
    expect(page.locator("[data-part]")).to_have_count(2)
    expect(page.locator("[data-removed]")).to_have_count(1)
    page.keyboard.press("Control+z")
    draft.wait_for_ranges([(0, 2), (2, 4), (4, 6)])
    page.keyboard.press("Control+Shift+z")
    draft.wait_for_ranges([(0, 2), (4, 6)])
    assert draft.tab.complaints == []


@ON_EMBEDDED
def test_a_marked_range_is_typed_deleted_and_brought_back(draft: DraftPages) -> None:
    page = draft.open_cuts().page
    times = page.get_by_role("group", name="Times")
    times.get_by_label("In", exact=True).fill("0:01.5")
    times.get_by_label("In", exact=True).press("Enter")
    draft.seek(3)
    times.get_by_role("button", name="Set out to playhead").click()
    times.get_by_role("button", name="Delete range").click()
    draft.wait_for_ranges([(0, 1.5), (3, 6)])
    expect(times).to_contain_text("0:04.5 of 0:06.0 stays")

    page.get_by_role("button", name="Bring back 0:01.5 to 0:03.0").click()
    draft.wait_for_ranges([])


@ON_EMBEDDED
def test_an_edge_is_dragged_back_and_moved_by_keys_and_numbers(draft: DraftPages) -> None:
    page = draft.open_cuts().page
    cut_the_middle(draft)
    lane = page.get_by_role("group", name="Video", exact=True).bounding_box()
    edge = page.get_by_role("slider", name="End of part 1").bounding_box()
    assert lane and edge
    y = lane["y"] + lane["height"] / 2
    page.mouse.move(edge["x"] + edge["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(lane["x"] + lane["width"] * 0.4, y)
    page.mouse.move(lane["x"] + lane["width"] * 0.5, y)
    page.mouse.up()
    draft.wait_for_ranges([(0, 3), (4, 6)])

    page.get_by_role("slider", name="Start of part 2").press("ArrowLeft")
    draft.wait_for_ranges([(0, 3), (3.9, 6)])
    draft.part(0).click()
    start = page.get_by_role("group", name="Times").get_by_label("Start", exact=True)
    start.fill("0:00.5")
    start.press("Enter")
    draft.wait_for_ranges([(0.5, 3), (3.9, 6)])


def test_an_image_covers_the_edited_video_and_never_another_image(
    draft: DraftPages, tmp_path: Path
) -> None:
    upload_image(draft.account, tmp_path, "map", role="overlay")
    page = draft.open_cuts().page

    def add() -> None:
        page.get_by_role("button", name="Add overlay").click()
        page.get_by_role("dialog").get_by_role("button", name="map", exact=True).click()

    add()
    wait_for_overlays(draft, [(0, 5)])
    end = page.get_by_role("group", name="Times").get_by_label("End", exact=True)
    end.fill("0:01.0")
    end.press("Enter")
    wait_for_overlays(draft, [(0, 1)])
    add()
    wait_for_overlays(draft, [(0, 1), (1, 6)])
    expect(page.get_by_role("status").filter(has_text="where there is room")).to_be_visible()

    page.reload()
    expect(page.locator("[data-overlay]")).to_have_count(2)
    assert draft.tab.complaints == []


@ON_EMBEDDED
def test_an_image_stays_with_what_it_covers_when_something_before_it_is_cut(
    draft: DraftPages, tmp_path: Path
) -> None:
    upload_image(draft.account, tmp_path, "map", role="overlay")
    page = draft.open_cuts().page
    draft.seek(4)
    page.get_by_role("button", name="Add overlay").click()
    page.get_by_role("dialog").get_by_role("button", name="map", exact=True).click()
    wait_for_overlays(draft, [(4, 6)])

    draft.seek(1)
    page.keyboard.press("i")
    draft.seek(3)
    page.keyboard.press("o")
    page.keyboard.press("Delete")
    wait_for_overlays(draft, [(2, 4)])
    page.keyboard.press("Control+z")
    wait_for_overlays(draft, [(4, 6)])


@ON_EMBEDDED_IN_SUITE
def test_playing_leaves_out_what_is_removed(draft: DraftPages) -> None:
    page = draft.open_cuts().page
    cut_the_middle(draft)
    canvas = page.get_by_role("img", name="Picture at the playhead")
    draft.seek(1)
    expect(canvas).to_have_attribute("data-frame", re.compile(r"\d"))
    page.evaluate(
        """() => {
          window.timesSeen = [];
          const head = document.querySelector('[role=slider][aria-label=Playhead]');
          const note = () => timesSeen.push(Number(head.getAttribute('aria-valuetext').slice(2)));
          new MutationObserver(note).observe(head, {attributes: true});
        }"""
    )
    page.keyboard.press("Space")
    page.wait_for_function("() => timesSeen.some((seconds) => seconds >= 4.5)")
    page.keyboard.press("Space")
    assert not [one for one in page.evaluate("() => timesSeen") if 2.3 < one < 3.9]


@ON_EMBEDDED
@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_page_is_accessible(
    platform: str, browser: Browser, draft: DraftPages, viewport: dict[str, int], scheme: str
) -> None:
    draft.open_cuts()
    cut_the_middle(draft)
    with opened_tab(browser, platform, draft.account, viewport=viewport, scheme=scheme) as tab:
        DraftPages(tab, draft.account, draft.upload_id).open_cuts()
        assert tab.violations() == []
        assert not tab.is_too_wide()
