# SPDX-License-Identifier: Apache-2.0
"""How uploads are found again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from services.library.domain.errors import NotAllowed, TooManyIds, UploadNotFound
from services.library.domain.upload import Person, Upload
from services.library.usecases.dependencies import Card, Dependencies, Selection, Subject

Found = TypeVar("Found", Upload, Card)

MOST_SUMMARIZED = 50
MOST_BATCHED = 500


def list_uploads(
    deps: Dependencies, *, person: Person, selection: Selection
) -> tuple[list[Card], int | None]:
    """Show one page of somebody's uploads, and the cursor of the next."""
    if selection.user_id != person.user_id and not person.is_admin:
        raise NotAllowed("These uploads are somebody else's.")
    with deps.reading() as uow:
        found = uow.uploads.select(replace(selection, limit=selection.limit + 1))
    page = found[: selection.limit]
    return page, page[-1].upload_id if len(found) > len(page) else None


def get_upload(deps: Dependencies, *, person: Person, upload_id: int) -> Upload:
    """Return an upload to somebody who may see it."""
    with deps.reading() as uow:
        return _existing(uow.uploads.get(upload_id)).readable_by(person)


def show_upload(
    deps: Dependencies, *, person: Person, upload_id: int
) -> tuple[Card, list[Subject]]:
    """Show an upload, and the projects and drafts that use it, to somebody who may see it."""
    with deps.reading() as uow:
        _existing(uow.uploads.get(upload_id)).readable_by(person)
        # It may be deleted between two readings.
        card = _existing(next(iter(uow.uploads.cards([upload_id])), None))
        return card, uow.references.users_of(upload_id)


def summarize_uploads(
    deps: Dependencies, *, person: Person, upload_ids: Sequence[int]
) -> list[Card]:
    """Show those of these uploads that somebody may see."""
    if len(upload_ids) > MOST_SUMMARIZED:
        raise TooManyIds(f"Ask for at most {MOST_SUMMARIZED} uploads at once.")
    with deps.reading() as uow:
        found = uow.uploads.by_ids(upload_ids)
        return uow.uploads.cards([one.upload_id for one in found if one.is_readable_by(person)])


def batch_get_uploads(
    deps: Dependencies, *, upload_ids: Sequence[int], person: Person | None
) -> list[Upload]:
    """Return the uploads of these ids, to a service for itself (None) or for somebody."""
    if len(upload_ids) > MOST_BATCHED:
        raise TooManyIds(f"Ask for at most {MOST_BATCHED} uploads at once.")
    with deps.reading() as uow:
        found = uow.uploads.by_ids(upload_ids)
    return [upload for upload in found if person is None or upload.is_readable_by(person)]


def changeable(upload: Upload | None, person: Person) -> Upload:
    """Return what was found to somebody who may change it."""
    return _existing(upload).changeable_by(person)


def _existing(found: Found | None) -> Found:
    if found is None:
        raise UploadNotFound("There is no such upload.")
    return found
