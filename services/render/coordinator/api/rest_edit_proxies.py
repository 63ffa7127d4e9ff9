# SPDX-License-Identifier: Apache-2.0
"""The REST routes of edit proxies by stretches, with which a page shows what is there of one."""

from __future__ import annotations

from typing import Literal

from flask import Response
from pydantic import Field

from chassis import storage
from chassis.caller import Caller
from chassis.rest import Answer, ApiBlueprint, Id, RequestPath, ResponseBody
from chassis.rest.files import file_answers, send_stored_file
from services.render.coordinator.domain import errors
from services.render.coordinator.usecases import edit_proxies
from services.render.coordinator.usecases.dependencies import Dependencies
from services.render.coordinator.usecases.edit_proxies import StoredStretches
from timeline.spec.stretches import stretch_length

_MEDIA_TYPE = "video/mp4"
_HEADERS = {
    "Content-Type": _MEDIA_TYPE,
    "Cache-Control": "private, no-cache",
    "X-Content-Type-Options": "nosniff",
}
"""Cached but revalidated each time, because permission may end."""

_PENDING_HEADERS = {"Cache-Control": "private, no-store", "Retry-After": "1"}
_ERRORS = [errors.UploadNotFound, errors.EditProxyUnavailable]


class ProxyPath(RequestPath):
    """The video whose edit proxy is read."""

    upload_id: Id = Field(description="The id of the video.")


class ProxyStretchPath(ProxyPath):
    """A stretch of the edit proxy of a video."""

    number: Id = Field(description="The number of the stretch; the first one is 1.", examples=[1])


class ProxyStretchesAnswer(ResponseBody):
    """How an edit proxy is divided, and what is there of it."""

    fps: str = Field(description="Its exact frames a second.", examples=["30000/1001"])
    frames: int = Field(description="How many frames it has.", examples=[1800])
    stretch_frames: int = Field(
        description="How many frames each stretch has; the last one may have more or fewer.",
        examples=[300],
    )
    stretches: int = Field(description="How many stretches it has.", examples=[6])
    stored: list[int] = Field(
        description="The numbers of the stretches that can be read at once.", examples=[[1, 4]]
    )


class PendingStretchAnswer(ResponseBody):
    """The stretch is being made: ask again after the seconds of `Retry-After`."""

    status: Literal["pending"] = Field(description="Always pending.")


StretchOrPending = Response | Answer[PendingStretchAnswer]


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of edit proxies by stretches."""
    api = ApiBlueprint("edit_proxies", __name__)

    @api.get("/api/uploads/<int:upload_id>/edit-proxy/stretches", errors=_ERRORS)
    def list_proxy_stretches(path: ProxyPath, caller: Caller) -> ProxyStretchesAnswer:
        """Read what is there of the edit proxy of a video.

        Its frames have the numbers that they have in the whole edit proxy.
        """
        found = edit_proxies.list_stretches(deps, caller=caller, upload_id=path.upload_id)
        return _stretches_answer(found)

    @api.get(
        "/api/uploads/<int:upload_id>/edit-proxy/stretches/<int:number>",
        answers={**file_answers(_MEDIA_TYPE), 202: PendingStretchAnswer},
        errors=[*_ERRORS, errors.StretchNotFound, storage.StorageUnavailable],
    )
    def get_proxy_stretch(path: ProxyStretchPath, caller: Caller) -> StretchOrPending:
        """Read a stretch of the edit proxy of a video.

        It is fragmented MP4 without sound, whose first frame is at time 0. A request has it made
        before the stretches that nobody looks at: 202 until it is there. One that cannot be made is
        answered 404 `derivative_unavailable` with the time in the video and the reason, and tried
        again when it is asked for after a minute; after each failure that is twice as long.
        """
        stored = edit_proxies.read_stretch(
            deps, caller=caller, upload_id=path.upload_id, number=path.number
        )
        if stored is None:
            pending = PendingStretchAnswer(status="pending")
            return Answer(pending, status=202, headers=_PENDING_HEADERS)
        return send_stored_file(deps.storage, stored, _HEADERS)

    return api


def _stretches_answer(found: StoredStretches) -> ProxyStretchesAnswer:
    proxy = found.proxy
    return ProxyStretchesAnswer(
        fps=str(proxy.rate),
        frames=proxy.whole.n_frames,
        stretch_frames=stretch_length(proxy.rate),
        stretches=len(proxy.stretch_keys),
        stored=list(found.numbers),
    )
