# SPDX-License-Identifier: Apache-2.0
"""Plan the export that a project would have now, without requesting it."""

from __future__ import annotations

from chassis.caller import Caller
from services.render.coordinator.domain.planned_jobs import plan_timeline
from services.render.coordinator.domain.previews import PlannedProject
from services.render.coordinator.usecases.dependencies import Dependencies
from services.render.coordinator.usecases.starting import current_build


def plan_project(deps: Dependencies, *, project_id: int, caller: Caller) -> PlannedProject:
    """Return the plan of the stored timeline of a project.

    Raises CannotPlan, the errors with which drafts refuses the project or its timeline, and
    ApiError `rate_limited` while many others are planned.
    """
    user_id = None if caller.is_admin else caller.user_id
    with deps.planning.taken():
        project = deps.project_timelines.get_project_timeline(project_id, user_id=user_id)
        build = current_build(deps)
        known = (project.digest, build)
        plan = deps.recent_plans.find_value(known)
        if plan is None:
            plan = plan_timeline(project.timeline, build)
            deps.recent_plans.store_value(known, plan)
    return PlannedProject(project.revision, plan)
