# SPDX-License-Identifier: Apache-2.0
"""Pages of what is published, reported and refused, long lists, and what opens on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from tests.support.media.odd_sources import convert
from tests.support.platform.embedded import running_embedded
from tests.support.platform.player import a_browser
from tests.support.web.browser import opened_tab
from tests.support.web.editor import upload_file
from tests.support.web.looks import look
from tests.support.web.moderated import Moderated, a_moderated_video

LONG_NAME = "Interview with the keeper of the northern lighthouse, second take, with wind and gulls"


@pytest.fixture(scope="module")
def moderated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moderated]:
    folder = tmp_path_factory.mktemp("media")
    with running_embedded() as platform, a_moderated_video(platform.url, folder) as found:
        upload_file(found.mara.account, _cut_off(folder), content_type="video/x-matroska")
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as found:
        yield found


def _cut_off(folder: Path) -> Path:
    """Make a Matroska file of which the last third is missing."""
    picture = ("-f", "lavfi", "testsrc2=size=320x180:rate=25:duration=6")
    whole = convert(folder / "whole.mkv", "-c:v", "libx264", "-g", "25", inputs=[picture])
    path = folder / "gulls.mkv"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    return path


Do = Callable[[Page], object]


@dataclass(frozen=True)
class Place:
    """Somewhere in the client or on a page of the server, and what is opened there."""

    who: str | None
    path: str
    words: str
    """What is there once all of it is."""
    do: tuple[Do, ...] = ()
    before: Do | None = None


def press(name: str, *, exact: bool = True) -> Do:
    """Return what presses a button."""
    return lambda page: page.get_by_role("button", name=name, exact=exact).first.click()


def fill(label: str, text: str) -> Do:
    """Return what fills a field."""
    return lambda page: page.get_by_label(label).first.fill(text)


def choose(label: str, option: str) -> Do:
    """Return what chooses an option."""
    return lambda page: page.get_by_label(label).select_option(label=option)


def check(name: str) -> Do:
    """Return what checks a box."""
    return lambda page: page.get_by_role("checkbox", name=name).check()


def add_captions(page: Page) -> None:
    """Choose a file of captions that is not written in UTF-8."""
    page.get_by_role("button", name="Add captions").click()
    text = "1\n00:00:00,000 --> 00:00:01,000\nDer Hafen im Frühling, März\n"
    file = FilePayload(name="hafen.srt", mimeType="text/plain", buffer=text.encode("cp1252"))
    page.get_by_label("File").set_input_files(file)
    expect(page.get_by_role("dialog").get_by_text("Frühling")).to_be_visible()


def fail(path: str) -> Do:
    """Return what has the server fail at a path."""
    body = '{"error": "unavailable", "status": 503, "detail": "The service does not answer."}'
    problem = "application/problem+json"
    return lambda page: page.route(
        f"**{path}", lambda route: route.fulfill(status=503, content_type=problem, body=body)
    )


def many(path: str, count: int) -> Do:
    """Return what makes a list of the server long, and its names, too."""

    def answer(route: Route) -> None:
        found = route.fetch()
        body = found.json()
        items = body["items"] or []
        if items:
            body["items"] = [
                items[index % len(items)] | {"id": 90_000 + index, "name": f"{index} {LONG_NAME}"}
                for index in range(count)
            ]
            body["nextCursor"] = None
        route.fulfill(response=found, json=body)

    return lambda page: page.route(re.compile(path), answer)


def lose_code(page: Page) -> None:
    """Have the code of the page of exports not come."""
    page.route(re.compile("/assets/page-"), lambda route: route.abort())


PLACES: dict[str, Place] = {
    "feed-with-videos": Place("mara", "/spaces?id={group}", "Watch page"),
    "feed-of-nothing-followed": Place("mara", "/feed?of=following", "Feed"),
    "join": Place("nils", "/join#{token}", "The crew of the lighthouse"),
    "sign-in-failing": Place(
        None,
        "/sign-in",
        "does not answer",
        (fill("Email", "mara@example.org"), fill("Password", "a password"), press("Sign in")),
        fail("/api/login"),
    ),
    "uploads-many": Place("mara", "/uploads", LONG_NAME, before=many("/api/assets/videos", 60)),
    "exports-many": Place("mara", "/exports", LONG_NAME, before=many(r"/api/exports(\?|$)", 40)),
    "productions-many": Place(
        "mara", "/productions", LONG_NAME, before=many(r"/api/productions\?", 40)
    ),
    "uploads-warning": Place("mara", "/uploads", "gulls"),
    "uploads-warning-open": Place(
        "mara", "/uploads", "This file was cut off", (press("1 warning about gulls"),)
    ),
    "publish-rows": Place("mara", "/publish?production={production}", "Removed by Eve Moder"),
    "publish-audience": Place(
        "mara", "/publish?production={production}", "Publish later", (check("Mara Klee"),)
    ),
    "publish-later": Place(
        "mara",
        "/publish?production={production}",
        "Publish later",
        (check("Mara Klee"), press("Publish later")),
    ),
    "publish-log": Place(
        "mara",
        "/publish?production={production}",
        "The music is not yours.",
        (press("Log of The attic"),),
    ),
    "production-captions": Place(
        "mara", "/productions?id={production}", "Encoding", (add_captions,)
    ),
    "production-chapters": Place(
        "mara",
        "/productions?id={production}",
        "Chapters",
        (press("Add at", exact=False), fill("Title of chapter 1", "The pier")),
    ),
    "production-poster": Place("mara", "/productions?id={production}", "Use the first poster"),
    "production-log": Place(
        "mara",
        "/productions?id={production}",
        "The music is not yours.",
        (press("Log of The attic"),),
    ),
    "spaces-waiting": Place("eve", "/spaces", "Film club"),
    "space-review": Place("eve", "/spaces?id={club}&tab=review", "The ferry leaves"),
    "space-reports": Place("eve", "/spaces?id={group}&tab=reports", "Close report"),
    "space-reports-unpublish": Place(
        "eve",
        "/spaces?id={group}&tab=reports",
        "Reason",
        (choose("What to do", "Unpublish the video"), press("Close report")),
    ),
    "watch-moderator": Place("eve", "/watch/{shown}", "Unpublish…"),
    "watch-log": Place("eve", "/watch/{shown}", "Log", (press("Log"),)),
    "watch-unpublish": Place("eve", "/watch/{shown}", "Reason", (press("Unpublish…"),)),
    "watch-removed": Place("eve", "/watch/{removed}", "Publish again…"),
    "watch-refused": Place(None, "/watch/{removed}", "Sign in"),
    "page-lost": Place("mara", "/exports", "A part of it did not arrive", before=lose_code),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_page_is_accessible_with_what_opens_on_it(
    browser: Browser, moderated: Moderated, name: str
) -> None:
    place = PLACES[name]
    account = moderated.signed_in(place.who) if place.who else None
    url = moderated.mara.creator.url
    with opened_tab(browser, url, account) as tab:
        tab.page.route("**/api/events*", lambda route: route.abort())
        if place.before:
            place.before(tab.page)
        tab.open(place.path.format_map(vars(moderated)))
        for do in place.do:
            do(tab.page)
        expect(tab.page.get_by_text(place.words).filter(visible=True).first).to_be_visible()
        look(tab, name)
