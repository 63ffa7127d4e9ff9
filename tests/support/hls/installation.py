# SPDX-License-Identifier: Apache-2.0
"""Hls with its servers, bus, storage and database in a folder, and packager processes."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from google.protobuf.message import Message

from chassis import hosting
from chassis.caller import Caller
from chassis.database import Database
from chassis.deployment import Deployment
from chassis.errors import ApiError, ErrorKind
from chassis.identity import AccessTokenIssuer
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.rpc import Call
from chassis.rpc_server import Rpc, RpcServer, RpcService
from reelmill.drafts.v1 import service_pb2 as drafts_pb2
from reelmill.drafts.v1 import service_pb2_grpc as drafts_grpc
from reelmill.library.v1 import resources_pb2, service_pb2, service_pb2_grpc
from services.hls.coordinator.bootstrap import SERVICE
from services.registry import TOPOLOGY
from tests.support.process.waiting import wait_until

OWNER = 7
_ROOT = Path(__file__).parents[3]
_NAMES = ("library", "drafts", "hls", "packager")


class HlsInstallation:
    """One hls service, a library of uploads that a test chooses, and a folder for everything."""

    def __init__(self, folder: Path, **settings: str) -> None:
        keyring = Keyring(folder / "secrets")
        pairs = [ACCESS_KEY, *(f"service-{name}" for name in _NAMES)]
        keyring.make(pairs=pairs, texts=["storage", "playback", "idempotency", "installation"])
        self.folder = folder
        self.environ = {
            "BUS_URL": f"sqlitemq:///{folder}/bus.db",
            "STORAGE_URL": f"disk://{folder}/storage",
            "SECRETS_DIR": str(folder / "secrets"),
            "SCRATCH_DIR": str(folder / "scratch"),
            "ADDRESSES_FILE": str(folder / "addresses.json"),
            "HLS_DATABASE_URL": f"sqlite:///{folder}/hls.db",
            "HLS_LEASE_SECONDS": "4",
            **settings,
        }
        self.deployment = Deployment(self.environ, topology=TOPOLOGY)
        self.storage = self.deployment.storage
        self._uploads: dict[int, resources_pb2.Upload] = {}
        self._stop = threading.Event()
        self._issuer = AccessTokenIssuer(keyring.private(ACCESS_KEY))
        self._start()

    def close(self) -> None:
        """Stop everything."""
        self._stop.set()
        self._rpc.stop(0.2)
        self._library.stop(0.2)
        self._drafts.stop(0.2)
        hosting.join_all(self._threads, within_seconds=5)
        self._running.database.close()

    @property
    def database(self) -> Database:
        """The database of hls."""
        return self._running.database

    def client(self) -> FlaskClient:
        """Return a client with the owner's token."""
        client = self._app.test_client()
        token = self._issuer.issue(Caller(OWNER, frozenset({"site_member"}), "s", "c"))
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    def store(self, video: Path, *, upload_id: int, role: str) -> int:
        """Put a video into the library."""
        key = f"uploads/{upload_id}/video{video.suffix}"
        self.storage.put_file(key, video, content_type="video/mp4")
        upload = resources_pb2.Upload(
            upload_id=upload_id,
            owner_user_id=OWNER,
            kind="video",
            video_role=role,
            state="ready",
            name=video.stem,
        )
        upload.file.key, upload.file.size_bytes = key, video.stat().st_size
        self._uploads[upload_id] = upload
        return upload_id

    def production(self, production_id: int) -> dict[str, Any]:
        """Return a production as JSON."""
        return _production(self.client(), production_id)

    def wait_for(
        self, production_id: int, condition: Callable[[dict[str, Any]], bool]
    ) -> dict[str, Any]:
        """Poll a production until it fulfils a condition."""

        client = self.client()

        def look() -> dict[str, Any] | None:
            shown = _production(client, production_id)
            return shown if condition(shown) else None

        return wait_until(look, f"production {production_id}")

    def fetch(self, shown: dict[str, Any]) -> Callable[[str], bytes]:
        """Return a reader of a stream's files by their names, behind its signed link."""
        folder = shown["playback"]["masterUrl"].removesuffix("master.m3u8")
        anonymous = self._app.test_client()

        def read(name: str) -> bytes:
            with anonymous.get(folder + name) as answer:
                assert answer.status_code == 200, name
                return bytes(answer.data)

        return read

    @contextlib.contextmanager
    def packager(self, verb: str = "packager", **more: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run a packager process for the length of a block."""
        environ = {
            **self.environ,
            **more,
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{_ROOT}:{_ROOT / 'gen'}",
        }
        argv = [sys.executable, "-m", "services.hls", verb]
        with subprocess.Popen(argv, cwd=self.folder, env=environ, stdin=subprocess.PIPE) as process:
            try:
                yield process
            finally:
                process.kill()

    def _start(self) -> None:
        self._library = RpcServer(
            "library", [self._library_service()], self.deployment.service_tokens("library"), {}
        )
        self._drafts = RpcServer(
            "drafts", [_no_drafts()], self.deployment.service_tokens("drafts"), {}
        )
        hosting.migrate_service(SERVICE, self.deployment)
        self._running = SERVICE.open(self.deployment)
        self._app = self._running.app()
        self._rpc, port = hosting.start_rpc(self._running)
        addresses = {"hls": f"127.0.0.1:{port}", "library": f"127.0.0.1:{self._library.start()}"}
        addresses["drafts"] = f"127.0.0.1:{self._drafts.start()}"
        (self.folder / "addresses.json").write_text(json.dumps(addresses))
        self._threads = [
            hosting.start_relay(self._running, self.deployment, self._stop),
            *hosting.start_worker(self._running, self.deployment, self._stop),
        ]

    def _library_service(self) -> RpcService:
        def batch_get(
            request: service_pb2.BatchGetUploadsRequest, _: Call
        ) -> service_pb2.BatchGetUploadsResponse:
            found = [self._uploads[one] for one in request.upload_ids if one in self._uploads]
            return service_pb2.BatchGetUploadsResponse(uploads=found)

        return RpcService(
            service_pb2_grpc.add_LibraryServiceServicer_to_server,
            "reelmill.library.v1.LibraryService",
            {
                "BatchGetUploads": Rpc(batch_get),
                "GetUsage": Rpc(lambda _request, _call: service_pb2.GetUsageResponse()),
                "LinkExports": Rpc(lambda _request, _call: service_pb2.LinkExportsResponse()),
            },
        )


def _production(client: FlaskClient, production_id: int) -> dict[str, Any]:
    shown: dict[str, Any] = client.get(f"/api/productions/{production_id}").json["production"]
    return shown


def _no_drafts() -> RpcService:
    """Make drafts without any draft, so that uploads are packaged as they are."""

    def find_nothing(_request: Message, _call: Call) -> Message:
        raise ApiError(ErrorKind.NOT_FOUND, "draft_not_found", "There is no such draft.")

    methods = drafts_pb2.DESCRIPTOR.services_by_name["DraftsService"].methods
    return RpcService(
        drafts_grpc.add_DraftsServiceServicer_to_server,
        "reelmill.drafts.v1.DraftsService",
        {one.name: Rpc(find_nothing) for one in methods},
    )
