# SPDX-License-Identifier: Apache-2.0
"""A narration is spoken into the microphone, and lies on the timeline where it began."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support.platform.player import a_browser
from tests.support.platform.profiles import ON_DISTRIBUTED_IN_SUITE
from tests.support.web.browser import Account, opened_tab
from tests.support.web.editor import Editor

pytestmark = ON_DISTRIBUTED_IN_SUITE


@pytest.fixture(scope="module")
def speaking_browser() -> Iterator[Browser]:
    """A browser whose microphone hears beeps."""
    flags = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    with a_browser(*flags) as found:
        yield found


@pytest.fixture
def editor(platform: str, speaking_browser: Browser, account: Account) -> Iterator[Editor]:
    """The editor in a tab of a new user, not yet opened."""
    with opened_tab(speaking_browser, platform, account) as tab:
        yield Editor(tab, account)
        assert tab.complaints == []


def test_what_is_spoken_is_uploaded_and_put_where_the_playhead_was(editor: Editor) -> None:
    page = editor.open().page
    page.get_by_role("tab", name="Narration").click()
    page.get_by_role("button", name="Record at the playhead").click()
    recording = page.get_by_role("group", name="Recording")
    expect(recording).to_contain_text("0:01")
    level = recording.get_by_role("meter", name="Level of the microphone")
    page.wait_for_function("one => one.value > 0.1", arg=level.element_handle())
    assert editor.tab.violations() == []

    page.get_by_role("tab", name="Video").click()
    recording.get_by_role("button", name="Stop").click()

    expect(editor.lane("narration")).to_have_count(1)
    editor.wait_for_stored("narration", [0], field="startSeconds")
    found = editor.account.request("GET", "/api/assets/narration")["items"]
    assert [one["state"] for one in found] == ["ready"]
    assert found[0]["durationSeconds"] > 0.8


def test_a_discarded_recording_leaves_nothing(editor: Editor) -> None:
    page = editor.open().page
    page.get_by_role("tab", name="Narration").click()
    page.get_by_role("button", name="Record at the playhead").click()
    page.get_by_role("group", name="Recording").get_by_role("button", name="Discard").click()

    expect(page.get_by_role("button", name="Record at the playhead")).to_be_visible()
    assert editor.account.request("GET", "/api/assets/narration")["items"] == []
