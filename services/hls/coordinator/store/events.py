# SPDX-License-Identifier: Apache-2.0
"""Convert productions and their events to protobuf messages."""

from __future__ import annotations

from chassis.outbox import EventFormat, EventFormats
from reelmill.hls.v1 import events_pb2, resources_pb2
from services.hls.coordinator.domain import events
from services.hls.coordinator.domain.draft_production import master_folder
from services.hls.coordinator.domain.production import CANCELLED, FAILED, Production


def production_message(production: Production) -> resources_pb2.Production:
    """Return a production as the message of other services."""
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
        master_bytes=_master_bytes(production),
    )


def _master_bytes(production: Production) -> int:
    """Return the bytes of the master that is stored for a production; 0 once it is given up."""
    is_master = production.source.key.startswith(master_folder(production.ulid))
    is_live = production.status not in {CANCELLED, FAILED}
    return production.source.size_bytes if is_master and is_live else 0


_LONGEST_TEXT = 200_000

EVENTS: EventFormats = {
    events.ProductionCreated: EventFormat(
        "hls.production.created.v1",
        lambda event: events_pb2.ProductionCreated(production=production_message(event.production)),
    ),
    events.ProductionReady: EventFormat(
        "hls.production.ready.v1",
        lambda event: events_pb2.ProductionReady(production=production_message(event.production)),
    ),
    events.ProductionPlayable: EventFormat(
        "hls.production.playable.v1",
        lambda event: events_pb2.ProductionPlayable(
            production=production_message(event.production)
        ),
    ),
    events.ProductionFailed: EventFormat(
        "hls.production.failed.v1",
        lambda event: events_pb2.ProductionFailed(
            production=production_message(event.production),
            code=event.production.error_code,
            reason=event.production.error_message,
        ),
    ),
    events.ProductionStoryChanged: EventFormat(
        "hls.production.story_changed.v1",
        lambda event: events_pb2.ProductionStoryChanged(
            production=production_message(event.production)
        ),
    ),
    events.ProductionReplaced: EventFormat(
        "hls.production.replaced.v1",
        lambda event: events_pb2.ProductionReplaced(
            production=production_message(event.production),
            previous_upload_id=event.previous_upload_id,
            requested_by=event.requested_by,
        ),
    ),
    events.ProductionReplacementChanged: EventFormat(
        "hls.production.replacement_changed.v1",
        lambda event: events_pb2.ProductionReplacementChanged(
            production=production_message(event.production), upload_id=event.upload_id
        ),
    ),
    events.ProductionCaptionsChanged: EventFormat(
        "hls.production.captions_changed.v1",
        lambda event: events_pb2.ProductionCaptionsChanged(
            production=production_message(event.production), text=event.text[:_LONGEST_TEXT]
        ),
    ),
    events.ProductionDeleted: EventFormat(
        "hls.production.deleted.v1",
        lambda event: events_pb2.ProductionDeleted(production=production_message(event.production)),
    ),
}
