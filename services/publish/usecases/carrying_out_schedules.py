# SPDX-License-Identifier: Apache-2.0
"""Do what is due: each schedule in one transaction, which also stores that it was done."""

from __future__ import annotations

from dataclasses import replace

from chassis.caller import Caller
from services.publish.domain import publication as publications
from services.publish.domain.audience import check_visibility
from services.publish.domain.errors import (
    Forbidden,
    PublicationNotFound,
    PublishError,
    UnknownProduction,
)
from services.publish.domain.production import ProductionCopy
from services.publish.domain.schedule import (
    PublicationSchedule,
    ScheduledAction,
    ScheduleState,
)
from services.publish.store.unit_of_work import UnitOfWork
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.publishing import PublishOptions, publish_in_unit
from services.publish.usecases.reviewing import unpublish_in_unit
from services.publish.usecases.showing import show_in_unit

_BATCH = 50
_NOTE = "As scheduled."


def carry_out_due_schedules(deps: Dependencies) -> int:
    """Do what is due, and return how much was done or has failed.

    Other services are asked before the transaction. The row of the schedule is locked in it and
    its new state is committed with the effect, so that several processes do each exactly once,
    and one that dies leaves it to the others.
    """
    with deps.reading() as uow:
        due = uow.schedules.list_due(deps.now(), limit=_BATCH)
    return sum(_carry_out(deps, one) for one in due)


def _carry_out(deps: Dependencies, due: PublicationSchedule) -> bool:
    caller = Caller(due.user_id, deps.accounts.get_roles(due.user_id))
    production = deps.hls.find_production_by_id(due.production_id)
    try:
        with deps.unit_of_work() as uow:
            claimed = uow.schedules.claim(due.schedule_id)
            if claimed is None:
                return False
            _act(deps, uow, caller, production, claimed)
            uow.schedules.save_schedule(
                replace(claimed, state=ScheduleState.DONE, ended_at=deps.now())
            )
    except PublishError as error:
        _fail(deps, due, str(error))
    return True


def _fail(deps: Dependencies, due: PublicationSchedule, reason: str) -> None:
    with deps.unit_of_work() as uow:
        claimed = uow.schedules.claim(due.schedule_id)
        if claimed is not None:
            uow.schedules.save_schedule(
                replace(
                    claimed,
                    state=ScheduleState.FAILED,
                    failure=reason[:500],
                    ended_at=deps.now(),
                )
            )


def _act(
    deps: Dependencies,
    uow: UnitOfWork,
    caller: Caller,
    production: ProductionCopy | None,
    due: PublicationSchedule,
) -> None:
    if due.action is ScheduledAction.PUBLISH:
        if production is None:
            raise UnknownProduction("The production was deleted.")
        options = PublishOptions(visibility=due.visibility)
        publish_in_unit(
            deps,
            uow,
            caller=caller,
            production=production,
            space_id=due.space_id,
            options=options,
        )
        return
    found = uow.publications.find_publication_in_space(due.production_id, due.space_id)
    if found is None:
        raise PublicationNotFound("It was never published in this space.")
    membership = uow.spaces.get_membership(caller, due.space_id)
    if not publications.may_manage(found, membership):
        raise Forbidden("The user may not change this publication any more.")
    if due.action is ScheduledAction.UNPUBLISH:
        unpublish_in_unit(deps, uow, found, caller, _NOTE)
    else:
        check_visibility(due.visibility, membership.space)
        show_in_unit(
            deps,
            uow,
            found,
            caller,
            visibility=due.visibility or found.visibility,
            note=_NOTE,
        )
