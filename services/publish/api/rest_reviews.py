# SPDX-License-Identifier: Apache-2.0
"""The REST routes of those who take part in a review, with or without an account."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, CursorCodec, Ok, Page, PageQuery
from services.publish.api import review_answers
from services.publish.api import schemas_reviews as schemas
from services.publish.domain import errors
from services.publish.domain.report import check_range
from services.publish.domain.review import NoteDraft
from services.publish.store.review_notes import NotePosition
from services.publish.usecases import review_notes, reviews
from services.publish.usecases.dependencies import Dependencies

_NOTES = CursorCodec("publish.review_notes", NotePosition)
_NOT_NAMED = [errors.ReviewNotFound, errors.ReviewerNameRequired]


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of reviews."""
    api = ApiBlueprint("reviews", __name__)
    _add_reviews(api, deps)
    _add_verdicts(api, deps)
    _add_list(api, deps)
    _add_notes(api, deps)
    _add_changes(api, deps)
    return api


def _add_reviews(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/reviews/<token>", errors=[errors.ReviewNotFound])
    def get_review(path: schemas.ReviewPath, caller: Caller | None) -> schemas.ReviewAnswer:
        """Open a review.

        A token that nobody issued, one that has expired and one that was revoked are answered
        alike.
        """
        found = reviews.get_review(deps, caller=caller, token=path.token)
        return schemas.ReviewAnswer(review=review_answers.review_resource(found))

    @api.post(
        "/api/reviews/<token>/reviewers",
        answers={201: schemas.NewReviewerAnswer},
        errors=[errors.ReviewNotFound, errors.ReviewFull],
    )
    def join_review(
        path: schemas.ReviewPath, body: schemas.NewReviewer, caller: Caller | None
    ) -> schemas.NewReviewerAnswer:
        """Join a review under a name.

        The answer has a token of the review that stands for this reviewer: notes are written and
        verdicts given with it.
        """
        reviewer, token = reviews.add_reviewer(
            deps, caller=caller, token=path.token, name=body.name
        )
        return schemas.NewReviewerAnswer(
            reviewer=review_answers.reviewer_resource(reviewer), token=token
        )


def _add_verdicts(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.put("/api/reviews/<token>/verdict", errors=[*_NOT_NAMED, errors.Forbidden])
    def give_verdict(
        path: schemas.ReviewPath, body: schemas.NewVerdict, caller: Caller | None
    ) -> schemas.ReviewerAnswer:
        """Approve the production, or ask for changes.

        A reviewer has one verdict, which replaces the one before.
        """
        reviewer = reviews.give_verdict(
            deps, caller=caller, token=path.token, verdict=body.verdict, note=body.note
        )
        return schemas.ReviewerAnswer(reviewer=review_answers.reviewer_resource(reviewer))


def _add_list(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/reviews/<token>/notes", errors=[errors.ReviewNotFound])
    def list_review_notes(
        path: schemas.ReviewPath, query: PageQuery, caller: Caller | None
    ) -> Page[schemas.ReviewNoteResource]:
        """List the notes of a review by their moment in the video.

        Replies have the moment of their note.
        """
        page = review_notes.list_notes(
            deps,
            caller=caller,
            token=path.token,
            after=_NOTES.read(query.cursor),
            limit=query.limit,
        )
        return Page[schemas.ReviewNoteResource](
            items=[review_answers.review_note_resource(one, page.access) for one in page.items],
            next_cursor=_NOTES.write(page.next),
        )


def _add_notes(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        "/api/reviews/<token>/notes",
        answers={201: schemas.ReviewNoteAnswer},
        errors=[
            *_NOT_NAMED,
            errors.InvalidRange,
            errors.BehindTheEnd,
            errors.ReviewNoteNotFound,
            errors.ReplyToReply,
            errors.ReviewFull,
        ],
    )
    def add_review_note(
        path: schemas.ReviewPath, body: schemas.NewReviewNote, caller: Caller | None
    ) -> schemas.ReviewNoteAnswer:
        """Write a note at a moment of the video, or reply to one.

        The token is a reviewer's, or the caller is the owner.
        """
        note, access = review_notes.add_note(
            deps, caller=caller, token=path.token, draft=_draft(body)
        )
        return schemas.ReviewNoteAnswer(note=review_answers.review_note_resource(note, access))


def _add_changes(api: ApiBlueprint, deps: Dependencies) -> None:
    not_found = [errors.ReviewNotFound, errors.ReviewNoteNotFound, errors.Forbidden]

    @api.patch("/api/reviews/<token>/notes/<int:note_id>", errors=not_found)
    def change_review_note(
        path: schemas.ReviewNotePath, body: schemas.ReviewNoteChange, caller: Caller | None
    ) -> schemas.ReviewNoteAnswer:
        """Change the text of a note, or resolve it.

        Only its author changes the text; its author and the owner resolve it.
        """
        note, access = review_notes.change_note(
            deps,
            caller=caller,
            token=path.token,
            note_id=path.note_id,
            text=body.text,
            resolved=body.resolved,
        )
        return schemas.ReviewNoteAnswer(note=review_answers.review_note_resource(note, access))

    @api.delete(
        "/api/reviews/<token>/notes/<int:note_id>", errors=[*not_found, errors.NoteHasReplies]
    )
    def delete_review_note(path: schemas.ReviewNotePath, caller: Caller | None) -> Ok:
        """Delete a note.

        Authors delete their own while nobody has replied; the owner deletes any, with its replies.
        """
        review_notes.delete_note(deps, caller=caller, token=path.token, note_id=path.note_id)
        return Ok()


def _draft(body: schemas.NewReviewNote) -> NoteDraft:
    at_ms = round(body.at_seconds * 1000)
    until = None if body.until_seconds is None else round(body.until_seconds * 1000)
    check_range(at_ms, until)
    # A part without any length is a moment.
    until_ms = None if until == at_ms else until
    return NoteDraft(body.text, at_ms, until_ms, body.parent_id)
