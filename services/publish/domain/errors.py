# SPDX-License-Identifier: Apache-2.0
"""The conditions under which publishing refuses."""

from __future__ import annotations


class PublishError(Exception):
    """Something about a space or a publication is not as it must be."""


class SpaceNotFound(PublishError):
    """There is no such space."""


class PublicationNotFound(PublishError):
    """There is no such publication."""


class NotPublished(PublishError):
    """The publication is not, or not any more, to be seen by the public."""


class ProductionNotFound(PublishError):
    """There is no such production."""


class ProductionNotReady(PublishError):
    """The production does not play yet: wait until it is packaged."""


class UploadNotFound(PublishError):
    """There is no such upload."""


class Forbidden(PublishError):
    """This person may not do that here."""


class InvalidStatus(PublishError):
    """The publication is in a state from which this cannot be done."""


class RequestIdReused(PublishError):
    """This request id was used before for something else."""


class InvalidCursor(PublishError):
    """This cursor was not given out by us: begin at the first page."""
