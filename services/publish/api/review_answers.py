# SPDX-License-Identifier: Apache-2.0
"""Reviews as they are answered."""

from __future__ import annotations

from fractions import Fraction

from services.publish.api.schemas import playback_resource
from services.publish.api.schemas_reviews import (
    ReviewerResource,
    ReviewLinkResource,
    ReviewNoteResource,
    ReviewResource,
)
from services.publish.domain.review import ReviewAccess, Reviewer, ReviewLink, ReviewNote
from services.publish.usecases.review_links import ReviewSummary
from services.publish.usecases.reviews import Review


def reviewer_resource(one: Reviewer, link: ReviewLink | None = None) -> ReviewerResource:
    """Return a reviewer as they are answered; without the link their verdict is a new one."""
    is_earlier = link is not None and link.is_of_earlier_video(one.decided_at)
    return ReviewerResource(
        id=one.reviewer_id,
        name=one.name,
        joined_at=one.created_at,
        verdict=None if is_earlier else one.verdict,
        earlier_verdict=one.verdict if is_earlier else None,
        verdict_note=one.verdict_note,
        decided_at=one.decided_at,
    )


def review_link_resource(one: ReviewSummary) -> ReviewLinkResource:
    """Return a review link as it is answered to its owner."""
    link = one.link
    return ReviewLinkResource(
        id=link.link_id,
        production_id=link.production_id,
        publication_id=link.publication_id,
        name=link.name,
        created_at=link.created_at,
        expires_at=link.expires_at,
        revoked_at=link.revoked_at,
        reviewers=[reviewer_resource(reviewer, link) for reviewer in one.reviewers],
        notes_count=one.notes_count,
        open_notes_count=one.open_notes_count,
        review_url=f"/review/{link.link_id}",
    )


def review_resource(one: Review) -> ReviewResource:
    """Return a review as it is answered."""
    access = one.access
    return ReviewResource(
        id=access.link.link_id,
        name=access.link.name,
        title=one.production.name,
        expires_at=access.link.expires_at,
        may_manage=access.manager_user_id is not None,
        reviewer_id=access.reviewer.reviewer_id if access.reviewer else None,
        reviewers=[reviewer_resource(reviewer, access.link) for reviewer in one.summary.reviewers],
        playback=playback_resource(one.playback) if one.playback else None,
    )


def review_note_resource(one: ReviewNote, access: ReviewAccess) -> ReviewNoteResource:
    """Return a note as it is answered to one of those who take part."""
    return ReviewNoteResource(
        id=one.note_id,
        parent_id=one.parent_id,
        author_name=one.author.name,
        is_own=access.is_author(one),
        is_owner=one.author.user_id is not None,
        at_seconds=Fraction(one.at_ms, 1000),
        until_seconds=None if one.until_ms is None else Fraction(one.until_ms, 1000),
        text=one.text,
        created_at=one.created_at,
        edited_at=one.edited_at,
        resolved_at=one.resolved_at,
        is_of_earlier_video=access.link.is_of_earlier_video(one.created_at),
    )
