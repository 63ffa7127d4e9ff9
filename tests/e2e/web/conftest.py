# SPDX-License-Identifier: Apache-2.0
"""A browser, and accounts on both profiles, for the tests of the web client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.platform.player import a_browser
from tests.support.web.browser import Account, opened_tab, registered
from tests.support.web.drafts import DraftPages, upload_source


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a worker; each test opens tabs of its own."""
    with a_browser() as found:
        yield found


@pytest.fixture
def account(platform: str) -> Iterator[Account]:
    """A user who has just registered, on each profile."""
    with registered(platform) as found:
        yield found


@pytest.fixture
def draft(
    platform: str, browser: Browser, account: Account, tmp_path: Path
) -> Iterator[DraftPages]:
    """A tab of a user who has one video of six seconds."""
    upload_id = upload_source(account, tmp_path)
    with opened_tab(browser, platform, account) as tab:
        yield DraftPages(tab, account, upload_id)
