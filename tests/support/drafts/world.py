# SPDX-License-Identifier: Apache-2.0
"""Drafts over a database, with a library whose uploads the test chooses."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from google.protobuf.message import Message as Event
from sqlalchemy import event as sqlalchemy_event
from werkzeug.test import TestResponse

from chassis import rest
from chassis.authentication import Authenticator
from chassis.bus import Message
from chassis.caller import Caller
from chassis.database import Database
from chassis.identity import AccessTokenIssuer, AccessTokens
from chassis.inbox import message_handler
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.outbox import to_json
from chassis.quotas import Quota
from chassis.tables import OUTBOX
from reelmill.library.v1 import resources_pb2 as library_pb2
from reelmill.render.v1 import resources_pb2 as render_pb2
from reelmill.type.v1 import media_pb2
from services.drafts import bootstrap
from services.drafts.api.errors import ERROR_RULES
from services.drafts.api.subscriptions import subscriptions
from services.drafts.clients.uploads import to_details, to_file
from services.drafts.domain.export import CompletedExport
from services.drafts.store.tables import METADATA
from services.drafts.usecases.dependencies import Dependencies
from tests.support.servers.databases import MemoryDatabase, empty
from timeline.document.uploads import UploadDetails
from timeline.interchange.media_files import MediaFile

OWNER, STRANGER, ADMIN = 7, 8, 9
PROJECTS = "/api/create-video/projects"
DRAFTS = "/api/production-drafts"
Json = dict[str, Any]


class MemoryLibrary:
    """The uploads of a library in memory; `requests` lists the ids of each request."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Store uploads 1 and 2 only, and delete the list of requests."""
        self.uploads: dict[int, library_pb2.Upload] = {1: upload_message(1), 2: upload_message(2)}
        self.deleted: dict[int, library_pb2.Upload] = {}
        self.requests: list[list[int]] = []
        self.projects: dict[int, int] = {}
        self.on_request: Callable[[], None] = lambda: None

    def put_upload(self, upload_id: int, **fields: Any) -> None:
        """Store an upload, by default a ready video of ten seconds."""
        self.uploads[upload_id] = upload_message(upload_id, **fields)

    def delete_upload(self, upload_id: int) -> None:
        """Delete an upload, of which its owner's timelines know that it was there."""
        upload = self.uploads.pop(upload_id)
        upload.source_deleted = True
        self.deleted[upload_id] = upload

    def get_uploads(
        self, upload_ids: Sequence[int], *, deleted_of: int | None = None
    ) -> list[UploadDetails]:
        self.requests.append(list(upload_ids))
        self.on_request()
        return [to_details(one) for one in self._found(upload_ids, deleted_of)]

    def get_files(
        self, upload_ids: Sequence[int], *, deleted_of: int | None = None
    ) -> list[MediaFile]:
        return [to_file(one) for one in self._found(upload_ids, deleted_of)]

    def _found(self, upload_ids: Sequence[int], deleted_of: int | None) -> list[library_pb2.Upload]:
        deleted = {
            upload_id: upload
            for upload_id, upload in self.deleted.items()
            if upload.owner_user_id == deleted_of
        }
        known = {**self.uploads, **deleted}
        return [known[one] for one in upload_ids if one in known]

    def get_usage(self, user_id: int) -> list[Quota]:
        """Return what a user has of everything that the library counts."""
        return [Quota("storedBytes", user_id * 100, 1000), Quota("unfinishedUploads", 0, 5)]

    def link_exports(self, exports: Sequence[CompletedExport], *, is_dry_run: bool) -> list[str]:
        """Record in `projects` which project each upload was exported from."""
        outcomes = []
        for one in exports:
            is_known = self.projects.get(one.upload_id) == one.project_id
            outcomes.append("unchanged" if is_known else "linked")
            if not is_dry_run:
                self.projects[one.upload_id] = one.project_id
        return outcomes


