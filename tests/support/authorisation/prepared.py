# SPDX-License-Identifier: Apache-2.0
"""The platform of the authorisation tables: four callers, and resources of one owner."""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

from chassis.deployment import Deployment
from chassis.keyring import Keyring
from services.campaigns.store.tables import STORY_CAMPAIGNS, VIDEO_CAMPAIGNS
from services.registry import TOPOLOGY
from tests.support.media.video import make_video
from tests.support.platform.creator import Creator, a_creator, clip
from tests.support.platform.distributed import Platform
from tests.support.platform.embedded import ROOT, Embedded
from tests.support.process.loopback import loopback_client
from tests.support.process.waiting import poll_until

CALLERS = ("anonymous", "other", "owner", "admin")
"""The columns of the REST table: anonymous, another user, the owner, an administrator."""

Values = dict[str, Any]  # Any: ids and texts
"""What the names in braces in paths and bodies of the tables stand for."""


@dataclass
class PreparedPlatform:
    """A running platform where one user owns one of each resource."""

    platform: Embedded | Platform
    owner: Creator
    other: Creator
    admin: Creator
    values: Values = field(default_factory=dict)
    disposable_exports: list[int] = field(default_factory=list)
    _disposables: dict[str, int] = field(default_factory=dict)

    @property
    def callers(self) -> dict[str, Creator]:
        """Return the signed-in callers by name."""
        return {"other": self.other, "owner": self.owner, "admin": self.admin}

    @property
    def environ(self) -> Mapping[str, str]:
        """Return the environment variables of the platform's processes."""
        return self.platform.service_environ()

    @property
    def deployment(self) -> Deployment:
        """Return the deployment that the platform's services use."""
        return Deployment(self.environ, topology=TOPOLOGY)

    @property
    def keyring(self) -> Keyring:
        """Return the keys of the platform."""
        return self.deployment.keyring

    def send(self, caller: str, method: str, path: str, **options: Any) -> httpx.Response:
        """Send one request as one of the callers, without trying again."""
        if caller == "anonymous":
            with loopback_client(self.platform.url) as plain:
                return plain.request(method, path, **options)
        # Callers authenticate by tokens; cookies of earlier responses would change the result.
        self.callers[caller].http.cookies.clear()
        return self.callers[caller].request(method, path, tries=False, **options)

    def disposable(self, path: str, make: Callable[[], int]) -> int:
        """Return the id of a resource of the owner that may be deleted, made again when it was."""
        known = self._disposables.get(path)
        if known is None or self.send("owner", "GET", path.format(known)).status_code == 404:
            known = self._disposables[path] = make()
        return known


@contextmanager
def prepared_platform(platform: Embedded | Platform, folder: Path) -> Iterator[PreparedPlatform]:
    """Make every resource, and cancel the render that is left at the end."""
    with ExitStack() as stack:
        owner, other, admin = (stack.enter_context(a_creator(platform.url)) for _ in range(3))
        prepared = PreparedPlatform(platform, owner, other, admin)
        _grant(prepared, admin.email)
        _make_exports(prepared, folder)
        _make_publications(prepared)
        _make_campaigns(prepared)
        yield prepared
        if "cancelledRenderId" in prepared.values:
            # Later tests on this platform must not wait for this render.
            prepared.send(
                "owner", "POST", f"/api/renders/{prepared.values['cancelledRenderId']}/cancel"
            )


def _grant(prepared: PreparedPlatform, email: str) -> None:
    command = [sys.executable, "-m", "services.accounts", "grant-admin", email]
    subprocess.run(command, cwd=ROOT, env=prepared.environ, check=True, capture_output=True)


def _make_exports(prepared: PreparedPlatform, folder: Path) -> None:
    """Upload a video, make three projects of it, and export them."""
    owner = prepared.owner
    source = owner.upload(make_video(folder / "a.mp4", 2, "320x180"))
    assert owner.ready(source)["state"] == "ready"
    short = [clip("one", source, (0, 2))]
    projects = [owner.project(short, name=f"Video {number}") for number in range(3)]
    jobs = {one: _export(owner, one) for one in projects}
    ended = [owner.export_ended(project, job) for project, job in jobs.items()]
    assert {one["status"] for one in ended} == {"completed"}, ended
    export, *prepared.disposable_exports = (int(one["resultUploadId"]) for one in ended)
    prepared.values |= {
        "siteUrl": prepared.platform.url,
        "ownerId": owner.user_id,
        "secret": str(owner.http.headers["Authorization"]).partition(" ")[2],
        "file": "watch.css",
        "group": "videos",
        "sourceId": source,
        "uploadId": export,
        "projectId": projects[0],
        "renderId": jobs[projects[0]],
    }


def _export(owner: Creator, project_id: int) -> str:
    return str(owner.post(f"/api/create-video/projects/{project_id}/export", {})["jobId"])


def start_long_render(prepared: PreparedPlatform) -> str:
    """Start a render of 25 clips that no earlier render has cached, and return its id."""
    owner, source = prepared.owner, prepared.values["sourceId"]
    number = prepared.values["longRenders"] = prepared.values.get("longRenders", 0) + 1
    clips = [clip(f"c{n}", source, (n / 30, 2 - (n + number) / 30)) for n in range(25)]
    job = _export(owner, owner.project(clips, name=f"Long video {number}"))
    path = f"/api/renders/{job}"
    poll_until(lambda: owner.request("GET", path).status_code == 200, f"render {job}")
    return job


def _make_publications(prepared: PreparedPlatform) -> None:
    """Publish the export in the personal space of the owner, and three productions globally."""
    owner, admin, values = prepared.owner, prepared.admin, prepared.values
    body = {"uploadId": values["sourceId"]}
    more = [owner.post("/api/productions", body)["production"]["id"] for _ in range(2)]
    production = owner.packaged(values["uploadId"])
    for one in more:
        _wait_for(owner, one)
    publication = owner.published(production)
    spaces = admin.get("/api/spaces")["items"]
    global_space = next(one["id"] for one in spaces if one["slug"] == "global")
    approved, *pending = (admin.published(one, global_space) for one in (production, *more))
    assert {one["status"] for one in (approved, *pending)} == {"pending"}
    admin.post(f"/api/publications/{approved['id']}/approve", {})
    values |= {
        "productionId": production,
        "spaceId": publication["spaceId"],
        "publicationId": publication["id"],
        "pendingIds": [one["id"] for one in pending],
    }


def _wait_for(owner: Creator, production_id: int) -> None:
    def ready() -> dict[str, Any] | None:
        found = owner.get(f"/api/productions/{production_id}")["production"]
        return found if found["state"] == "ready" else None

    poll_until(ready, f"production {production_id}")


def _make_campaigns(prepared: PreparedPlatform) -> None:
    """Insert a campaign of each kind by SQL, because no route creates them."""
    values = {
        "id": str(uuid.uuid4()),
        "user_id": str(prepared.owner.user_id),
        "workspace_id": str(uuid.uuid4()),
        "name": "Habits",
    }
    database = prepared.deployment.database("campaigns")
    with database.begin_or_join() as session:
        session.execute(sa.insert(VIDEO_CAMPAIGNS).values({**values, "video_mode": "narrative"}))
        another = {**values, "id": str(uuid.uuid4()), "template": "narrative"}
        session.execute(sa.insert(STORY_CAMPAIGNS).values(another))
    database.close()
    prepared.values["campaignId"] = values["id"]
