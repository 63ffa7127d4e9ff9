# SPDX-License-Identifier: Apache-2.0
"""Hls over SQLite in memory with its REST and gRPC interfaces, and uploads that a test chooses."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient
from google.protobuf.message import Message

from chassis import clock, rest
from chassis.authentication import Authenticator
from chassis.bus import Message as BusMessage
from chassis.caller import Caller
from chassis.database import Database
from chassis.identity import AccessTokenIssuer, AccessTokens
from chassis.inbox import message_handler
from chassis.jobs.job import Lease, WorkerDescription
from chassis.jobs.table import Leases
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.outbox import to_json
from chassis.storage import MemoryStorage, Storage
from chassis.tables import OUTBOX
from services.hls.contract.packaging import PackagedStream, Rendition
from services.hls.coordinator.api.errors import ERROR_RULES
from services.hls.coordinator.api.rpc import hls_service
from services.hls.coordinator.api.rpc_jobs import packaging_job_service
from services.hls.coordinator.api.subscriptions import subscriptions
from services.hls.coordinator.bootstrap import blueprints
from services.hls.coordinator.domain.errors import FrameNotReadable
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.domain.upload import SourceFile, SourceUpload
from services.hls.coordinator.store.tables import JOBS, METADATA
from services.hls.coordinator.usecases import packaging
from services.hls.coordinator.usecases.clients import ConversionClient
from services.hls.coordinator.usecases.dependencies import Dependencies, PackagerChoice
from services.hls.coordinator.usecases.playback_links import PlaybackLinks
from tests.support.hls.drafts import MemoryDraftClient
from tests.support.servers.databases import MemoryDatabase, empty

OWNER, OTHER, ADMIN = 7, 8, 1
ASSET = "0f8fad5b-d9cb-469f-a165-70867728950e"


def upload(upload_id: int = 42, **changes: Any) -> SourceUpload:
    """Return an upload of the owner, by default a ready export of six seconds."""
    role = changes.pop("role", "export")
    key = changes.pop("key", f"renders/2026-02/03/{ASSET}/video.mp4")
    source = SourceFile(
        upload_id=upload_id,
        key=key,
        sha256="ab" * 32,
        size_bytes=changes.pop("size_bytes", 1_000_000),
        content_type="video/mp4",
        video_role=role,
        width=640,
        height=360,
        duration="6/1",
    )
    plain = SourceUpload(
        upload_id=upload_id,
        owner_user_id=OWNER,
        kind="video",
        state="ready",
        is_source_deleted=False,
        name="Holiday",
        source=source,
    )
    return dataclasses.replace(plain, **changes)


def stream() -> PackagedStream:
    """Return the result of packaging a small video."""
    rendition = Rendition(
        name="360p",
        width=640,
        height=360,
        codecs="avc1.64001e,mp4a.40.2",
        bandwidth=900_000,
        average_bandwidth=700_000,
        size_bytes=525_000,
        is_copy=True,
    )
    return PackagedStream(duration=Fraction(6), renditions=(rendition,))


class MemorySourceUploadClient:
    """Uploads in memory, in place of library."""

    def __init__(self) -> None:
        self.known: dict[int, SourceUpload] = {}

    def put(self, one: SourceUpload) -> SourceUpload:
        self.known[one.upload_id] = one
        return one

    def get_uploads(self, upload_ids: Sequence[int]) -> dict[int, SourceUpload]:
        return {one: self.known[one] for one in upload_ids if one in self.known}


class MemoryFrameClient:
    """Frames as texts that say what was read, and where."""

    def read_frame(self, video: bytes, *, at: Fraction) -> bytes:
        if video.startswith(b"broken"):
            raise FrameNotReadable("This frame cannot be read: choose another.")
        return video + f" at {float(at):.3f}".encode()


class HlsWorld:
    """A running hls service whose clock can be moved."""

    def __init__(
        self,
        secrets: Path,
        *,
        storage: Storage | None = None,
        database: Database | None = None,
        packagers: PackagerChoice | None = None,
        conversions: ConversionClient | None = None,
    ) -> None:
        keyring = Keyring(secrets)
        keyring.make(pairs=[ACCESS_KEY], texts=["playback"])
        self.database = database or MemoryDatabase("hls", METADATA)
        self.moved = dt.timedelta(0)
        self.uploads, self.drafts = MemorySourceUploadClient(), MemoryDraftClient()
        self.frames = MemoryFrameClient()
        self.storage = storage or MemoryStorage()
        secret = keyring.secret("playback")
        self.deps = Dependencies(
            database=self.database,
            storage=self.storage,
            uploads=self.uploads,
            drafts=self.drafts,
            frames=self.frames,
            links=PlaybackLinks(secret, life_seconds=4 * 3600, now=self.now),
            leases=Leases(JOBS),
            packagers=packagers or PackagerChoice(),
            conversions=conversions,
            now=self.now,
        )
        self._issuer = AccessTokenIssuer(keyring.private(ACCESS_KEY))
        tokens = AccessTokens(keyring.public(ACCESS_KEY) or b"")
        self.app = rest.create_app(
            "hls",
            blueprints=blueprints(self.deps),
            authenticator=Authenticator(tokens, lambda _: None),
            error_rules=ERROR_RULES,
            readiness={"database": self.database.ping},
        )
        self.rpcs = {**hls_service(self.deps).rpcs, **packaging_job_service(self.deps).rpcs}
        self._take_in = message_handler(self.database, subscriptions(self.deps), consumer="hls")

    def emptied(self) -> HlsWorld:
        """Delete everything but stored files and return self."""
        empty(self.database, METADATA)
        self.uploads.known.clear()
        self.drafts.clear()
        self.moved = dt.timedelta(0)
        return self

    def now(self) -> dt.datetime:
        """Return the current moment, moved by `moved`."""
        return clock.now() + self.moved

    def client(self, user_id: int | None = OWNER) -> FlaskClient:
        """Return a caller with a bearer token, or an anonymous one."""
        client = self.app.test_client()
        if user_id is not None:
            roles = frozenset({"site_admin"}) if user_id == ADMIN else frozenset({"site_member"})
            token = self._issuer.issue(Caller(user_id, roles, "session", "csrf"))
            client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    def announced(self) -> list[str]:
        """List the announced events in order, as the last word of their topics."""
        return [one.removeprefix("hls.production.").removesuffix(".v1") for one in self._column()]

    def wake_ups(self) -> int:
        """Count the wake-ups of packagers."""
        with self.database.reading() as session:
            query = sa.select(sa.func.count()).where(OUTBOX.c.queue == "hls.work")
            return session.execute(query).scalar_one()

    def receive(self, topic: str, event: Message, *, event_id: str) -> None:
        """Receive an event from the bus."""
        body, kind = to_json(event), event.DESCRIPTOR.full_name
        self._take_in(BusMessage(message_id=event_id, type=kind, body=body, topic=topic))

    def prepared(self, upload_id: int = 42) -> int:
        """Make a production of an export and return its id."""
        if upload_id not in self.uploads.known:
            self.uploads.put(upload(upload_id))
        answer = self.client().post(f"/api/exports/{upload_id}/prep-hls", json={})
        assert answer.status_code in {200, 202}, answer.json
        return int(answer.json["productionId"])

    def claim(self) -> tuple[Lease, Production] | None:
        """Claim a job as a packager."""
        claimed = packaging.claim_job(self.deps, worker=WorkerDescription("packager-1"))
        return None if claimed is None else (claimed.lease, claimed.production)

    def claimed(self) -> Lease:
        """Claim the job that waits."""
        claimed = self.claim()
        assert claimed is not None
        return claimed[0]

    def packaged_in_two_sizes(self, *, duration: Fraction = Fraction(6)) -> int:
        """Make a completed production in 720p and 360p and return its id."""
        production_id = self.prepared()
        small = stream().renditions[0]
        large = small.model_copy(update={"name": "720p", "width": 1280, "height": 720})
        whole = PackagedStream(duration=duration, renditions=(large, small))
        packaging.complete_job(self.deps, lease=self.claimed(), stream=whole)
        return production_id

    def store(self, name: str, data: bytes) -> None:
        """Store a file in the folder of the stream of the first production."""
        self.storage.put_bytes(self.folder() + name, data, content_type="text/plain")

    def folder(self) -> str:
        """Return the folder of the stream of the first production."""
        with self.deps.reading() as uow:
            production = uow.productions.find_production(1)
        assert production is not None
        return production.output_prefix

    def packaged(self, upload_id: int = 42) -> int:
        """Make a completed production and return its id."""
        production_id = self.prepared(upload_id)
        packaging.complete_job(self.deps, lease=self.claimed(), stream=stream())
        return production_id

    def _column(self) -> list[str]:
        with self.database.reading() as session:
            query = sa.select(OUTBOX.c.topic).where(OUTBOX.c.queue == "").order_by(OUTBOX.c.id)
            return list(session.execute(query).scalars())
