# SPDX-License-Identifier: Apache-2.0
"""The REST routes of what is to be done with publications at a moment to come."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from chassis.caller import Caller
from chassis.rest import (
    Answer,
    ApiBlueprint,
    CursorCodec,
    Id,
    Moment,
    Page,
    PageQuery,
    RequestBody,
    ResponseBody,
    idempotent,
)
from services.publish.api import requests
from services.publish.domain import errors
from services.publish.domain.publication import Visibility
from services.publish.domain.schedule import (
    PublicationSchedule,
    ScheduledAction,
    ScheduleState,
)
from services.publish.usecases import scheduling
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.scheduling import ScheduledChange

_SCHEDULES = CursorCodec("publish.schedules", int)
_NOT_OWN = (errors.UnknownProduction, errors.Forbidden)


class NewSchedule(RequestBody):
    """What is to be done with a production in a space, and when."""

    space_id: Id = Field(description="The space.", examples=[1])
    action: Literal["publish", "unpublish", "change_visibility"] = Field(
        description="What is to be done."
    )
    at: Annotated[AwareDatetime, Field(strict=False)] = Field(
        description="When, in ISO 8601 with a zone; in the future, in two years at most.",
        examples=["2026-12-24T18:00:00Z"],
    )
    visibility: Annotated[Visibility, Field(strict=False)] | None = Field(
        None,
        description="Who may watch it from then on, for publish and change_visibility, which needs "
        "it; `public` in public spaces only.",
    )

    @property
    def change(self) -> ScheduledChange:
        """What is to be done."""
        return ScheduledChange(
            self.space_id, ScheduledAction(self.action), self.at, self.visibility
        )


class SchedulePath(requests.PublishedProductionPath):
    """The path of a schedule of a production."""

    schedule_id: int = Field(description="The id of the schedule.", examples=[3])


class ScheduleResource(ResponseBody):
    """What is, was or could not be done with a production in a space at a moment."""

    id: Id = Field(description="The id of the schedule.", examples=[3])
    production_id: Id = Field(description="The production.", examples=[12])
    space_id: Id = Field(description="The space.", examples=[1])
    action: ScheduledAction = Field(description="What is to be done.")
    visibility: Visibility | None = Field(description="Who may watch it from then on.")
    at: Moment = Field(description="When it is due.")
    state: ScheduleState = Field(description="Whether it waits, was done, failed, or cancelled.")
    failure: str = Field(description="Why it could not be done.", examples=[""])
    created_at: Moment = Field(description="When it was scheduled.")
    ended_at: Moment | None = Field(description="When it was done, has failed or was cancelled.")


class ScheduleAnswer(ResponseBody):
    """A schedule."""

    schedule: ScheduleResource = Field(description="The schedule.")


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of schedules."""
    api = ApiBlueprint("schedules", __name__)
    _add_list(api, deps)
    _add_creation(api, deps)
    _add_cancellation(api, deps)
    return api


def _add_list(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get("/api/productions/<int:production_id>/schedules", errors=_NOT_OWN)
    def list_schedules(
        path: requests.PublishedProductionPath, query: PageQuery, caller: Caller
    ) -> Page[ScheduleResource]:
        """List what is and was scheduled for a production, newest first.

        Only its owner and administrators may do so.
        """
        page = scheduling.list_schedules(
            deps,
            caller=caller,
            production_id=path.production_id,
            before=_SCHEDULES.read(query.cursor),
            limit=query.limit,
        )
        return Page[ScheduleResource](
            items=[_resource(one) for one in page.items],
            next_cursor=_SCHEDULES.write(page.next_before),
        )


def _add_creation(api: ApiBlueprint, deps: Dependencies) -> None:
    possible = [
        *_NOT_OWN,
        errors.SpaceNotFound,
        errors.PublicationNotFound,
        errors.InvalidMoment,
        errors.VisibilityTooWide,
        errors.VisibilityRequired,
        errors.TooManySchedules,
    ]

    @api.post(
        "/api/productions/<int:production_id>/schedules",
        scope="publish",
        answers={201: ScheduleAnswer},
        errors=possible,
    )
    @idempotent(deps.database)
    def schedule_publication(
        path: requests.PublishedProductionPath, body: NewSchedule, caller: Caller
    ) -> Answer[ScheduleAnswer]:
        """Schedule what is to be done with a production in a space.

        It is done once, with the rights that the caller has then; where the space requires
        approval, the production is pending from that moment.
        """
        made = scheduling.schedule(
            deps,
            caller=caller,
            production_id=path.production_id,
            change=body.change,
        )
        return Answer(ScheduleAnswer(schedule=_resource(made)), status=201)


def _add_cancellation(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.delete(
        "/api/productions/<int:production_id>/schedules/<int:schedule_id>",
        scope="publish",
        errors=[*_NOT_OWN, errors.ScheduleNotFound, errors.ScheduleOver],
    )
    def cancel_schedule(path: SchedulePath, caller: Caller) -> ScheduleAnswer:
        """Cancel what is scheduled and still waits.

        Only the owner of the production and administrators may do so.
        """
        cancelled = scheduling.cancel_schedule(
            deps,
            caller=caller,
            production_id=path.production_id,
            schedule_id=path.schedule_id,
        )
        return ScheduleAnswer(schedule=_resource(cancelled))


def _resource(one: PublicationSchedule) -> ScheduleResource:
    return ScheduleResource(
        id=one.schedule_id,
        production_id=one.production_id,
        space_id=one.space_id,
        action=one.action,
        visibility=one.visibility,
        at=one.due_at,
        state=one.state,
        failure=one.failure,
        created_at=one.created_at,
        ended_at=one.ended_at,
    )
