# SPDX-License-Identifier: Apache-2.0
"""A real coordinator and real nodes: gRPC, the embedded broker, SQLite and a folder of files."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from google.protobuf.json_format import Parse

from chassis import hosting
from chassis.deployment import Deployment
from chassis.jobs.job import WorkerDescription
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.tables import OUTBOX
from services.registry import TOPOLOGY
from services.render.contract.specs import IngestSpec
from services.render.coordinator.bootstrap import SERVICE, build, open_coordinator
from services.render.coordinator.domain.planned_jobs import RequestedExport
from services.render.coordinator.domain.render import Render
from services.render.coordinator.store.tables import JOBS, METADATA
from services.render.coordinator.usecases import cancelling, deriving, starting
from services.render.node.encoder_build import encoder_build
from tests.support.media.ffmpeg import probe_of
from tests.support.process.waiting import HANG_SECONDS, poll_until
from tests.support.render.samples import ADMIN, OWNER, a_caller
from tests.support.render.world import EVENTS, MemorySealedExports
from tests.support.servers.databases import empty
from timeline.document.uploads import UploadDetails
from timeline.spec.versions import VERSIONS

ROOT = Path(__file__).resolve().parents[3]


class RenderCluster:
    """A coordinator in this process and its nodes in their own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        names = [ACCESS_KEY, "service-render", "service-node", "service-drafts"]
        Keyring(folder / "secrets").make(
            pairs=names, texts=["storage", "idempotency", "installation"]
        )
        self.environ = {
            "BUS_URL": f"sqlitemq:///{folder}/bus.db",
            "STORAGE_URL": f"disk://{folder}/storage",
            "SECRETS_DIR": str(folder / "secrets"),
            "SCRATCH_DIR": str(folder / "scratch"),
            "ADDRESSES_FILE": str(folder / "addresses.json"),
        }
        own = {"RENDER_DATABASE_URL": f"sqlite:///{folder}/render.db", **settings}
        self.deployment = Deployment({**self.environ, **own}, topology=TOPOLOGY)
        hosting.migrate_service(SERVICE, self.deployment)
        self.exports = MemorySealedExports()
        self.storage = self.deployment.storage
        self.deps = dataclasses.replace(build(self.deployment), sealed_exports=self.exports)
        self.database = self.deps.database
        self._nodes: list[subprocess.Popen[bytes]] = []
        self._stop = threading.Event()
        self._encoder = encoder_build(folder / "encoder")
        self._open()

    def _open(self) -> None:
        running = open_coordinator(self.deployment, self.deps)
        self._server, port = hosting.start_rpc(running)
        self._threads = hosting.start_worker(running, self.deployment, self._stop)
        self._threads.append(hosting.start_relay(running, self.deployment, self._stop))
        addresses = {"render": f"127.0.0.1:{port}"}
        (self.folder / "addresses.json").write_text(json.dumps(addresses))

    def empty(self) -> None:
        """Forget every job, render and file; the nodes go on and end what they still do."""
        empty(self.database, METADATA, counts_on=True)
        self.exports.sealed.clear()
        self.deps.recent_plans.clear()
        for each in list(self.storage.list()):
            self.storage.delete(each.key)

    def close(self) -> None:
        """End the nodes and the coordinator."""
        for node in self._nodes:
            self.kill(node)
        self._stop.set()
        hosting.join_all(self._threads, within_seconds=3)
        self._server.stop(grace=0.2)
        self.database.close()

    def node(
        self, *, slots: int = 2, under: Sequence[str] = (), **settings: str
    ) -> subprocess.Popen[bytes]:
        """Start a node, below another program if need be; its log is a file of the cluster."""
        environ = {
            **self.environ,
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "gen")]),
            "RENDER_SLOTS": str(slots),
            **settings,
        }
        log = (self.folder / f"node-{len(self._nodes)}.log").open("wb")
        argv = [*under, sys.executable, "-m", "services.render", "node"]
        node = subprocess.Popen(
            argv, env=environ, cwd=self.folder, stdin=subprocess.PIPE, stderr=log
        )
        log.close()
        self._nodes.append(node)
        return node

    def kill(self, node: subprocess.Popen[bytes]) -> None:
        """Kill a node."""
        node.kill()
        node.wait()
        assert node.stdin is not None
        node.stdin.close()

    def logs(self) -> str:
        """Return what the nodes logged."""
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("node-*.log")))

    def source(self, upload_id: int, path: Path) -> UploadDetails:
        """Store a video as a ready upload."""
        key = f"uploads/{upload_id}/source{path.suffix}"
        self.storage.put_file(key, path, content_type="video/mp4")
        probe = probe_of(path)
        video = probe.picture()
        return UploadDetails(
            upload_id=upload_id,
            owner_user_id=OWNER,
            kind="video",
            state="ready",
            width=video.width,
            height=video.height,
            rotation=video.rotation,
            fps=Fraction(video.frame_rate),
            frames=video.frames,
            duration=probe.playing_time,
            has_audio=probe.has_audio,
            is_hdr=video.is_hdr,
            has_alpha=video.has_alpha,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            storage_key=key,
        )

    def ingest(self, upload_id: int, content: bytes, *, kind: str = "video") -> tuple[str, Any]:
        """Ingest some bytes as an upload, and return what was announced."""
        key = f"uploads/{upload_id}/sent.mp4"
        stored = self.storage.put_bytes(key, content, content_type="video/mp4")
        upload = IngestSpec(upload_id, kind, key, stored.size_bytes, stored.etag, "sent.mp4")
        deriving.ingest_upload(self.deps, upload=upload)
        return poll_until(lambda: self.derivative(upload_id), f"upload {upload_id}")

    def derivative(self, upload_id: int) -> tuple[str, Any] | None:
        """Return the first event about a derivative of an upload."""
        found = [event for event in self.events() if event[0].startswith("render.derivative")]
        return next((event for event in found if event[1].upload_id == upload_id), None)

    def start(self, export: RequestedExport) -> str:
        """Start a render whose sources were ingested by a node of this machine."""
        with self.deps.unit_of_work() as uow:
            uow.nodes.upsert_node(WorkerDescription("ingester", 1, (), (self._encoder, *VERSIONS)))
        self.exports.sealed[export.export_id] = export
        starting.start_render(self.deps, export_id=export.export_id)
        return export.export_id

    def cancel(self, export_id: str) -> None:
        """Cancel a render."""
        cancelling.cancel_render(self.deps, export_id=export_id, caller=a_caller(ADMIN))

    def render(self, export_id: str) -> Render:
        """Return a render."""
        with self.deps.reading() as uow:
            found = uow.renders.find_render(export_id)
        assert found is not None
        return found

    def ended(self, export_id: str, *, seconds: float = HANG_SECONDS) -> Render:
        """Wait for a render to end."""

        def found() -> Render | None:
            render = self.render(export_id)
            return None if render.is_active else render

        return poll_until(found, f"render {export_id}", seconds=seconds)

    def export_file(self, render: Render) -> Path:
        """Return the file of a completed render."""
        assert render.export is not None, (render, self.logs())
        path = self.storage.local_path(render.export.file.storage_key)
        assert path is not None
        return path

    def jobs(self, *kinds: str) -> list[sa.Row[Any]]:
        """Return the rows of jobs, of some kinds or all."""
        query = sa.select(JOBS).order_by(JOBS.c.id)
        if kinds:
            query = query.where(JOBS.c.kind.in_(kinds))
        with self.database.reading() as session:
            return list(session.execute(query).all())

    def events(self) -> list[tuple[str, Any]]:
        """Return all that was announced, as topic and message."""
        query = sa.select(OUTBOX).where(OUTBOX.c.topic != "").order_by(OUTBOX.c.id)
        with self.database.reading() as session:
            rows = session.execute(query).all()
        return [(row.topic, Parse(row.body, EVENTS[row.topic]())) for row in rows]
