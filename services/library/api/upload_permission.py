# SPDX-License-Identifier: Apache-2.0
"""What nginx asks before it reads the body of an upload: whether it may be sent at all.

It sends the method and the address of the upload with `X-Upload-Length`, without the body. Only
when it is answered 204, it reads the body, which it keeps on its disk until it is whole. Else
it is answered 403, with the status and the body that the client gets in two headers.
"""

from __future__ import annotations

from flask import Response, request

from chassis import clock
from chassis.errors import ErrorKind, ErrorRule
from chassis.rest import ApiBlueprint, Content
from chassis.storage import DiskStorage

HEADER = "X-Upload-Length"
LENGTH_REQUIRED = ErrorRule(
    ErrorKind.LENGTH, "length_required", "The length must be announced; send `Content-Length`."
)

PERMITTED = Content("What nginx is answered, which asks whether the body may be sent.")


def add(api: ApiBlueprint, disk: DiskStorage) -> None:
    """Answer nginx instead of the routes of a blueprint."""

    @api.before_request
    def permit() -> Response | None:
        if not _is_asked():
            return None
        _verify(disk)
        return Response(status=204)

    @api.after_request
    def reject(response: Response) -> Response:
        if not _is_asked() or response.status_code in {204, 503}:
            return response
        rejected = {"X-Rejection-Status": str(response.status_code)}
        rejected["X-Rejection"] = response.get_data(as_text=True).strip()
        answer = Response(status=403, headers=rejected)
        del answer.headers["Content-Type"]
        return answer


def _is_asked() -> bool:
    return HEADER in request.headers and request.method in {"POST", "PUT"}


def _verify(disk: DiskStorage) -> None:
    # nginx writes `bytes=` before the length, because it leaves out headers that are empty.
    announced = request.headers[HEADER].removeprefix("bytes=")
    if not announced.isdecimal():
        raise LENGTH_REQUIRED.error()
    query, length = request.args.to_dict(), int(announced)
    if request.method == "POST":
        disk.verify_form_address(query, length, clock.now())
        return
    place = request.view_args or {}
    disk.multipart.verify_part(place["token"], place["key"], query, length=length)
