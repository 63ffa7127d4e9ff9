# SPDX-License-Identifier: Apache-2.0
"""What the library hears, and what it does about it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from chassis.inbox import Subscription, Subscriptions
from reelmill.drafts.v1 import events_pb2 as drafts_pb2
from reelmill.drafts.v1 import resources_pb2 as drafts_resources_pb2
from reelmill.hls.v1 import events_pb2 as hls_pb2
from reelmill.render.v1 import events_pb2 as render_pb2
from services.library.bootstrap import to_probe
from services.library.domain.upload import Rejection
from services.library.usecases import completing, following, freezing
from services.library.usecases.dependencies import Dependencies, Production, Subject
from services.library.usecases.following import Master
from services.library.usecases.freezing import Picture

Hear = Callable[[Dependencies, Any], None]  # Any: the topic's message


def subscriptions(deps: Dependencies) -> Subscriptions:
    """Make the handlers of every topic the library hears."""
    return {
        topic: Subscription(message, functools.partial(hear, deps))
        for topic, (message, hear) in _HEARD.items()
    }


def _derivative_completed(deps: Dependencies, fact: render_pb2.DerivativeCompleted) -> None:
    if fact.kind == "ingest":
        completing.finish_ingest(
            deps,
            upload_id=fact.upload_id,
            probe=to_probe(fact.probe),
            sha256=fact.sha256,
            content_type=fact.probe.content_type,
            thumb_key=fact.file.key or None,
        )
    elif fact.kind == "thumb" and fact.file.key:
        completing.keep_thumb(deps, upload_id=fact.upload_id, thumb_key=fact.file.key)
    elif fact.kind == "freeze_frame":
        picture = Picture(to_probe(fact.probe), fact.sha256, fact.file.size_bytes)
        freezing.keep_frame(deps, upload_id=fact.upload_id, picture=picture)


def _derivative_failed(deps: Dependencies, fact: render_pb2.DerivativeFailed) -> None:
    if fact.kind == "ingest":
        completing.fail_ingest(deps, upload_id=fact.upload_id, code=fact.code, reason=fact.reason)
    elif fact.kind == "freeze_frame":
        rejection = Rejection(fact.code, fact.reason)
        freezing.lose_frame(deps, upload_id=fact.upload_id, rejection=rejection)


def _render_completed(deps: Dependencies, fact: render_pb2.RenderCompleted) -> None:
    render, file = fact.render, fact.file
    if render.purpose != drafts_resources_pb2.PURPOSE_PROJECT_EXPORT:
        return
    master = Master(
        export_id=render.export_id,
        owner_user_id=render.owner_user_id,
        project_id=render.project_id,
        name=render.name,
        description=render.description,
        storage_key=file.key,
        size_bytes=file.size_bytes,
        sha256=file.sha256,
        content_type=fact.probe.content_type or file.content_type,
        probe=to_probe(fact.probe),
    )
    following.register_export(deps, master=master)


def _project_renamed(deps: Dependencies, fact: drafts_pb2.ProjectRenamed) -> None:
    following.rename_project(
        deps, project_id=fact.project_id, name=fact.name, revision=fact.revision
    )


def _project_deleted(deps: Dependencies, fact: drafts_pb2.ProjectDeleted) -> None:
    following.detach_project(deps, project_id=fact.project_id)


def _references_changed(deps: Dependencies, fact: drafts_pb2.ReferencesChanged) -> None:
    following.follow_references(
        deps,
        subject=Subject(fact.subject_kind, fact.subject_id),
        upload_ids=list(fact.upload_ids),
        revision=fact.revision,
    )


def _production_changed(
    deps: Dependencies,
    fact: hls_pb2.ProductionCreated | hls_pb2.ProductionReady | hls_pb2.ProductionFailed,
) -> None:
    following.follow_production(deps, production=_production(fact.production))


def _production_deleted(deps: Dependencies, fact: hls_pb2.ProductionDeleted) -> None:
    following.follow_production(deps, production=_production(fact.production), is_deleted=True)


def _production(told: Any) -> Production:  # Any: hls's resource, of a generated class
    return Production(told.production_id, told.upload_id, told.status, told.revision)


_HEARD: dict[str, tuple[type[Any], Hear]] = {  # Any: the topic's message
    "render.derivative.completed.v1": (render_pb2.DerivativeCompleted, _derivative_completed),
    "render.derivative.failed.v1": (render_pb2.DerivativeFailed, _derivative_failed),
    "render.render.completed.v1": (render_pb2.RenderCompleted, _render_completed),
    "drafts.project.renamed.v1": (drafts_pb2.ProjectRenamed, _project_renamed),
    "drafts.project.deleted.v1": (drafts_pb2.ProjectDeleted, _project_deleted),
    "drafts.references.changed.v1": (drafts_pb2.ReferencesChanged, _references_changed),
    "hls.production.created.v1": (hls_pb2.ProductionCreated, _production_changed),
    "hls.production.ready.v1": (hls_pb2.ProductionReady, _production_changed),
    "hls.production.failed.v1": (hls_pb2.ProductionFailed, _production_changed),
    "hls.production.deleted.v1": (hls_pb2.ProductionDeleted, _production_deleted),
}
