# SPDX-License-Identifier: Apache-2.0
"""The library over a database and a storage in memory, used by three users."""

from __future__ import annotations

import functools
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient
from google.protobuf.message import Message

from chassis import rest
from chassis.authentication import Authenticator
from chassis.bus import Message as BusMessage
from chassis.caller import Caller
from chassis.database import Database
from chassis.identity import AccessTokenIssuer, AccessTokens
from chassis.inbox import message_handler
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.outbox import to_json
from chassis.storage import MemoryStorage, Storage
from chassis.tables import OUTBOX
from reelmill.drafts.v1 import resources_pb2 as drafts_pb2
from reelmill.hls.v1 import resources_pb2 as hls_pb2
from reelmill.render.v1 import events_pb2 as render_events_pb2
from reelmill.render.v1 import resources_pb2 as render_pb2
from reelmill.type.v1 import media_pb2
from services.library import bootstrap
from services.library.api.errors import ERROR_RULES
from services.library.api.rest_files import OPEN_FORMS
from services.library.api.subscriptions import subscriptions
from services.library.store.tables import METADATA
from services.library.usecases.dependencies import Dependencies
from tests.support.servers.databases import MemoryDatabase, empty

OWNER, STRANGER, ADMIN = 1, 2, 3
MIB = 2**20


@functools.cache
def keyring() -> Keyring:
    """Return one key pair for all tests: making one takes longer than a test."""
    found = Keyring(Path(mkdtemp(prefix="library-world-")))
    found.make(pairs=[ACCESS_KEY], texts=[])
    return found


@dataclass(frozen=True, slots=True)
class World:
    """A library, a REST client of it, and the handler of the messages it receives."""

    deps: Dependencies
    client: FlaskClient
    handle: Callable[[BusMessage], None]

    def request(self, method: str, path: str, *, by: int | None = OWNER, **options: Any) -> Any:
        """Send a REST request as a user, anonymously when `by` is None."""
        headers = {**options.pop("headers", {})}
        if by is not None:
            headers["Authorization"] = f"Bearer {token_of(by)}"
        return self.client.open(path, method=method, headers=headers, **options)

    def receive(self, topic: str, event: Message, *, event_id: str | None = None) -> None:
        """Deliver an event as the bus would."""
        message_id = event_id or str(uuid.uuid4())
        self.handle(
            BusMessage(
                topic=topic,
                queue="library.events",
                type=event.DESCRIPTOR.full_name,
                body=to_json(event),
                headers={"event_id": message_id},
                message_id=message_id,
            )
        )

    def announced(self, topic: str = "") -> list[tuple[str, dict[str, Any]]]:
        """List the topics and bodies of announced events, of one topic or of all."""
        query = sa.select(OUTBOX.c.topic, OUTBOX.c.body).order_by(OUTBOX.c.id)
        with self.deps.database.reading() as session:
            rows = session.execute(query).all()
        return [(row.topic, json.loads(row.body)) for row in rows if topic in {"", row.topic}]

    def topics(self) -> list[str]:
        """List the topics of all announced events, without service and version."""
        return [topic.removeprefix("library.").removesuffix(".v1") for topic, _ in self.announced()]

    def sign(self, *, by: int = OWNER, **fields: Any) -> dict[str, Any]:
        """Sign an upload, by default of a video."""
        answer = self.request(
            "POST", "/api/sign-upload", by=by, json={"filename": "a.mp4", **fields}
        )
        assert answer.status_code == 201, answer.json
        signed: dict[str, Any] = answer.json
        return signed

    def upload(self, data: bytes = b"frames", *, by: int = OWNER, **fields: Any) -> int:
        """Sign, send and complete an upload, and return its id."""
        signed = self.sign(by=by, **fields)
        self.deps.storage.put_bytes(signed["key"], data, content_type="video/mp4")
        answer = self.request("POST", "/api/mark-complete", by=by, json={"id": signed["id"]})
        assert answer.json == {"ok": True}
        upload_id: int = signed["id"]
        return upload_id

    def ready_upload(self, data: bytes = b"frames", *, by: int = OWNER, **fields: Any) -> int:
        """Make an upload that is ready, and return its id."""
        upload_id = self.upload(data, by=by, **fields)
        kind = fields.get("kind", "video")
        content_type = "video/mp4" if kind == "video" else "image/png"
        self.deps.storage.put_bytes(thumb_key(upload_id), b"jpeg", content_type="image/jpeg")
        self.receive(
            "render.derivative.completed.v1", ingested(upload_id, content_type=content_type)
        )
        return upload_id

    def export(self, *, by: int = OWNER, project_id: int = 7, name: str = "Film") -> int:
        """Receive the end of a render, and return the id of its upload."""
        event = rendered(owner=by, project_id=project_id, name=name)
        self.deps.storage.put_bytes(event.file.key, b"master", content_type="video/mp4")
        self.receive("render.render.completed.v1", event)
        registered = self.announced("library.export.registered.v1")[-1][1]
        return int(registered["upload"]["uploadId"])

    def get_upload(self, upload_id: int, *, by: int = OWNER) -> dict[str, Any]:
        """Return the JSON of an upload."""
        answer = self.request("GET", f"/api/uploads/{upload_id}", by=by)
        assert answer.status_code == 200, answer.json
        upload: dict[str, Any] = answer.json["upload"]
        return upload

    def list_ids(
        self, query: str = "", *, path: str = "/api/uploads", by: int = OWNER
    ) -> list[int]:
        """Return the ids of a list."""
        answer = self.request("GET", f"{path}{query}", by=by)
        assert answer.status_code == 200, answer.json
        return [one["id"] for one in answer.json["items"]]


