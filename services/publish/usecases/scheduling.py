# SPDX-License-Identifier: Apache-2.0
"""Schedule what is to be done with publications, list it and cancel it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis.caller import Caller
from chassis.paging import cut_page
from services.publish.domain.audience import check_visibility
from services.publish.domain.errors import (
    Forbidden,
    PublicationNotFound,
    ScheduleOver,
    TooManySchedules,
    VisibilityRequired,
)
from services.publish.domain.membership import Membership
from services.publish.domain.production import ProductionCopy
from services.publish.domain.publication import Visibility
from services.publish.domain.schedule import (
    MAX_PENDING,
    PublicationSchedule,
    ScheduledAction,
    ScheduleState,
    check_due,
)
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.uploads import get_own_production


@dataclass(frozen=True, slots=True)
class PublicationSchedulePage:
    """Some schedules, newest first; the next page begins below the id `next_before`."""

    items: Sequence[PublicationSchedule]
    next_before: int | None


@dataclass(frozen=True, slots=True)
class ScheduledChange:
    """What is to be done in a space, and when; the visibility is that of the schedule."""

    space_id: int
    action: ScheduledAction
    due_at: dt.datetime
    visibility: Visibility | None


def schedule(
    deps: Dependencies, *, caller: Caller, production_id: int, change: ScheduledChange
) -> PublicationSchedule:
    """Schedule an action for a production of the caller in a space.

    InvalidMoment for the past. What the caller may not do now is refused now; what they may not do
    any more when it is due fails then.
    """
    production = get_own_production(deps, caller=caller, production_id=production_id)
    now = deps.now()
    check_due(change.due_at, now)
    with deps.unit_of_work() as uow:
        membership = uow.spaces.get_membership(caller, change.space_id, lock="share")
        _check_change(uow, membership, production, change)
        if uow.schedules.count_pending(production_id) >= MAX_PENDING:
            raise TooManySchedules("A production has at most 100 pending schedules.")
        return uow.schedules.add_schedule(
            PublicationSchedule(
                schedule_id=0,
                production_id=production_id,
                space_id=change.space_id,
                action=change.action,
                user_id=caller.user_id,
                due_at=change.due_at,
                created_at=now,
                visibility=change.visibility,
            )
        )


def _check_change(
    uow: UnitOfWork, membership: Membership, production: ProductionCopy, change: ScheduledChange
) -> None:
    check_visibility(change.visibility, membership.space)
    if change.action is ScheduledAction.PUBLISH:
        if not membership.may_publish(production.owner_user_id):
            raise Forbidden("You may not publish this production into this space.")
        return
    if change.action is ScheduledAction.CHANGE_VISIBILITY and change.visibility is None:
        raise VisibilityRequired("`visibility` says who may watch it from then on.")
    production_id, space_id = production.production_id, change.space_id
    if not (
        uow.publications.has_publication(production_id, space_id)
        or uow.schedules.is_publishing_pending(production_id, space_id)
    ):
        raise PublicationNotFound("It is not published in this space, and never will be.")


def list_schedules(
    deps: Dependencies, *, caller: Caller, production_id: int, before: int | None, limit: int
) -> PublicationSchedulePage:
    """Return a page of the schedules of a production of the caller, newest first."""
    get_own_production(deps, caller=caller, production_id=production_id)
    with deps.reading() as uow:
        found = uow.schedules.list_schedules(production_id, before=before, limit=limit + 1)
    items, last = cut_page(found, limit)
    return PublicationSchedulePage(items, None if last is None else last.schedule_id)


def cancel_schedule(
    deps: Dependencies, *, caller: Caller, production_id: int, schedule_id: int
) -> PublicationSchedule:
    """Cancel a pending schedule of a production of the caller; ScheduleOver for any other."""
    get_own_production(deps, caller=caller, production_id=production_id)
    with deps.unit_of_work() as uow:
        found = uow.schedules.get_schedule(production_id, schedule_id)
        if found.state is not ScheduleState.PENDING:
            raise ScheduleOver(f"This schedule is {found.state}.")
        cancelled = replace(found, state=ScheduleState.CANCELLED, ended_at=deps.now())
        uow.schedules.save_schedule(cancelled)
        return cancelled
