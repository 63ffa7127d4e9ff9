# SPDX-License-Identifier: Apache-2.0
"""A browser, and accounts on both profiles, for the tests of the web client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.platform.player import a_browser
from tests.support.web.browser import Account, registered


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as found:
        yield found


@pytest.fixture
def account(platform: str) -> Iterator[Account]:
    """A user who has just registered, on each profile."""
    with registered(platform) as found:
        yield found
