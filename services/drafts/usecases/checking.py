# SPDX-License-Identifier: Apache-2.0
"""Whether a timeline may be saved or exported with the uploads it uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from services.drafts.domain import document as documents
from services.drafts.domain.document import Document
from services.drafts.domain.errors import InvalidDocument, document_refused
from services.drafts.usecases.dependencies import Dependencies, LibraryUpload
from timeline.document import checking
from timeline.document.problems import TimelineProblem
from timeline.document.uploads import UploadDetails


def ask_library(deps: Dependencies, document: Document) -> list[LibraryUpload]:
    """Ask once for every upload a document uses; nobody is asked about none."""
    return deps.library.uploads(document.upload_ids) if document.upload_ids else []


def check(
    document: Document,
    uploads: Iterable[UploadDetails],
    *,
    owner_user_id: int,
    for_export: bool = False,
) -> None:
    """Refuse uploads that are unknown, foreign, of the wrong kind or not usable."""
    problems = checking.check_uploads(
        document.timeline,
        {facts.upload_id: facts for facts in uploads},
        for_export=for_export,
        owner_user_id=owner_user_id,
    )
    if problems:
        raise document_refused(problems)


def check_renderable(document: Document) -> None:
    """Refuse to export an empty timeline, or one with what this version cannot render."""
    if problems := checking.check_export(document.timeline):
        raise document_refused(problems)


def find_problems(
    deps: Dependencies, sent: object, *, sent_bytes: int, user_id: int, for_export: bool = False
) -> tuple[TimelineProblem, ...]:
    """Say everything that would keep somebody from saving a timeline, or from exporting it."""
    try:
        document = documents.read(sent, sent_bytes=sent_bytes)
    except InvalidDocument as error:
        return error.problems
    facts = [upload.facts for upload in ask_library(deps, document)]
    checks = [partial(check, document, facts, owner_user_id=user_id, for_export=for_export)]
    if for_export:
        checks.append(partial(check_renderable, document))
    return tuple(problem for one in checks for problem in _problems_of(one))


def _problems_of(one: Callable[[], None]) -> tuple[TimelineProblem, ...]:
    try:
        one()
    except InvalidDocument as error:
        return error.problems
    return ()
