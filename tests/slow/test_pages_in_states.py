# SPDX-License-Identifier: Apache-2.0
"""Every page of the web client in every state: accessible, no wider than its window, with words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser

from tests.support.platform.creator import Creator
from tests.support.platform.embedded import running_embedded
from tests.support.platform.player import a_browser
from tests.support.web.browser import Account, opened_tab, registered
from tests.support.web.looks import look
from tests.support.web.page_states import (
    NOTHING,
    PAGES,
    STATES,
    ClientPage,
    State,
    expect_state,
    put_into,
)

Owner = tuple[Account, Mapping[str, int]]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running_embedded() as platform:
        yield platform.url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as found:
        yield found


@pytest.fixture(scope="module")
def filled(url: str) -> Iterator[tuple[Account, Mapping[str, int]]]:
    """Somebody who has a bit of everything, and the ids of what they have."""
    with registered(url, "Nils Aho") as found:
        yield found, fill(found)


@pytest.fixture
def account(url: str, state: State, request: pytest.FixtureRequest) -> Iterator[Owner]:
    """Somebody whose session has just begun; only in the full state they have anything."""
    if state == "full":
        owner, ids = request.getfixturevalue("filled")
        yield owner.signed_in_anew(), ids
        return
    with registered(url) as found:
        yield found, NOTHING


def fill(account: Account) -> Mapping[str, int]:
    """Make a bit of everything; return the ids of what pages show one at a time."""
    creator = Creator(account.url)
    for cookie in account.http.cookies.jar:
        creator.http.cookies.set(cookie.name, str(cookie.value), path=cookie.path)
    creator.http.headers["x-csrf-token"] = account.http.cookies["csrf"]
    uploads = account.request("POST", "/api/uploads/samples")["items"]
    upload_id = int(uploads[0]["id"])
    creator.ready(upload_id)
    clip = {"id": "c", "uploadId": upload_id, "sourceStartSeconds": 0, "sourceEndSeconds": 1}
    output = {"height": 360, "quality": "draft"}
    project_id = creator.project([clip], name="Harbour at first light", output=output)
    export = creator.exported(project_id)
    production_id = creator.packaged(int(export["resultUploadId"]))
    publication = creator.published(production_id)
    creator.post("/api/spaces", {"name": "The lighthouse"})
    creator.post("/api/production-drafts", {"uploadId": upload_id})
    creator.post("/api/tokens", {"name": "A script", "scopes": ["read"]})
    creator.close()
    return {
        "upload": upload_id,
        "project": project_id,
        "production": production_id,
        "space": int(publication["spaceId"]),
    }


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("shown", PAGES, ids=lambda page: page.path)
def test_a_page_is_accessible_in_each_state(
    url: str, browser: Browser, account: Owner, shown: ClientPage, state: State
) -> None:
    owner, ids = account
    with opened_tab(browser, url, owner if shown.is_for_users else None) as tab:
        put_into(tab.page, state)
        tab.open(shown.path.format_map(ids))
        expect_state(tab.page, shown, state)
        look(tab, f"{state}{re.sub(r'[^a-z]+', '-', shown.path)}")
        assert tab.complaints == []
