# SPDX-License-Identifier: Apache-2.0
"""The REST routes of what pages show of an upload: filmstrips, peaks and edit proxies."""

from __future__ import annotations

from typing import Literal

from flask import Response
from pydantic import Field

from chassis.caller import Caller
from chassis.rest import Answer, ApiBlueprint, Content, RequestQuery, ResponseBody
from chassis.rest.files import file_answers, send_stored_file
from chassis.storage import StoredObject, serving_headers
from services.library.api.errors import DERIVING
from services.library.api.schemas import UploadIdPath
from services.library.domain.derivatives import DerivativeKind
from services.library.usecases import derivatives
from services.library.usecases.dependencies import Dependencies

_PEAK_RATES = ("100", "10")
_PENDING_HEADERS = {"Cache-Control": "private, max-age=2", "Retry-After": "2"}


class PeaksQuery(RequestQuery):
    """How fine the peaks are."""

    per_second: Literal["100", "10"] = Field(
        "100", description="How many pairs there are for a second.", examples=["10"]
    )


class PendingAnswer(ResponseBody):
    """The file is being made: ask again after the seconds of `Retry-After`."""

    status: Literal["pending"] = Field(description="Always pending.")


FileOrPending = Response | Answer[PendingAnswer]


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of filmstrips, peaks and edit proxies."""
    api = ApiBlueprint("derivatives", __name__)
    _add_filmstrips(api, deps)
    _add_peaks(api, deps)
    _add_edit_proxies(api, deps)
    return api


def _answers(media_type: str) -> dict[int, Content | type[ResponseBody]]:
    return {**file_answers(media_type), 202: PendingAnswer}


def _add_filmstrips(api: ApiBlueprint, deps: Dependencies) -> None:
    kind = DerivativeKind.FILMSTRIP

    @api.get(
        "/api/uploads/<int:upload_id>/filmstrip.jpg",
        answers=_answers("image/jpeg"),
        errors=DERIVING,
    )
    def get_filmstrip(path: UploadIdPath, caller: Caller) -> FileOrPending:
        """Read the filmstrip of a video.

        It is one image of at most 100 small frames. The first request has it made: 202 until it is
        there.
        """
        return _send(
            deps,
            derivatives.find_derivative(deps, caller=caller, upload_id=path.upload_id, kind=kind),
            "image/jpeg",
        )

    @api.get(
        "/api/uploads/<int:upload_id>/filmstrip.vtt",
        answers=_answers("text/vtt"),
        errors=DERIVING,
    )
    def get_filmstrip_index(path: UploadIdPath, caller: Caller) -> FileOrPending:
        """Read the index of a filmstrip.

        It is WebVTT: each cue names the place of a frame in the image, `filmstrip.jpg#xywh=…`.
        """
        return _send(
            deps,
            derivatives.find_derivative(
                deps, caller=caller, upload_id=path.upload_id, kind=kind, number=1
            ),
            "text/vtt",
        )


def _add_peaks(api: ApiBlueprint, deps: Dependencies) -> None:
    media_type = "application/octet-stream"

    @api.get("/api/uploads/<int:upload_id>/peaks", answers=_answers(media_type), errors=DERIVING)
    def get_peaks(path: UploadIdPath, query: PeaksQuery, caller: Caller) -> FileOrPending:
        """Read the peaks of a sound.

        They are pairs of signed bytes, the lowest and the highest sample of each hundredth or
        tenth of a second; 127 is full scale. The first request has them made: 202 until then.
        """
        found = derivatives.find_derivative(
            deps,
            caller=caller,
            upload_id=path.upload_id,
            kind=DerivativeKind.PEAKS,
            number=_PEAK_RATES.index(query.per_second),
        )
        return _send(deps, found, media_type)


def _add_edit_proxies(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(
        "/api/uploads/<int:upload_id>/edit-proxy", answers=_answers("video/mp4"), errors=DERIVING
    )
    def get_edit_proxy(path: UploadIdPath, caller: Caller) -> FileOrPending:
        """Read the edit proxy of a video.

        It is a copy of at most 540 lines with many key frames, which is quick to seek in. The
        first request has it made: 202 until it is there.
        """
        found = derivatives.find_derivative(
            deps, caller=caller, upload_id=path.upload_id, kind=DerivativeKind.EDIT_PROXY
        )
        return _send(deps, found, "video/mp4")


def _send(deps: Dependencies, stored: StoredObject | None, media_type: str) -> FileOrPending:
    if stored is None:
        return Answer(PendingAnswer(status="pending"), status=202, headers=_PENDING_HEADERS)
    # Cached but revalidated each time, because permission may end.
    headers = {**serving_headers(media_type), "Cache-Control": "private, no-cache"}
    return send_stored_file(deps.storage, stored, headers)
