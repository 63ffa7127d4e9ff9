# SPDX-License-Identifier: Apache-2.0
"""The JSON of render's requests and answers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from chassis.rest import Moment, RequestBody, RequestPath, ResponseBody
from services.render.coordinator.domain import progress
from services.render.coordinator.domain.nodes import RenderNode
from services.render.coordinator.domain.render import Render, RenderFailure
from services.render.coordinator.domain.report import NodeEffort, RenderReport
from services.render.coordinator.usecases.previewing_titles import TitlePreviewLayer
from services.render.coordinator.usecases.reading import RenderSnapshot

FrameEdge = Annotated[int, Field(ge=16, le=3840, multiple_of=2)]
Count = Annotated[int, Field(ge=0, examples=[6])]
CpuSeconds = Annotated[float, Field(ge=0, examples=[12.5])]
_EXPORT_ID = "6f8b0c1e-5a0d-4a53-9f63-0d8f2f1f1a01"


class RenderPath(RequestPath):
    """Which render."""

    export_id: str = Field(description="The id of the export.", examples=[_EXPORT_ID])


class TitlePreview(RequestBody):
    """A screen title, and the frame that it is to be shown in."""

    title: Annotated[Any, WithJsonSchema({"type": "object"})] = Field(
        description="The screen title, as an item of `screenTitles` of a timeline.",
        examples=[{"id": "t", "startSeconds": 0, "endSeconds": 2, "text": "Hello"}],
    )
    frame_w: FrameEdge = Field(description="Width of the frame in pixels.", examples=[1920])
    frame_h: FrameEdge = Field(description="Height of the frame in pixels.", examples=[1080])


class JobCounts(ResponseBody):
    """How many jobs the export consists of."""

    total: Count = Field(description="All jobs, with those whose results were reused.")
    done: Count = Field(description="Completed jobs and reused results.")
    reused: Count = Field(description="Results found in the cache, for which no job was run.")


class JobKindCounts(ResponseBody):
    """The jobs of one kind."""

    total: Count = Field(description="All jobs of the kind, with reused results.")
    rendered: Count = Field(description="Completed jobs.")
    reused: Count = Field(description="Results found in the cache.")


class NodeEffortResource(ResponseBody):
    """What one node did for this render."""

    id: str = Field(description="The node.", examples=["node-1:42"])
    jobs: Count = Field(description="How many jobs it completed.")
    cpu_seconds: CpuSeconds = Field(description="The processor time of these jobs.")
    wall_seconds: CpuSeconds = Field(description="The time from claim to result of these jobs.")


class ReportResource(ResponseBody):
    """What the render cost; jobs that several renders share count for each of them."""

    jobs: dict[str, JobKindCounts] = Field(description="The jobs by kind.")
    cpu_seconds: CpuSeconds = Field(description="The processor time of the completed jobs.")
    wall_seconds: CpuSeconds | None = Field(
        description="The time since the first job was claimed; null before."
    )
    export_seconds: CpuSeconds | None = Field(
        description="The duration of the export; null until it is completed."
    )
    cpu_ratio: CpuSeconds | None = Field(
        description="Processor time for each second of the completed export."
    )
    wall_ratio: CpuSeconds | None = Field(
        description="Elapsed time for each second of the completed export."
    )
    nodes: list[NodeEffortResource] = Field(
        description="The nodes that completed jobs, the one with most processor time first."
    )


class RenderErrorResource(ResponseBody):
    """Why the render failed."""

    code: str = Field(description="A stable code.", examples=["damaged_media"])
    message: str = Field(
        description="What is wrong, for people.", examples=["Upload 1 is damaged."]
    )


class RenderResource(ResponseBody):
    """A render: its progress and its cost."""

    id: str = Field(description="The id of the export.", examples=[_EXPORT_ID])
    state: str = Field(
        description="`queued`, `running`, `completed`, `failed` or `cancelled`.",
        examples=["running"],
    )
    attempt: int = Field(ge=1, description="Grows with each retry.", examples=[1])
    purpose: str = Field(
        description="What the export is for: `project_export`, `draft_master` or `preview`.",
        examples=["project_export"],
    )
    project_id: int | None = Field(
        description="The project of the export, null when it has none.", examples=[42]
    )
    name: str = Field(description="The name of the export.", examples=["Summer"])
    progress_pct: int = Field(
        ge=0, le=100, description="Percent done; never decreases in an attempt.", examples=[47]
    )
    progress_stage: str = Field(
        description="`prepare`, `render`, `finalize` or `completed`.", examples=["render"]
    )
    progress_message: str = Field(
        description="The progress in words.", examples=["Rendering the pictures"]
    )
    eta_seconds: int | None = Field(
        ge=0, description="The estimated seconds left; null until enough is done.", examples=[20]
    )
    jobs: JobCounts = Field(description="How many jobs the export consists of.")
    cpu_seconds: CpuSeconds = Field(description="The processor time of the completed jobs.")
    report: ReportResource = Field(description="What the render cost so far.")
    error: RenderErrorResource | None = Field(description="Why it failed; else null.")
    created_at: Moment = Field(description="When it was queued.")
    started_at: Moment | None = Field(description="When its first job was claimed.")
    finished_at: Moment | None = Field(description="When it ended.")


class RenderAnswer(ResponseBody):
    """One render."""

    render: RenderResource = Field(description="The render.")


class NodeResource(ResponseBody):
    """A node that asked for jobs."""

    id: str = Field(description="The node.", examples=["node-1:42"])
    slots: Count = Field(description="How many jobs it runs at a time.")
    last_claim_at: Moment = Field(description="When it asked for a job last.")
    encoder: str = Field(
        description="The build of ffmpeg and x264 that it encodes with.",
        examples=["ffmpeg5.1.9-x264.164.3095/x264-1"],
    )


class TitleLayerResource(ResponseBody):
    """One text of a title as an image, and its rectangle in the frame."""

    url: str = Field(
        description="The URL of the PNG, for an hour.", examples=["/media/text-images/ab.png"]
    )
    x: int = Field(description="Left edge in pixels; negative outside the frame.", examples=[660])
    y: int = Field(description="Top edge in pixels; negative outside the frame.", examples=[480])
    width: int = Field(ge=1, description="Width in pixels.", examples=[600])
    height: int = Field(ge=1, description="Height in pixels.", examples=[120])


class TitlePreviewAnswer(ResponseBody):
    """The texts of a title."""

    layers: list[TitleLayerResource] = Field(description="The texts, from bottom to top.")


def render_answer(snapshot: RenderSnapshot) -> RenderAnswer:
    """Convert a render."""
    render, report = snapshot.render, snapshot.report
    subject = render.subject
    shown = RenderResource(
        id=render.export_id,
        state=render.state,
        attempt=render.attempt,
        purpose=subject.purpose,
        project_id=subject.project_id or None,
        name=subject.name,
        progress_pct=render.progress.percent,
        progress_stage=render.progress.stage,
        progress_message=progress.message(render),
        eta_seconds=snapshot.eta_seconds,
        jobs=JobCounts(
            total=render.reused + report.jobs,
            done=render.reused + report.completed,
            reused=render.reused,
        ),
        cpu_seconds=round(report.cpu_seconds, 3),
        report=_report(snapshot),
        error=_error(render.failure),
        created_at=render.created_at,
        started_at=render.started_at,
        finished_at=render.finished_at,
    )
    return RenderAnswer(render=shown)


def node_resource(node: RenderNode) -> NodeResource:
    """Convert a node."""
    return NodeResource(
        id=node.node_id, slots=node.slots, last_claim_at=node.last_claim_at, encoder=node.encoder
    )


def title_answer(layers: Sequence[TitlePreviewLayer]) -> TitlePreviewAnswer:
    """Convert the texts of a title."""
    shown = [
        TitleLayerResource(
            url=layer.url, x=layer.x, y=layer.y, width=layer.width, height=layer.height
        )
        for layer in layers
    ]
    return TitlePreviewAnswer(layers=shown)


def _report(snapshot: RenderSnapshot) -> ReportResource:
    render, report = snapshot.render, snapshot.report
    elapsed, duration = snapshot.elapsed, _export_seconds(render)
    wall = None if elapsed is None else elapsed.total_seconds()
    return ReportResource(
        jobs=_kinds(render, report),
        cpu_seconds=round(report.cpu_seconds, 3),
        wall_seconds=None if wall is None else round(wall, 3),
        export_seconds=None if duration is None else round(float(duration), 6),
        cpu_ratio=_ratio(report.cpu_seconds, duration),
        wall_ratio=_ratio(wall, duration),
        nodes=[_node(effort) for effort in report.nodes],
    )


def _kinds(render: Render, report: RenderReport) -> dict[str, JobKindCounts]:
    found, reused = report.kinds, render.reused_kinds
    shown = {}
    for kind in sorted({*found, *reused}):
        jobs, completed = found.get(kind, (0, 0))
        cached = reused.get(kind, 0)
        shown[kind] = JobKindCounts(total=jobs + cached, rendered=completed, reused=cached)
    return shown


def _node(effort: NodeEffort) -> NodeEffortResource:
    return NodeEffortResource(
        id=effort.node_id,
        jobs=effort.jobs,
        cpu_seconds=round(effort.cpu_seconds, 3),
        wall_seconds=round(effort.wall_seconds, 3),
    )


def _export_seconds(render: Render) -> Fraction | None:
    return Fraction(render.export.probe.duration) if render.export else None


def _ratio(seconds: float | None, duration: Fraction | None) -> float | None:
    return round(seconds / float(duration), 4) if seconds is not None and duration else None


def _error(failure: RenderFailure | None) -> RenderErrorResource | None:
    return RenderErrorResource(code=failure.code, message=failure.reason) if failure else None
