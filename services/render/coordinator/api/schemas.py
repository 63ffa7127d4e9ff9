# SPDX-License-Identifier: Apache-2.0
"""The form renders have in REST."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer
from pydantic.alias_generators import to_camel

from services.render.coordinator.domain import progress
from services.render.coordinator.domain.render import Failure, Render
from services.render.coordinator.domain.report import NodeShare, Report
from services.render.coordinator.usecases.reading import Watched

Moment = Annotated[dt.datetime, PlainSerializer(dt.datetime.isoformat, return_type=str)]


class Shown(BaseModel):
    """Something that is answered, in camel case."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)


class Pieces(Shown):
    """How many pieces the film is made from."""

    total: int
    done: int
    reused: int = Field(description="Found made already, and so not made for this film.")


class KindOfPieces(Shown):
    """The pieces of one kind."""

    total: int
    rendered: int
    reused: int


class NodeShown(Shown):
    """What one node did for this film."""

    id: str
    pieces: int
    cpu_seconds: float
    wall_seconds: float


class ReportShown(Shown):
    """What the film takes or took; pieces that films share count for each of them."""

    pieces: dict[str, KindOfPieces] = Field(description="By kind.")
    cpu_seconds: float = Field(description="Of all nodes, for the pieces that are made.")
    wall_seconds: float | None = Field(description="Since the first piece was begun.")
    film_seconds: float | None = Field(description="How long the finished film plays.")
    cpu_ratio: float | None = Field(description="CPU seconds for each second of the film.")
    wall_ratio: float | None = Field(description="Seconds waited for each second of the film.")
    nodes: list[NodeShown] = Field(description="Who made it, the busiest first.")


class ErrorShown(Shown):
    """Why there is no film."""

    code: str
    message: str


class RenderShown(Shown):
    """A render: how far it is, and what it takes or took."""

    id: str
    state: str
    attempt: int
    purpose: str
    project_id: int | None
    name: str
    progress_pct: int = Field(ge=0, le=100, description="Never goes back within an attempt.")
    progress_stage: str
    progress_message: str
    eta_seconds: int | None = Field(description="Absent until there is something to judge by.")
    pieces: Pieces
    cpu_seconds: float
    report: ReportShown
    error: ErrorShown | None
    created_at: Moment
    started_at: Moment | None = Field(description="When the first piece was begun.")
    finished_at: Moment | None


class RenderAnswer(Shown):
    """The answer to who asks for a render."""

    render: RenderShown


def render_shown(watched: Watched) -> RenderShown:
    """Write a render."""
    render, report = watched.render, watched.report
    subject = render.subject
    return RenderShown(
        id=render.export_id,
        state=render.state,
        attempt=render.attempt,
        purpose=subject.purpose,
        project_id=subject.project_id or None,
        name=subject.name,
        progress_pct=render.progress.percent,
        progress_stage=render.progress.stage,
        progress_message=progress.message(render),
        eta_seconds=watched.eta_seconds,
        pieces=Pieces(
            total=render.reused + report.pieces,
            done=render.reused + report.made,
            reused=render.reused,
        ),
        cpu_seconds=round(report.cpu_seconds, 3),
        report=_report(watched),
        error=_error(render.failure),
        created_at=render.created_at,
        started_at=render.started_at,
        finished_at=render.finished_at,
    )


def _report(watched: Watched) -> ReportShown:
    render, report = watched.render, watched.report
    took, plays = watched.took, _film_seconds(render)
    wall = None if took is None else took.total_seconds()
    return ReportShown(
        pieces=_kinds(render, report),
        cpu_seconds=round(report.cpu_seconds, 3),
        wall_seconds=None if wall is None else round(wall, 3),
        film_seconds=None if plays is None else round(float(plays), 6),
        cpu_ratio=_ratio(report.cpu_seconds, plays),
        wall_ratio=_ratio(wall, plays),
        nodes=[_node(share) for share in report.nodes],
    )


def _kinds(render: Render, report: Report) -> dict[str, KindOfPieces]:
    found, reused = report.kinds, render.reused_kinds
    shown = {}
    for kind in sorted({*found, *reused}):
        wanted, made = found.get(kind, (0, 0))
        again = reused.get(kind, 0)
        shown[kind] = KindOfPieces(total=wanted + again, rendered=made, reused=again)
    return shown


def _node(share: NodeShare) -> NodeShown:
    return NodeShown(
        id=share.node_id,
        pieces=share.pieces,
        cpu_seconds=round(share.cpu_seconds, 3),
        wall_seconds=round(share.wall_seconds, 3),
    )


def _film_seconds(render: Render) -> Fraction | None:
    return Fraction(render.film.probe.duration) if render.film else None


def _ratio(seconds: float | None, plays: Fraction | None) -> float | None:
    return round(seconds / float(plays), 4) if seconds is not None and plays else None


def _error(failure: Failure | None) -> ErrorShown | None:
    return ErrorShown(code=failure.code, message=failure.reason) if failure else None
