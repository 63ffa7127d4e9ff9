# SPDX-License-Identifier: Apache-2.0
"""Drafts in memory behind its real doors, beside a library of the test's making."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from google.protobuf.message import Message as Fact
from sqlalchemy import event
from werkzeug.test import TestResponse

from chassis import rest
from chassis.authentication import Authenticator
from chassis.bus import Message
from chassis.identity import AccessTokenIssuer, AccessTokens, Caller, ServiceTokens
from chassis.inbox import taking_in
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.outbox import to_json
from chassis.rpc import Addresses, Channels
from chassis.tables import OUTBOX
from reelmill.library.v1 import resources_pb2 as library_pb2
from reelmill.render.v1 import resources_pb2 as render_pb2
from reelmill.type.v1 import media_pb2
from services.drafts.api import rest as rest_api
from services.drafts.api.errors import ERROR_RULES
from services.drafts.api.subscriptions import subscriptions
from services.drafts.bootstrap import Drafts, make_dependencies
from services.drafts.clients.library import to_upload
from services.drafts.store.tables import METADATA
from services.drafts.usecases.dependencies import LibraryUpload
from tests.support.servers.databases import MemoryDatabase

OWNER, STRANGER, ADMIN = 7, 8, 9
PROJECTS = "/api/create-video/projects"
Json = dict[str, Any]


class MemoryLibrary:
    """A library that holds what the test puts there, and remembers each question."""

    def __init__(self) -> None:
        self.begin_anew()

    def begin_anew(self) -> None:
        """Hold uploads 1 and 2 and remember nothing."""
        self.cache: dict[int, library_pb2.Upload] = {1: an_upload(1), 2: an_upload(2)}
        self.asked: list[list[int]] = []
        self.when_asked: Callable[[], None] = lambda: None

    def put(self, upload_id: int, **fields: Any) -> None:
        """Put an upload there: a ready video of ten seconds, unless said otherwise."""
        self.cache[upload_id] = an_upload(upload_id, **fields)

    def uploads(self, upload_ids: Sequence[int]) -> list[LibraryUpload]:
        self.asked.append(list(upload_ids))
        self.when_asked()
        return [to_upload(self.cache[one]) for one in upload_ids if one in self.cache]


class DraftsWorld:
    """A running drafts service whose clock ticks a second with every look at it."""

    def __init__(self, secrets: Path) -> None:
        keyring = Keyring(secrets)
        keyring.make(pairs=[ACCESS_KEY], texts=[])
        self.database = MemoryDatabase("drafts", METADATA)
        self.library = MemoryLibrary()
        self.begin_anew()
        self.deps = dataclasses.replace(
            make_dependencies(self.database, self.library), now=self._tick
        )
        self._issuer = AccessTokenIssuer(keyring.private(ACCESS_KEY))
        self._client = self._app(keyring).test_client()
        self._take_in = taking_in(self.database, subscriptions(self.deps), consumer="drafts")

    def begin_anew(self) -> None:
        """Empty every table, and let the library hold uploads 1 and 2 again."""
        self.database.restore()
        self.library.begin_anew()
        self.clock = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)

    def call(
        self, method: str, path: str, *, user: int | None = OWNER, **request: Any
    ) -> TestResponse:
        """Send a request as somebody, by default as the owner."""
        headers = dict(request.pop("headers", {}))
        if user is not None:
            roles = frozenset({"site_admin"} if user == ADMIN else {"site_member"})
            token = self._issuer.issue(Caller(user, roles))
            headers["Authorization"] = f"Bearer {token}"
        return self._client.open(path, method=method, headers=headers, **request)

    def create(self, *, user: int = OWNER, **texts: Any) -> int:
        """Make a project and return its id."""
        answer = self.call("POST", PROJECTS, user=user, json=texts)
        assert answer.status_code == 201, answer.json
        return int(answer.json["project"]["id"])

    def save(self, project_id: int, timeline: object, **request: Any) -> TestResponse:
        """Save a timeline."""
        path = f"{PROJECTS}/{project_id}/timeline"
        return self.call("PATCH", path, json={"timeline": timeline}, **request)

    def filmed(self, *clips: Json) -> int:
        """Make a project with clips in it and return its id."""
        project_id = self.create(name="Film", description="About a film")
        answer = self.save(project_id, a_timeline(*(clips or (a_clip(),))))
        assert answer.status_code == 200, answer.json
        return project_id

    def export(self, project_id: int, **request: Any) -> str:
        """Export a project and return the job's id."""
        answer = self.call("POST", f"{PROJECTS}/{project_id}/export", **request)
        assert answer.status_code == 202, answer.json
        return str(answer.json["jobId"])

    def status(self, project_id: int, **request: Any) -> Json:
        """Ask how the export of a project is doing."""
        answer = self.call("GET", f"{PROJECTS}/{project_id}/export-status", **request)
        assert answer.status_code == 200, answer.json
        return dict(answer.json)

    def hear(self, topic: str, fact: Fact, *, event_id: str = "") -> None:
        """Let the service hear a fact."""
        message = Message(
            message_id=event_id or str(uuid.uuid4()),
            type=fact.DESCRIPTOR.full_name,
            body=to_json(fact),
            topic=topic,
        )
        self._take_in(message)

    def announced(self, topic: str) -> list[Json]:
        """List the facts of a topic that were announced, oldest first."""
        query = sa.select(OUTBOX.c.body).where(OUTBOX.c.topic == topic).order_by(OUTBOX.c.id)
        with self.database.reading() as session:
            return [json.loads(body) for body in session.execute(query).scalars()]

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """Collect the SQL that is executed meanwhile."""
        seen: list[str] = []

        def see(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        event.listen(self.database.engine, "before_cursor_execute", see)
        try:
            yield seen
        finally:
            event.remove(self.database.engine, "before_cursor_execute", see)

    def _tick(self) -> dt.datetime:
        self.clock += dt.timedelta(seconds=1)
        return self.clock

    def _app(self, keyring: Keyring) -> Flask:
        channels = Channels(Addresses.fixed({}), ServiceTokens(keyring, me="drafts"))
        return rest.create_app(
            "drafts",
            blueprints=[rest_api.blueprint(Drafts(self.deps, self.database, channels))],
            authenticator=Authenticator(
                AccessTokens(keyring.public(ACCESS_KEY) or b""), lambda token: None
            ),
            error_rules=ERROR_RULES,
            readiness={"database": self.database.ping},
        )


def a_timeline(*clips: Json, **fields: Any) -> Json:
    """A timeline document with these clips."""
    return {"version": "create_video_v1", "clips": list(clips), **fields}


def a_clip(clip_id: str = "a", start: float = 0, end: float = 2, **fields: Any) -> Json:
    """A clip of upload 1."""
    source = {"sourceStartSeconds": start, "sourceEndSeconds": end}
    return {"id": clip_id, "uploadId": 1, **source, **fields}


def an_upload(upload_id: int = 1, **fields: Any) -> library_pb2.Upload:
    """An upload as the library sends it."""
    probe = media_pb2.MediaProbe(
        width=1920,
        height=1080,
        duration="10/1",
        frame_rate=media_pb2.FrameRate(numerator=30, denominator=1),
        frames=300,
        has_audio=True,
    )
    file = media_pb2.StoredFile(key=f"uploads/{upload_id}/video.mp4", sha256="ab" * 32)
    values = {"owner_user_id": OWNER, "kind": "video", "state": "ready", "probe": probe}
    return library_pb2.Upload(**{"upload_id": upload_id, "file": file, **values, **fields})


def a_render(export_id: str, *, attempt: int = 1, seq: int = 1, **fields: Any) -> render_pb2.Render:
    """What every render event says."""
    return render_pb2.Render(export_id=export_id, attempt=attempt, seq=seq, **fields)
