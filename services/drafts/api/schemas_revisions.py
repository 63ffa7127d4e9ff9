# SPDX-License-Identifier: Apache-2.0
"""The JSON of revisions: those of projects with their timelines, those of drafts with configs."""

from __future__ import annotations

from pydantic import Field

from chassis.rest import Id, Moment, Page, ResponseBody
from services.drafts.api.draft_schemas import Config, DraftPath
from services.drafts.api.schemas import Document, ProjectPath


class RevisionPath(ProjectPath):
    """The revision of a project in a path."""

    revision: int = Field(description="The number of the revision.", examples=[3])


class DraftRevisionPath(DraftPath):
    """The revision of a draft in a path."""

    revision: int = Field(description="The number of the revision.", examples=[3])


class DraftRevisionSummary(ResponseBody):
    """A revision of a draft without its config."""

    revision: int = Field(description="Its number.", ge=1, examples=[3])
    saved_at: Moment = Field(description="When the change was made.")
    author_user_id: Id = Field(description="The user who made the change.")


class DraftRevisionResource(DraftRevisionSummary):
    """A revision of a draft with its config."""

    config: Config = Field(description="The config.")


class DraftRevisionAnswer(ResponseBody):
    """A revision of a draft with its config."""

    revision: DraftRevisionResource


class DraftRevisionPage(Page[DraftRevisionSummary]):
    """A page of revisions of a draft, the newest first."""


class RevisionSummary(DraftRevisionSummary):
    """A revision of a project without its timeline."""

    name: str | None = Field(description="The name of the project.", examples=["Summer"])
    description: str | None = Field(description="Its description.", examples=["Our holidays."])


class RevisionResource(RevisionSummary):
    """A revision of a project with its timeline."""

    timeline: Document = Field(description="The timeline, normalised.")


class RevisionAnswer(ResponseBody):
    """A revision of a project with its timeline."""

    revision: RevisionResource


class RevisionPage(Page[RevisionSummary]):
    """A page of revisions of a project, the newest first."""
