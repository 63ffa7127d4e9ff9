# SPDX-License-Identifier: Apache-2.0
"""Count views without storing who watched."""

from __future__ import annotations

from chassis.caller import Caller
from services.publish.domain.publication import PublicationStatus
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.reading import get_viewed


def count_view(
    deps: Dependencies, *, caller: Caller | None, publication_id: int, client: str
) -> None:
    """Count that a client watched a publication, once a day; views by its owner do not count.

    The client is what tells callers without an account apart: see `viewer_without_account`.
    """
    viewer = f"user {caller.user_id}" if caller else client
    with deps.unit_of_work() as uow:
        publication, membership = get_viewed(uow, caller, publication_id)
        is_own = membership.is_user(publication.owner_user_id)
        if publication.status is PublicationStatus.PUBLISHED and not is_own:
            uow.views.count_view(publication_id, viewer, deps.now().date())
