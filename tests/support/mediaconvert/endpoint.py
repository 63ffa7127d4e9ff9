# SPDX-License-Identifier: Apache-2.0
"""An endpoint that speaks MediaConvert's protocol: jobs in SQLite, made by ffmpeg, with faults."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qs, urlsplit

from chassis.storage import ObjectMissing, Storage
from tests.support.mediaconvert.faults import Fault, Faults
from tests.support.mediaconvert.model import BadRequest, Json, checked
from tests.support.mediaconvert.store import OPEN, JobStore, StoredJob
from tests.support.mediaconvert.transcoding import (
    Cancelled,
    CannotTranscode,
    Transcoding,
    probe_tracks,
)

_ROOT = "/2017-08-29"
_S3 = re.compile(r"s3://([^/]+)/(.+)")
_TYPES = {".m3u8": "application/vnd.apple.mpegurl", ".mpd": "application/dash+xml"}
_ERRORS: tuple[tuple[Fault, int, str], ...] = (
    ("throttle", 429, "TooManyRequestsException"),
    ("forbid", 403, "AccessDeniedException"),
    ("break", 500, "InternalServerErrorException"),
)
SendEvent = Callable[[Json], None]


class AnsweredError(Exception):
    """A request that is answered with an error of AWS."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


@dataclass
class MediaConvertEndpoint:
    """MediaConvert for one bucket, in this process; jobs that were not over go on at its start."""

    folder: Path
    bucket: str
    storage: Storage
    send_event: SendEvent = lambda _: None
    faults: Faults = field(default_factory=Faults)
    workers: int = 2
    port: int = 0
    calls: list[str] = field(default_factory=list)

    def __enter__(self) -> MediaConvertEndpoint:
        self.store = JobStore(self.folder / "mediaconvert.db")
        self._queue: SimpleQueue[str] = SimpleQueue()
        self._stop = threading.Event()
        self._server = _Server(("127.0.0.1", self.port), _Handler)
        self._server.endpoint = self
        self.port = self._server.server_port
        for job in self.store.all():
            if job.status in OPEN:
                self._queue.put(job.id)
        self._threads = [threading.Thread(target=self._server.serve_forever, daemon=True)]
        self._threads += [threading.Thread(target=self._work) for _ in range(self.workers)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for _ in range(self.workers):
            self._queue.put("")
        self._server.shutdown()
        self._server.server_close()
        for thread in self._threads:
            thread.join()
        self.store.close()

    @property
    def url(self) -> str:
        """The address of the endpoint."""
        return f"http://127.0.0.1:{self.port}"

    def is_converting(self) -> bool:
        """Whether the newest job is being converted."""
        jobs = self.store.all()
        return bool(jobs) and jobs[-1].status == "PROGRESSING"

    def answer(self, method: str, target: str, body: Json) -> tuple[int, Json]:
        """Answer one request."""
        parts = urlsplit(target)
        self.calls.append(f"{method} {parts.path.removeprefix(_ROOT)}")
        for fault, status, code in _ERRORS:
            if self.faults.happens(fault):
                raise AnsweredError(status, code, f"This is a fault: {fault}")
        match (method, parts.path.removeprefix(_ROOT).strip("/").split("/")):
            case ("POST", ["jobs"]):
                return 201, self._create(body)
            case ("POST", ["probe"]):
                return 200, self._probe(checked("Probe", body))
            case ("GET", ["search" | "jobs"]):
                return 200, self._list(parse_qs(parts.query))
            case ("GET", ["jobs", job_id]):
                return 200, {"job": self._job(job_id).wire()}
            case ("DELETE", ["jobs", job_id]):
                return 202, self._cancel(job_id)
        raise AnsweredError(404, "NotFoundException", "There is nothing here")

    def _create(self, body: Json) -> Json:
        checked("CreateJob", body)
        job, is_new = self.store.add(body.get("clientRequestToken"), body)
        if is_new:
            self._queue.put(job.id)
        if self.faults.happens("drop_answer"):
            raise AnsweredError(500, "InternalServerErrorException", "The answer was lost")
        return {"job": job.wire()}

    def _cancel(self, job_id: str) -> Json:
        job = self._job(job_id)
        if not self.store.move(job_id, "CANCELED"):
            raise AnsweredError(409, "ConflictException", f"The job is {job.status}")
        self._announce(job_id)
        return {}

    def _list(self, query: Mapping[str, list[str]]) -> Json:
        """Answer SearchJobs and ListJobs: the newest jobs of a file and in a state, if named."""
        (file,), (status,) = (query.get(name, [""]) for name in ("inputFile", "status"))
        found = [
            one.wire()
            for one in reversed(self.store.all())
            if file in one.request["settings"]["inputs"][0]["fileInput"]
            and status in {"", one.status}
        ]
        return {"jobs": found[:20]}

    def _probe(self, parameters: Json) -> Json:
        with TemporaryDirectory(dir=self.folder) as scratch:
            try:
                source = self._fetch(parameters["InputFiles"][0]["FileUrl"], Path(scratch))
                streams = probe_tracks(source)
            except CannotTranscode as error:
                raise AnsweredError(400, "BadRequestException", str(error)) from error
        tracks = [_track(one) for one in streams if one["codec_type"] in {"video", "audio"}]
        return {"probeResults": [{"container": {"format": "mp4", "tracks": tracks}}]}

    def _job(self, job_id: str) -> StoredJob:
        job = self.store.get(job_id)
        if job is None:
            raise AnsweredError(404, "NotFoundException", "There is no such job")
        return job

    def _work(self) -> None:
        while job_id := self._queue.get():
            if not self._stop.is_set():
                self._run(job_id)

    def _run(self, job_id: str) -> None:
        if self.faults.happens("lose_job"):
            self.store.lose(job_id)
            return
        if not self.store.move(job_id, "PROGRESSING", started_at=time.time()):
            return
        self._announce(job_id)
        if self.faults.happens("stall"):
            return
        try:
            self._check_faults()
            self._transcode(job_id)
        except Cancelled:
            return
        except CannotTranscode as error:
            self.store.move(job_id, "ERROR", error_code=error.code, error_message=str(error))
        else:
            self.store.move(job_id, "COMPLETE", percent=100)
        self._announce(job_id)

    def _check_faults(self) -> None:
        for fault, error in (("fail", self.faults.error), ("reject", self.faults.final_error)):
            if self.faults.happens(fault):  # type: ignore[arg-type]
                raise CannotTranscode(*error)

    def _transcode(self, job_id: str) -> None:
        settings = checked("CreateJob", self._job(job_id).request)["Settings"]

        def is_cancelled() -> bool:
            job = self.store.get(job_id)
            return self._stop.is_set() or job is None or job.status not in OPEN

        def report(percent: int) -> None:
            if self.store.move(job_id, "PROGRESSING", percent=percent):
                self._announce(job_id, "STATUS_UPDATE")

        with TemporaryDirectory(dir=self.folder) as scratch:
            source = self._fetch(settings["Inputs"][0]["FileInput"], Path(scratch))
            outputs = Path(scratch) / "outputs"
            outputs.mkdir()
            made = Transcoding(source, settings, outputs, is_cancelled, report).run()
            for address, path in sorted(made.items()):
                if is_cancelled():
                    raise Cancelled
                kind = _TYPES.get(path.suffix, "binary/octet-stream")
                self.storage.put_file(self._key(address), path, content_type=kind)

    def _fetch(self, address: str, folder: Path) -> Path:
        path = folder / "input"
        try:
            self.storage.fetch(self._key(address), path)
        except ObjectMissing as error:
            raise CannotTranscode(1404, f"Unable to open input file [{address}]") from error
        return path

    def _key(self, address: str) -> str:
        found = _S3.fullmatch(address)
        if found is None or found[1] != self.bucket:
            raise CannotTranscode(1404, f"There is no bucket for {address}")
        return found[2]

    def _announce(self, job_id: str, status: str | None = None) -> None:
        job = self.store.get(job_id)
        if job is None or self.faults.happens("lose_event"):
            return
        detail = {
            "timestamp": int(time.time() * 1000),
            "jobId": job_id,
            "status": status or job.status,
            "userMetadata": job.request.get("userMetadata", {}),
        }
        event = {
            "version": "0",
            "detail-type": "MediaConvert Job State Change",
            "source": "aws.mediaconvert",
            "detail": detail,
        }
        for _ in range(2 if self.faults.happens("double_event") else 1):
            self.send_event(event)


def _track(stream: Json) -> Json:
    if stream["codec_type"] == "audio":
        return {"index": stream["index"] + 1, "trackType": "audio", "audioProperties": {}}
    turned = [one["rotation"] for one in stream.get("side_data_list", []) if "rotation" in one]
    properties = {
        "width": stream["width"],
        "height": stream["height"],
        "rotation": int(turned[0]) % 360 if turned else 0,
    }
    return {"index": stream["index"] + 1, "trackType": "video", "videoProperties": properties}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    endpoint: MediaConvertEndpoint

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: packagers are killed while they are answered."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def _handle(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body: Any = json.loads(self.rfile.read(length) or b"{}")
        error = ""
        try:
            status, answer = self.server.endpoint.answer(self.command, self.path, body)
        except BadRequest as bad:
            status, error, answer = 400, "BadRequestException", {"message": str(bad)}
        except AnsweredError as found:
            status, error, answer = found.status, found.code, {"message": str(found)}
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        if error:
            self.send_header("x-amzn-ErrorType", error)
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_DELETE = _handle

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""
