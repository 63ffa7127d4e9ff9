# SPDX-License-Identifier: Apache-2.0
"""A creator at work: drives a platform through its public REST API, and never gives up early."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.support.process.loopback import loopback_client
from tests.support.process.waiting import HANG_SECONDS, pause, poll_until

PASSWORD = "a long enough password"
_AGAIN = {429, 500, 502, 503, 504, 507}
_SENT, _EXPIRED = {201, 409}, 403


class ErrorRule(AssertionError):
    """The platform refused what should have gone well."""


class Creator:
    """One signed-in person with a personal access token."""

    def __init__(self, url: str, *, patience: float = HANG_SECONDS) -> None:
        self.url = url
        self.patience = patience
        self.retries = 0
        self.user_id = 0
        self.email = f"creator-{uuid.uuid4().hex[:12]}@example.org"
        self.http = loopback_client(url)

    def close(self) -> None:
        """Hang up."""
        self.http.close()

    def register(self) -> None:
        """Register and take a personal access token."""
        body = {"email": self.email, "password": PASSWORD}
        self.user_id = self.post("/api/register", body)["userId"]
        headers = {"x-csrf-token": self.http.cookies["csrf"]}
        body = {"name": "test", "scopes": ["read", "write", "publish", "admin"]}
        secret = self.post("/api/tokens", body, headers=headers)["token"]["secret"]
        self.http.cookies.clear()
        self.http.headers["Authorization"] = f"Bearer {secret}"

    def request(
        self, method: str, path: str, *, tries: bool = True, **options: Any
    ) -> httpx.Response:
        """Send a request; with `tries`, again after broken connections and 5xx, same key."""
        deadline = time.monotonic() + self.patience
        while True:
            try:
                answer = self.http.request(method, path, **options)
            except httpx.TransportError:
                if not tries or time.monotonic() > deadline:
                    raise
            else:
                if not tries or answer.status_code not in _AGAIN or time.monotonic() > deadline:
                    return answer
            self.retries += 1
            pause(0.3)

    def get(self, path: str, **options: Any) -> dict[str, Any]:
        """Get JSON."""
        return _checked(self.request("GET", path, **options))

    def post(
        self, path: str, body: Mapping[str, Any], *, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """Post JSON under an idempotency key of its own."""
        keyed = {"Idempotency-Key": uuid.uuid4().hex, **(headers or {})}
        return _checked(self.request("POST", path, json=dict(body), headers=keyed))

    def upload(
        self,
        path: Path,
        *,
        content_type: str = "video/mp4",
        sign_at: str = "/api/sign-upload",
        **about: str,
    ) -> int:
        """Sign, send and complete one file; return its id."""
        size = path.stat().st_size
        named = {"filename": path.name, "contentType": content_type, "sizeBytes": size}
        deadline = time.monotonic() + self.patience
        signed = self.post(sign_at, named | about)
        while (answer := self.send(signed["post"], path)).status_code == _EXPIRED:
            if time.monotonic() > deadline:
                raise ErrorRule(f"upload: {answer.text}")
            signed = self.post(sign_at, named | about)
        self.post("/api/mark-complete", {"id": signed["id"]})
        return int(signed["id"])

    def send(self, form: Mapping[str, Any], path: Path) -> httpx.Response:
        """Send the bytes by the signed form; a lost answer may have stored them already.

        Of a form that has expired the answer is 403.
        """
        deadline = time.monotonic() + self.patience
        while True:
            try:
                with path.open("rb") as file, loopback_client() as plain:
                    answer = plain.post(form["url"], data=form["fields"], files={"file": file})
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.status_code in {*_SENT, _EXPIRED}:
                return answer
            if time.monotonic() > deadline:
                raise ErrorRule(f"upload: {answer and answer.text}")
            self.retries += 1
            pause(0.3)

    def ready(self, upload_id: int) -> dict[str, Any]:
        """Wait until an upload is ready, or rejected."""

        def look() -> dict[str, Any] | None:
            found = self.get(f"/api/uploads/{upload_id}")["upload"]
            return found if found["state"] in {"ready", "rejected"} else None

        return poll_until(look, f"upload {upload_id}", seconds=self.patience)

    def frozen(self, upload_id: int, *, at_seconds: float, long_edge: int = 1080) -> int:
        """Have a frame of a video made into an image and wait until it is there."""
        body = {"atSeconds": at_seconds, "longEdgePx": long_edge}

        def look() -> dict[str, Any] | None:
            found = self.post(f"/api/uploads/{upload_id}/freeze-frame", body)
            return found if found["status"] == "completed" else None

        found = poll_until(look, f"a frame of upload {upload_id}", seconds=self.patience)
        return int(found["freezeUploadId"])

    def derived(self, upload_id: int, path: str) -> bytes:
        """Wait until a file that is derived from an upload is there, and return it."""

        def look() -> bytes | None:
            answer = self.request("GET", f"/api/uploads/{upload_id}/{path}")
            assert answer.status_code in {200, 202}, answer.text
            return answer.content if answer.status_code == 200 else None

        return poll_until(look, f"{path} of {upload_id}", seconds=self.patience)

    def project(self, clips: list[dict[str, Any]], *, name: str = "A film", **root: Any) -> int:
        """Create a project and save its timeline."""
        project_id = self.post("/api/create-video/projects", {"name": name})["project"]["id"]
        timeline = {"version": "create_video_v1", "clips": clips, **root}
        path = f"/api/create-video/projects/{project_id}/timeline"
        _checked(self.request("PATCH", path, json={"timeline": timeline}))
        return int(project_id)

    def exported(self, project_id: int) -> dict[str, Any]:
        """Export a project and wait until it has ended."""
        job = self.post(f"/api/create-video/projects/{project_id}/export", {})["jobId"]
        return self.export_ended(project_id, job)

    def export_ended(self, project_id: int, job: str) -> dict[str, Any]:
        """Wait until an export has ended."""
        path = f"/api/create-video/projects/{project_id}/export-status?jobId={job}"

        def look() -> dict[str, Any] | None:
            status = self.get(path)
            return status if status["status"] in {"completed", "failed", "cancelled"} else None

        return poll_until(look, f"export {job}", seconds=self.patience)

    def packaged(self, upload_id: int) -> int:
        """Prepare an export for publishing and return the finished production."""
        self.post(f"/api/exports/{upload_id}/prep-hls", {})

        def look() -> dict[str, Any] | None:
            status = self.get(f"/api/exports/{upload_id}/hls-status")
            return status if status["state"] in {"ready", "failed"} else None

        status = poll_until(look, f"HLS of {upload_id}", seconds=self.patience)
        if status["state"] != "ready":
            raise ErrorRule(str(status))
        return int(status["productionId"])

    def personal_space(self) -> int:
        """Return the id of one's personal space."""
        spaces = self.get("/api/spaces?mine=1")["items"]
        return int(next(space["id"] for space in spaces if space["type"] == "personal"))

    def published(self, production_id: int, space_id: int | None = None) -> dict[str, Any]:
        """Publish a production into a space, one's own by default."""
        body = {"spaceId": space_id or self.personal_space()}
        found = self.post(f"/api/productions/{production_id}/publications", body)
        return dict(found["publication"])

    def download(self, upload_id: int, path: Path) -> Path:
        """Fetch the bytes of an upload."""
        answer = self.request("GET", f"/api/uploads/{upload_id}/file")
        path.write_bytes(answer.content)
        return path


@contextmanager
def a_creator(url: str, *, patience: float = HANG_SECONDS) -> Iterator[Creator]:
    """Have somebody new at work for a block."""
    creator = Creator(url, patience=patience)
    try:
        creator.register()
        yield creator
    finally:
        creator.close()


def clip(
    name: str,
    upload_id: int,
    source: tuple[float, float],
    *,
    start: float | None = None,
    **more: Any,
) -> dict[str, Any]:
    """Write one clip of a timeline."""
    found: dict[str, Any] = {
        "id": name,
        "uploadId": upload_id,
        "sourceStartSeconds": source[0],
        "sourceEndSeconds": source[1],
        **more,
    }
    if start is not None:
        found["startSeconds"] = start
    return found


def _checked(answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code >= 400:
        raise ErrorRule(f"{answer.request.method} {answer.request.url.path}: {answer.text}")
    return dict(answer.json())
