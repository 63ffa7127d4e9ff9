# SPDX-License-Identifier: Apache-2.0
"""The page of uploads begins productions, and goes on with those that were begun."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.support.web.browser import Account, opened_tab
from tests.support.web.drafts import DraftPages, upload_source


def test_a_production_is_begun_resumed_started_over_and_taken_back(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    upload_id = upload_source(account, tmp_path)
    with opened_tab(browser, platform, account) as tab:
        draft = DraftPages(tab, account, upload_id)
        page = tab.open("/uploads")
        page.get_by_role("link", name="New Production of harbour").click()
        page.get_by_label("Name", exact=True).fill("Harbour film")
        draft.wait_for_stored(lambda config: config.get("name") == "Harbour film", "the name")

        tab.open("/uploads")
        expect(page.get_by_role("link", name="New Production of harbour")).to_have_count(0)
        page.get_by_role("link", name="Resume Production of harbour").click()
        expect(page.get_by_label("Name", exact=True)).to_have_value("Harbour film")

        tab.open("/uploads")
        page.get_by_role("button", name="Start Over with harbour").click()
        expect(page.get_by_label("Name", exact=True)).to_have_value("")
        page.get_by_role("button", name="Undo", exact=True).click()
        expect(page.get_by_label("Name", exact=True)).to_have_value("Harbour film")
        assert draft.stored() == {"name": "Harbour film"}
        assert tab.complaints == []


def test_a_draft_is_discarded_in_the_menu_of_its_video(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> None:
    upload_id = upload_source(account, tmp_path)
    account.request("POST", "/api/production-drafts", json={"uploadId": upload_id})
    with opened_tab(browser, platform, account) as tab:
        page = tab.open("/uploads")
        expect(page.get_by_role("link", name="Resume Production")).to_be_visible()
        assert tab.violations() == []
        page.get_by_role("button", name="More of harbour").click()
        page.get_by_role("menuitem", name="Discard Draft").click()
        expect(page.get_by_role("link", name="New Production of harbour")).to_be_visible()

        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_role("link", name="Resume Production")).to_be_visible()
