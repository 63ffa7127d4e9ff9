# SPDX-License-Identifier: Apache-2.0
"""The errors of the publish service."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.publish.domain.publication import Publication


class PublishError(Exception):
    """The base class of every error the publish service raises."""


class SpaceNotFound(PublishError):
    """No space has this id: list the spaces with `GET /api/spaces`."""


class PublicationNotFound(PublishError):
    """No publication has this id: check the id."""


class NotPublished(PublishError):
    """The publication is not published: sign in as its owner or as a moderator, who may see it."""


class UnknownProduction(PublishError):
    """No production has this id: check the id."""


class ProductionNotReady(PublishError):
    """The production cannot be played: wait until its status is `completed`."""


class UnknownUpload(PublishError):
    """No upload has this id: check the id."""


class Forbidden(PublishError):
    """The caller lacks the right to do this: ask an owner or moderator of the space."""


class VisibilityTooWide(PublishError):
    """The space is not public: choose `inherit` or `members`, or ask its administrators."""


class VisibilityRequired(PublishError):
    """The schedule changes the visibility and does not say to which: send `visibility`."""


class PublicationChanged(PublishError):
    """It was changed since it was looked at: look again, then send its revision as `If-Match`."""

    def __init__(self, current: Publication) -> None:
        super().__init__(
            "Its owner changed this publication since it was looked at: look at it again."
        )
        self.current = current


class InvalidStatus(PublishError):
    """The status of the publication does not allow this change: read the publication again."""


class ReviewNotFound(PublishError):
    """No review has this token, or its link has expired or was revoked: ask for a new link."""


class ReviewLinkNotFound(PublishError):
    """No review link has this id: list those of the production."""


class ReviewNoteNotFound(PublishError):
    """This review has no note of this id: read its notes again."""


class ReviewerNameRequired(PublishError):
    """Nobody knows who writes: give a name with `POST /api/reviews/:token/reviewers` first."""


class ReviewFull(PublishError):
    """The review has its most notes or reviewers, or the production its most links: delete some."""


class ReplyToReply(PublishError):
    """Replies have one level: reply to the text that the other reply answers."""


class NoteHasReplies(PublishError):
    """Others have replied to this note: resolve it instead of deleting it."""


class InvalidMoment(PublishError):
    """The moment has passed, or is more than two years away: choose another."""


class ScheduleNotFound(PublishError):
    """The production has no schedule of this id: list its schedules."""


class ScheduleOver(PublishError):
    """The schedule was carried out or cancelled: nothing is left to cancel."""


class TooManySchedules(PublishError):
    """A production has at most 100 pending schedules: cancel some first."""


class UnknownUser(PublishError):
    """No user has this id, email address or name: check it."""


class AmbiguousName(PublishError):
    """Several users have this name: invite by email address."""


class PersonalSpace(PublishError):
    """A personal space has no other members: create a group instead."""


class PermanentSpace(PublishError):
    """Personal spaces and the space of the site cannot be deleted: leave it as it is."""


class ReservedName(PublishError):
    """The name is that of the space of the whole site: choose another."""


class LastAdministrator(PublishError):
    """A space needs an administrator: make another member one first."""


class NotAMember(PublishError):
    """The user holds no role in this space: list its members."""


class BanNotFound(PublishError):
    """The user is not banned from this space: list its bans."""


class AlreadyMember(PublishError):
    """The user is a member of this space: change their roles instead."""


class Banned(PublishError):
    """The user is banned from this space: an administrator of it can lift the ban."""


class SpaceInvitationNotFound(PublishError):
    """There is no such invitation, or it is for another user: check the address."""


class SpaceInvitationOver(PublishError):
    """The invitation has expired, was revoked, answered or used up: ask for a new one."""


class InvalidIcon(PublishError):
    """An icon is a PNG of 16 to 512 pixels a side and at most 256 KiB: send another picture."""


class NotLive(PublishError):
    """The publication is not published: it can be liked and commented on while it is."""


class CommentsDisabled(PublishError):
    """Comments are disabled on this publication: ask its owner."""


class CommentNotFound(PublishError):
    """No comment of this publication has this id: read its comments again."""


class AlreadyReported(PublishError):
    """The caller has reported this publication before: its moderators know of it."""


class InvalidRange(PublishError):
    """The end lies before the beginning: swap them, or leave the end out."""


class BehindTheEnd(PublishError):
    """The video ends before this moment: choose one within it."""


class ReportNotFound(PublishError):
    """No report has this id: list those of the space."""


class ResolutionRequired(PublishError):
    """A resolved or dismissed report has a resolution, any other has none: correct either."""


class NoPoster(PublishError):
    """The publication has no picture, or cannot be played now: try again later."""


class TooManySubscriptions(PublishError):
    """A user follows up to 1,000 spaces: follow some no longer."""
