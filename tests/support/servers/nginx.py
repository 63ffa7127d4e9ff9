# SPDX-License-Identifier: Apache-2.0
"""nginx with the generated configuration, in front of servers that only say who they are."""

from __future__ import annotations

import contextlib
import getpass
import json
import subprocess
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

from gateway.nginx import NginxLimits, NginxSettings, configuration
from tests.support.process.loopback import loopback_client
from tests.support.process.waiting import exit_code, wait_until
from tests.support.servers.ports import accepts, free_port

NGINX = "/usr/sbin/nginx"


class Named(BaseHTTPRequestHandler):
    """Answers with its server's name, and with the headers that it received."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path.startswith("/film.m4s?signed"):
            self.bucket()
            return
        if self.path.startswith("/media/hls/stored/"):
            self.answer(200, {}, self.stored())
            return
        recorded = {name.lower(): value for name, value in self.headers.items()}
        status = 404 if self.path.endswith("/404") else 200
        self.answer(status, {"service": self.server.name, "path": self.path, "headers": recorded})

    def stored(self) -> dict[str, str]:
        """Say where the file is, and what a service says about a file."""
        place = "part" if "Range" in self.headers else "whole"
        return {
            "X-Accel-Redirect": f"/.stored/{place}/film.m4s?signed=1",
            "ETag": '"one"',
            "Accept-Ranges": "bytes",
            "Access-Control-Allow-Origin": "*",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "public, max-age=60",
            "Content-Disposition": "inline",
        }

    def bucket(self) -> None:
        """Say what is asked for, and more than should be passed on."""
        said = {"ETag": '"bucket"', "x-amz-request-id": "1", "Cache-Control": "no-cache"}
        self.answer(200, {name: self.headers[name] for name in ("Range", "Cookie")}, said)

    def do_POST(self) -> None:
        if "X-Upload-Length" in self.headers:
            self.permit()
            return
        length = int(self.headers.get("Content-Length", 0))
        self.server.started.set()
        received = len(self.rfile.read(length))
        self.answer(200, {"service": self.server.name, "received": received})

    do_PUT = do_POST

    def permit(self) -> None:
        """Permit an upload whose address says so."""
        self.server.asked.append(self.headers["X-Upload-Length"])
        if "permitted" in self.path:
            self.answer(204, {})
        elif "nowhere" in self.path:
            self.answer(404, {})
        else:
            body = {"error": "upload_too_large", "requestId": self.headers["X-Request-Id"]}
            self.answer(403, {}, {"X-Rejection": json.dumps(body), "X-Rejection-Status": "413"})

    def answer(
        self, status: int, body: dict[str, object], headers: Mapping[str, str] | None = None
    ) -> None:
        content = json.dumps(body).encode() if status != 204 else b""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class NamedServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, name: str) -> None:
        super().__init__(("127.0.0.1", 0), Named)
        self.name = name
        self.started = threading.Event()
        self.asked: list[str] = []
        """What was said of the lengths of uploads."""


@dataclass
class Front:
    """A running nginx and the servers behind it."""

    url: str
    servers: dict[str, NamedServer]
    setting: NginxSettings
    folder: Path
    http: httpx.Client = field(default_factory=loopback_client)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.http.get(f"{self.url}{path}", headers=headers)


@contextlib.contextmanager
def running_nginx(
    folder: Path, *, limits: NginxLimits, proxies: int = 0, has_bucket: bool = False
) -> Iterator[Front]:
    servers = {name: NamedServer(name) for name in ("accounts", "library", "hls")}
    for server in servers.values():
        threading.Thread(target=server.serve_forever, daemon=True).start()
    port = free_port()
    upstreams = {name: [f"127.0.0.1:{one.server_port}"] for name, one in servers.items()}
    upstreams["drafts"] = [f"127.0.0.1:{free_port()}"]
    _write_files(folder)
    setting = NginxSettings(
        listen=f"127.0.0.1:{port}",
        run=folder,
        site=folder / "site",
        stored=f"http://{upstreams['library'][0]}" if has_bucket else f"{folder}/stored",
        upstreams=upstreams,
        limits=limits,
        user=getpass.getuser(),
        access_log=str(folder / "access.log"),
        proxies=proxies,
    )
    (folder / "nginx.conf").write_text(configuration(setting))
    files = ["-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    argv = [NGINX, *files, "-g", "daemon off;"]
    with (folder / "said").open("wb") as said:
        nginx = subprocess.Popen(argv, stdout=said, stderr=said)
    try:
        wait_until(lambda: accepts(port), "nginx")
        front = Front(f"http://127.0.0.1:{port}", servers, setting, folder)
        with front.http:
            yield front
    finally:
        nginx.terminate()
        exit_code(nginx)
        for server in servers.values():
            server.shutdown()
            server.server_close()


def _write_files(folder: Path) -> None:
    """Write what nginx sends itself."""
    (folder / "stored").mkdir()
    (folder / "stored" / "film.m4s").write_bytes(bytes(range(256)) * 64)
    (folder / "site").mkdir()
    (folder / "site" / "front.html").write_text("the front page")
    (folder / "site" / "docs.html").write_text("the description")
    (folder / "site" / "openapi.json").write_text("{}")
