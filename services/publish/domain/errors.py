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
