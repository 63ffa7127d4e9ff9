# SPDX-License-Identifier: Apache-2.0
"""Build productions as a person does, and look at what the server has of their drafts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.media.odd_sources import convert, sine
from tests.support.media.video import make_video
from tests.support.process.waiting import poll_until
from tests.support.web.browser import Account, Tab
from tests.support.web.editor import upload_file

Json = dict[str, Any]  # Any: whatever JSON holds


def make_image(folder: Path, name: str) -> Path:
    """Write an orange PNG and return where it is."""
    return convert(folder / f"{name}.png", "-frames:v", "1", inputs=[_colour("orange")])


def upload_image(
    account: Account, folder: Path, name: str, *, kind: str = "image", role: str | None = None
) -> int:
    """Upload an image of a kind and a role and wait until it can be used; return its id."""
    path = make_image(folder, name)
    return upload_file(account, path, content_type="image/png", kind=kind, imageRole=role)


def upload_music(account: Account, folder: Path, name: str) -> int:
    """Upload music of three seconds and wait until it can be used; return its id."""
    path = convert(folder / f"{name}.mp3", inputs=[sine(440, 3)])
    sign_at = "/api/create-video/audio/sign"
    return upload_file(account, path, content_type="audio/mpeg", sign_at=sign_at)


def upload_source(account: Account, folder: Path, name: str = "harbour") -> int:
    """Upload a video of six seconds and wait until it can be used; return its id."""
    path = make_video(folder / f"{name}.mp4", 6, "320x180", fps="25")
    return upload_file(account, path, content_type="video/mp4")


def ranges(config: Json) -> list[tuple[float, float]]:
    """List the starts and ends of what a config keeps of its video; empty when it keeps all."""
    found = config.get("edit", {}).get("ranges", [])
    return [(one["start"], one["end"]) for one in found]


def _colour(name: str) -> tuple[str, ...]:
    return ("-f", "lavfi", f"color=c={name}:s=320x180")


@dataclass
class DraftPages:
    """The pages of one upload's production in a tab."""

    tab: Tab
    account: Account
    upload_id: int

    @property
    def page(self) -> Page:
        """The page of the tab."""
        return self.tab.page

    def open_produce(self, query: str = "") -> DraftPages:
        """Go to the page that builds the production, and wait until its draft is open."""
        self.tab.open(f"/produce?upload={self.upload_id}{query}")
        expect(self.page.get_by_label("Name", exact=True)).to_be_visible()
        return self

    def open_cuts(self, query: str = "") -> DraftPages:
        """Go to the page that cuts the video, and wait until its draft is open."""
        self.tab.open(f"/edit-video?upload={self.upload_id}{query}")
        expect(self.page.get_by_role("group", name="Video", exact=True)).to_be_visible()
        return self

    def section(self, title: str) -> Locator:
        """Find the card of a part of the production."""
        return self.page.get_by_role("region", name=title, exact=True)

    def choose(self, title: str, name: str) -> None:
        """Choose an upload for a part of the production in its dialog."""
        self.section(title).get_by_role("button", name="Choose").first.click()
        self.page.get_by_role("dialog").locator("[data-pick]", has_text=name).click()

    def part(self, index: int) -> Locator:
        """Find a part of the video that stays, by its place."""
        return self.page.locator(f"[data-part='{index}']")

    def seek(self, seconds: float) -> None:
        """Put the playhead on a time of the source, by keys."""
        # Keys of a field that has the focus belong to it.
        self.page.evaluate("() => document.activeElement?.blur()")
        self.page.keyboard.press("Home")
        for _ in range(int(seconds)):
            self.page.keyboard.press("Control+ArrowRight")

    def stored(self) -> Json:
        """Read the config of the active draft from the server."""
        query = {"uploadId": self.upload_id}
        answer = self.account.request("GET", "/api/production-drafts", params=query)
        return dict(answer["draft"]["config"])

    def wait_for_stored(self, is_so: Callable[[Json], bool], what: str) -> None:
        """Wait until the server has something of the draft."""
        poll_until(lambda: is_so(self.stored()), what)

    def wait_for_ranges(self, expected: list[tuple[float, float]]) -> None:
        """Wait until these stretches of the video, in seconds, are what the server keeps of it."""
        self.wait_for_stored(lambda config: ranges(config) == expected, f"the cuts {expected}")

    def saved(self) -> None:
        """Wait until the page says that everything is saved."""
        expect(self.page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
