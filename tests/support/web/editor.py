# SPDX-License-Identifier: Apache-2.0
"""Work in the editor as a person does, and look at what the server has of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.media.video import make_video
from tests.support.process.loopback import loopback_client
from tests.support.process.waiting import poll_until
from tests.support.web.browser import Account, Tab

Json = dict[str, Any]  # Any: whatever JSON holds


def upload_video(account: Account, folder: Path, name: str, *, seconds: int = 4) -> int:
    """Upload a video through the API and wait until it can be used; return its id."""
    path = make_video(folder / f"{name}.mp4", seconds, "320x180")
    return upload_file(account, path, content_type="video/mp4")


def upload_file(
    account: Account,
    path: Path,
    *,
    content_type: str,
    sign_at: str = "/api/sign-upload",
    **more: str | None,
) -> int:
    """Upload a file under its name without extension and wait until it can be used.

    `more` is what else is signed, such as its kind.
    """
    about: Json = {"filename": path.name, "contentType": content_type, **more}
    about["sizeBytes"] = path.stat().st_size
    signed = account.request("POST", sign_at, json=about)
    with path.open("rb") as file, loopback_client() as plain:
        form = signed["post"]
        plain.post(form["url"], data=form["fields"], files={"file": file}).raise_for_status()
    account.request("POST", "/api/mark-complete", json={"id": signed["id"]})

    def is_ready() -> bool:
        found = account.request("GET", f"/api/uploads/{signed['id']}")["upload"]
        return bool(found["state"] == "ready")

    poll_until(is_ready, f"upload {path.stem}")
    renamed = {"modifiedFilename": path.stem}
    account.request("PATCH", f"/api/uploads/{signed['id']}", json=renamed)
    return int(signed["id"])


@dataclass
class Editor:
    """The editor in a tab."""

    tab: Tab
    account: Account

    @property
    def page(self) -> Page:
        """The page of the tab."""
        return self.tab.page

    def open(self, query: str = "") -> Editor:
        """Go to the editor and wait until a timeline is open."""
        self.tab.open(f"/create-video{query}")
        expect(self.page.get_by_role("region", name="Timeline")).to_be_visible()
        expect(self.page).to_have_url(re.compile(r"/create-video\?project=\d+$"))
        return self

    @property
    def project_id(self) -> int:
        """The id in the address."""
        return int(self.page.url.rpartition("project=")[2])

    def add(self, name: str) -> None:
        """Put an upload of the media bin at the playhead by a click."""
        self.page.get_by_role("button", name=f"Add {name} at the playhead").click()

    def item(self, label: str) -> Locator:
        """Find an item of the timeline by its name."""
        return self.page.locator(f'[data-label="{label}"]')

    def lane(self, name: str) -> Locator:
        """Find the items of a lane."""
        return self.page.locator(f'[data-lane="{name}"] [role=option]')

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def says(self, text: str) -> None:
        """Wait until the status line says something."""
        expect(self.page.get_by_role("status").filter(has_text=text).first).to_be_visible()

    def drag(self, what: Locator, by: int, *, at: float = 0.5) -> None:
        """Drag something sideways by some pixels, beginning at a part of its width."""
        box = what.bounding_box()
        assert box
        x, y = box["x"] + box["width"] * at, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        for step in range(1, 6):
            self.page.mouse.move(x + by * step / 5, y)
        self.page.mouse.up()

    def stored(self) -> Json:
        """Return the timeline that the server has."""
        found = self.account.request("GET", f"/api/create-video/projects/{self.project_id}")
        timeline: Json = found["project"]["timeline"]
        return timeline

    def wait_for_stored(self, track: str, values: list[Any], *, field: str) -> None:
        """Wait until the server has these values of a field, in order of their starts."""

        def are_there() -> bool:
            rows = sorted(self.stored()[track], key=lambda row: row["startSeconds"])
            return [row[field] for row in rows] == values

        poll_until(are_there, f"{track} with {field} {values}, not {self.stored()[track]}")