def new_world(*, storage: Storage | None = None, database: Database | None = None) -> World:
    """Return an empty library with uploads of at most 1 MiB; the one before must not be used.

    With a storage and the database of another world, it is that library with this storage.
    """
    if storage is not None:
        return _open(storage, database)
    world = _in_memory()
    empty(world.deps.database, METADATA)
    for one in list(world.deps.storage.list()):
        world.deps.storage.delete(one.key)
    return world


@functools.cache
def _in_memory() -> World:
    """Return the library that most tests share: opening one takes longer than most tests."""
    return _open(MemoryStorage())


def _open(storage: Storage, opened: Database | None = None) -> World:
    database = opened or MemoryDatabase("library", METADATA)
    deps = Dependencies(
        database=database,
        storage=storage,
        bucket="local",
        max_bytes=MIB,
        max_multipart_bytes=64 * MIB,
    )
    public_key = keyring().public(ACCESS_KEY)
    assert public_key is not None
    app = rest.create_app(
        "library",
        blueprints=bootstrap.blueprints(deps),
        authenticator=Authenticator(
            AccessTokens(public_key), lambda token: None, open_forms=OPEN_FORMS
        ),
        error_rules=ERROR_RULES,
        readiness={},
    )
    handle = message_handler(database, subscriptions(deps), consumer="library")
    return World(deps, app.test_client(), handle)


@functools.cache
def token_of(user_id: int) -> str:
    """Return an access token of a user; ADMIN is the only site administrator."""
    roles = frozenset({"site_admin"}) if user_id == ADMIN else frozenset({"site_member"})
    return AccessTokenIssuer(keyring().private(ACCESS_KEY)).issue(Caller(user_id, roles))


def thumb_key(upload_id: int) -> str:
    """Return the storage key of the thumbnail of an upload."""
    return f"thumbs/uploads/{upload_id}/thumb.jpg"


def new_probe(*, content_type: str = "video/mp4") -> media_pb2.MediaProbe:
    """Return the probe of a portrait video of 100 frames."""
    return media_pb2.MediaProbe(
        width=1080,
        height=1920,
        duration="1001/300",
        frame_rate=media_pb2.FrameRate(numerator=30000, denominator=1001),
        frames=100,
        rotation=90,
        video_codec="h264",
        audio_codec="aac",
        has_audio=True,
        content_type=content_type,
        container="mov,mp4,m4a,3gp,3g2,mj2",
    )


def ingested(
    upload_id: int, *, content_type: str = "video/mp4"
) -> render_events_pb2.DerivativeCompleted:
    """Return the event that a node probed an upload."""
    return render_events_pb2.DerivativeCompleted(
        upload_id=upload_id,
        kind="ingest",
        file=media_pb2.StoredFile(key=thumb_key(upload_id), content_type="image/jpeg"),
        probe=new_probe(content_type=content_type),
        sha256="ab" * 32,
    )


def derivative_failed(
    upload_id: int, *, code: str = "not_media", kind: str = "ingest"
) -> render_events_pb2.DerivativeFailed:
    """Return the event that a node could not make a derivative of an upload."""
    return render_events_pb2.DerivativeFailed(
        upload_id=upload_id, kind=kind, code=code, reason="a.mp4 holds no picture."
    )


def rendered(
    *,
    export_id: str | None = None,
    owner: int = OWNER,
    project_id: int = 7,
    name: str = "Film",
    purpose: int = drafts_pb2.PURPOSE_PROJECT_EXPORT,
) -> render_events_pb2.RenderCompleted:
    """Return the event that a master is stored."""
    identifier = export_id or str(uuid.uuid4())
    return render_events_pb2.RenderCompleted(
        render=render_pb2.Render(
            export_id=identifier,
            attempt=1,
            seq=9,
            owner_user_id=owner,
            purpose=purpose,  # type: ignore[arg-type] # enums are ints on the wire
            project_id=project_id,
            name=name,
            description="First cut.",
            state="completed",
        ),
        file=media_pb2.StoredFile(
            key=f"renders/2026-03/01/{identifier}/video.mp4",
            size_bytes=6,
            sha256="cd" * 32,
            content_type="video/mp4",
        ),
        probe=new_probe(),
    )


def production_message(
    production_id: int, upload_id: int, *, status: str = "queued", revision: int = 1
) -> hls_pb2.Production:
    """Return a production of an upload."""
    return hls_pb2.Production(
        production_id=production_id,
        production_ulid="01HZ",
        owner_user_id=OWNER,
        upload_id=upload_id,
        status=status,
        revision=revision,
    )
