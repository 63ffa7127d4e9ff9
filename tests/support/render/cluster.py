# SPDX-License-Identifier: Apache-2.0
"""A real coordinator and real nodes: gRPC, the embedded broker, SQLite and a folder of files."""

from __future__ import annotations

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
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.tables import OUTBOX
from services.registry import TOPOLOGY
from services.render.contract.specs import IngestSpec
from services.render.coordinator import config
from services.render.coordinator.bootstrap import Coordinator, make_dependencies
from services.render.coordinator.clients.progress import ProgressPublisher
from services.render.coordinator.clients.text_images import StoredDrawing
from services.render.coordinator.domain.planning import Order
from services.render.coordinator.domain.render import Render
from services.render.coordinator.serving import SERVICE, open_coordinator
from services.render.coordinator.store.tables import PIECES
from services.render.coordinator.usecases import deriving, ordering, stopping
from services.render.coordinator.usecases.dependencies import Claimant
from services.render.coordinator.usecases.stopping import Asker
from services.render.node.encoder_build import encoder_build
from tests.support.media.ffmpeg import probe_of
from tests.support.process.waiting import HANG_SECONDS, wait_until
from tests.support.render.world import EVENTS, OWNER, MemoryOrders
from timeline.document.uploads import UploadDetails

ROOT = Path(__file__).resolve().parents[3]


class RenderFarm:
    """A coordinator in this process and its nodes in their own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        names = [ACCESS_KEY, "service-render", "service-node", "service-drafts"]
        Keyring(folder / "secrets").make(pairs=names, texts=["storage"])
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
        self.orders = MemoryOrders()
        self.storage = self.deployment.storage
        self.database = self.deployment.database("render")
        self.deps = make_dependencies(
            self.database,
            orders=self.orders,
            is_stored=lambda key: self.storage.head(key) is not None,
            discard=self.storage.delete,
            publish_progress=ProgressPublisher(self.deployment.publisher()),
            settings=config.load(self.deployment.environ),
        )
        self._nodes: list[subprocess.Popen[bytes]] = []
        self._stop = threading.Event()
        self._encoder = encoder_build(folder / "examiner")
        self._open()

    def _open(self) -> None:
        channels = self.deployment.channels("render")
        drawing = StoredDrawing(self.storage, self.folder / "drawing")
        coordinator = Coordinator(self.deps, self.database, channels, drawing)
        running = open_coordinator(coordinator, self.deployment)
        self._server, port = hosting.start_rpc(running)
        self._threads = hosting.start_worker(running, self.deployment, self._stop)
        self._threads.append(hosting.start_relay(running, self.deployment, self._stop))
        addresses = {"render": f"127.0.0.1:{port}"}
        (self.folder / "addresses.json").write_text(json.dumps(addresses))

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
        """Start a node, under another program if need be; its log is a file of the farm."""
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
        """End a node the hard way."""
        node.kill()
        node.wait()
        assert node.stdin is not None
        node.stdin.close()

    def logs(self) -> str:
        """Return what the nodes logged."""
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("node-*.log")))

    def source(self, upload_id: int, path: Path) -> UploadDetails:
        """Put a film into the storage as a ready upload."""
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
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            storage_key=key,
        )

    def examine(self, upload_id: int, content: bytes, *, kind: str = "video") -> tuple[str, Any]:
        """Have some bytes examined as an upload, and return what was announced."""
        key = f"uploads/{upload_id}/sent.mp4"
        stored = self.storage.put_bytes(key, content, content_type="video/mp4")
        task = IngestSpec(upload_id, kind, key, stored.size_bytes, stored.etag, "sent.mp4")
        deriving.examine_upload(self.deps, upload=task)
        return wait_until(lambda: self.derivative(upload_id))

    def derivative(self, upload_id: int) -> tuple[str, Any] | None:
        """Return what was announced of an upload."""
        said = [fact for fact in self.facts() if fact[0].startswith("render.derivative")]
        return next((fact for fact in said if fact[1].upload_id == upload_id), None)

    def order(self, order: Order) -> str:
        """Have a film rendered, whose sources were examined by a node of this machine."""
        with self.deps.unit_of_work() as uow:
            uow.nodes.note(Claimant("examiner", 1, self._encoder))
        self.orders.sealed[order.export_id] = order
        ordering.order_render(self.deps, export_id=order.export_id)
        return order.export_id

    def cancel(self, export_id: str) -> None:
        """Cancel a render."""
        stopping.cancel_render(self.deps, export_id=export_id, asker=Asker())

    def render(self, export_id: str) -> Render:
        """Return a render as it is."""
        with self.deps.reading() as uow:
            found = uow.renders.get(export_id)
        assert found is not None
        return found

    def ended(
        self, export_id: str, *, every: float = 0.02, seconds: float = HANG_SECONDS
    ) -> Render:
        """Wait for a render to end."""

        def found() -> Render | None:
            render = self.render(export_id)
            return None if render.is_active else render

        return wait_until(found, every=every, seconds=seconds)

    def film(self, render: Render) -> Path:
        """Return the file a render made."""
        assert render.film is not None, (render, self.logs())
        path = self.storage.local_path(render.film.storage_key)
        assert path is not None
        return path

    def pieces(self, *kinds: str) -> list[sa.Row[Any]]:
        """Return the rows of the work."""
        query = sa.select(PIECES).order_by(PIECES.c.id)
        if kinds:
            query = query.where(PIECES.c.kind.in_(kinds))
        with self.database.reading() as session:
            return list(session.execute(query).all())

    def facts(self) -> list[tuple[str, Any]]:
        """Return all that was announced, as topic and message."""
        query = sa.select(OUTBOX).where(OUTBOX.c.topic != "").order_by(OUTBOX.c.id)
        with self.database.reading() as session:
            rows = session.execute(query).all()
        return [(row.topic, Parse(row.body, EVENTS[row.topic]())) for row in rows]
