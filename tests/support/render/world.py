# SPDX-License-Identifier: Apache-2.0
"""Render's coordinator over a database in memory, and the orders it is given."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from google.protobuf.json_format import Parse

from chassis import rest
from chassis.authentication import Authenticator
from chassis.database import Database
from chassis.identity import AccessTokenIssuer, AccessTokens, Caller
from chassis.inbox import taking_in
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.storage import MemoryStorage
from chassis.tables import OUTBOX
from reelmill.render.v1 import events_pb2
from services.render.contract.results import (
    CachedFile,
    DerivedFile,
    FilmResult,
    FrameResult,
    Handed,
    IngestResult,
    ProbeResult,
)
from services.render.contract.specs import FreezeFrameSpec, IngestSpec, chunk_file
from services.render.coordinator import config
from services.render.coordinator.api import rest as rest_api
from services.render.coordinator.api.errors import ERROR_RULES
from services.render.coordinator.api.subscriptions import subscriptions
from services.render.coordinator.bootstrap import Coordinator, make_dependencies, now
from services.render.coordinator.clients.text_images import StoredDrawing
from services.render.coordinator.domain.errors import SealedTimelineNotFound
from services.render.coordinator.domain.job import Kind, Lease
from services.render.coordinator.domain.planning import Order
from services.render.coordinator.domain.render import Render, Subject
from services.render.coordinator.store.tables import METADATA, PIECES
from services.render.coordinator.usecases import assigning, finishing, ordering
from services.render.coordinator.usecases.assigning import Claimed
from services.render.coordinator.usecases.dependencies import Claimant
from tests.support.servers.databases import MemoryDatabase, empty
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.plan.sealed import SealedTimeline

EXPORT = "6f8b0c1e-5a0d-4a53-9f63-0d8f2f1f1a01"
OTHER = "6f8b0c1e-5a0d-4a53-9f63-0d8f2f1f1a02"
OWNER, STRANGER, ADMIN = 7, 8, 9
ENCODER = "ffmpeg5.1-x264.164/x264-1"

EVENTS = {
    "render.render.queued.v1": events_pb2.RenderQueued,
    "render.render.completed.v1": events_pb2.RenderCompleted,
    "render.render.failed.v1": events_pb2.RenderFailed,
    "render.render.cancelled.v1": events_pb2.RenderCancelled,
    "render.derivative.completed.v1": events_pb2.DerivativeCompleted,
    "render.derivative.failed.v1": events_pb2.DerivativeFailed,
}


def a_source(upload_id: int = 1, **changes: Any) -> UploadDetails:
    """Describe a ready ten-second source of 640 by 360."""
    facts = UploadDetails(
        upload_id=upload_id,
        owner_user_id=OWNER,
        kind="video",
        state="ready",
        width=640,
        height=360,
        fps=Fraction(30),
        frames=300,
        duration=Fraction(10),
        has_audio=True,
        sha256=f"{upload_id:064x}",
        storage_key=f"uploads/{upload_id}/source.mp4",
    )
    return dataclasses.replace(facts, **changes)


def a_clip(
    upload_id: int = 1, *, start: float, source: tuple[float, float], **more: Any
) -> dict[str, Any]:
    """Write a clip of the timeline document."""
    return {
        "id": f"clip-{upload_id}-{start}",
        "uploadId": upload_id,
        "startSeconds": start,
        "sourceStartSeconds": source[0],
        "sourceEndSeconds": source[1],
        **more,
    }


def an_order(
    *clips: Mapping[str, Any],
    export_id: str = EXPORT,
    sources: tuple[UploadDetails, ...] = (),
    is_cancelled: bool = False,
    **output: Any,
) -> Order:
    """Seal a timeline; without clips it shows the first eight seconds of one source."""
    shown = clips or (a_clip(start=0, source=(0, 8)),)
    document = {"version": "create_video_v1", "clips": list(shown), "output": output}
    uploads = {each.upload_id: each for each in sources or (a_source(),)}
    sealed = SealedTimeline(Timeline.model_validate(document), uploads)
    subject = Subject(OWNER, "project_export", project_id=3, name="Summer", description="2026")
    return Order(export_id, subject, is_cancelled, sealed)


class MemoryOrders:
    """What drafts sealed, in memory."""

    def __init__(self) -> None:
        self.sealed: dict[str, Order] = {}

    def get(self, export_id: str) -> Order:
        if export_id not in self.sealed:
            raise SealedTimelineNotFound(export_id)
        return self.sealed[export_id]


class RenderWorld:
    """A running coordinator whose clock can be moved, and the hands of a node."""

    def __init__(self, secrets: Path, *, database: Database | None = None) -> None:
        keyring = Keyring(secrets)
        self.scratch = secrets / "drawing"
        keyring.make(pairs=[ACCESS_KEY], texts=[])
        self.database = database or MemoryDatabase("render", METADATA)
        self.orders = MemoryOrders()
        self.storage = MemoryStorage()
        self.progress: list[Render] = []
        deps = make_dependencies(
            self.database,
            orders=self.orders,
            is_stored=lambda key: self.storage.head(key) is not None,
            discard=self.storage.delete,
            publish_progress=self.progress.append,
            settings=config.load({}),
        )
        self.deps = dataclasses.replace(deps, now=lambda: now() + self.moved)
        self._issuer = AccessTokenIssuer(keyring.private(ACCESS_KEY))
        self._public = keyring.public(ACCESS_KEY) or b""
        self.hear = taking_in(self.database, subscriptions(self.deps), consumer="render")
        self.begin_anew()

    def begin_anew(self) -> None:
        """Delete all that was ordered and stored, and let it be now again."""
        empty(self.database, METADATA)
        for one in list(self.storage.list()):
            self.storage.delete(one.key)
        self.orders.sealed.clear()
        self.progress.clear()
        self.moved = dt.timedelta(0)
        self._seen = 0
        # A node has examined the sources before any film of them is ordered.
        self.claim()

    def client(self, user_id: int | None = OWNER) -> FlaskClient:
        """Return a client of the REST door that speaks for a user, or for nobody."""
        client = self._app.test_client()
        if user_id is not None:
            roles = frozenset({"site_admin"} if user_id == ADMIN else {"site_member"})
            token = self._issuer.issue(Caller(user_id, roles, "s", "c"))
            client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    @functools.cached_property
    def _app(self) -> Flask:
        return rest.create_app(
            "render",
            blueprints=[rest_api.blueprint(self.coordinator)],
            authenticator=Authenticator(AccessTokens(self._public), lambda _: None),
            error_rules=ERROR_RULES,
            readiness={},
        )

    @property
    def coordinator(self) -> Coordinator:
        """The coordinator as its doors see it; it asks no real neighbour."""
        drawing = StoredDrawing(self.storage, self.scratch)
        return Coordinator(self.deps, self.database, None, drawing)  # type: ignore[arg-type]

    def order(self, order: Order | None = None) -> str:
        """Have an order taken up."""
        chosen = order or an_order()
        self.orders.sealed[chosen.export_id] = chosen
        ordering.order_render(self.deps, export_id=chosen.export_id)
        return chosen.export_id

    def claim(self, *kinds: str, node_id: str = "node-1") -> Claimed | None:
        """Claim a piece as a node does."""
        node = Claimant(node_id, 2, ENCODER, kinds)
        return assigning.claim_piece(self.deps, node=node)

    def claimed(self, *kinds: str, node_id: str = "node-1") -> Claimed:
        """Claim a piece that must be there."""
        found = self.claim(*kinds, node_id=node_id)
        assert found is not None
        return found

    def complete(self, claimed: Claimed, result: str | None = None) -> None:
        """Hand in a piece, with a plausible result unless one is given."""
        handed = Handed(result or a_result(claimed), cpu_seconds=1.5, wall_seconds=2.0)
        finishing.complete_piece(self.deps, lease=lease_of(claimed), handed=handed)

    def work_off(self, *kinds: str) -> list[str]:
        """Do all there is to do, and list the kinds done in their order."""
        done = []
        while (claimed := self.claim(*kinds)) is not None:
            self.complete(claimed)
            done.append(str(claimed.piece.kind))
        return done

    def render(self, export_id: str = EXPORT) -> Render:
        """Return a render that must be there."""
        with self.deps.reading() as uow:
            found = uow.renders.get(export_id)
        assert found is not None
        return found

    def facts(self) -> list[tuple[str, Any]]:
        """Return what was announced since the last look, as topic and message."""
        query = sa.select(OUTBOX).where(OUTBOX.c.id > self._seen, OUTBOX.c.topic != "")
        with self.database.reading() as session:
            rows = session.execute(query.order_by(OUTBOX.c.id)).all()
        self._seen = rows[-1].id if rows else self._seen
        return [(row.topic, Parse(row.body, EVENTS[row.topic]())) for row in rows]

    def wake_ups(self) -> int:
        """Count the wake-ups ever written."""
        query = sa.select(sa.func.count()).where(OUTBOX.c.queue == "render.work")
        with self.database.reading() as session:
            return int(session.execute(query).scalar_one())

    def lose_lease(self, claimed: Claimed) -> None:
        """Let a lease run out, as when its node was killed."""
        past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
        self._change(claimed.piece.piece_id, lease_until=past)
        finishing.sweep(self.deps)

    def make_due(self) -> None:
        """Let the time pass that pieces wait for."""
        self._change(None, run_after=dt.datetime.now(dt.UTC))

    def states(self) -> dict[str, int]:
        """Count the pieces by state."""
        query = sa.select(PIECES.c.state, sa.func.count()).group_by(PIECES.c.state)
        with self.database.reading() as session:
            return {state: count for state, count in session.execute(query)}

    def _change(self, piece_id: int | None, **values: Any) -> None:
        update = sa.update(PIECES).values(values)
        if piece_id is not None:
            update = update.where(PIECES.c.id == piece_id)
        with self.database.transaction() as session:
            session.execute(update)


def an_upload(upload_id: int = 1, *, kind: str = "video") -> IngestSpec:
    """Describe an upload that was just received."""
    return IngestSpec(
        upload_id=upload_id,
        media_kind=kind,
        storage_key=f"uploads/{upload_id}/source.mp4",
        size_bytes=1000,
        etag="etag",
        filename="beach.mp4",
    )


def lease_of(claimed: Claimed) -> Lease:
    """Name the lease of a claimed piece."""
    return Lease("node-1", claimed.piece.piece_id, claimed.piece.token)


def a_result(claimed: Claimed) -> str:
    """Make up what a node hands in."""
    piece = claimed.piece
    probe = ProbeResult(width=640, height=360, duration="8/1", fps="30", content_type="video/mp4")
    if piece.kind is Kind.INGEST:
        return IngestResult("ab" * 32, probe, None).to_json()
    if piece.kind is Kind.FRAME:
        task = FreezeFrameSpec.from_json(piece.task)
        file = DerivedFile(task.storage_key, 1000, "image/png")
        return FrameResult(file, "ef" * 32, probe).to_json()
    if piece.kind is Kind.CONCAT:
        return FilmResult("renders/film.mp4", 1000, "cd" * 32, probe).to_json()
    return CachedFile(piece.key, chunk_file(piece.key), 1000, 120, "SHA256:00").to_json()
