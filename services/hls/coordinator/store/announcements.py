# SPDX-License-Identifier: Apache-2.0
"""Which facts of hls become public, and in what form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from google.protobuf.message import Message
from sqlalchemy.orm import Session

from chassis import outbox
from reelmill.hls.v1 import events_pb2, resources_pb2
from services.hls.coordinator.domain.playback import Playback
from services.hls.coordinator.domain.production import Production

_FACTS: Mapping[str, Callable[[Production], Message]] = {
    "created": lambda one: events_pb2.ProductionCreated(production=to_proto(one)),
    "queued": lambda one: events_pb2.ProductionQueued(production=to_proto(one)),
    "ready": lambda one: events_pb2.ProductionReady(production=to_proto(one)),
    "failed": lambda one: events_pb2.ProductionFailed(
        production=to_proto(one), code=one.error_code, reason=one.error_message
    ),
    "story_changed": lambda one: events_pb2.ProductionStoryChanged(production=to_proto(one)),
    "deleted": lambda one: events_pb2.ProductionDeleted(production=to_proto(one)),
}


def announce(session: Session, what: str, production: Production) -> None:
    """Announce `hls.production.<what>.v1` in the transaction that made it true."""
    fact = _FACTS[what](production)
    topic = f"hls.production.{what}.v1"
    outbox.announce(session, topic, fact, acting_user_id=production.owner_user_id)


def wake_packagers(session: Session, task_id: int) -> None:
    """Tell packagers that there is something to do."""
    outbox.wake(session, "hls.work", resources_pb2.PackagingTask(task_id=task_id))


def to_proto(production: Production) -> resources_pb2.Production:
    """Write a production as the public resource."""
    return resources_pb2.Production(
        production_id=production.production_id,
        production_ulid=production.ulid,
        owner_user_id=production.owner_user_id,
        upload_id=production.upload_id,
        name=production.name,
        status=production.status,
        default_story_text=production.default_story_text,
        error_message=production.error_message,
        revision=production.revision,
    )


def playback_to_proto(playback: Playback) -> resources_pb2.Playback:
    """Write where a production plays as the public resource."""
    return resources_pb2.Playback(
        production_id=playback.production_id,
        master_url=playback.master_url,
        poster_url=playback.poster_url,
        width=playback.width,
        height=playback.height,
        duration=playback.duration,
    )
