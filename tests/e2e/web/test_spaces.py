# SPDX-License-Identifier: Apache-2.0
"""Spaces are made, filled with members by invitations and links, moderated and deleted."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.media.video import make_video
from tests.support.platform.profiles import ON_DISTRIBUTED, ON_DISTRIBUTED_IN_SUITE, ON_EMBEDDED
from tests.support.web.browser import NARROW, WIDE, Account, opened_tab, registered
from tests.support.web.exports import Filmmaker, a_filmmaker


@pytest.fixture(scope="module")
def mara(platform: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filmmaker]:
    """A user with a channel that requires approval."""
    with a_filmmaker(platform, tmp_path_factory.mktemp("media")) as found:
        yield found


@pytest.fixture
def jonas(platform: str) -> Iterator[Account]:
    """Another user, whose name nobody else has."""
    with registered(platform, f"Jonas {uuid.uuid4().hex[:8]}") as found:
        yield found


def name_of(account: Account) -> str:
    return str(account.request("GET", "/api/me")["displayName"])


def opened_space(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


@ON_DISTRIBUTED_IN_SUITE
def test_a_member_is_invited_by_name_gets_a_role_and_is_banned(
    platform: str, browser: Browser, mara: Filmmaker, jonas: Account
) -> None:
    group, name = mara.group("Pilots of the harbour"), name_of(jonas)
    with opened_tab(browser, platform, mara.account) as tab:
        page = tab.open(f"/spaces?id={group}&tab=invitations")
        page.get_by_label("Email address or name").fill("Nobody at all")
        page.get_by_role("button", name="Invite", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("No user has this")
        page.get_by_label("Email address or name").fill(name)
        page.get_by_label("Email address or name").press("Enter")
        expect(page.get_by_role("button", name=f"Revoke the invitation of {name}")).to_be_visible()

        with opened_tab(browser, platform, jonas) as other:
            invited = other.open("/spaces")
            invited.get_by_role("button", name="Accept Pilots of the harbour").click()
            opened_space(invited, "Pilots of the harbour")
            expect(invited.get_by_role("link", name="Settings")).to_be_hidden()
            invited.get_by_role("link", name="Members").click()
            expect(invited.get_by_text(name)).to_be_visible()

            page.get_by_role("link", name="Members").click()
            page.get_by_label(f"Role of {name}").select_option(label="Poster")
            expect(page.get_by_text(f"{name} is now: Poster")).to_be_visible()
            page.get_by_role("button", name=f"More about {name}").click()
            page.get_by_role("menuitem", name="Ban…").click()
            page.get_by_label("Reason").fill("Spam.")
            page.get_by_role("button", name="Ban", exact=True).click()
            expect(page.get_by_role("region", name="Banned").get_by_text("Spam.")).to_be_visible()

            invited.reload()
            expect(invited.get_by_text("This space could not be loaded")).to_be_visible()
        assert tab.complaints == []


@ON_DISTRIBUTED
def test_a_link_is_made_and_somebody_who_registers_joins_by_it(
    platform: str, browser: Browser, mara: Filmmaker
) -> None:
    group = mara.group("Harbour films")
    with opened_tab(browser, platform, mara.account) as tab:
        page = tab.open(f"/spaces?id={group}&tab=invitations")
        page.get_by_label("Those who join are").select_option(label="Poster")
        page.get_by_label("Works for").select_option(label="1 person")
        page.get_by_role("button", name="Create link").click()
        address = page.locator("code").inner_text()
        assert address.startswith(f"{platform}/join#")
    path = address.removeprefix(platform)

    with opened_tab(browser, platform) as tab:
        page = tab.open(path)
        page.get_by_role("link", name="Register").click()
        page.get_by_label("Email address").fill(f"{uuid.uuid4().hex}@example.org")
        page.get_by_label("Name", exact=True).fill("Ida Lund")
        page.get_by_label("Password").fill("correct horse battery")
        page.get_by_role("button", name="Register").click()
        expect(page.get_by_text("You would publish videos in it.")).to_be_visible()
        page.get_by_role("button", name="Join Harbour films").click()
        opened_space(page, "Harbour films")
        expect(page.get_by_role("link", name="Publish here")).to_be_visible()
        assert tab.complaints == []

    with registered(platform) as late, opened_tab(browser, platform, late) as tab:
        expect(tab.open(path).get_by_text("This invitation is over")).to_be_visible()
        tab.open("/spaces")
        expect(tab.open("/join#forged").get_by_text("This is no invitation")).to_be_visible()


@ON_DISTRIBUTED_IN_SUITE
def test_what_waits_in_a_channel_is_approved_or_rejected_with_a_reason(
    platform: str, browser: Browser, mara: Filmmaker
) -> None:
    body = {"name": "Morning Edition", "type": "channel"}
    channel = int(mara.creator.post("/api/spaces", body)["space"]["id"])
    publications = [
        mara.creator.published(mara.production_of(mara.export(name)), channel)
        for name in ("First ferry", "Second ferry")
    ]
    assert {one["status"] for one in publications} == {"pending"}
    with opened_tab(browser, platform, mara.account) as tab:
        page = tab.open(f"/spaces?id={channel}&tab=review")
        page.get_by_role("button", name="Approve First ferry").click()
        expect(page.get_by_text("First ferry is published")).to_be_visible()
        page.get_by_role("button", name="Reject Second ferry").click()
        page.get_by_label("Reason").fill("The music is not ours.")
        page.get_by_role("button", name="Reject", exact=True).click()
        expect(page.get_by_text("Nothing waits for review")).to_be_visible()
        page.get_by_role("link", name="Feed", exact=True).last.click()
        expect(page.get_by_role("heading", name="First ferry")).to_be_visible()
        assert tab.complaints == []
    log = mara.creator.get(f"/api/publications/{publications[1]['id']}")["events"]
    assert log[-1]["note"] == "The music is not ours."


@ON_DISTRIBUTED_IN_SUITE
def test_a_changed_story_waits_in_the_queue_while_the_approved_one_is_shown(
    platform: str, browser: Browser, mara: Filmmaker
) -> None:
    body = {"name": "Evening Edition", "type": "channel"}
    channel = int(mara.creator.post("/api/spaces", body)["space"]["id"])
    made = mara.creator.published(mara.production_of(mara.export("Last ferry")), channel)
    path = f"/api/publications/{made['id']}"
    mara.creator.post(f"{path}/approve", {})

    def write(text: str) -> None:
        answer = mara.creator.request("PATCH", f"{path}/story", json={"storyText": text})
        assert answer.status_code == 200, answer.text

    write("It sails at nine.")
    with opened_tab(browser, platform, mara.account) as tab:
        page = tab.open(f"/spaces?id={channel}&tab=review")
        expect(page.get_by_text("New story")).to_be_visible()
        expect(page.get_by_text("It sails at nine.")).to_be_visible()
        write("It sails at ten.")
        page.get_by_role("button", name="Approve Last ferry").click()
        expect(page.get_by_role("alert")).to_contain_text("look at it again")
        expect(page.get_by_text("It sails at ten.")).to_be_visible()
        assert mara.creator.get(path)["publication"]["storyText"] != "It sails at ten."
        page.get_by_role("button", name="Approve Last ferry").click()
        expect(page.get_by_text("Nothing waits for review")).to_be_visible()
    assert mara.creator.get(path)["publication"]["storyText"] == "It sails at ten."


@ON_DISTRIBUTED_IN_SUITE
def test_a_space_is_named_shown_to_everybody_given_a_picture_and_deleted(
    platform: str, browser: Browser, mara: Filmmaker, tmp_path: Path
) -> None:
    group = mara.group("Short lived")
    with opened_tab(browser, platform, mara.account) as tab:
        page = tab.open(f"/spaces?id={group}&tab=settings")
        page.get_by_label("Name", exact=True).fill("Long lived")
        page.get_by_label("Description").fill("Films of the pilots.")
        page.get_by_label("Who sees its feed").select_option(label="Everybody, signed in or not")
        page.get_by_role("button", name="Save").click()
        opened_space(page, "Long lived")
        expect(page.get_by_text("seen by everybody")).to_be_visible()
        page.screenshot(path=tmp_path / "icon.png")
        page.get_by_label("Picture of the space").set_input_files(tmp_path / "icon.png")
        expect(page.get_by_text("The picture is changed")).to_be_visible()
        expect(page.get_by_role("button", name="Remove", exact=True)).to_be_visible()
        not_a_picture = make_video(tmp_path / "video.mp4", 1, "64x64")
        page.get_by_label("Picture of the space").set_input_files(not_a_picture)
        expect(page.get_by_text("This file is no picture")).to_be_visible()

        page.get_by_role("button", name="Delete space…").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_text("Nothing is published in it.")).to_be_visible()
        dialog.get_by_role("button", name="Delete space").click()
        expect(page.get_by_role("heading", name="Spaces", level=1)).to_be_visible()
        expect(page.get_by_text("Long lived", exact=True)).to_be_hidden()
        assert tab.complaints == []


@ON_DISTRIBUTED
def test_the_last_administrator_reads_why_leaving_fails(
    platform: str, browser: Browser, mara: Filmmaker
) -> None:
    group = mara.group("Mine alone")
    with opened_tab(browser, platform, mara.account) as tab:
        page = tab.open(f"/spaces?id={group}")
        page.get_by_role("button", name="More", exact=True).click()
        page.get_by_role("menuitem", name="Leave space").click()
        dialog = page.get_by_role("dialog", name="Leave Mine alone?")
        dialog.get_by_role("button", name="Leave space").click()
        expect(dialog.get_by_role("alert")).to_contain_text("A space needs an administrator")


@ON_EMBEDDED
@pytest.mark.parametrize(("scheme", "viewport"), [("dark", WIDE), ("light", NARROW)])
def test_the_pages_of_spaces_are_accessible_and_fit_their_window(
    platform: str,
    browser: Browser,
    mara: Filmmaker,
    jonas: Account,
    scheme: str,
    viewport: dict[str, int],
) -> None:
    group = mara.group("A group whose name is long enough to be broken on a small telephone")
    creator, path = mara.creator, f"/api/spaces/{group}"
    user = jonas.request("GET", "/api/me")["userId"]
    creator.post(f"{path}/invitations", {"userId": int(user)})
    link = creator.post(f"{path}/invitation-links", {})
    tabs = ("", "&tab=members", "&tab=invitations", "&tab=review", "&tab=settings")
    pages = [f"/spaces?id={group}{tab}" for tab in tabs]
    shown = "[aria-label='Parts of this space'] [aria-current=page]"
    with opened_tab(browser, platform, mara.account, viewport=viewport, scheme=scheme) as tab:
        for address in (*pages, f"/join#{link['token']}"):
            page = tab.open(address)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            expect(page.locator(".animate-pulse")).to_have_count(0)
            if address in pages:
                expect(page.locator(shown)).to_be_in_viewport(ratio=0.9)
            assert tab.violations() == [], address
            assert not tab.is_too_wide(), address
        assert tab.complaints == []
    with opened_tab(browser, platform, jonas, viewport=viewport, scheme=scheme) as tab:
        page = tab.open("/spaces")
        expect(page.get_by_role("region", name="Invitations")).to_be_visible()
        assert tab.violations() == []
        assert not tab.is_too_wide()
