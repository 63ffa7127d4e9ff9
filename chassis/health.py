# SPDX-License-Identifier: Apache-2.0
"""Health, readiness and metrics of a process."""

from __future__ import annotations

import hmac
import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CONTENT_TYPE_LATEST, Histogram, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from chassis import logging
from chassis.identity import host_is_ours

REQUESTS = Histogram(
    "reelmill_request_seconds", "REST requests.", ["service", "method", "route", "status"]
)
_log = logging.get_logger("health")

PATHS = ("/healthz", "/readyz", "/metrics")

Check = Callable[[], None]
Checks = Mapping[str, Check]


class NotReady(Exception):
    """Something keeps a process from its work; the message may be read by anybody."""


_notes: dict[str, str] = {}


def note(name: str, text: str) -> None:
    """Have `/readyz` say something that keeps nobody from work, but should be known."""
    _notes[name] = text


_measures: dict[str, Callable[[], Iterable[Metric]]] = {}


def measure(service: str, read: Callable[[], Iterable[Metric]]) -> None:
    """Add metrics that are read at each request of /metrics; those added before are replaced."""
    _measures[service] = read


class _MeasuredCollector(Collector):
    """Reads the metrics that services added; those that cannot be read now are left out."""

    def collect(self) -> Iterator[Metric]:
        """Read the metrics of every service."""
        for service, read in _measures.items():
            try:
                yield from list(read())
            except Exception as error:
                _log.warning("metrics.failed", service=service, error=type(error).__name__)


def may_read_metrics(
    address: str, authorization: str, *, token: str, is_own_host: bool = True
) -> bool:
    """Whether metrics are answered: to this machine, and to others with `Bearer` and the token.

    A program of this machine asks an own host; a page of another site, in a browser here, cannot.
    """
    if is_own_host and (address == "::1" or address.startswith("127.")):
        return True
    return bool(token) and hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode())


def respond(path: str, readiness: Checks) -> tuple[int, str, bytes]:
    """Answer one of the three paths: status, type and body."""
    if path == "/metrics":
        return 200, CONTENT_TYPE_LATEST, generate_latest() + generate_latest(_MeasuredCollector())
    failing = _failing(readiness) if path == "/readyz" else {}
    details = {"failing": failing, "notes": dict(_notes)} if path == "/readyz" else {}
    body = {"ok": not failing, **details}
    return 503 if failing else 200, "application/json", json.dumps(body).encode()


def serve(
    listen: str, readiness: Checks, *, metrics_token: str = "", public_url: str = ""
) -> Callable[[], None]:
    """Serve the three paths from a thread, for processes without an app; return what stops it."""
    host, _, port = listen.rpartition(":")

    class Handler(BaseHTTPRequestHandler):
        """Answers the three paths, and logs nothing."""

        def do_GET(self) -> None:
            """Answer one request."""
            known = self.path in PATHS
            found = respond(self.path, readiness) if known else (404, "text/plain", b"")
            given = self.headers.get("Authorization", "")
            is_ours = host_is_ours(self.headers.get("Host", ""), public_url=public_url)
            if self.path == "/metrics" and not may_read_metrics(
                str(self.client_address[0]), given, token=metrics_token, is_own_host=is_ours
            ):
                found = (401, "text/plain", b"")
            elif self.path == "/readyz" and not is_ours:
                found = (403, "text/plain", b"")
            self.send_response(found[0])
            self.send_header("Content-Type", found[1])
            self.send_header("Content-Length", str(len(found[2])))
            self.end_headers()
            self.wfile.write(found[2])

        def log_message(self, format: str, *args: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer((host or "127.0.0.1", int(port)), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()

    def stop() -> None:
        server.shutdown()
        server.server_close()

    return stop


def _failing(readiness: Checks) -> dict[str, str]:
    failing = {}
    for name, check in readiness.items():
        try:
            check()
        except Exception as error:
            failing[name] = str(error) if isinstance(error, NotReady) else type(error).__name__
    return failing


def at_most_every(seconds: float, check: Check) -> Check:
    """Return a check that repeats its last outcome for some seconds, because it costs something."""
    lock = threading.Lock()
    checked_at, outcome = -seconds, list[Exception]()

    def repeated() -> None:
        nonlocal checked_at
        with lock:
            if time.monotonic() - checked_at >= seconds:
                outcome[:] = _outcome(check)
                checked_at = time.monotonic()
        if outcome:
            raise outcome[0]

    return repeated


def _outcome(check: Check) -> list[Exception]:
    try:
        check()
    except Exception as error:
        return [error]
    return []
