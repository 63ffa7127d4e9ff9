# SPDX-License-Identifier: Apache-2.0
"""The JSON of review links, reviews and their notes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from chassis.rest import Id, Moment, RequestBody, RequestPath, ResponseBody, Seconds
from services.publish.api.schemas import PlaybackResource
from services.publish.domain import review as reviews
from services.publish.domain.review import Verdict

_MAX_SECONDS = 1_000_000


class ReviewLinkPath(RequestPath):
    """The path of a review link."""

    link_id: int = Field(description="The id of the link.", examples=[3])


class ReviewPath(RequestPath):
    """The path of a review."""

    token: str = Field(
        max_length=100,
        description="The token of a link or of a reviewer; for the owner the id of the link, too.",
        examples=["Vq3rY0bS5v7lQm2kqk1eXcYw8nD4hT6u"],
    )


class ReviewNotePath(ReviewPath):
    """The path of a note of a review."""

    note_id: int = Field(description="The id of the note.", examples=[11])


class NewReviewLinkBody(RequestBody):
    """A review link to be made."""

    name: str = Field("", max_length=120, description="What it is for.", examples=["Client"])
    days: int = Field(
        14, ge=1, le=reviews.MAX_DAYS, description="For how many days it lives.", examples=[14]
    )
    publication_id: Id | None = Field(
        None, description="The publication that is reviewed; by default none.", examples=[31]
    )


class NewReviewer(RequestBody):
    """A reviewer who joins."""

    name: str = Field(
        min_length=1,
        max_length=reviews.MAX_REVIEWER_NAME_LENGTH,
        pattern=r"\S",
        description="The name they want to be called by.",
        examples=["Grace"],
    )


class NewReviewNote(RequestBody):
    """A note, or a reply to one."""

    text: str = Field(
        min_length=1,
        max_length=reviews.MAX_NOTE_LENGTH,
        pattern=r"\S",
        description="The text.",
        examples=["The title is too short here."],
    )
    at_seconds: float = Field(
        0,
        ge=0,
        le=_MAX_SECONDS,
        description="The moment in the video; a reply has that of its note.",
        examples=[12.5],
    )
    until_seconds: float | None = Field(
        None, ge=0, le=_MAX_SECONDS, description="The end of a note on a part.", examples=[14]
    )
    parent_id: Id | None = Field(
        None, description="The note that it replies to; by default none.", examples=[11]
    )


class ReviewNoteChange(RequestBody):
    """A change of a note."""

    text: str | None = Field(
        None,
        min_length=1,
        max_length=reviews.MAX_NOTE_LENGTH,
        pattern=r"\S",
        description="The new text; by default it stays.",
        examples=["The title is too long here."],
    )
    resolved: bool | None = Field(
        None, description="Whether it is resolved; by default that stays.", examples=[True]
    )


class NewVerdict(RequestBody):
    """A verdict of a reviewer."""

    verdict: Annotated[Verdict, Field(strict=False)] = Field(
        description="Whether the video is approved as it is, or changes are requested."
    )
    note: str = Field(
        "",
        max_length=reviews.MAX_NOTE_LENGTH,
        description="What is to be said with it.",
        examples=["Lovely, but shorter."],
    )


class ReviewerResource(ResponseBody):
    """A reviewer with their verdict."""

    id: Id = Field(description="The id of the reviewer.", examples=[5])
    name: str = Field(description="The name they gave.", examples=["Grace"])
    joined_at: Moment = Field(description="When they joined.")
    verdict: Verdict | None = Field(
        description="Their verdict on the present video; null until they give one."
    )
    earlier_verdict: Verdict | None = Field(
        description="Their verdict on a video that was replaced since; null for none.",
        examples=[None],
    )
    verdict_note: str = Field(description="What they said with it.", examples=["Lovely."])
    decided_at: Moment | None = Field(description="When they gave it.")


class ReviewLinkResource(ResponseBody):
    """A review link with what has come of it."""

    id: Id = Field(description="The id of the link.", examples=[3])
    production_id: Id = Field(description="The production that is reviewed.", examples=[12])
    publication_id: Id | None = Field(
        description="The publication that is reviewed, if it was made for one.", examples=[31]
    )
    name: str = Field(description="What it is for, maybe empty.", examples=["Client"])
    created_at: Moment = Field(description="When it was made.")
    expires_at: Moment = Field(description="When it expires.")
    revoked_at: Moment | None = Field(description="When it was revoked.")
    reviewers: list[ReviewerResource] = Field(description="Who has joined the review.")
    notes_count: int = Field(description="How many notes and replies it has.", examples=[4])
    open_notes_count: int = Field(description="How many notes are not resolved.", examples=[2])
    review_url: str = Field(
        description="The path of its page for the owner.", examples=["/review/3"]
    )


class NewReviewLinkAnswer(ResponseBody):
    """A review link that was made, and its token."""

    review_link: ReviewLinkResource = Field(description="The link.")
    token: str = Field(
        description="Its token, which cannot be read again.",
        examples=["Vq3rY0bS5v7lQm2kqk1eXcYw8nD4hT6u"],
    )
    url: str = Field(
        description="The path of the page for reviewers.",
        examples=["/review/Vq3rY0bS5v7lQm2kqk1eXcYw8nD4hT6u"],
    )


class ReviewResource(ResponseBody):
    """A review as one of those who take part sees it."""

    id: Id = Field(description="The id of its link.", examples=[3])
    name: str = Field(description="What it is for, maybe empty.", examples=["Client"])
    title: str = Field(description="The name of the production, maybe empty.", examples=["Harbour"])
    expires_at: Moment = Field(description="When the link expires.")
    may_manage: bool = Field(description="Whether the caller owns the production.")
    reviewer_id: Id | None = Field(
        description="The reviewer that the token stands for.", examples=[5]
    )
    reviewers: list[ReviewerResource] = Field(description="Who has joined the review.")
    playback: PlaybackResource | None = Field(
        description="Signed links; null while the production cannot be played."
    )


class ReviewAnswer(ResponseBody):
    """A review."""

    review: ReviewResource = Field(description="The review.")


class NewReviewerAnswer(ResponseBody):
    """A reviewer who has joined, and their token."""

    reviewer: ReviewerResource = Field(description="The reviewer.")
    token: str = Field(
        description="A token of the review by which they are known; it cannot be read again.",
        examples=["Vq3rY0bS5v7lQm2kqk1eXcYw8nD4hT6u"],
    )


class ReviewerAnswer(ResponseBody):
    """A reviewer."""

    reviewer: ReviewerResource = Field(description="The reviewer.")


class ReviewNoteResource(ResponseBody):
    """A note of a review, or a reply to one."""

    id: Id = Field(description="The id of the note.", examples=[11])
    parent_id: Id | None = Field(description="The note it replies to.", examples=[None])
    author_name: str = Field(description="Who wrote it, maybe empty.", examples=["Grace"])
    is_own: bool = Field(description="Whether the caller wrote it.")
    is_owner: bool = Field(description="Whether a user of the site wrote it, not a reviewer.")
    at_seconds: Seconds = Field(description="Its moment in the video.")
    until_seconds: Seconds | None = Field(description="The end of its part, if it has one.")
    text: str = Field(description="The text.", examples=["The title is too short here."])
    created_at: Moment = Field(description="When it was written.")
    edited_at: Moment | None = Field(description="When its text changed last.")
    resolved_at: Moment | None = Field(description="When it was resolved.")
    is_of_earlier_video: bool = Field(
        description="Whether it was written about a video that was replaced since."
    )


class ReviewNoteAnswer(ResponseBody):
    """A note of a review."""

    note: ReviewNoteResource = Field(description="The note.")
