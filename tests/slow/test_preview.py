# SPDX-License-Identifier: Apache-2.0
"""What the editor shows at once is what an export has: every track, in several formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser

from cli.client import Client
from gateway.demo import Demonstration
from tests.support.platform.creator import Creator
from tests.support.platform.embedded import running_embedded
from tests.support.platform.player import a_browser
from tests.support.process.waiting import HANG_SECONDS
from tests.support.web.browser import Account, opened_tab
from tests.support.web.editor import Editor
from tests.support.web.preview_frames import exported_frame, psnr, seek, shown_frame

FRAMES = (75, 200, 290, 345, 465)
"""A title with a lower third, an inset, its freeze frame, a graphic that slides, a still."""

FORMATS: dict[str, dict[str, Any]] = {  # Any: members of a timeline
    "as made": {},
    "portrait": {"output": {"aspect": "9:16"}},
    "square on a colour": {
        "output": {"aspect": "1:1"},
        "timelineBackgroundMode": "color",
        "timelineBackgroundColor": "#204060",
    },
}
LEAST_DB = 35.0


@dataclass(frozen=True)
class Demonstrated:
    """The demonstration's project on a platform of its own."""

    creator: Creator
    account: Account
    project_id: int

    def changed(self, changes: dict[str, Any]) -> int:
        """Return a project whose timeline is that of the demonstration with changes."""
        made = self.creator.get(f"/api/create-video/projects/{self.project_id}")["project"]
        clips = made["timeline"].pop("clips")
        return self.creator.project(clips, **{**made["timeline"], **changes})


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstrated]:
    with running_embedded() as platform, Client(platform.url) as client:
        shown = Demonstration(client)
        outcome = shown.run(tmp_path_factory.mktemp("demo"))
        creator = Creator(platform.url)
        sign_in = {"email": shown.email, "password": shown.password}
        token = client.sign_in(shown.email, shown.password)
        creator.http.headers["Authorization"] = f"Bearer {token}"
        with httpx.Client(base_url=platform.url, trust_env=False, timeout=HANG_SECONDS) as http:
            http.post("/api/login", json=sign_in).raise_for_status()
            account = Account(platform.url, shown.email, http)
            yield Demonstrated(creator, account, outcome.project_id)
        creator.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as found:
        yield found


@pytest.mark.parametrize("name", FORMATS)
def test_the_preview_shows_what_the_export_has(
    demonstrated: Demonstrated, browser: Browser, tmp_path: Path, name: str
) -> None:
    project_id = demonstrated.changed(FORMATS[name])
    ended = demonstrated.creator.exported(project_id)
    video = demonstrated.creator.download(ended["resultUploadId"], tmp_path / "export.mp4")
    measured = {}
    with opened_tab(browser, demonstrated.account.url, demonstrated.account) as tab:
        editor = Editor(tab, demonstrated.account).open(f"?project={project_id}")
        for frame in FRAMES:
            seek(editor.page, frame)
            shown = shown_frame(editor.page, frame, tmp_path)
            measured[frame] = round(psnr(shown, exported_frame(video, frame, shown)), 1)

    print(f"{name}: PSNR in dB by frame {measured}")
    assert min(measured.values()) >= LEAST_DB, measured
