# SPDX-License-Identifier: Apache-2.0
"""Moderators take videos down with a reason, and those who published them read it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_DISTRIBUTED
from tests.support.web.browser import Account, opened_tab, registered
from tests.support.web.exports import Filmmaker, a_filmmaker

pytestmark = ON_DISTRIBUTED


@pytest.fixture(scope="module")
def mara(platform: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filmmaker]:
    """A user with a production."""
    with a_filmmaker(platform, tmp_path_factory.mktemp("media")) as found:
        yield found


@pytest.fixture(scope="module")
def production(mara: Filmmaker) -> int:
    """The production of Mara that is published."""
    return mara.production_of(mara.export("Harbour"))


@pytest.fixture
def eve(platform: str) -> Iterator[Account]:
    """The administrator of spaces."""
    with registered(platform, "Eve Moder") as found:
        yield found


def space_of(eve: Account, mara: Filmmaker, name: str, *, needs_approval: bool) -> int:
    """Let Eve make a group into which Mara may publish."""
    settings = {"name": name, "requireApproval": needs_approval}
    space = int(eve.request("POST", "/api/spaces", json=settings)["space"]["id"])
    body = {"role": "space_poster"}
    link = eve.request("POST", f"/api/spaces/{space}/invitation-links", json=body)
    mara.creator.post("/api/spaces/invitation-links/accept", {"token": link["token"]})
    return space


REASON = "The music is not yours."


@dataclass(frozen=True)
class Reported:
    """What Mara published in a group of Eve, and Eve reported."""

    name: str
    space: int
    publication: int


@pytest.fixture
def reported(mara: Filmmaker, production: int, eve: Account) -> Reported:
    """A video of Mara's in a group that nothing else is called as."""
    name = f"Crew {uuid.uuid4().hex[:8]}"
    space = space_of(eve, mara, name, needs_approval=False)
    publication = int(mara.creator.published(production, space)["id"])
    report = {"reason": "copyright", "note": "The music is ours."}
    eve.request("POST", f"/api/publications/{publication}/reports", json=report)
    return Reported(name, space, publication)


def test_a_report_is_closed_by_unpublishing_and_the_owner_reads_why(
    platform: str,
    browser: Browser,
    mara: Filmmaker,
    production: int,
    eve: Account,
    reported: Reported,
) -> None:
    with opened_tab(browser, platform, eve) as tab:
        page = tab.open(f"/spaces?id={reported.space}&tab=reports")
        page.get_by_label("What to do").select_option(label="Unpublish the video")
        page.get_by_role("button", name="Close report").click()
        page.get_by_label("Reason").fill(REASON)
        assert tab.violations() == []
        page.get_by_role("button", name="Unpublish", exact=True).click()
        expect(page.get_by_text("No reports of this kind")).to_be_visible()
        # The row that asked for it is gone with the answer.
        expect(page.get_by_text("The report is resolved")).to_be_visible()
        assert tab.complaints == []
    with opened_tab(browser, platform, mara.account) as tab:
        page = tab.open(f"/publish?production={production}")
        expect(page.get_by_text(f"Removed by Eve Moder: {REASON}")).to_be_visible()
        expect(page.get_by_role("checkbox", name=reported.name)).to_be_disabled()
        assert tab.violations() == []
        page = tab.open(f"/productions?id={production}")
        region = page.get_by_role("region", name="Publications")
        expect(region.get_by_text(f"Removed by Eve Moder: {REASON}")).to_be_visible()
        region.get_by_role("button", name=f"Log of {reported.name}").click()
        expect(page.get_by_role("dialog").get_by_text(REASON)).to_be_visible()
        assert tab.violations() == []


def test_a_report_stays_open_while_nobody_knows_whether_its_video_is_there(
    platform: str, browser: Browser, eve: Account, reported: Reported
) -> None:
    with opened_tab(browser, platform, eve) as tab:
        page = tab.open(f"/spaces?id={reported.space}&tab=reports")
        path = f"**/api/publications/{reported.publication}"
        page.route(path, lambda route: route.fulfill(status=400, json={"error": "bad_request"}))
        page.get_by_label("What to do").select_option(label="Unpublish the video")
        expect(page.get_by_role("alert")).to_contain_text("400")
        page.unroute(path)
        page.get_by_role("button", name="Try again").click()
        page.get_by_role("button", name="Close report").click()
        expect(page.get_by_role("dialog", name="Unpublish Harbour?")).to_be_visible()
    found = eve.request("GET", f"/api/spaces/{reported.space}/reports")["items"]
    assert [one["status"] for one in found] == ["open"]


