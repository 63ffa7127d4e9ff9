# SPDX-License-Identifier: Apache-2.0
"""Every queue of the installation and the topics bound to it; a test holds it against the code."""

from __future__ import annotations

TOPOLOGY: dict[str, tuple[str, ...]] = {
    "library.events": (
        "render.derivative.completed.v1",
        "render.derivative.failed.v1",
        "render.render.completed.v1",
        "drafts.project.renamed.v1",
        "drafts.project.deleted.v1",
        "drafts.references.changed.v1",
        "hls.production.created.v1",
        "hls.production.ready.v1",
        "hls.production.failed.v1",
        "hls.production.deleted.v1",
    ),
    "drafts.events": (
        "library.export.registered.v1",
        "library.upload.source_deleted.v1",
        "library.upload.deleted.v1",
        "render.render.queued.v1",
        "render.render.progress.v1",
        "render.render.completed.v1",
        "render.render.failed.v1",
        "render.render.cancelled.v1",
    ),
    "render.events": (
        "drafts.export.requested.v1",
        "drafts.export.cancelled.v1",
        "library.upload.received.v1",
        "library.derivative.requested.v1",
    ),
    "hls.events": (
        "publish.publication.requested.v1",
        "publish.publication.published.v1",
        "publish.publication.unpublished.v1",
        "publish.publication.rejected.v1",
    ),
    "publish.events": (
        "accounts.user.registered.v1",
        "hls.production.ready.v1",
        "hls.production.failed.v1",
        "hls.production.story_changed.v1",
        "hls.production.deleted.v1",
    ),
    "render.work": (),
    "hls.work": (),
}
"""Accounts hears nothing; campaigns hears nothing yet."""