class DraftsWorld:
    """A drafts service whose clock advances by a second each time it is read."""

    def __init__(self, secrets: Path, database: Database | None = None) -> None:
        keyring = Keyring(secrets)
        keyring.make(pairs=[ACCESS_KEY], texts=[])
        self.database = database or MemoryDatabase("drafts", METADATA)
        self.library = MemoryLibrary()
        self.deps = Dependencies(self.database, self.library, now=self._tick)
        self.reset()
        self._issuer = AccessTokenIssuer(keyring.private(ACCESS_KEY))
        self._client = self._app(keyring).test_client()
        self._handle = message_handler(self.database, subscriptions(self.deps), consumer="drafts")

    def reset(self) -> None:
        """Empty every table, reset the library, the clock and what is remembered."""
        empty(self.database, METADATA)
        self.deps.resolved_timelines.clear()
        self.deps.granted_text_images.clear()
        self.library.reset()
        self.clock = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)

    def request(
        self,
        method: str,
        path: str,
        *,
        user: int | None = OWNER,
        workspaces: Sequence[str] = (),
        **request: Any,
    ) -> TestResponse:
        """Send a REST request as a user of workspaces, anonymously when `user` is None."""
        headers = dict(request.pop("headers", {}))
        if user is not None:
            roles = frozenset({"site_admin"} if user == ADMIN else {"site_member"})
            token = self._issuer.issue(Caller(user, roles, workspaces=tuple(workspaces)))
            headers["Authorization"] = f"Bearer {token}"
        return self._client.open(path, method=method, headers=headers, **request)

    def create(self, *, user: int = OWNER, **texts: Any) -> int:
        """Create a project and return its id."""
        answer = self.request("POST", PROJECTS, user=user, json=texts)
        assert answer.status_code == 201, answer.json
        return int(answer.json["project"]["id"])

    def save(self, project_id: int, timeline: object, **request: Any) -> TestResponse:
        """Save a timeline."""
        path = f"{PROJECTS}/{project_id}/timeline"
        return self.request("PATCH", path, json={"timeline": timeline}, **request)

    def create_with_clips(self, *clips: Json) -> int:
        """Create a project with these clips, by default one, and return its id."""
        project_id = self.create(name="Film", description="About a film")
        answer = self.save(project_id, new_timeline(*(clips or (new_clip(),))))
        assert answer.status_code == 200, answer.json
        return project_id

    def open_draft(self, upload_id: int = 1, **request: Any) -> Json:
        """Open the draft of an upload and return it."""
        answer = self.request("POST", DRAFTS, json={"uploadId": upload_id}, **request)
        assert answer.status_code in {200, 201}, answer.json
        return dict(answer.json["draft"])

    def save_config(self, draft_id: int, config: object, **request: Any) -> TestResponse:
        """Save the config of a draft."""
        return self.request("PATCH", f"{DRAFTS}/{draft_id}", json={"config": config}, **request)

    def export(self, project_id: int, **request: Any) -> str:
        """Request an export and return the id of its job."""
        answer = self.request("POST", f"{PROJECTS}/{project_id}/export", **request)
        assert answer.status_code == 202, answer.json
        return str(answer.json["jobId"])

    def export_status(self, project_id: int, **request: Any) -> Json:
        """Return the status of an export of a project."""
        answer = self.request("GET", f"{PROJECTS}/{project_id}/export-status", **request)
        assert answer.status_code == 200, answer.json
        return dict(answer.json)

    def receive(self, topic: str, event: Event, *, event_id: str = "") -> None:
        """Deliver an event as the bus would."""
        message = Message(
            message_id=event_id or str(uuid.uuid4()),
            type=event.DESCRIPTOR.full_name,
            body=to_json(event),
            topic=topic,
        )
        self._handle(message)

    def announced(self, topic: str) -> list[Json]:
        """List the bodies of the announced events of a topic, oldest first."""
        query = sa.select(OUTBOX.c.body).where(OUTBOX.c.topic == topic).order_by(OUTBOX.c.id)
        with self.database.reading() as session:
            return [json.loads(body) for body in session.execute(query).scalars()]

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """Collect the SQL statements that the block executes."""
        statements: list[str] = []

        def record(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            statements.append(statement)

        sqlalchemy_event.listen(self.database.engine, "before_cursor_execute", record)
        try:
            yield statements
        finally:
            sqlalchemy_event.remove(self.database.engine, "before_cursor_execute", record)

    def _tick(self) -> dt.datetime:
        self.clock += dt.timedelta(seconds=1)
        return self.clock

    def _app(self, keyring: Keyring) -> Flask:
        return rest.create_app(
            "drafts",
            blueprints=bootstrap.blueprints(self.deps),
            authenticator=Authenticator(
                AccessTokens(keyring.public(ACCESS_KEY) or b""), lambda token: None
            ),
            error_rules=ERROR_RULES,
            readiness={},
        )


def new_timeline(*clips: Json, **fields: Any) -> Json:
    """Return a timeline document with these clips."""
    return {"version": "create_video_v1", "clips": list(clips), **fields}


def new_clip(clip_id: str = "a", start: float = 0, end: float = 2, **fields: Any) -> Json:
    """Return a clip of upload 1."""
    source = {"sourceStartSeconds": start, "sourceEndSeconds": end}
    return {"id": clip_id, "uploadId": 1, **source, **fields}


def upload_message(upload_id: int = 1, **fields: Any) -> library_pb2.Upload:
    """Return an upload as the library sends it."""
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


def render_message(
    export_id: str, *, attempt: int = 1, seq: int = 1, **fields: Any
) -> render_pb2.Render:
    """Return the render that every render event contains."""
    return render_pb2.Render(export_id=export_id, attempt=attempt, seq=seq, **fields)
