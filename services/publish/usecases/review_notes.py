# SPDX-License-Identifier: Apache-2.0
"""Read, write, change, resolve and delete the notes of a review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain.review import (
    MAX_NOTES,
    NoteAuthor,
    NoteDraft,
    ReviewAccess,
    ReviewChange,
    ReviewNote,
    check_room,
)
from services.publish.store.review_notes import NotePosition
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.reviews import announce, open_review


@dataclass(frozen=True, slots=True)
class NotePage:
    """Some notes by their moment, and who reads them; `next` is None on the last page."""

    access: ReviewAccess
    items: Sequence[ReviewNote]
    next: NotePosition | None


def list_notes(
    deps: Dependencies, *, caller: Caller | None, token: str, after: NotePosition | None, limit: int
) -> NotePage:
    """Return a page of the notes of a review."""
    with deps.reading() as uow:
        access = open_review(deps, uow, caller=caller, token=token)
        found = uow.review_notes.list_notes(access.link.link_id, after=after, limit=limit + 1)
    items, last = cut_page(found, limit)
    return NotePage(access, items, None if last is None else NotePosition(last.at_ms, last.note_id))


def add_note(
    deps: Dependencies, *, caller: Caller | None, token: str, draft: NoteDraft
) -> tuple[ReviewNote, ReviewAccess]:
    """Write a note or a reply, which has the moment of its note.

    ReviewerNameRequired while nobody knows who writes, BehindTheEnd for a moment that the video
    does not have.
    """
    with deps.reading() as uow:
        access = open_review(deps, uow, caller=caller, token=token)
    access.require_named()
    author = _author(deps, access)
    if draft.parent_id is None:
        production_id = access.link.production_id
        playback = deps.hls.sign_playback([production_id]).get(production_id)
        draft = draft if playback is None else draft.within(playback.duration)
    with deps.unit_of_work() as uow:
        link_id = access.link.link_id
        count, _ = uow.review_notes.count_notes([link_id]).get(link_id, (0, 0))
        check_room(count, MAX_NOTES, "notes")
        if draft.parent_id is not None:
            draft = draft.under(uow.review_notes.get_note(link_id, draft.parent_id))
        note = uow.review_notes.add_note(_note(deps, link_id, author, draft))
        announce(uow, access, ReviewChange.NOTE_ADDED)
    return note, access


def change_note(
    deps: Dependencies,
    *,
    caller: Caller | None,
    token: str,
    note_id: int,
    text: str | None,
    resolved: bool | None,
) -> tuple[ReviewNote, ReviewAccess]:
    """Change the text of a note, or whether it is resolved; None leaves either as it is."""
    with deps.unit_of_work() as uow:
        access = open_review(deps, uow, caller=caller, token=token)
        note = uow.review_notes.get_note(access.link.link_id, note_id)
        if text is not None:
            access.check_text_change(note)
            note = replace(note, text=text, edited_at=deps.now())
        if resolved is not None:
            access.check_resolution(note)
            note = replace(note, resolved_at=deps.now() if resolved else None)
        uow.review_notes.save_note(note)
        announce(uow, access, ReviewChange.NOTE_CHANGED)
    return note, access


def delete_note(deps: Dependencies, *, caller: Caller | None, token: str, note_id: int) -> None:
    """Delete a note, with its replies if the caller manages the review."""
    with deps.unit_of_work() as uow:
        access = open_review(deps, uow, caller=caller, token=token)
        note = uow.review_notes.get_note(access.link.link_id, note_id)
        access.check_deletion(note, has_replies=uow.review_notes.has_replies(note_id))
        uow.review_notes.delete_note(note_id)
        announce(uow, access, ReviewChange.NOTE_DELETED)


def _author(deps: Dependencies, access: ReviewAccess) -> NoteAuthor:
    if access.reviewer is not None:
        return NoteAuthor(access.reviewer.name, reviewer_id=access.reviewer.reviewer_id)
    user_id = access.manager_user_id or 0
    name = deps.accounts.get_display_names([user_id]).get(user_id, "")
    return NoteAuthor(name, user_id=user_id)


def _note(deps: Dependencies, link_id: int, author: NoteAuthor, draft: NoteDraft) -> ReviewNote:
    return ReviewNote(
        note_id=0,
        link_id=link_id,
        author=author,
        parent_id=draft.parent_id,
        at_ms=draft.at_ms,
        until_ms=draft.until_ms,
        text=draft.text,
        created_at=deps.now(),
    )
