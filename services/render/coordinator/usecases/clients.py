# SPDX-License-Identifier: Apache-2.0
"""The remote things that render needs, besides storage."""

from __future__ import annotations

from typing import Protocol

from services.render.coordinator.domain.planned_jobs import RequestedExport
from services.render.coordinator.domain.previews import ProjectTimeline
from services.render.coordinator.domain.render import Render
from timeline.document.uploads import UploadDetails
from timeline.spec.text_image import TextImageSpec


class SealedExportClient(Protocol):
    """Drafts, which seals timelines."""

    def get_sealed_export(self, export_id: str) -> RequestedExport:
        """Return the sealed timeline of an export, or raise SealedExportNotFound."""


class ProjectTimelineClient(Protocol):
    """Drafts, which stores the timelines of projects."""

    def get_project_timeline(self, project_id: int, *, user_id: int | None) -> ProjectTimeline:
        """Return the timeline of a project of a user; without a user, of anybody.

        Raises ApiError with the error of drafts, such as those that an export would have.
        """


class TextSpecClient(Protocol):
    """Drafts, which knows the texts of timelines and who may see them."""

    def get_text_image(self, key: str, *, user_id: int | None) -> TextImageSpec:
        """Return the text with this key that a user may see; without a user, that of anybody.

        Raises TextImageNotFound.
        """


class UploadDetailsClient(Protocol):
    """The library, which knows uploads and who may see them."""

    def get_upload(self, upload_id: int, *, user_id: int | None) -> UploadDetails:
        """Return an upload that a user may see; without a user, that of anybody.

        Raises UploadNotFound.
        """


class ProgressPublisher(Protocol):
    """The bus, for messages that may be lost."""

    def publish_progress(self, render: Render) -> None:
        """Send the progress of a render soon, or not at all when too much waits to be sent."""
