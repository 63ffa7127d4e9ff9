# SPDX-License-Identifier: Apache-2.0
"""The events that hls receives: what becomes of publications and masters."""

from __future__ import annotations

from google.protobuf.message import Message

from chassis.inbox import Subscription, Subscriptions
from reelmill.publish.v1 import events_pb2, resources_pb2
from services.hls.coordinator.api.master_subscriptions import master_subscriptions
from services.hls.coordinator.usecases.changing import record_publication_status
from services.hls.coordinator.usecases.dependencies import Dependencies


def subscriptions(deps: Dependencies) -> Subscriptions:
    """Make the handlers of the queue `hls.events`."""

    def record(event: Message) -> None:
        publication: resources_pb2.Publication = event.publication  # type: ignore[attr-defined]
        record_publication_status(
            deps,
            publication_id=publication.publication_id,
            production_id=publication.production_id,
            status=publication.status,
            revision=publication.revision,
        )

    return {
        **master_subscriptions(deps),
        "publish.publication.requested.v1": Subscription(events_pb2.PublicationRequested, record),
        "publish.publication.published.v1": Subscription(events_pb2.PublicationPublished, record),
        "publish.publication.unpublished.v1": Subscription(
            events_pb2.PublicationUnpublished, record
        ),
        "publish.publication.rejected.v1": Subscription(events_pb2.PublicationRejected, record),
    }