def test_a_moderator_finds_what_was_rejected_and_approves_it_again(
    platform: str, browser: Browser, mara: Filmmaker, production: int, eve: Account
) -> None:
    space = space_of(eve, mara, "Critics", needs_approval=True)
    publication = mara.creator.published(production, space)["id"]
    eve.request("POST", f"/api/publications/{publication}/reject", json={"note": "Too loud."})
    with opened_tab(browser, platform, eve) as tab:
        page = tab.open(f"/spaces?id={space}&tab=review")
        page.get_by_role("button", name="Rejected", exact=True).click()
        rejected = page.get_by_role("list", name="Rejected")
        expect(rejected).to_contain_text("Rejected by Eve Moder: Too loud.")
        assert tab.violations() == []
        rejected.get_by_role("button", name="Approve again: Harbour").click()
        expect(page.get_by_text("Harbour is published")).to_be_visible()
        expect(page.get_by_text("Nothing is rejected")).to_be_visible()
        page.get_by_role("button", name="Removed", exact=True).click()
        expect(page.get_by_text("Nothing was removed")).to_be_visible()
        assert tab.complaints == []
    with opened_tab(browser, platform, mara.account) as tab:
        page = tab.open(f"/productions?id={production}")
        region = page.get_by_role("region", name="Publications")
        region.get_by_role("button", name="Who may watch in Critics").click()
        audience = page.get_by_label("Who may watch", exact=True)
        audience.select_option(label="Members of the space only")
        assert tab.violations() == []
        page.get_by_role("button", name="Change", exact=True).click()
        expect(region.get_by_text("Members of the space only")).to_be_visible()
        region.get_by_role("button", name="Log of Critics").click()
        expect(page.get_by_role("dialog").get_by_text("Changed who may watch")).to_be_visible()
        assert tab.complaints == []


def test_a_moderator_republishes_on_the_watch_page_and_unpublishes_in_the_feed(
    platform: str, browser: Browser, eve: Account, reported: Reported
) -> None:
    eve.request(
        "POST", f"/api/publications/{reported.publication}/unpublish", json={"note": REASON}
    )
    with opened_tab(browser, platform, eve) as tab:
        page = tab.open(f"/watch/{reported.publication}")
        expect(page.get_by_text(f"Eve Moder: {REASON}")).to_be_visible()
        assert tab.violations() == []
        page.get_by_role("button", name="Publish again…").click()
        page.get_by_role("button", name="Publish again", exact=True).click()
        expect(page.get_by_role("button", name="Unpublish…")).to_be_visible()
        page.get_by_role("button", name="Log", exact=True).click()
        expect(page.get_by_text("Published again by a moderator")).to_be_visible()
        assert tab.violations() == []
        page = tab.open(f"/spaces?id={reported.space}")
        page.get_by_role("button", name="More of Harbour").click()
        page.get_by_role("menuitem", name="Unpublish…").click()
        page.get_by_label("Reason").fill("Once more.")
        page.get_by_role("button", name="Unpublish", exact=True).click()
        expect(page.get_by_text("Nothing is published here yet")).to_be_visible()
        assert tab.complaints == []


def test_what_was_rejected_is_asked_for_again_and_the_moderator_sees_that_it_waits(
    platform: str, browser: Browser, mara: Filmmaker, production: int, eve: Account
) -> None:
    space = space_of(eve, mara, "Film club", needs_approval=True)
    publication = mara.creator.published(production, space)["id"]
    eve.request("POST", f"/api/publications/{publication}/reject", json={"note": "Too loud."})
    with opened_tab(browser, platform, mara.account) as tab:
        page = tab.open(f"/publish?production={production}")
        expect(page.get_by_text("Rejected by Eve Moder: Too loud.")).to_be_visible()
        page.get_by_role("button", name="Ask for review again in Film club").click()
        page.get_by_label("What you changed").fill("It is quieter.")
        page.get_by_role("button", name="Ask for review", exact=True).click()
        expect(page.get_by_text("Pending review")).to_be_visible()
        assert tab.complaints == []
    with opened_tab(browser, platform, eve) as tab:
        page = tab.open("/uploads")
        page.get_by_role("link", name="Spaces 1 waiting").click()
        page.get_by_role("link", name="Film club").click()
        page.get_by_role("link", name="Review queue 1 waiting").click()
        expect(page.get_by_role("list", name="Waiting for review")).to_contain_text("Harbour")
        assert tab.violations() == []
