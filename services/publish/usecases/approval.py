# SPDX-License-Identifier: Apache-2.0
"""Whether a moderator must approve before a publication is published."""

from __future__ import annotations

from services.publish.domain.publication import Publication, is_rejection_last
from services.publish.domain.space import Space
from services.publish.store.unit_of_work import UnitOfWork


def needs_approval_in(uow: UnitOfWork, space: Space) -> bool:
    """Whether publications need approval in a space, as the site and the space say now."""
    return space.needs_approval(uow.spaces.read_site_settings())


def needs_approval_again(uow: UnitOfWork, publication: Publication, space: Space) -> bool:
    """Whether a publication whose owner asks for it once more needs approval.

    It does where the space says so, and where moderators rejected it and have not published it
    since.
    """
    if needs_approval_in(uow, space):
        return True
    return is_rejection_last(uow.publications.list_audit_entries(publication.publication_id))
