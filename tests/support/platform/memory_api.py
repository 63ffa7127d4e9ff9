# SPDX-License-Identifier: Apache-2.0
"""A platform in memory that answers as the public API is documented, for clients of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import httpx

Answer = httpx.Response | Exception


class PretendPlatform(httpx.BaseTransport):
    """Answers the calls of one creator, and remembers what was said."""

    def __init__(self) -> None:
        self.heard: list[httpx.Request] = []
        self.faults: list[Answer] = []
        """What the next calls get instead of an answer."""
        self.upload_states = ["ready"]
        self.rejection: dict[str, str] | None = None
        self.warnings: list[str] = []
        self.rate: dict[str, str | bool] = {}
        self.export_states: list[dict[str, Any]] = [
            {"status": "completed", "progressPct": 100, "resultUploadId": 31}
        ]
        self.is_export = True
        self.productions: list[dict[str, Any]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.heard.append(request)
        if self.faults:
            fault = self.faults.pop(0)
            if isinstance(fault, Exception):
                raise fault
            return fault
        for pattern, answer in self._rows().items():
            method, _, path = pattern.partition(" ")
            if request.method == method and re.fullmatch(path, request.url.path):
                return answer(request)
        return problem(404, "not_found", "There is no such path.")

    def said(self, method: str, path: str) -> list[httpx.Request]:
        """Return the calls of one kind."""
        return [one for one in self.heard if (one.method, one.url.path) == (method, path)]

    def _rows(self) -> dict[str, Callable[[httpx.Request], httpx.Response]]:
        return {
            "POST /api/(register|login)": lambda _: answer(
                {"ok": True, "userId": 1}, headers={"Set-Cookie": "csrf=c0ffee; Path=/"}
            ),
            "POST /api/tokens": self._token,
            "GET /api/me": lambda _: answer({"userId": 1, "email": "a@example.org"}),
            "POST /api/sign-upload": lambda _: answer(
                {"id": 7, "post": {"url": "/media/files", "fields": {"Content-Type": "video/mp4"}}}
            ),
            "POST /media/files": lambda _: httpx.Response(201),
            "POST /api/mark-complete": lambda _: answer({"ok": True}),
            "GET /api/uploads": lambda _: answer({"items": [self._upload("ready")]}),
            r"GET /api/uploads/\d+": self._upload_now,
            "GET /api/create-video/projects": lambda _: answer(
                {"items": [{"id": 3, "name": "A film", "status": "active"}]}
            ),
            "POST /api/create-video/projects": lambda _: answer({"project": {"id": 3}}),
            "PATCH /api/create-video/projects/3/timeline": lambda _: answer({"project": {"id": 3}}),
            **_INTERCHANGE,
            "POST /api/create-video/projects/3/export": lambda _: answer({"jobId": "j"}),
            "GET /api/create-video/projects/3/export-status": self._export,
            r"POST /api/exports/\d+/prep-hls": self._prepare,
            "POST /api/productions": self._produce,
            "GET /api/productions": lambda _: answer({"items": self.productions}),
            "GET /api/productions/5": lambda _: answer(
                {"production": {"id": 5, "status": "completed"}}
            ),
            "GET /api/spaces": lambda _: answer({"items": [{"id": 2, "type": "personal"}]}),
            "POST /api/productions/5/publications": lambda _: answer(
                {"publication": {"id": 9, "status": "published"}}
            ),
        }

    def _token(self, request: httpx.Request) -> httpx.Response:
        if request.headers.get("x-csrf-token") != "c0ffee":
            return problem(403, "csrf_invalid", "The x-csrf-token header does not match.")
        return answer({"token": {"secret": "rm_secret"}})

    def _upload(self, state: str) -> dict[str, Any]:
        shape = {"durationSeconds": 5.0, "width": 1920, "height": 1080}
        members = {"rejection": self.rejection, "warnings": self.warnings}
        return {"id": 7, "state": state, **members, **shape, **self.rate}

    def _upload_now(self, _: httpx.Request) -> httpx.Response:
        states = self.upload_states
        return answer({"upload": self._upload(states.pop(0) if len(states) > 1 else states[0])})

    def _export(self, _: httpx.Request) -> httpx.Response:
        states = self.export_states
        return answer(states.pop(0) if len(states) > 1 else states[0])

    def _produce(self, _: httpx.Request) -> httpx.Response:
        self.productions.insert(0, {"id": 5, "status": "completed"})
        return answer({"production": self.productions[0]})

    def _prepare(self, _: httpx.Request) -> httpx.Response:
        if not self.is_export:
            return problem(400, "not_export", "This upload is not an export.")
        return answer({"productionId": 5, "state": "in_progress"})


def answer(body: dict[str, Any], *, headers: dict[str, str] | None = None) -> httpx.Response:
    return httpx.Response(200, json=body, headers=headers)


_LOSSES = [{"detail": "Boost: not in an EDL.", "pointers": ["/a", "/b"]}]
_IMPORTED = {"project": {"id": 4}, "losses": [], "missing": [{"name": "beach.mp4"}]}
_INTERCHANGE: dict[str, Callable[[httpx.Request], httpx.Response]] = {
    "GET /api/create-video/projects/3/interchange": lambda _: httpx.Response(
        200, text="TITLE: A film\n"
    ),
    "GET /api/create-video/projects/3/interchange/losses": lambda _: answer({"losses": _LOSSES}),
    "POST /api/create-video/projects/import": lambda _: answer(_IMPORTED),
}


def problem(status: int, code: str, detail: str, **more: Any) -> httpx.Response:
    body = {"status": status, "error": code, "detail": detail, **more}
    headers = {"Content-Type": "application/problem+json"}
    return httpx.Response(status, content=json.dumps(body), headers=headers)
