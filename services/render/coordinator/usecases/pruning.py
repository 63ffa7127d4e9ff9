# SPDX-License-Identifier: Apache-2.0
"""Forget renders and jobs that ended long ago, so that the tables do not grow for ever."""

from __future__ import annotations

from services.render.coordinator.usecases.dependencies import Dependencies

_LIMIT = 200


def prune_history(deps: Dependencies) -> int:
    """Delete some of the renders and jobs that are older than `history_age`; count them.

    Exports stay in the library, and cached results in the cache. Repeat it until it returns 0.
    """
    before = deps.now() - deps.history_age
    with deps.unit_of_work() as uow:
        renders = uow.history.delete_renders(ended_before=before, limit=_LIMIT)
        return renders + uow.history.delete_jobs(created_before=before, limit=_LIMIT)
