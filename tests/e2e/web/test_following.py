# SPDX-License-Identifier: Apache-2.0
"""A user follows a space and reads what is published in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_DISTRIBUTED
from tests.support.web.browser import NARROW, WIDE, Account, opened_tab, registered
from tests.support.web.exports import Filmmaker, a_filmmaker

pytestmark = ON_DISTRIBUTED


@pytest.fixture(scope="module")
def mara(platform: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filmmaker]:
    """A user with a video that is packaged."""
    with a_filmmaker(platform, tmp_path_factory.mktemp("media")) as found:
        yield found


@pytest.fixture(scope="module")
def group(mara: Filmmaker) -> int:
    """A group that everybody may see, in which a video is published."""
    group = mara.group("Ships of the harbour")
    shown = {"visibility": "public"}
    answer = mara.creator.request("PATCH", f"/api/spaces/{group}", json=shown)
    assert answer.status_code == 200, answer.text
    mara.creator.published(mara.production_of(mara.export("Ferry")), group)
    return group


@pytest.fixture
def jonas(platform: str) -> Iterator[Account]:
    """Another user."""
    with registered(platform, "Jonas") as found:
        yield found


def test_what_is_published_in_a_followed_space_is_in_the_feed_until_it_is_not_followed(
    platform: str, browser: Browser, group: int, jonas: Account
) -> None:
    with opened_tab(browser, platform, jonas) as tab:
        page = tab.open("/feed")
        page.get_by_role("button", name="Following").click()
        expect(page.get_by_text("Follow spaces on their pages")).to_be_visible()

        tab.open(f"/spaces?id={group}")
        page.get_by_role("button", name="Follow", exact=True).press("Enter")
        expect(page.get_by_text("is now in your feed")).to_be_visible()
        tab.open("/feed?of=following")
        expect(page.get_by_role("button", name="Following")).to_have_attribute(
            "aria-pressed", "true"
        )
        expect(page.get_by_role("link", name="Ferry").first).to_be_visible()

        tab.open(f"/spaces?id={group}")
        page.get_by_role("button", name="Unfollow").press("Enter")
        expect(page.get_by_role("button", name="Follow", exact=True)).to_be_visible()
        tab.open("/feed?of=following")
        expect(page.get_by_text("Follow spaces on their pages")).to_be_visible()
        assert tab.complaints == []


@pytest.mark.parametrize(("scheme", "viewport"), [("dark", WIDE), ("light", NARROW)])
def test_the_feed_of_followed_spaces_is_accessible_and_fits_its_window(
    platform: str,
    browser: Browser,
    group: int,
    jonas: Account,
    scheme: str,
    viewport: dict[str, int],
) -> None:
    jonas.request("PUT", f"/api/spaces/{group}/subscription")
    with opened_tab(browser, platform, jonas, viewport=viewport, scheme=scheme) as tab:
        for address, name in (("/feed?of=following", "Ferry"), (f"/spaces?id={group}", "Ferry")):
            page = tab.open(address)
            expect(page.get_by_role("link", name=name).first).to_be_visible()
            assert tab.violations() == [], address
            assert not tab.is_too_wide(), address
        assert tab.complaints == []
