# SPDX-License-Identifier: Apache-2.0
"""Draw frames of projects as their exports will show them, each picture once."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.errors import ApiError, ErrorKind
from chassis.jobs import table
from chassis.standard_errors import RATE_LIMITED
from services.render.contract.jobs import JobKind
from services.render.coordinator.domain.direct_chunks import read_uploads_directly
from services.render.coordinator.domain.errors import ExactFrameNotFound, FrameOutOfRange
from services.render.coordinator.domain.planned_jobs import jobs_to_run
from services.render.coordinator.domain.previews import (
    ExactFrame,
    ExactFrameState,
    PlannedProject,
    frame_jobs,
)
from services.render.coordinator.store.unit_of_work import UnitOfWork
from services.render.coordinator.usecases.dependencies import Dependencies
from services.render.coordinator.usecases.planning_projects import plan_project
from services.render.coordinator.usecases.stored_files import use_stored_file
from timeline.plan.single_frame import frame_spec
from timeline.spec.frame import FrameSpec

MOST_OPEN_FRAMES = 4
"""So many frames may wait or be drawn for a user at once."""

_URL_SECONDS = 3600.0
_STATES = {table.WAITING: ExactFrameState.QUEUED, table.RUNNING: ExactFrameState.RUNNING}


def request_frame(deps: Dependencies, *, project_id: int, frame: int, caller: Caller) -> ExactFrame:
    """Return a frame of a project if it is stored; otherwise enqueue what draws it.

    A frame that has failed is tried again. Raises FrameOutOfRange, what `plan_project` raises,
    and ApiError `rate_limited` while several others are drawn for the caller.
    """
    project = plan_project(deps, project_id=project_id, caller=caller)
    spec = _spec(project, frame)
    stored = use_stored_file(deps, spec.key)
    if stored is not None:
        return _ready(deps, project, frame, stored.key)
    jobs = frame_jobs(project.plan, spec)
    with deps.unit_of_work() as uow:
        cached = set(uow.cached_files.touch_cached_files([job.key for job in jobs]))
        missing = jobs_to_run(read_uploads_directly(jobs, cached), cached)
        if not uow.job_states.list_open_keys([spec.key]):
            _check_limit(uow, caller)
        enqueued = uow.jobs.enqueue_jobs(missing, user_id=caller.user_id)
        uow.wake_nodes(enqueued.claimable)
        found = uow.job_states.find_job_state(spec.key)
    # A frame that was drawn since the look at its file is read by the next request.
    state = _STATES.get(found.state, ExactFrameState.RUNNING) if found else ExactFrameState.QUEUED
    return ExactFrame(project.revision, frame, state)


def read_frame(deps: Dependencies, *, project_id: int, frame: int, caller: Caller) -> ExactFrame:
    """Return how far a frame is that was requested before, or raise ExactFrameNotFound.

    Raises FrameOutOfRange and what `plan_project` raises.
    """
    project = plan_project(deps, project_id=project_id, caller=caller)
    spec = _spec(project, frame)
    with deps.reading() as uow:
        # Read in this order, a frame that is done meanwhile is found as its file.
        job = uow.job_states.find_job_state(spec.key)
        file = uow.cached_files.find_cached_files([spec.key]).get(spec.key)
    if file is not None:
        return _ready(deps, project, frame, file.storage_key)
    if job is not None and job.failure is not None:
        return ExactFrame(project.revision, frame, ExactFrameState.FAILED, failure=job.failure)
    if job is None or job.state not in _STATES:
        raise ExactFrameNotFound("This frame was not requested, or the project changed since.")
    return ExactFrame(project.revision, frame, _STATES[job.state])


def _spec(project: PlannedProject, frame: int) -> FrameSpec:
    if frame >= project.plan.n_frames:
        raise FrameOutOfRange(frame, project.plan.n_frames)
    return frame_spec(project.plan, frame)


def _check_limit(uow: UnitOfWork, caller: Caller) -> None:
    if uow.job_states.count_open_jobs(JobKind.FRAME, user_id=caller.user_id) >= MOST_OPEN_FRAMES:
        raise ApiError(
            ErrorKind.RATE_LIMITED,
            RATE_LIMITED.code,
            "Several of your frames are being drawn; try again in a second.",
            extra={"retryAfter": 1},
        )


def _ready(deps: Dependencies, project: PlannedProject, frame: int, storage_key: str) -> ExactFrame:
    url = deps.storage.presign_get(storage_key, expires_in=_URL_SECONDS, content_type="image/png")
    return ExactFrame(project.revision, frame, ExactFrameState.READY, url)
