# SPDX-License-Identifier: Apache-2.0
"""The errors of the publish service."""

from __future__ import annotations


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
    """The review or the production has as many of these as it may have: delete some first."""


class ReplyToReply(PublishError):
    """Replies have one level: reply to the text that the other reply answers."""


class NoteHasReplies(PublishError):
    """Others have replied to this note: resolve it instead of deleting it."""
