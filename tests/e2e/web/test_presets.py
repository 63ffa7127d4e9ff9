# SPDX-License-Identifier: Apache-2.0
"""Presets are made, changed in place, duplicated and archived on their page."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.support.platform.profiles import ON_DISTRIBUTED_IN_SUITE
from tests.support.process.waiting import poll_until
from tests.support.web.browser import Account, opened_tab

pytestmark = ON_DISTRIBUTED_IN_SUITE

LOGOS = "/api/logo-configs"


def names(account: Account) -> list[str]:
    """List the names of the logo presets of an account."""
    return [one["name"] for one in account.request("GET", LOGOS)["items"]]


def test_a_preset_is_made_changed_duplicated_archived_and_taken_back(
    platform: str, browser: Browser, account: Account
) -> None:
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/presets")
        presets = page.get_by_role("list", name="Logos presets")
        expect(presets.get_by_role("button", name="Standard watermark")).to_be_visible()
        page.get_by_role("button", name="New preset").click()
        preset = page.get_by_role("region", name="New logo preset")
        preset.get_by_label("Name", exact=True).fill("Corner mark")
        preset.get_by_role("radio", name="Top left").check(force=True)

        def is_changed() -> bool:
            found = account.request("GET", LOGOS)["items"]
            return any(
                one["name"] == "Corner mark" and one["position"] == "top_left" for one in found
            )

        poll_until(is_changed, "the changed preset")
        preset = page.get_by_role("region", name="Corner mark")
        preset.get_by_role("button", name="Duplicate").click()
        expect(presets.get_by_role("button", name="Copy of Corner mark")).to_be_visible()
        copy = page.get_by_role("region", name="Copy of Corner mark")
        copy.get_by_role("button", name="Archive").click()
        expect(presets.get_by_role("button", name="Copy of Corner mark")).to_have_count(0)
        page.get_by_role("button", name="Undo").click()
        expect(presets.get_by_role("button", name="Copy of Corner mark")).to_be_visible()
        assert names(account).count("Copy of Corner mark") == 1
        assert tab.violations() == []
        assert tab.complaints == []


def test_a_preset_without_a_name_is_marked_and_its_other_fields_are_saved(
    platform: str, browser: Browser, account: Account
) -> None:
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/presets")
        page.get_by_role("button", name="New preset").click()
        preset = page.get_by_role("region", name="New logo preset")
        preset.get_by_label("Name", exact=True).fill("")
        expect(preset.get_by_text("A preset needs a name")).to_be_visible()
        preset.get_by_role("radio", name="Top left").check(force=True)

        def is_moved() -> bool:
            found = account.request("GET", LOGOS)["items"]
            return any(
                one["name"] == "New logo preset" and one["position"] == "top_left" for one in found
            )

        poll_until(is_moved, "the other field")
        expect(preset.get_by_role("status")).to_have_text("Not saved")
        expect(preset.get_by_label("Name", exact=True)).to_have_value("")
        preset.get_by_label("Name", exact=True).fill("Corner mark")
        poll_until(lambda: "Corner mark" in names(account), "the name")
        expect(page.get_by_text("A preset needs a name")).to_have_count(0)
        preset = page.get_by_role("region", name="Corner mark")
        expect(preset.get_by_role("status")).to_have_text("Saved")
