# SPDX-License-Identifier: Apache-2.0
"""Hls in memory behind its real doors, with a library that knows what it is told."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient
from google.protobuf.message import Message

from chassis.authentication import Authenticator
from chassis.bus import Message as BusMessage
from chassis.database import Database
from chassis.identity import AccessTokenIssuer, AccessTokens, Caller
from chassis.inbox import taking_in
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.outbox import to_json
from chassis.storage import MemoryStorage, Storage
from chassis.tables import OUTBOX
from services.hls.contract.packaging import PackagedStream, Rendition
from services.hls.coordinator.api.rpc import hls_service
from services.hls.coordinator.api.rpc_jobs import packager_service
from services.hls.coordinator.api.subscriptions import subscriptions
from services.hls.coordinator.bootstrap import Hls, make_dependencies, now
from services.hls.coordinator.config import Config
from services.hls.coordinator.domain.upload import Source, Upload
from services.hls.coordinator.links import HmacLinks
from services.hls.coordinator.serving import make_app
from services.hls.coordinator.store.tables import METADATA
from services.hls.coordinator.usecases import leasing
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.leasing import Handed
from tests.support.servers.databases import MemoryDatabase, empty

OWNER, OTHER, ADMIN = 7, 8, 1
ASSET = "0f8fad5b-d9cb-469f-a165-70867728950e"


def upload(upload_id: int = 42, **changes: Any) -> Upload:
    """Describe an upload of the owner's: an export of six seconds unless told otherwise."""
    role = changes.pop("role", "export")
    key = changes.pop("key", f"renders/2026-02/03/{ASSET}/video.mp4")
    source = Source(
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
    plain = Upload(
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
    """What a packager hands in of a small film."""
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
    return PackagedStream(duration="6/1", renditions=(rendition,))


class LibraryTwin:
    """A library in memory."""

    def __init__(self) -> None:
        self.known: dict[int, Upload] = {}

    def put(self, one: Upload) -> Upload:
        self.known[one.upload_id] = one
        return one

    def uploads(self, upload_ids: Sequence[int]) -> dict[int, Upload]:
        return {number: self.known[number] for number in upload_ids if number in self.known}


class HlsWorld:
    """A running hls service whose clock can be moved."""

    def __init__(
        self, secrets: Path, *, storage: Storage | None = None, database: Database | None = None
    ) -> None:
        keyring = Keyring(secrets)
        keyring.make(pairs=[ACCESS_KEY], texts=["playback"])
        self.database = database or MemoryDatabase("hls", METADATA)
        self.moved = dt.timedelta(0)
        self.library = LibraryTwin()
        self.storage = storage or MemoryStorage()
        self.deps = self._ports(keyring.secret("playback"))
        self._issuer = AccessTokenIssuer(keyring.private(ACCESS_KEY))
        authenticator = Authenticator(
            AccessTokens(keyring.public(ACCESS_KEY) or b""), lambda _: None
        )
        hls = Hls(self.deps, self.database, self.storage, channels=None)  # type: ignore[arg-type]
        self.app = make_app(hls, authenticator)
        self.rpcs = {
            **hls_service(self.deps).rpcs,
            **packager_service(self.deps).rpcs,
        }
        self._take_in = taking_in(self.database, subscriptions(self.deps), consumer="hls")

    def emptied(self) -> HlsWorld:
        """Return the world as it was in the beginning, stored bytes aside."""
        empty(self.database, METADATA)
        self.library.known.clear()
        self.moved = dt.timedelta(0)
        return self

    def now(self) -> dt.datetime:
        """Return the moment it is in this world."""
        return now() + self.moved

    def client(self, user_id: int | None = OWNER) -> FlaskClient:
        """Return a caller with a bearer token, or an anonymous one."""
        client = self.app.test_client()
        if user_id is not None:
            roles = frozenset({"site_admin"}) if user_id == ADMIN else frozenset({"site_member"})
            token = self._issuer.issue(Caller(user_id, roles, "session", "csrf"))
            client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    def announced(self) -> list[str]:
        """List the facts that were announced, without their family name."""
        return [one.removeprefix("hls.production.").removesuffix(".v1") for one in self._column()]

    def wake_ups(self) -> int:
        """Count the wake-ups of packagers."""
        with self.database.reading() as session:
            query = sa.select(sa.func.count()).where(OUTBOX.c.queue == "hls.work")
            return session.execute(query).scalar_one()

    def hear(self, topic: str, fact: Message, *, event_id: str) -> None:
        """Take in a fact from the bus."""
        body, kind = to_json(fact), fact.DESCRIPTOR.full_name
        self._take_in(BusMessage(message_id=event_id, type=kind, body=body, topic=topic))

    def prepared(self, upload_id: int = 42) -> int:
        """Make a production of an export and return its number."""
        if upload_id not in self.library.known:
            self.library.put(upload(upload_id))
        answer = self.client().post(f"/api/exports/{upload_id}/prep-hls", json={})
        assert answer.status_code in {200, 202}, answer.json
        return int(answer.json["productionId"])

    def claimed(self) -> Handed:
        """Take the next task as a packager would."""
        handed = leasing.claim(self.deps, packager_id="packager-1")
        assert handed is not None
        return handed

    def packaged(self, upload_id: int = 42) -> int:
        """Make a production that plays and return its number."""
        production_id = self.prepared(upload_id)
        handed = self.claimed()
        leasing.complete(
            self.deps,
            task_id=handed.task_id,
            token=handed.token,
            result=stream().model_dump_json(),
        )
        return production_id

    def _column(self) -> list[str]:
        with self.database.reading() as session:
            query = sa.select(OUTBOX.c.topic).where(OUTBOX.c.queue == "").order_by(OUTBOX.c.id)
            return list(session.execute(query).scalars())

    def _ports(self, secret: bytes) -> Dependencies:
        deps = make_dependencies(
            self.database,
            self.storage,
            library=self.library,
            playback_secret=secret,
            settings=Config(lease_seconds=15, playback_seconds=4 * 3600),
        )
        links = HmacLinks(secret, life_seconds=4 * 3600, now=self.now)
        return dataclasses.replace(deps, now=self.now, links=links)
