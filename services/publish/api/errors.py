# SPDX-License-Identifier: Apache-2.0
"""The HTTP status and error code of each error of the publish service."""

from __future__ import annotations

from chassis.errors import ErrorKind, ErrorRule, ErrorRules
from services.publish.domain import errors

ERROR_RULES: ErrorRules = {
    errors.SpaceNotFound: ErrorRule(ErrorKind.NOT_FOUND, "space_not_found"),
    errors.PublicationNotFound: ErrorRule(ErrorKind.NOT_FOUND, "publication_not_found"),
    errors.NotPublished: ErrorRule(ErrorKind.NOT_FOUND, "publication_not_published"),
    errors.UnknownProduction: ErrorRule(ErrorKind.NOT_FOUND, "production_not_found"),
    errors.ProductionNotReady: ErrorRule(ErrorKind.CONFLICT, "production_not_ready"),
    errors.UnknownUpload: ErrorRule(ErrorKind.NOT_FOUND, "upload_not_found"),
    errors.Forbidden: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.ReviewNotFound: ErrorRule(ErrorKind.NOT_FOUND, "review_not_found"),
    errors.ReviewLinkNotFound: ErrorRule(ErrorKind.NOT_FOUND, "review_link_not_found"),
    errors.ReviewNoteNotFound: ErrorRule(ErrorKind.NOT_FOUND, "review_note_not_found"),
    errors.ReviewerNameRequired: ErrorRule(ErrorKind.FORBIDDEN, "reviewer_name_required"),
    errors.ReviewFull: ErrorRule(ErrorKind.CONFLICT, "review_full"),
    errors.ReplyToReply: ErrorRule(ErrorKind.UNPROCESSABLE, "reply_to_reply"),
    errors.NoteHasReplies: ErrorRule(ErrorKind.CONFLICT, "note_has_replies"),
    errors.NoPoster: ErrorRule(ErrorKind.NOT_FOUND, "no_poster"),
    errors.NotLive: ErrorRule(ErrorKind.FORBIDDEN, "not_published"),
    errors.CommentsDisabled: ErrorRule(ErrorKind.FORBIDDEN, "comments_disabled"),
    errors.CommentNotFound: ErrorRule(ErrorKind.NOT_FOUND, "comment_not_found"),
    errors.AlreadyReported: ErrorRule(ErrorKind.CONFLICT, "already_reported"),
    errors.InvalidRange: ErrorRule(ErrorKind.INVALID, "invalid_range"),
    errors.ReportNotFound: ErrorRule(ErrorKind.NOT_FOUND, "report_not_found"),
    errors.ResolutionRequired: ErrorRule(ErrorKind.UNPROCESSABLE, "resolution_required"),
    errors.VisibilityTooWide: ErrorRule(ErrorKind.CONFLICT, "visibility_too_wide"),
    errors.VisibilityRequired: ErrorRule(ErrorKind.INVALID, "visibility_required"),
    errors.InvalidStatus: ErrorRule(ErrorKind.CONFLICT, "invalid_status"),
    errors.InvalidMoment: ErrorRule(ErrorKind.INVALID, "invalid_moment"),
    errors.ScheduleNotFound: ErrorRule(ErrorKind.NOT_FOUND, "schedule_not_found"),
    errors.ScheduleOver: ErrorRule(ErrorKind.CONFLICT, "schedule_over"),
    errors.TooManySchedules: ErrorRule(ErrorKind.CONFLICT, "too_many_schedules"),
    errors.UnknownUser: ErrorRule(ErrorKind.NOT_FOUND, "user_not_found"),
    errors.AmbiguousName: ErrorRule(ErrorKind.CONFLICT, "ambiguous_name"),
    errors.PersonalSpace: ErrorRule(ErrorKind.CONFLICT, "personal_space"),
    errors.PermanentSpace: ErrorRule(ErrorKind.CONFLICT, "permanent_space"),
    errors.ReservedName: ErrorRule(ErrorKind.CONFLICT, "reserved_name"),
    errors.LastAdministrator: ErrorRule(ErrorKind.CONFLICT, "last_administrator"),
    errors.NotAMember: ErrorRule(ErrorKind.NOT_FOUND, "member_not_found"),
    errors.BanNotFound: ErrorRule(ErrorKind.NOT_FOUND, "ban_not_found"),
    errors.AlreadyMember: ErrorRule(ErrorKind.CONFLICT, "already_member"),
    errors.Banned: ErrorRule(ErrorKind.FORBIDDEN, "banned"),
    errors.SpaceInvitationNotFound: ErrorRule(ErrorKind.NOT_FOUND, "invitation_not_found"),
    errors.SpaceInvitationOver: ErrorRule(ErrorKind.CONFLICT, "invitation_over"),
    errors.TooManySubscriptions: ErrorRule(ErrorKind.CONFLICT, "too_many_subscriptions"),
    errors.InvalidIcon: ErrorRule(ErrorKind.INVALID, "invalid_icon"),
}
