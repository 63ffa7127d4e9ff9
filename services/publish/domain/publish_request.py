# SPDX-License-Identifier: Apache-2.0
"""A request to place a production into a space, and the publication that it makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.publish.domain.membership import Membership
from services.publish.domain.production import ProductionCopy
from services.publish.domain.publication import (
    MAX_STORY_LENGTH,
    AuditAction,
    Publication,
    PublicationStatus,
    Visibility,
)
from services.publish.domain.space import Space


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """A member's request to place a production into a space; None leaves an option as it is."""

    production: ProductionCopy
    membership: Membership
    requested_by: int
    visibility: Visibility | None = None
    distribution_flags: Mapping[str, Any] | None = None  # Any: JSON members

    @property
    def space(self) -> Space:
        """The space the production is placed into."""
        return self.membership.space


def new_publication(
    request: PublishRequest, *, needs_approval: bool, now: dt.datetime
) -> tuple[Publication, AuditAction]:
    """Return the publication a request makes, without an id, and the action to audit."""
    production, space = request.production, request.space
    status = PublicationStatus.PENDING if needs_approval else PublicationStatus.PUBLISHED
    publication = Publication(
        publication_id=0,
        production_id=production.production_id,
        upload_id=production.upload_id,
        space_id=space.space_id,
        owner_user_id=production.owner_user_id,
        requested_by=request.requested_by,
        status=status,
        created_at=now,
        updated_at=now,
        visibility=request.visibility or Visibility.INHERIT,
        distribution_flags=request.distribution_flags or {},
        visible_in_global=space.is_global,
        comments_enabled=space.has_comments,
        title=production.name,
        story_text=production.story_text[:MAX_STORY_LENGTH],
        published_at=None if needs_approval else now,
    )
    return publication, AuditAction.CREATE_PENDING if needs_approval else AuditAction.AUTO_PUBLISHED
