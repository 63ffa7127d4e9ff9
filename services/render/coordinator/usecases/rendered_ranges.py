# SPDX-License-Identifier: Apache-2.0
"""Which parts of a project are rendered already, so that its export would not render them."""

from __future__ import annotations

from chassis.caller import Caller
from services.render.coordinator.domain.previews import (
    RenderedProject,
    chunk_states,
    rendered_ranges,
)
from services.render.coordinator.usecases.dependencies import Dependencies
from services.render.coordinator.usecases.planning_projects import plan_project


def read_rendered_ranges(deps: Dependencies, *, project_id: int, caller: Caller) -> RenderedProject:
    """Return the ranges of a project whose chunks are stored, under way, or neither.

    Raises what `plan_project` raises.
    """
    project = plan_project(deps, project_id=project_id, caller=caller)
    plan = project.plan
    keys = [chunk.spec.key for chunk in plan.chunks]
    with deps.reading() as uow:
        # Read in this order, a chunk that is done meanwhile is stored and not missing.
        under_way = uow.job_states.list_open_keys(keys)
        stored = uow.cached_files.find_keys(keys)
    states = chunk_states(keys, stored, under_way)
    ranges = tuple(rendered_ranges(plan.chunks, [states[key] for key in keys]))
    return RenderedProject(project.revision, plan.n_frames, ranges)
