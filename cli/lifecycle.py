# SPDX-License-Identifier: Apache-2.0
"""The steps of a video: upload, cut, export, package, publish."""

from __future__ import annotations

import io
import mimetypes
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cli.client import Client, CommandFailed, Json, PlatformError

Advance = Callable[[float, str], None]
"""Is called with the fraction of a step that is done, 0 to 1, and the name of its stage."""

_POLL_SECONDS = 0.3
_ENDED_WITHOUT_STREAM = ("failed", "cancelled")
_LONGEST_WAIT_SECONDS = 6 * 3600.0


class OperationFailed(CommandFailed):
    """An operation of the platform failed; the text is its reason."""


def upload(
    client: Client,
    path: Path,
    *,
    advance: Advance,
    sign_at: str = "/api/sign-upload",
    about: Mapping[str, Any] | None = None,  # Any: members of the signing request
) -> int:
    """Sign, send and complete one file, and return the upload's id."""
    size = path.stat().st_size
    body: Json = {"filename": path.name, "sizeBytes": size, **(about or {})}
    if content_type := mimetypes.guess_type(path.name)[0]:
        body["contentType"] = content_type
    signed = client.post(sign_at, body)
    form: Mapping[str, Any] = signed["post"]  # Any: url and fields
    client.post_form(
        form["url"],
        form["fields"],
        name=path.name,
        open_file=lambda: _Counted(path, lambda done: advance(done / max(size, 1), "sending")),
    )
    client.post("/api/mark-complete", {"id": signed["id"]})
    return int(signed["id"])


def wait_until_ready(client: Client, upload_id: int) -> Json:
    """Wait until an upload is ready and return it; OperationFailed when it is rejected."""

    def look() -> Json | None:
        found: Json = client.get(f"/api/uploads/{upload_id}")["upload"]
        return found if found["state"] in ("ready", "rejected") else None

    found = wait_for(look)
    if found["state"] == "rejected":
        reason = found.get("rejection") or {}
        raise OperationFailed(
            f"rejected: {reason.get('reason', 'no reason')} ({reason.get('code', '')})"
        )
    return found


def freeze_frame(client: Client, upload_id: int, *, at_seconds: float, long_edge: int) -> int:
    """Make an image of a frame of a video, wait for it, and return the id of its upload."""
    body = {"atSeconds": at_seconds, "longEdgePx": long_edge}

    def look() -> Json | None:
        found: Json = client.post(f"/api/uploads/{upload_id}/freeze-frame", body)
        return found if found["status"] == "completed" else None

    return int(wait_for(look)["freezeUploadId"])


def create_project(
    client: Client,
    *,
    name: str,
    clips: Sequence[Json] = (),
    tracks: Mapping[str, Any] | None = None,  # Any: more members of the timeline
) -> int:
    """Create a project, with clips on its timeline if there are any, and return its id."""
    project_id = int(client.post("/api/create-video/projects", {"name": name})["project"]["id"])
    if clips:
        timeline = {"version": "create_video_v1", "clips": list(clips), **(tracks or {})}
        client.patch(f"/api/create-video/projects/{project_id}/timeline", {"timeline": timeline})
    return project_id


def whole_clips(client: Client, upload_ids: Sequence[int]) -> list[Json]:
    """Describe uploads as clips that follow one another, each from its first frame to its last."""
    found = [client.get(f"/api/uploads/{one}")["upload"] for one in upload_ids]
    return [
        {
            "id": f"clip-{number}",
            "uploadId": upload["id"],
            "sourceStartSeconds": 0,
            "sourceEndSeconds": upload["durationSeconds"],
        }
        for number, upload in enumerate(found, start=1)
    ]


def start_export(client: Client, project_id: int) -> str:
    """Start an export and return its job id."""
    return str(client.post(f"/api/create-video/projects/{project_id}/export", {})["jobId"])


