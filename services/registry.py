# SPDX-License-Identifier: Apache-2.0
"""The one list of services: where their code is, and which events they receive."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One service: `package` holds its rooms, `hears` lists the topics its queue is bound to."""

    name: str
    package: str
    hears: tuple[str, ...] = ()


SERVICES: tuple[ServiceEntry, ...] = (
    ServiceEntry("accounts", "services.accounts"),
    ServiceEntry(
        "library",
        "services.library",
        hears=(
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
    ),
    ServiceEntry(
        "drafts",
        "services.drafts",
        hears=(
            "library.export.registered.v1",
            "library.upload.source_deleted.v1",
            "library.upload.deleted.v1",
            "render.render.queued.v1",
            "render.render.progress.v1",
            "render.render.completed.v1",
            "render.render.failed.v1",
            "render.render.cancelled.v1",
        ),
    ),
    ServiceEntry(
        "render",
        "services.render.coordinator",
        hears=(
            "drafts.export.requested.v1",
            "drafts.export.cancelled.v1",
            "library.upload.received.v1",
            "library.thumbnail.requested.v1",
            "library.freeze_frame.requested.v1",
        ),
    ),
    ServiceEntry(
        "hls",
        "services.hls.coordinator",
        hears=(
            "publish.publication.requested.v1",
            "publish.publication.published.v1",
            "publish.publication.unpublished.v1",
            "publish.publication.rejected.v1",
        ),
    ),
    ServiceEntry(
        "publish",
        "services.publish",
        hears=(
            "accounts.user.registered.v1",
            "hls.production.ready.v1",
            "hls.production.failed.v1",
            "hls.production.story_changed.v1",
            "hls.production.deleted.v1",
        ),
    ),
    ServiceEntry("campaigns", "services.campaigns"),
)
"""In the order of gRPC calls: a service calls only services that stand before it in this list."""

NAMES: tuple[str, ...] = tuple(service.name for service in SERVICES)
"""All services. An RPC that any service may call names these: nodes and packagers may not call it,
because they decode hostile files."""

TOPOLOGY: dict[str, tuple[str, ...]] = {
    **{f"{service.name}.events": service.hears for service in SERVICES if service.hears},
    "render.work": (),
    "hls.work": (),
}
"""Every queue of the installation, and the topics bound to it; the last two carry wake-ups."""


def package_of(name: str) -> str:
    """Return the package with the rooms of a service; KeyError for an unknown name."""
    return {service.name: service.package for service in SERVICES}[name]
