# SPDX-License-Identifier: Apache-2.0
"""Validate a timeline together with the uploads it uses, for saving or for exporting it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.drafts.domain.errors import InvalidTimelineDocument, timeline_error
from services.drafts.domain.timeline_document import TimelineDocument, parse_document
from services.drafts.usecases.dependencies import Dependencies
from timeline.document import checking
from timeline.document.problems import TimelineProblem
from timeline.document.uploads import UploadDetails


def get_uploads(
    deps: Dependencies, upload_ids: Sequence[int], *, owner_user_id: int
) -> list[UploadDetails]:
    """Ask the library for uploads, and for those that the owner of a timeline deleted.

    Returns an empty list without a call when there are no ids.
    """
    if not upload_ids:
        return []
    return deps.uploads.get_uploads(upload_ids, deleted_of=owner_user_id)


def validate_uploads(
    document: TimelineDocument,
    uploads: Iterable[UploadDetails],
    *,
    owner_user_id: int,
    for_export: bool = False,
) -> None:
    """Raise InvalidTimelineDocument for uploads that are missing, foreign or unusable."""
    problems = _upload_problems(
        document, uploads, owner_user_id=owner_user_id, for_export=for_export
    )
    if problems:
        raise timeline_error(problems)


def validate_added_clips(
    document: TimelineDocument, uploads: Iterable[UploadDetails], *, used_before: Iterable[int]
) -> None:
    """Raise InvalidTimelineDocument for exports among the clips that were not used before."""
    earlier = set(used_before)
    added = {one.upload_id: one for one in uploads if one.upload_id not in earlier}
    if problems := checking.check_sources(document.timeline, added):
        raise timeline_error(problems)


def validate_renderable(document: TimelineDocument) -> None:
    """Raise InvalidTimelineDocument for an empty timeline and for unsupported features."""
    if problems := checking.check_export(document.timeline):
        raise timeline_error(problems)


def find_problems(
    deps: Dependencies, value: object, *, request_bytes: int, user_id: int, for_export: bool
) -> tuple[TimelineProblem, ...]:
    """Return everything that keeps a user from saving a timeline, or from exporting it."""
    try:
        document = parse_document(value, request_bytes=request_bytes)
    except InvalidTimelineDocument as error:
        return error.problems
    uploads = get_uploads(deps, document.upload_ids, owner_user_id=user_id)
    problems = [
        *_upload_problems(document, uploads, owner_user_id=user_id, for_export=for_export),
        *(checking.check_export(document.timeline) if for_export else ()),
    ]
    return timeline_error(problems).problems if problems else ()


def _upload_problems(
    document: TimelineDocument,
    uploads: Iterable[UploadDetails],
    *,
    owner_user_id: int,
    for_export: bool,
) -> list[TimelineProblem]:
    by_id = {upload.upload_id: upload for upload in uploads}
    return list(
        checking.check_uploads(
            document.timeline, by_id, for_export=for_export, owner_user_id=owner_user_id
        )
    )