def wait_for_export(client: Client, project_id: int, job: str, *, advance: Advance) -> int:
    """Wait until an export is completed and return the id of its upload."""
    path = f"/api/create-video/projects/{project_id}/export-status"

    def look() -> Json | None:
        status = client.get(path, jobId=job)
        advance((status.get("progressPct") or 0) / 100, str(status.get("progressStage") or ""))
        # The upload is registered a moment after the render has ended.
        is_over = status["status"] in ("failed", "cancelled") or status.get("resultUploadId")
        return status if is_over else None

    status = wait_for(look)
    if status["status"] != "completed":
        error = status.get("error") or {}
        raise OperationFailed(
            f"export {status['status']}: {error.get('message', 'no reason given')}"
        )
    return int(status["resultUploadId"])


def prepare_hls(client: Client, upload_id: int, *, advance: Advance) -> int:
    """Package an upload for streaming, wait for it, and return the id of the production.

    An upload that is or was packaged already is not packaged again.
    """
    try:
        made = client.post(f"/api/exports/{upload_id}/prep-hls", {})
    except PlatformError as error:
        if error.code != "not_export":
            raise
        made = _production_of(client, upload_id) or _new_production(client, upload_id)
        return _wait_for_production(client, int(made["id"]), advance=advance)
    return _wait_for_production(client, int(made["productionId"]), advance=advance)


def _production_of(client: Client, upload_id: int) -> Json | None:
    """Return the newest production of an upload that has not failed, None when there is none.

    One that was made of a draft shows more than the upload.
    """
    items = client.get("/api/productions", uploadId=upload_id)["items"]
    of_upload = (one for one in items if one.get("draftId") is None)
    return next((one for one in of_upload if one["status"] not in _ENDED_WITHOUT_STREAM), None)


def _new_production(client: Client, upload_id: int) -> Json:
    found: Json = client.post("/api/productions", {"uploadId": upload_id})["production"]
    return found


def publish(client: Client, production_id: int, *, space_id: int | None = None) -> Json:
    """Publish a production into a space, by default the personal one; return the publication."""
    body = {"spaceId": space_id or personal_space(client)}
    found: Json = client.post(f"/api/productions/{production_id}/publications", body)
    return dict(found["publication"])


def create_group(client: Client, name: str) -> int:
    """Create a group whose feed everybody sees, and return its id."""
    found: Json = client.post("/api/spaces", {"name": name, "visibility": "public"})
    return int(found["space"]["id"])


def personal_space(client: Client) -> int:
    """Return the id of the personal space, which is made a moment after registration."""

    def look() -> Json | None:
        items = client.get("/api/spaces", mine=1)["items"]
        return next((one for one in items if one["type"] == "personal"), None)

    return int(wait_for(look, seconds=30)["id"])


def watch_url(client: Client, publication: Json) -> str:
    """Return the address of the page that plays a publication."""
    return f"{client.url}/watch/{publication['id']}"


def editor_url(client: Client, project_id: int) -> str:
    """Return the address of the editor with a project open in it."""
    return f"{client.url}/create-video?project={project_id}"


def wait_for(look: Callable[[], Json | None], *, seconds: float = _LONGEST_WAIT_SECONDS) -> Json:
    """Call `look` until it returns something; OperationFailed after so many seconds."""
    deadline = time.monotonic() + seconds
    while (found := look()) is None:
        if time.monotonic() > deadline:
            raise OperationFailed(f"it took longer than {seconds:.0f} seconds")
        time.sleep(_POLL_SECONDS)
    return found


def _wait_for_production(client: Client, production_id: int, *, advance: Advance) -> int:
    def look() -> Json | None:
        found: Json = client.get(f"/api/productions/{production_id}")["production"]
        advance((found.get("progressPct") or 0) / 100, str(found["status"]))
        return found if found["status"] in ("completed", "failed") else None

    found = wait_for(look)
    if found["status"] == "failed":
        raise OperationFailed(f"packaging failed: {found.get('errorMessage') or 'no reason given'}")
    return production_id


class _Counted(io.FileIO):
    """A file that reports how many bytes of it were read."""

    def __init__(self, path: Path, on_progress: Callable[[int], None]) -> None:
        super().__init__(path)
        self._on_progress = on_progress

    def read(self, size: int | None = -1, /) -> bytes:
        """Read bytes and report the position."""
        found = super().read(-1 if size is None else size)
        self._on_progress(self.tell())
        return found or b""
