# SPDX-License-Identifier: Apache-2.0
"""The settings of the site, which administrators change and others read."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.embedded import ROOT, Embedded
from tests.support.platform.profiles import ON_DISTRIBUTED
from tests.support.web.browser import NARROW, PASSWORD, WIDE, Account, opened_tab, registered
from tests.support.web.exports import Filmmaker, a_filmmaker


@pytest.fixture(scope="module")
def administrator(embedded_platform: Embedded) -> Iterator[Account]:
    with registered(embedded_platform.url, "Ada Lund") as account:
        command = [sys.executable, "-m", "services.accounts", "grant-admin", account.email]
        env = {**embedded_platform.environ(), **embedded_platform.service_environ()}
        subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
        body = {"email": account.email, "password": PASSWORD}
        account.http.post("/api/login", json=body).raise_for_status()
        yield account


@pytest.fixture(scope="module")
def mara(platform: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filmmaker]:
    with a_filmmaker(platform, tmp_path_factory.mktemp("media")) as found:
        yield found


@pytest.mark.parametrize(("scheme", "viewport"), [("dark", WIDE), ("light", NARROW)])
def test_an_administrator_changes_the_settings_of_the_site(
    embedded_platform: Embedded,
    browser: Browser,
    administrator: Account,
    scheme: str,
    viewport: dict[str, int],
) -> None:
    url = embedded_platform.url
    with opened_tab(browser, url, administrator, scheme=scheme, viewport=viewport) as tab:
        page = tab.open("/site")
        # The platform serves other tests meanwhile; channels of theirs require approval anyway.
        switch = page.get_by_role("switch", name="Every channel requires approval")
        expect(switch).to_have_attribute("aria-checked", "false")
        assert tab.violations() == []
        assert not tab.is_too_wide()

        switch.click()
        expect(switch).to_have_attribute("aria-checked", "true")
        settings = administrator.request("GET", "/api/site-settings")["settings"]
        assert settings["requireChannelReview"] is True
        switch.click()
        expect(switch).to_have_attribute("aria-checked", "false")
        assert tab.complaints == []


@ON_DISTRIBUTED
def test_others_read_the_settings_of_the_site(
    platform: str, browser: Browser, mara: Filmmaker
) -> None:
    with opened_tab(browser, platform, mara.account) as tab:
        page = tab.open("/site")
        expect(page.get_by_text("Administrators change them")).to_be_visible()
        expect(page.get_by_role("switch")).to_have_count(0)
        assert tab.violations() == []
