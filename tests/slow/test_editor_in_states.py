# SPDX-License-Identifier: Apache-2.0
"""The editor with everything in it that opens, of every kind of item: accessible, in its window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from cli.client import Client
from gateway.demo import Demonstration
from tests.support.platform.embedded import running_embedded
from tests.support.platform.player import a_browser
from tests.support.process.loopback import loopback_client
from tests.support.web.browser import DRAWER, WIDE, Account, opened_tab
from tests.support.web.editor import Editor, upload_video
from tests.support.web.looks import look

LANES = (
    "graphics",
    "titles",
    "lowerThirds",
    "captions",
    "logos",
    "visualizers",
    "overlays",
    "video",
    "narration",
    "music",
)
CAPTION = {
    "id": "caption",
    "startSeconds": 1,
    "endSeconds": 4,
    "style": "modern",
    "words": [{"text": "Welcome ashore.", "startSeconds": 1, "endSeconds": 4}],
}
BARS = {
    "id": "bars",
    "presetSnapshot": {"name": "Bars", "instances": [{"style": "spectrum_bars", "barCount": 32}]},
    "audioSourceKind": "music",
    "audioSourceSegmentId": "music",
    "startSeconds": 6,
    "endSeconds": 12,
}
TABS = ("Images", "Titles", "Logos", "Music", "Narration")


@dataclass(frozen=True)
class Demonstrated:
    """Whoever made the demonstration, and a project of it that has an item of every kind."""

    user: Account
    password: str
    project_id: int

    @property
    def account(self) -> Account:
        """The account, signed in anew: all states take longer than a session's tokens last."""
        return self.user.signed_in_anew(self.password)

    def project(self, **changes: Any) -> int:  # Any: members of a timeline
        """Make a project of the same timeline, but for some members; return its id."""
        account = self.account
        found = account.request("GET", f"/api/create-video/projects/{self.project_id}")
        made = account.request("POST", "/api/create-video/projects", json={"name": "Lisbon"})
        project_id = int(made["project"]["id"])
        timeline = {**found["project"]["timeline"], **changes}
        path = f"/api/create-video/projects/{project_id}/timeline"
        account.request("PATCH", path, json={"timeline": timeline})
        return project_id


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstrated]:
    with running_embedded() as platform, Client(platform.url) as client:
        shown = Demonstration(client)
        outcome = shown.run(tmp_path_factory.mktemp("demo"))
        with loopback_client(platform.url) as http:
            user = Account(platform.url, shown.email, http)
            made = Demonstrated(user, shown.password, outcome.project_id)
            full = made.project(captions=[CAPTION], visualizers=[BARS])
            yield replace(made, project_id=full)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as found:
        yield found


@pytest.fixture(params=[WIDE, DRAWER], ids=["wide", "drawer"])
def editor(
    request: pytest.FixtureRequest, browser: Browser, demonstrated: Demonstrated
) -> Iterator[Editor]:
    """The editor with all items, in one of the widths in which one edits."""
    account = demonstrated.account
    with opened_tab(browser, account.url, account, viewport=request.param) as tab:
        editor = Editor(tab, account).open(f"?project={demonstrated.project_id}")
        expect(editor.lane("video").first).to_be_visible()
        yield editor
        assert tab.complaints == []


def look_at(editor: Editor, name: str) -> None:
    """Look at the editor in its width, dark and light."""
    size = editor.page.viewport_size
    assert size
    look(editor.tab, f"editor-{name}", ({"width": size["width"], "height": size["height"]},))


def open_inspector(editor: Editor) -> None:
    """Show the inspector where it is a drawer."""
    drawer = editor.page.get_by_role("button", name="Inspector")
    if drawer.is_visible() and drawer.get_attribute("aria-pressed") == "false":
        drawer.click()
    expect(editor.page.get_by_role("region", name="Inspector")).to_be_visible()


@pytest.mark.parametrize("lane", LANES)
def test_an_item_of_each_kind_is_selected(editor: Editor, lane: str) -> None:
    editor.lane(lane).first.focus()
    open_inspector(editor)
    look_at(editor, f"item-{lane}")


@pytest.mark.parametrize("name", TABS)
def test_each_tab_of_the_media_is_open(editor: Editor, name: str) -> None:
    editor.page.get_by_role("tab", name=name).click()
    look_at(editor, f"media-{name.lower()}")


def open_menu(editor: Editor) -> None:
    editor.page.get_by_role("button", name="Timelines, open").click()


def choose(item: str) -> Callable[[Editor], None]:
    """Return what chooses an item of the menu of timelines."""

    def chosen(editor: Editor) -> None:
        open_menu(editor)
        editor.page.get_by_role("menuitem", name=item).click()
        expect(editor.page.get_by_role("dialog")).to_be_visible()

    return chosen


def press(key: str) -> Callable[[Editor], None]:
    """Return what opens a dialog by a key."""

    def pressed(editor: Editor) -> None:
        editor.press(key)
        expect(editor.page.get_by_role("dialog").first).to_be_visible()

    return pressed


def click(name: str) -> Callable[[Editor], None]:
    """Return what clicks a button."""
    return lambda editor: editor.page.get_by_role("button", name=name).first.click()


OPENED: dict[str, Callable[[Editor], None]] = {
    "rename": choose("Rename"),
    "import": choose("Import timeline"),
    "export-as": choose("Export as…"),
    "export": press("Control+e"),
    "list": press("t"),
    "shortcuts": press("?"),
    "palette": press("Control+k"),
    "activity": click("Activity"),
    "timelines": open_menu,
    "account": click("Account"),
}


@pytest.mark.parametrize("name", OPENED)
def test_each_menu_and_dialog_is_open(editor: Editor, name: str) -> None:
    OPENED[name](editor)
    look_at(editor, f"open-{name}")


def test_a_file_is_missing(editor: Editor, demonstrated: Demonstrated, tmp_path: Path) -> None:
    upload_id = upload_video(demonstrated.account, tmp_path, "first-take")
    source = {"sourceStartSeconds": 0, "sourceEndSeconds": 4}
    clip = {"id": "gone", "uploadId": upload_id, "startSeconds": 0, **source}
    project_id = demonstrated.project(clips=[clip], stills=[], videoOverlays=[])
    demonstrated.account.request("DELETE", f"/api/uploads/{upload_id}?force=true")
    editor.open(f"?project={project_id}")
    editor.lane("video").first.focus()
    open_inspector(editor)
    expect(editor.page.get_by_text("Its file is missing.")).to_be_visible()
    look_at(editor, "missing")
    editor.page.get_by_role("button", name="Relink…").click()
    expect(editor.page.get_by_role("dialog")).to_be_visible()
    look_at(editor, "relink")


def test_there_is_no_network_and_then_a_conflict(
    editor: Editor, browser: Browser, demonstrated: Demonstrated
) -> None:
    project = f"?project={demonstrated.project()}"
    editor.open(project)
    editor.page.context.set_offline(True)
    editor.lane("titles").first.focus()
    editor.press("Alt+Shift+ArrowRight")
    editor.says("Offline")
    look_at(editor, "offline")

    account = demonstrated.account
    with opened_tab(browser, account.url, account) as tab:
        other = Editor(tab, account).open(project)
        other.lane("titles").first.focus()
        with tab.page.expect_response(lambda one: one.url.endswith("/timeline") and one.ok):
            other.press("Alt+ArrowRight")
    editor.page.context.set_offline(False)
    expect(editor.page.get_by_role("alert", name="Changed elsewhere")).to_be_visible()
    look_at(editor, "conflict")
