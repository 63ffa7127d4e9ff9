# SPDX-License-Identifier: Apache-2.0
"""The JSON of likes, comments and reports."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field

from chassis.rest import (
    Id,
    Moment,
    PageQuery,
    RequestBody,
    RequestPath,
    ResponseBody,
    Seconds,
)
from services.publish.domain.comment import MAX_COMMENT_LENGTH, Comment, may_delete
from services.publish.domain.report import (
    MAX_REPORT_NOTE_LENGTH,
    Report,
    ReportReason,
    ReportStatus,
    Resolution,
)
from services.publish.store.reports import ListedReport
from services.publish.usecases.commenting import CommentPage
from services.publish.usecases.liking import Likes

_MAX_SECONDS = 1_000_000


class CommentPath(RequestPath):
    """The path of a comment."""

    comment_id: int = Field(description="The id of the comment.", examples=[17])


class ReportPath(RequestPath):
    """The path of a report."""

    report_id: int = Field(description="The id of the report.", examples=[4])


class LikesPageQuery(PageQuery):
    """One page of the users who like a publication."""

    limit: int = Field(50, ge=1, le=200, description="How many items a page holds at most.")


class CommentsQuery(PageQuery):
    """One page of comments."""

    limit: int = Field(50, ge=1, le=200, description="How many items a page holds at most.")
    order: Literal["oldest", "newest"] = Field("newest", description="Which come first.")
    parent_id: Id | None = Field(
        None, ge=1, description="The comment whose replies are listed; by default none."
    )


class ReportsQuery(PageQuery):
    """One page of reports."""

    limit: int = Field(50, ge=1, le=200, description="How many items a page holds at most.")
    status: ReportStatus | None = Field(None, description="Only reports of this status.")


class NewComment(RequestBody):
    """A comment, or a reply to one."""

    text: str = Field(
        min_length=1,
        max_length=MAX_COMMENT_LENGTH,
        pattern=r"\S",
        description="The text.",
        examples=["What a light!"],
    )
    parent_id: Id | None = Field(
        None, description="The comment that it replies to; by default none.", examples=[17]
    )


class NewReport(RequestBody):
    """A report on a publication, or on a comment on it."""

    reason: Annotated[ReportReason, Field(strict=False)] = Field(description="Why it is reported.")
    note: str = Field(
        "",
        max_length=MAX_REPORT_NOTE_LENGTH,
        description="What the moderators should know.",
        examples=["This is my video."],
    )
    comment_id: Id | None = Field(
        None, description="The comment that is reported; by default the video is.", examples=[17]
    )
    from_seconds: float | None = Field(
        None, ge=0, le=_MAX_SECONDS, description="Where in the video it begins.", examples=[12.5]
    )
    until_seconds: float | None = Field(
        None, ge=0, le=_MAX_SECONDS, description="Where in the video it ends.", examples=[14]
    )


class ReportChange(RequestBody):
    """What the moderators do with a report."""

    status: Annotated[ReportStatus, Field(strict=False)] = Field(description="Its new status.")
    resolution: Annotated[Resolution, Field(strict=False)] | None = Field(
        None, description="What was done; only with the statuses resolved and dismissed."
    )


class LikesAnswer(ResponseBody):
    """The likes of a publication."""

    likes_count: int = Field(description="How many users like it.", examples=[3])
    is_liked: bool = Field(description="Whether the caller likes it.")


class UserResource(ResponseBody):
    """A user as others see them."""

    id: int = Field(description="The id of the user.", examples=[7])
    display_name: str = Field(description="Their name, maybe empty.", examples=["Ada"])


class CommentResource(ResponseBody):
    """A comment on a publication, or a reply to one."""

    id: Id = Field(description="The id of the comment.", examples=[17])
    publication_id: Id = Field(description="The publication.", examples=[31])
    parent_id: Id | None = Field(description="The comment it replies to.", examples=[None])
    author: UserResource | None = Field(description="Who wrote it; null once it is deleted.")
    text: str = Field(description="The text; empty once it is deleted.", examples=["Lovely!"])
    is_deleted: bool = Field(description="Whether it was deleted and stays for its replies.")
    may_delete: bool = Field(description="Whether the caller may delete it.")
    replies_count: int = Field(description="How many replies it has.", examples=[2])
    created_at: Moment = Field(description="When it was written.")


class CommentAnswer(ResponseBody):
    """A comment."""

    comment: CommentResource = Field(description="The comment.")


class ComplaintResource(ResponseBody):
    """A report."""

    id: Id = Field(description="The id of the report.", examples=[4])
    publication_id: Id = Field(description="The publication that is reported.", examples=[31])
    comment_id: Id | None = Field(description="The comment that is reported, if it is one.")
    reporter_user_id: int = Field(description="Who reported it.", examples=[8])
    reason: ReportReason = Field(description="Why it is reported.")
    note: str = Field(description="What the reporter said.", examples=["This is my video."])
    from_seconds: Seconds | None = Field(description="Where in the video it begins.")
    until_seconds: Seconds | None = Field(description="Where in the video it ends.")
    status: ReportStatus = Field(description="How far the moderators are.")
    resolution: Resolution | None = Field(description="What they did.")
    handled_by: int | None = Field(description="The moderator who gave it its status.")
    handled_at: Moment | None = Field(description="When they did.")
    created_at: Moment = Field(description="When it was reported.")


class ListedComplaint(ComplaintResource):
    """A report as moderators read it."""

    title: str = Field(description="The name of what is reported.", examples=["Holidays"])
    reporter_name: str = Field(description="The name of who reported it.", examples=["Ben"])
    comment_text: str = Field(
        description="The text of the comment that is reported, empty without one.",
        examples=["Rude words."],
    )


class ReportAnswer(ResponseBody):
    """A report."""

    report: ComplaintResource = Field(description="The report.")


def likes_answer(one: Likes) -> LikesAnswer:
    """Return the likes of a publication as they are answered."""
    return LikesAnswer(likes_count=one.count, is_liked=one.is_liked)


def comment_resources(page: CommentPage) -> list[CommentResource]:
    """Return the comments of a page as they are answered."""
    return [_comment(one, page) for one in page.items]


def _comment(one: Comment, page: CommentPage) -> CommentResource:
    author_id = one.author_user_id
    author = UserResource(id=author_id, display_name=page.names.get(author_id, ""))
    is_deletable = not one.is_deleted and may_delete(one, page.publication, page.membership)
    return CommentResource(
        id=one.comment_id,
        publication_id=one.publication_id,
        parent_id=one.parent_id,
        author=None if one.is_deleted else author,
        text=one.text,
        is_deleted=one.is_deleted,
        may_delete=is_deletable,
        replies_count=one.replies_count,
        created_at=one.created_at,
    )


def complaint_resource(one: Report) -> ComplaintResource:
    """Return a report as it is answered."""
    return ComplaintResource(**_members(one))


def listed_complaint(one: ListedReport, reporter_name: str) -> ListedComplaint:
    """Return a report as moderators read it."""
    return ListedComplaint(
        **_members(one.report),
        title=one.title,
        reporter_name=reporter_name,
        comment_text=one.comment_text,
    )


def _members(one: Report) -> dict[str, Any]:  # Any: members of several types
    return {
        "id": one.report_id,
        "publication_id": one.publication_id,
        "comment_id": one.comment_id,
        "reporter_user_id": one.reporter_user_id,
        "reason": one.reason,
        "note": one.note,
        "from_seconds": None if one.from_ms is None else Fraction(one.from_ms, 1000),
        "until_seconds": None if one.until_ms is None else Fraction(one.until_ms, 1000),
        "status": one.status,
        "resolution": one.resolution,
        "handled_by": one.handled_by,
        "handled_at": one.handled_at,
        "created_at": one.created_at,
    }
