# SPDX-License-Identifier: Apache-2.0
"""How much a user has of projects, drafts, presets and exports, and how much it may be."""

from __future__ import annotations

from collections.abc import Callable

from chassis.caller import Caller
from chassis.quotas import Quota
from services.drafts.store.unit_of_work import UnitOfWork
from services.drafts.usecases.dependencies import Dependencies

QuotaOf = Callable[[Dependencies, UnitOfWork, int], Quota]
"""Counts one quota of a user, by id."""


def check(deps: Dependencies, uow: UnitOfWork, quota_of: QuotaOf, owner_user_id: int) -> None:
    """Raise ApiError `quota_exceeded` when a user has no room for one more.

    Requests of a user that add to one quota wait for one another until they are committed.
    """
    uow.lock_quota(quota_of.__name__, owner_user_id)
    quota_of(deps, uow, owner_user_id).check()


def list_quotas(deps: Dependencies, *, caller: Caller) -> list[Quota]:
    """Return all quotas of the caller; those of stored files are asked of the library."""
    with deps.reading() as uow:
        count = (projects, production_drafts, presets, running_exports)
        ours = [quota_of(deps, uow, caller.user_id) for quota_of in count]
    return [*deps.uploads.get_usage(caller.user_id), *ours]


def projects(deps: Dependencies, uow: UnitOfWork, owner_user_id: int) -> Quota:
    """Return how many projects a user has."""
    return Quota("projects", uow.projects.count_projects(owner_user_id), deps.max_projects)


def production_drafts(deps: Dependencies, uow: UnitOfWork, owner_user_id: int) -> Quota:
    """Return how many production drafts a user has, archived ones included."""
    count = uow.production_drafts.count_drafts(owner_user_id)
    return Quota("productionDrafts", count, deps.max_drafts)


def presets(deps: Dependencies, uow: UnitOfWork, owner_user_id: int) -> Quota:
    """Return how many presets of all families a user has, archived ones included."""
    return Quota("presets", uow.presets.count_presets(owner_user_id), deps.max_presets)


def running_exports(deps: Dependencies, uow: UnitOfWork, owner_user_id: int) -> Quota:
    """Return how many exports of a user wait or are being rendered."""
    count = uow.exports.count_running_exports(owner_user_id)
    return Quota("runningExports", count, deps.max_running_exports)
