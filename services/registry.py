# SPDX-License-Identifier: Apache-2.0
"""The one list of services: where their code is, whom they call, which events they receive."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.queue_names import events_queue, work_queue


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One service, its place in the code, and its connections to the others."""

    name: str
    package: str
    """The Python package with the rooms of the service."""
    calls: tuple[str, ...] = ()
    """The services whose RPCs it calls; accounts for whose token a request carries."""
    hears: tuple[str, ...] = ()
    """The topics that its queue of events is bound to."""
    workers: tuple[str, ...] = ()
    """Its processes that execute jobs; they call no other service."""


SERVICES: tuple[ServiceEntry, ...] = (
    ServiceEntry(
        "accounts",
        "services.accounts",
    ),
    ServiceEntry(
        "library",
        "services.library",
        calls=("accounts",),
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
            "hls.production.replacement_changed.v1",
            "hls.production.deleted.v1",
            "publish.publication.requested.v1",
            "publish.publication.published.v1",
            "publish.publication.unpublished.v1",
            "publish.publication.rejected.v1",
        ),
    ),
    ServiceEntry(
        "drafts",
        "services.drafts",
        calls=("accounts", "library"),
        hears=(
            "library.export.registered.v1",
            "library.upload.changed.v1",
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
        calls=("accounts", "library", "drafts"),
        hears=(
            "drafts.export.requested.v1",
            "drafts.export.cancelled.v1",
            "library.upload.received.v1",
            "library.thumbnail.requested.v1",
            "library.derivative.requested.v1",
            "library.sample.requested.v1",
            "library.freeze_frame.requested.v1",
            "library.upload.source_deleted.v1",
            "library.upload.deleted.v1",
        ),
        workers=("node",),
    ),
    ServiceEntry(
        "hls",
        "services.hls.coordinator",
        calls=("accounts", "library", "drafts"),
        hears=(
            "render.render.progress.v1",
            "render.render.completed.v1",
            "render.render.failed.v1",
            "render.render.cancelled.v1",
            "publish.publication.requested.v1",
            "publish.publication.published.v1",
            "publish.publication.unpublished.v1",
            "publish.publication.rejected.v1",
        ),
        workers=("packager",),
    ),
    ServiceEntry(
        "publish",
        "services.publish",
        calls=("accounts", "library", "hls"),
        hears=(
            "accounts.user.registered.v1",
            "hls.production.ready.v1",
            "hls.production.failed.v1",
            "hls.production.story_changed.v1",
            "hls.production.captions_changed.v1",
            "hls.production.replaced.v1",
            "hls.production.deleted.v1",
        ),
    ),
    ServiceEntry(
        "campaigns",
        "services.campaigns",
        calls=("accounts",),
    ),
)
"""In the order of gRPC calls: a service calls only services that stand before it in this list."""

GATEWAY = ServiceEntry(
    "gateway",
    "gateway",
    calls=("accounts",),
    hears=(
        "library.upload.received.v1",
        "library.upload.changed.v1",
        "library.upload.source_deleted.v1",
        "library.upload.deleted.v1",
        "library.export.registered.v1",
        "drafts.project.renamed.v1",
        "drafts.project.deleted.v1",
        "render.render.queued.v1",
        "render.render.progress.v1",
        "render.render.completed.v1",
        "render.render.failed.v1",
        "render.render.cancelled.v1",
        "hls.production.created.v1",
        "hls.production.playable.v1",
        "hls.production.ready.v1",
        "hls.production.failed.v1",
        "hls.production.replaced.v1",
        "hls.production.captions_changed.v1",
        "hls.production.deleted.v1",
        "publish.publication.requested.v1",
        "publish.publication.published.v1",
        "publish.publication.unpublished.v1",
        "publish.publication.rejected.v1",
        "publish.review.changed.v1",
    ),
)
"""The process of live events, which tells pages what it receives; it serves no RPCs."""

_LISTENING = (*SERVICES, GATEWAY)

NAMES: tuple[str, ...] = tuple(service.name for service in SERVICES)
"""The names of all services."""

WORKERS: tuple[str, ...] = tuple(worker for service in SERVICES for worker in service.workers)
"""The names of all workers. They decode hostile files, so that they may call only RPCs of jobs."""

TOPOLOGY: dict[str, tuple[str, ...]] = {
    **{events_queue(service.name): service.hears for service in _LISTENING if service.hears},
    **{work_queue(service.name): () for service in SERVICES if service.workers},
}
"""Every queue of the installation, and the topics bound to it; those of work carry wake-ups."""


def callers_of(name: str) -> tuple[str, ...]:
    """Return the services that may call the RPCs of a service, the gateway among them."""
    return tuple(service.name for service in _LISTENING if name in service.calls)


def package_of(name: str) -> str:
    """Return the package with the rooms of a service; KeyError for an unknown name."""
    return {service.name: service.package for service in SERVICES}[name]
