# SPDX-License-Identifier: Apache-2.0
"""The stage of the authorisation tables: four callers, and one of everything, all the owner's."""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa

from chassis.deployment import Deployment
from chassis.keyring import Keyring
from gateway.installation import Installation
from services.campaigns.store.tables import STORY_CAMPAIGNS, VIDEO_CAMPAIGNS
from services.registry import TOPOLOGY
from tests.support.media.film import film
from tests.support.platform.creator import Creator, a_creator, clip, waited
from tests.support.platform.embedded import ROOT, Embedded

CALLERS = ("anonymous", "other", "owner", "admin")
"""The columns of the REST table: nobody, another user, the user whose things these are, admin."""

Values = dict[str, Any]  # Any: ids and texts that stand for the names in braces


@dataclass
class Stage:
    """A running platform where an owner has made one of everything."""

    platform: Embedded
    owner: Creator
    other: Creator
    admin: Creator
    values: Values = field(default_factory=dict)
    spare_exports: list[int] = field(default_factory=list)
    _spares: dict[str, int] = field(default_factory=dict)

    @property
    def callers(self) -> dict[str, Creator]:
        """Return who calls, but for nobody."""
        return {"other": self.other, "owner": self.owner, "admin": self.admin}

    @property
    def environ(self) -> dict[str, str]:
        """Return the environment of the platform's own processes."""
        installation = Installation(self.platform.var, "127.0.0.1", self.platform.port)
        return installation.environ(self.platform.environ(), url=self.platform.url)

    @property
    def deployment(self) -> Deployment:
        """Return the installation as one of its services sees it."""
        return Deployment(self.environ, topology=TOPOLOGY)

    @property
    def keyring(self) -> Keyring:
        """Return the secrets of the installation."""
        return self.deployment.keyring

    def ask(self, caller: str, method: str, path: str, **options: Any) -> httpx.Response:
        """Send one request as one of the callers, once."""
        if caller == "anonymous":
            url = f"{self.platform.url}{path}"
            return httpx.request(method, url, timeout=30, trust_env=False, **options)
        # Callers speak by their tokens; what they were given to sign in with is not kept.
        self.callers[caller].http.cookies.clear()
        return self.callers[caller].request(method, path, tries=False, **options)

    def spare(self, path: str, make: Callable[[], int]) -> int:
        """Return something of the owner's that may be destroyed, made anew when it was."""
        known = self._spares.get(path)
        if known is None or self.ask("owner", "GET", path.format(known)).status_code == 404:
            known = self._spares[path] = make()
        return known


@contextmanager
def a_stage(platform: Embedded, folder: Path) -> Iterator[Stage]:
    """Have everything made for a block."""
    with ExitStack() as stack:
        owner, other, admin = (stack.enter_context(a_creator(platform.url)) for _ in range(3))
        stage = Stage(platform, owner, other, admin)
        _grant(stage, admin.email)
        _make_films(stage, folder)
        _make_publications(stage)
        _make_campaigns(stage)
        yield stage
        if "stoppedId" in stage.values:
            # What follows on this platform shall not wait for a film nobody will see.
            stage.ask("owner", "POST", f"/api/renders/{stage.values['stoppedId']}/cancel")


def _grant(stage: Stage, email: str) -> None:
    command = [sys.executable, "-m", "services.accounts", "grant-admin", email]
    subprocess.run(command, cwd=ROOT, env=stage.environ, check=True, capture_output=True)


def _make_films(stage: Stage, folder: Path) -> None:
    """Upload a film, make projects of it, and export them."""
    owner = stage.owner
    source = owner.upload(film(folder / "a.mp4", 2, "320x180"))
    assert owner.ready(source)["state"] == "ready"
    short = [clip("one", source, (0, 2))]
    projects = [owner.project(short, name=f"Film {number}") for number in range(3)]
    jobs = {one: _export(owner, one) for one in projects}
    ended = [owner.export_ended(project, job) for project, job in jobs.items()]
    assert {one["status"] for one in ended} == {"completed"}, ended
    export, *stage.spare_exports = (int(one["resultUploadId"]) for one in ended)
    stage.values |= {
        "ownerId": owner.user_id,
        "secret": str(owner.http.headers["Authorization"]).partition(" ")[2],
        "file": "watch.css",
        "sourceId": source,
        "uploadId": export,
        "projectId": projects[0],
        "renderId": jobs[projects[0]],
    }


def _export(owner: Creator, project_id: int) -> str:
    return str(owner.post(f"/api/create-video/projects/{project_id}/export", {})["jobId"])


def a_long_render(stage: Stage) -> str:
    """Begin a render of the owner's that takes a while, each time of another film."""
    owner, source = stage.owner, stage.values["sourceId"]
    number = stage.values["films"] = stage.values.get("films", 0) + 1
    clips = [clip(f"c{n}", source, (n / 30, 2 - (n + number) / 30)) for n in range(25)]
    job = _export(owner, owner.project(clips, name=f"Long film {number}"))
    path = f"/api/renders/{job}"
    waited(
        lambda: {"is": "there"} if owner.request("GET", path).status_code == 200 else None,
        seconds=20,
        what=f"render {job}",
    )
    return job


def _make_publications(stage: Stage) -> None:
    """Publish the export in the owner's space, and three things in that of everybody."""
    owner, admin, values = stage.owner, stage.admin, stage.values
    body = {"uploadId": values["sourceId"]}
    more = [owner.post("/api/productions", body)["production"]["id"] for _ in range(2)]
    production = owner.packaged(values["uploadId"])
    for one in more:
        _wait_for(owner, one)
    publication = owner.published(production)
    spaces = admin.get("/api/spaces")["items"]
    everybody = next(one["id"] for one in spaces if one["slug"] == "global")
    shown, *waiting = (admin.published(one, everybody) for one in (production, *more))
    assert {one["status"] for one in (shown, *waiting)} == {"pending"}
    admin.post(f"/api/publications/{shown['id']}/approve", {})
    values |= {
        "productionId": production,
        "spaceId": publication["spaceId"],
        "publicationId": publication["id"],
        "waitingIds": [one["id"] for one in waiting],
    }


def _wait_for(owner: Creator, production_id: int) -> None:
    def look() -> dict[str, Any] | None:
        found = owner.get(f"/api/productions/{production_id}")["production"]
        return found if found["state"] == "ready" else None

    waited(look, seconds=60, what=f"production {production_id}")


def _make_campaigns(stage: Stage) -> None:
    """Write a campaign of each kind, as somebody with SQL would: nothing else makes them yet."""
    values = {
        "id": str(uuid.uuid4()),
        "user_id": str(stage.owner.user_id),
        "workspace_id": str(uuid.uuid4()),
        "name": "Habits",
    }
    database = stage.deployment.database("campaigns")
    with database.transaction() as session:
        session.execute(sa.insert(VIDEO_CAMPAIGNS).values({**values, "video_mode": "narrative"}))
        another = {**values, "id": str(uuid.uuid4()), "template": "narrative"}
        session.execute(sa.insert(STORY_CAMPAIGNS).values(another))
    database.close()
    stage.values["campaignId"] = values["id"]
