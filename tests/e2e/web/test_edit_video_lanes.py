# SPDX-License-Identifier: Apache-2.0
"""The lanes of the page that cuts a video: its frames and sound, and what was chosen elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.platform.profiles import ON_EMBEDDED_IN_SUITE
from tests.support.web.drafts import DraftPages, upload_image

_NOTE_TIMES = """() => {
  window.timesSeen = [];
  const head = document.querySelector('[role=slider][aria-label=Playhead]');
  const note = () => timesSeen.push(Number(head.getAttribute('aria-valuetext').slice(2)));
  new MutationObserver(note).observe(head, {attributes: true});
}"""


@pytest.fixture
def draft(draft: DraftPages) -> Iterator[DraftPages]:
    """A tab of a user who has one video of six seconds; its pages complain of nothing."""
    yield draft
    assert draft.tab.complaints == []


def save(draft: DraftPages, config: dict[str, object]) -> int:
    """Open the draft through the API, save a config, and return the draft."""
    body = {"uploadId": draft.upload_id}
    opened = draft.account.request("POST", "/api/production-drafts", json=body)["draft"]
    path = f"/api/production-drafts/{opened['id']}"
    draft.account.request("PATCH", path, json={"config": config})
    return int(opened["id"])


def test_the_video_is_shown_by_its_frames_and_its_sound_and_zoomed(draft: DraftPages) -> None:
    page = draft.open_cuts().page
    lane = page.get_by_role("group", name="Video", exact=True)
    expect(lane.locator("canvas")).to_have_attribute("data-filmstrip", "drawn")
    expect(lane.locator("canvas")).to_have_attribute("data-waveform", "drawn")
    whole = lane.bounding_box()
    assert whole

    page.get_by_role("button", name="Zoom in (+)").click()
    page.wait_for_function(
        "least => document.querySelector('[role=group][aria-label=Video]').clientWidth > least",
        arg=whole["width"] * 1.3,
    )
    page.keyboard.press("Shift+Z")
    page.wait_for_function(
        "most => document.querySelector('[role=group][aria-label=Video]').clientWidth < most",
        arg=whole["width"] * 1.1,
    )


def test_what_was_chosen_for_the_production_lies_locked_below_the_video(
    draft: DraftPages, tmp_path: Path
) -> None:
    logo = upload_image(draft.account, tmp_path, "mark", kind="logo")
    intro = {"kind": "freeze_first_frame", "seconds": 2}
    edit = {"ranges": [{"start": 0, "end": 2}, {"start": 4, "end": 6}]}
    save(draft, {"logoUploadId": logo, "intro": intro, "edit": edit})

    page = draft.open_cuts().page
    locked = page.get_by_role("group", name="Production, locked")
    rows = locked.get_by_role("listitem")
    expect(rows.filter(has_text="Intro, 0:02.0 before the video")).to_be_visible()
    expect(rows.filter(has_text="Logo, 0:00.0 to 0:02.0, 0:04.0 to 0:06.0")).to_be_visible()
    expect(locked.get_by_role("button")).to_have_count(0)

    page.get_by_role("button", name="Bring back 0:02.0 to 0:04.0").click()
    expect(rows.filter(has_text="Logo, 0:00.0 to 0:06.0")).to_be_visible()
    locked.get_by_role("link", name="Change in Build production").click()
    expect(draft.section("Logo")).to_contain_text("mark")


@ON_EMBEDDED_IN_SUITE
def test_times_are_typed_in_every_form_and_nonsense_is_refused(draft: DraftPages) -> None:
    page = draft.open_cuts().page
    times = page.get_by_role("group", name="Times")

    def enter(label: str, text: str) -> None:
        times.get_by_label(label, exact=True).fill(text)
        times.get_by_label(label, exact=True).press("Enter")

    enter("In", "25f")
    expect(times.get_by_label("In", exact=True)).to_have_value("0:01.0")
    enter("In", "+0.5")
    expect(times.get_by_label("In", exact=True)).to_have_value("0:01.5")
    enter("Out", "3")
    expect(times.get_by_label("Out", exact=True)).to_have_value("0:03.0")
    enter("Out", "soon")
    expect(page.get_by_role("status").filter(has_text="“soon” is no time")).to_be_visible()
    expect(times.get_by_label("Out", exact=True)).to_have_value("0:03.0")
    times.get_by_role("button", name="Delete range").click()
    draft.wait_for_ranges([(0, 1.5), (3, 6)])


def test_buttons_split_mark_undo_and_redo_as_the_keys_do(draft: DraftPages) -> None:
    page = draft.open_cuts().page
    draft.seek(2)
    page.get_by_role("button", name="Split (S)").click()
    draft.wait_for_ranges([(0, 2), (2, 6)])
    page.get_by_role("button", name="Undo Split").click()
    draft.wait_for_ranges([])
    page.get_by_role("button", name="Redo Split").click()
    draft.wait_for_ranges([(0, 2), (2, 6)])

    draft.seek(3)
    page.get_by_role("button", name="Mark in (I)").click()
    draft.seek(5)
    page.get_by_role("button", name="Mark out (O)").click()
    page.get_by_role("button", name="Delete range (Delete)").click()
    draft.wait_for_ranges([(0, 2), (2, 3), (5, 6)])
    page.get_by_role("button", name="Bring everything back").click()
    draft.wait_for_ranges([])


def play_until(page: Page, seconds: float) -> list[float]:
    """Play until a time of the source, and return the times that were shown."""
    page.evaluate(_NOTE_TIMES)
    page.keyboard.press("Space")
    page.wait_for_function("least => timesSeen.some((one) => one >= least)", arg=seconds)
    page.keyboard.press("Space")
    found: list[float] = page.evaluate("() => timesSeen")
    return found


@ON_EMBEDDED_IN_SUITE
def test_what_is_removed_is_played_when_cuts_are_not_skipped(draft: DraftPages) -> None:
    save(draft, {"edit": {"ranges": [{"start": 0, "end": 2}, {"start": 4, "end": 6}]}})
    page = draft.open_cuts().page
    canvas = page.get_by_role("img", name="Picture at the playhead")
    expect(canvas).to_have_attribute("data-frame", re.compile(r"\d"))
    page.get_by_role("button", name="Skip cuts").click()
    expect(page.get_by_role("button", name="Skip cuts")).to_have_attribute("aria-pressed", "false")
    draft.seek(1)
    assert [one for one in play_until(page, 4.5) if 2.3 < one < 3.9]


def test_a_draft_and_its_production_open_as_timelines_in_the_editor(draft: DraftPages) -> None:
    edit = {"ranges": [{"start": 0, "end": 2}, {"start": 4, "end": 6}]}
    draft_id = save(draft, {"name": "Harbour film", "edit": edit})
    page = draft.open_produce().page
    page.get_by_label("Name", exact=True).fill("Harbour, cut")
    page.get_by_role("button", name="Open as timeline").click()
    expect(page).to_have_url(re.compile(r"/create-video\?project=\d+$"))
    expect(page.get_by_role("button", name="Timelines, open: Harbour, cut")).to_be_visible()
    expect(page.locator('[data-lane="video"] [role=option]')).to_have_count(2)
    first = page.url

    body = {"draftId": draft_id}
    made = draft.account.request("POST", "/api/productions", json=body)["production"]["id"]
    draft.tab.open(f"/productions?id={made}")
    page.get_by_role("button", name="Open as timeline").click()
    expect(page).to_have_url(re.compile(r"/create-video\?project=\d+$"))
    expect(page.locator('[data-lane="video"] [role=option]')).to_have_count(2)
    assert page.url != first
