# SPDX-License-Identifier: Apache-2.0
"""The remote things that render needs, besides storage."""

from __future__ import annotations

from typing import Protocol

from services.render.coordinator.domain.planned_jobs import RequestedExport
from services.render.coordinator.domain.render import Render


class SealedExportClient(Protocol):
    """Drafts, which seals timelines."""

    def get_sealed_export(self, export_id: str) -> RequestedExport:
        """Return the sealed timeline of an export, or raise SealedExportNotFound."""


class ProgressPublisher(Protocol):
    """The bus, for messages that may be lost."""

    def publish_progress(self, render: Render) -> None:
        """Send the progress of a render soon, or not at all when too much waits to be sent."""
