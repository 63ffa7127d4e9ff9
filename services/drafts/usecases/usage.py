# SPDX-License-Identifier: Apache-2.0
"""How much a user has of projects, exports and stored files, and how much it may be."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.quotas import Quota
from services.drafts.store.unit_of_work import UnitOfWork
from services.drafts.usecases.dependencies import Dependencies


def list_quotas(deps: Dependencies, *, caller: Caller) -> list[Quota]:
    """Return all quotas of the caller; those of stored files are asked of the library."""
    with deps.reading() as uow:
        ours = [projects(deps, uow, caller.user_id), running_exports(deps, uow, caller.user_id)]
    return [*deps.uploads.get_usage(caller.user_id), *ours]


def projects(deps: Dependencies, uow: UnitOfWork, owner_user_id: int) -> Quota:
    """Return how many projects a user has."""
    return Quota("projects", uow.projects.count_projects(owner_user_id), deps.max_projects)


def running_exports(deps: Dependencies, uow: UnitOfWork, owner_user_id: int) -> Quota:
    """Return how many exports of a user wait or are being rendered."""
    count = uow.exports.count_running_exports(owner_user_id)
    return Quota("runningExports", count, deps.max_running_exports)
