# SPDX-License-Identifier: Apache-2.0
"""How much a user has stored and is sending, and how much it may be."""

from __future__ import annotations

import datetime as dt

from chassis import clock
from chassis.quotas import Quota
from services.library.store.unit_of_work import UnitOfWork
from services.library.usecases.dependencies import Dependencies

_SENDING = dt.timedelta(minutes=10)
"""A form is valid for five minutes; one that was signed longer ago is not being sent any more."""


def quotas_of(deps: Dependencies, user_id: int) -> tuple[Quota, Quota]:
    """Return what a user has of stored bytes and of unfinished uploads."""
    with deps.reading() as uow:
        return _count(deps, uow, user_id)


def check_quotas(deps: Dependencies, uow: UnitOfWork, user_id: int, *, size_bytes: int) -> None:
    """Raise ApiError `quota_exceeded` when a user may not begin an upload of this size.

    Uploads of a user that begin at the same moment wait for one another until they are committed.
    """
    uow.lock_quota("storedBytes", user_id)
    stored, unfinished = _count(deps, uow, user_id)
    stored.check(size_bytes or 1)
    unfinished.check()


def _count(deps: Dependencies, uow: UnitOfWork, user_id: int) -> tuple[Quota, Quota]:
    stored = uow.uploads.sum_stored_bytes(user_id)
    sending = uow.uploads.count_unfinished(user_id, signed_since=clock.now() - _SENDING)
    return (
        Quota("storedBytes", stored, deps.max_stored_bytes),
        Quota("unfinishedUploads", sending, deps.max_unfinished_uploads),
    )
