# SPDX-License-Identifier: Apache-2.0
"""The timelines of projects, which drafts gives render for exact frames and rendered ranges."""

from __future__ import annotations

from dataclasses import dataclass, field

from chassis.errors import ApiError, ErrorKind
from services.render.coordinator.domain.planned_jobs import RequestedExport
from services.render.coordinator.domain.previews import ProjectTimeline
from tests.support.render.samples import OWNER


@dataclass(frozen=True)
class MemoryProjects:
    """The timelines of projects in memory, by the id of the project; all belong to the owner."""

    timelines: dict[int, RequestedExport] = field(default_factory=dict)

    def get_project_timeline(self, project_id: int, *, user_id: int | None) -> ProjectTimeline:
        if project_id not in self.timelines:
            raise ApiError(ErrorKind.NOT_FOUND, "project_not_found")
        if user_id not in (None, OWNER):
            raise ApiError(ErrorKind.FORBIDDEN, "forbidden")
        timeline = self.timelines[project_id].timeline
        return ProjectTimeline(3, repr(timeline), timeline)
