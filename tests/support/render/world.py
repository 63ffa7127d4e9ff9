# SPDX-License-Identifier: Apache-2.0
"""Render's coordinator over a database in memory, and the exports it is asked for."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from google.protobuf.json_format import Parse

from chassis import clock, rest
from chassis.authentication import Authenticator
from chassis.database import Database
from chassis.identity import AccessTokenIssuer, AccessTokens
from chassis.inbox import message_handler
from chassis.jobs.errors import JobFailed
from chassis.jobs.job import WorkerDescription
from chassis.jobs.table import Leases
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.storage import MemoryStorage
from chassis.tables import OUTBOX
from reelmill.render.v1 import events_pb2
from services.render.contract.jobs import RenderJobResult
from services.render.coordinator.api import rest as rest_api
from services.render.coordinator.api import rest_edit_proxies, rest_previews, rest_text_images
from services.render.coordinator.api.errors import ERROR_RULES
from services.render.coordinator.api.subscriptions import subscriptions
from services.render.coordinator.domain.errors import (
    SealedExportNotFound,
    TextImageNotFound,
    UploadNotFound,
)
from services.render.coordinator.domain.job import JobCost
from services.render.coordinator.domain.planned_jobs import RequestedExport
from services.render.coordinator.domain.render import Render
from services.render.coordinator.store.tables import JOBS, METADATA
from services.render.coordinator.usecases import claiming, finishing, starting
from services.render.coordinator.usecases.claiming import LeasedJob
from services.render.coordinator.usecases.dependencies import Dependencies
from services.render.coordinator.usecases.text_images import TextImages
from tests.support.render.projects import MemoryProjects
from tests.support.render.samples import EXPORT, OWNER, a_caller, a_result, an_export
from tests.support.servers.databases import MemoryDatabase, empty
from timeline.document.uploads import UploadDetails
from timeline.spec.render_plan import RenderBuild
from timeline.spec.text_image import TextImageSpec
from timeline.spec.versions import MEZZANINE_RECIPE, RENDERER, VERSIONS

ENCODER = "ffmpeg5.1-x264.164/x264-1"

EVENTS = {
    "render.render.queued.v1": events_pb2.RenderQueued,
    "render.render.completed.v1": events_pb2.RenderCompleted,
    "render.render.failed.v1": events_pb2.RenderFailed,
    "render.render.cancelled.v1": events_pb2.RenderCancelled,
    "render.derivative.completed.v1": events_pb2.DerivativeCompleted,
    "render.derivative.failed.v1": events_pb2.DerivativeFailed,
}


class MemorySealedExports:
    """The sealed timelines of drafts, in memory."""

    def __init__(self) -> None:
        self.sealed: dict[str, RequestedExport] = {}

    def get_sealed_export(self, export_id: str) -> RequestedExport:
        if export_id not in self.sealed:
            raise SealedExportNotFound(export_id)
        return self.sealed[export_id]


@dataclass(frozen=True)
class MemoryTextSpecs:
    """The texts of timelines in memory, by user and key."""

    specs: dict[tuple[int, str], TextImageSpec] = field(default_factory=dict)

    def get_text_image(self, key: str, *, user_id: int | None) -> TextImageSpec:
        found = [
            spec
            for (owner, known), spec in self.specs.items()
            if known == key and user_id in (None, owner)
        ]
        if not found:
            raise TextImageNotFound(key)
        return found[0]


@dataclass(frozen=True)
class MemoryUploads:
    """The uploads of library in memory."""

    known: dict[int, UploadDetails] = field(default_factory=dict)

    def get_upload(self, upload_id: int, *, user_id: int | None) -> UploadDetails:
        found = self.known.get(upload_id)
        if found is None or user_id not in (None, found.owner_user_id):
            raise UploadNotFound("There is no such upload.")
        return found


@dataclass(frozen=True)
class MemoryProgress:
    """A bus that records the progress that was sent."""

    sent: list[Render] = field(default_factory=list)

    def publish_progress(self, render: Render) -> None:
        self.sent.append(render)


class RenderWorld:
    """A running coordinator whose clock can be moved, and what a node sends to it."""

    def __init__(self, secrets: Path, *, database: Database | None = None) -> None:
        keyring = Keyring(secrets)
        keyring.make(pairs=[ACCESS_KEY], texts=[])
        self.database = database or MemoryDatabase("render", METADATA)
        self.exports = MemorySealedExports()
        self.projects = MemoryProjects()
        self.text_specs = MemoryTextSpecs()
        self.uploads = MemoryUploads()
        self.storage = MemoryStorage()
        self.progress = MemoryProgress()
        self.moved = dt.timedelta(0)
        self.deps = Dependencies(
            database=self.database,
            storage=self.storage,
            sealed_exports=self.exports,
            project_timelines=self.projects,
            text_specs=self.text_specs,
            uploads=self.uploads,
            progress=self.progress,
            text_images=TextImages(self.storage, secrets / "text-images"),
            build=RenderBuild(RENDERER, "", MEZZANINE_RECIPE),
            cache_bytes=200 << 30,
            leases=Leases(JOBS),
            now=lambda: clock.now() + self.moved,
        )
        self._issuer = AccessTokenIssuer(keyring.private(ACCESS_KEY))
        self._public = keyring.public(ACCESS_KEY) or b""
        self.receive = message_handler(self.database, subscriptions(self.deps), consumer="render")
        self.reset()

    def reset(self) -> None:
        """Delete everything, and let it be now again."""
        empty(self.database, METADATA)
        for one in list(self.storage.list()):
            self.storage.delete(one.key)
        self.exports.sealed.clear()
        self.projects.timelines.clear()
        self.deps.recent_plans.clear()
        self.text_specs.specs.clear()
        self.uploads.known.clear()
        self.progress.sent.clear()
        self.moved = dt.timedelta(0)
        self._last_event = 0
        # A node has ingested the sources before any of them is exported.
        self.claim()

    def client(self, user_id: int | None = OWNER) -> FlaskClient:
        """Return a REST client that is signed in as a user, or not at all."""
        client = self._app.test_client()
        if user_id is not None:
            client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {self._token(user_id)}"
        return client

    def _token(self, user_id: int) -> str:
        caller = a_caller(user_id)
        return self._issuer.issue(dataclasses.replace(caller, session_id="s", csrf="c"))

    @functools.cached_property
    def _app(self) -> Flask:
        return rest.create_app(
            "render",
            blueprints=[
                rest_api.blueprint(self.deps),
                rest_text_images.blueprint(self.deps),
                rest_edit_proxies.blueprint(self.deps),
                rest_previews.blueprint(self.deps),
            ],
            authenticator=Authenticator(AccessTokens(self._public), lambda _: None),
            error_rules=ERROR_RULES,
            readiness={},
        )

    def start(self, export: RequestedExport | None = None) -> str:
        """Start the render of an export, and return its id."""
        chosen = export or an_export()
        self.exports.sealed[chosen.export_id] = chosen
        starting.start_render(self.deps, export_id=chosen.export_id)
        return chosen.export_id

    def claim(
        self,
        *kinds: str,
        node_id: str = "node-1",
        encoder: str = ENCODER,
        versions: tuple[str, ...] = VERSIONS,
    ) -> LeasedJob | None:
        """Claim a job as a node does."""
        node = WorkerDescription(node_id, 2, kinds, (encoder, *versions))
        return claiming.claim_job(self.deps, node=node)

    def claimed(self, *kinds: str, node_id: str = "node-1") -> LeasedJob:
        """Claim a job that must be there."""
        found = self.claim(*kinds, node_id=node_id)
        assert found is not None
        return found

    def complete(self, leased: LeasedJob, result: RenderJobResult | None = None) -> None:
        """Complete a job, with a plausible result unless one is given."""
        made = result or a_result(leased)
        cost = JobCost(cpu_seconds=1.5, wall_seconds=2.0)
        finishing.complete_job(self.deps, lease=leased.lease, result=made, cost=cost)

    def fail(self, leased: LeasedJob, error: JobFailed) -> None:
        """Report the failure of a job."""
        finishing.fail_job(self.deps, lease=leased.lease, failure=error.failure)

    def run_all(self, *kinds: str) -> list[str]:
        """Complete all jobs that can be claimed, and list their kinds in order."""
        done = []
        while (leased := self.claim(*kinds)) is not None:
            self.complete(leased)
            done.append(str(leased.job.kind))
        return done

    def render(self, export_id: str = EXPORT) -> Render:
        """Return a render that must be there."""
        with self.deps.reading() as uow:
            found = uow.renders.find_render(export_id)
        assert found is not None
        return found

    def renders_of(self, leased: LeasedJob) -> list[str]:
        """List the exports that need a job."""
        with self.deps.reading() as uow:
            renders = uow.renders.lock_renders_of_job(leased.lease.job_id)
        return [render.export_id for render in renders]

    def events(self) -> list[tuple[str, Any]]:
        """Return what was announced since the last call, as topic and message."""
        query = sa.select(OUTBOX).where(OUTBOX.c.id > self._last_event, OUTBOX.c.topic != "")
        with self.database.reading() as session:
            rows = session.execute(query.order_by(OUTBOX.c.id)).all()
        self._last_event = rows[-1].id if rows else self._last_event
        return [(row.topic, Parse(row.body, EVENTS[row.topic]())) for row in rows]

    def count_wake_ups(self) -> int:
        """Count the wake-ups sent so far."""
        query = sa.select(sa.func.count()).where(OUTBOX.c.queue == "render.work")
        with self.database.reading() as session:
            return int(session.execute(query).scalar_one())

    def expire_lease(self, leased: LeasedJob) -> None:
        """Let a lease expire, as when its node was killed."""
        past = clock.now() - dt.timedelta(seconds=1)
        self._update_jobs(leased.lease.job_id, lease_until=past)
        finishing.take_back_lost_leases(self.deps)
        finishing.fail_unclaimable_jobs(self.deps)

    def end_back_off(self) -> None:
        """Let the time pass that failed jobs wait."""
        self._update_jobs(None, run_after=clock.now())

    def count_states(self) -> dict[str, int]:
        """Count the jobs by state."""
        query = sa.select(JOBS.c.state, sa.func.count()).group_by(JOBS.c.state)
        with self.database.reading() as session:
            return {state: count for state, count in session.execute(query)}

    def _update_jobs(self, job_id: int | None, **values: Any) -> None:
        update = sa.update(JOBS).values(values)
        if job_id is not None:
            update = update.where(JOBS.c.id == job_id)
        with self.database.begin_or_join() as session:
            session.execute(update)
