# SPDX-License-Identifier: Apache-2.0
"""Users of the web client who have exports, made through the API."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.media.video import make_video
from tests.support.platform.creator import Creator, clip
from tests.support.web.browser import Account, registered


@dataclass
class Filmmaker:
    """A user with a video that is cut into exports."""

    registered: Account
    creator: Creator
    source: int
    projects: dict[str, int] = field(default_factory=dict)

    @property
    def account(self) -> Account:
        """The account, signed in anew."""
        return self.registered.signed_in_anew()

    def export(self, name: str) -> int:
        """Make a project of this name, export it, and return the upload of the export."""
        # The start differs, so that no two exports are the same.
        start = len(self.projects) / 30
        cut = [clip("one", self.source, (start, start + 1))]
        self.projects[name] = self.creator.project(cut, name=name)
        ended = self.creator.exported(self.projects[name])
        assert ended["status"] == "completed", ended
        return int(ended["resultUploadId"])

    def production_of(self, upload_id: int) -> int:
        """Package an export and return its production."""
        return self.creator.packaged(upload_id)

    def group(self, name: str) -> int:
        """Create a group and return it."""
        return int(self.creator.post("/api/spaces", {"name": name})["space"]["id"])


@contextmanager
def a_filmmaker(url: str, folder: Path) -> Iterator[Filmmaker]:
    """Register a user who has uploaded a video, for a block."""
    with registered(url) as account:
        secret = account.request("POST", "/api/tokens", json={"name": "test"})["token"]["secret"]
        creator = Creator(url)
        creator.http.headers["Authorization"] = f"Bearer {secret}"
        try:
            source = creator.upload(make_video(folder / "harbour.mp4", 3, "320x180"))
            assert creator.ready(source)["state"] == "ready"
            yield Filmmaker(account, creator, source)
        finally:
            creator.close()
