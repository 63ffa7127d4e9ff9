# SPDX-License-Identifier: Apache-2.0
"""What the editor shows at once is what an export has: twelve timelines with every track."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from cli.client import Client
from gateway.demo import Demonstration
from tests.support.platform.creator import Creator
from tests.support.platform.embedded import running_embedded
from tests.support.platform.player import a_browser
from tests.support.process.loopback import loopback_client
from tests.support.web.browser import Account, opened_tab
from tests.support.web.editor import Editor
from tests.support.web.overlay_regions import cut_out, overlay_regions
from tests.support.web.preview_frames import (
    exported_frame,
    play_edit_proxies,
    psnr,
    seek,
    show_every_line,
    shown_frame,
)
from tests.support.web.preview_timelines import Looked, timelines

NAMES = (
    "the demonstration",
    "the demonstration in portrait",
    "the demonstration as a square on a colour",
    "blurred fills",
    "fills of colours and images",
    "stills",
    "titles",
    "lower thirds",
    "logos",
    "graphics",
    "video overlays",
    "gaps at 24000/1001 frames in a second",
)
LEAST_DB = 35.0
LEAST_DB_OF_OVERLAYS = 30.0


@dataclass(frozen=True)
class Demonstrated:
    """The demonstration's project on a platform of its own."""

    creator: Creator
    user: Account
    password: str
    project_id: int

    @property
    def account(self) -> Account:
        """The account, signed in anew: all timelines take longer than a session's tokens last."""
        return self.user.signed_in_anew(self.password)

    def looked(self) -> dict[str, Looked]:
        """Return the timelines to look at, made of the demonstration's media."""
        return timelines(self._timeline())

    def videos(self) -> set[int]:
        """Return the ids of the demonstration's videos."""
        return {int(one["uploadId"]) for one in self._timeline()["clips"]}

    def project(self, timeline: dict[str, Any]) -> int:  # Any: members of a timeline
        """Make a project of a timeline and return its id."""
        tracks = {key: value for key, value in timeline.items() if key != "clips"}
        return self.creator.project(timeline["clips"], **tracks)

    def _timeline(self) -> dict[str, Any]:  # Any: members of a timeline
        made = self.creator.get(f"/api/create-video/projects/{self.project_id}")["project"]
        timeline: dict[str, Any] = made["timeline"]  # Any: members of a timeline
        return timeline


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstrated]:
    with running_embedded() as platform, Client(platform.url) as client:
        shown = Demonstration(client)
        outcome = shown.run(tmp_path_factory.mktemp("demo"))
        creator = Creator(platform.url)
        token = client.sign_in(shown.email, shown.password)
        creator.http.headers["Authorization"] = f"Bearer {token}"
        with loopback_client(platform.url) as http:
            user = Account(platform.url, shown.email, http)
            made = Demonstrated(creator, user, shown.password, outcome.project_id)
            for upload_id in made.videos():
                creator.derived(upload_id, "edit-proxy")
            yield made
        creator.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as found:
        yield found


def test_twelve_timelines_are_looked_at(demonstrated: Demonstrated) -> None:
    looked = demonstrated.looked()
    assert tuple(looked) == NAMES
    assert all(len(one.frames) >= 3 for one in looked.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_preview_shows_what_the_export_has(
    demonstrated: Demonstrated, browser: Browser, tmp_path: Path, name: str
) -> None:
    creator, looked = demonstrated.creator, demonstrated.looked()[name]
    project_id = demonstrated.project(looked.timeline)
    ended = creator.exported(project_id)
    assert ended["status"] == "completed", ended
    video = creator.download(ended["resultUploadId"], tmp_path / "export.mp4")
    resolved = creator.get(f"/api/create-video/projects/{project_id}/resolved")
    wholes, overlays = {}, {}
    account = demonstrated.account
    with opened_tab(browser, account.url, account) as tab:
        play_edit_proxies(tab.page)
        editor = Editor(tab, account).open(f"?project={project_id}")
        show_every_line(editor.page, min(resolved["size"].values()))
        for frame in looked.frames:
            seek(editor.page, frame)
            shown = shown_frame(editor.page, frame, tmp_path)
            exported = exported_frame(video, frame, shown)
            wholes[frame] = round(psnr(shown, exported), 1)
            for layer, region in overlay_regions(creator, resolved, frame).items():
                parts = [cut_out(one, region, resolved["size"]) for one in (shown, exported)]
                if parts[0] is not None and parts[1] is not None:
                    overlays[f"{frame}: {layer}"] = round(psnr(parts[0], parts[1]), 1)

    print(f"{name}: PSNR in dB by frame {wholes}, of overlays {overlays}")
    assert min(wholes.values()) >= LEAST_DB, wholes
    assert min(overlays.values(), default=99.0) >= LEAST_DB_OF_OVERLAYS, overlays
