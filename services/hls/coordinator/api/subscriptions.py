# SPDX-License-Identifier: Apache-2.0
"""The facts that hls hears: what becomes of publications."""

from __future__ import annotations

from collections.abc import Callable

from google.protobuf.message import Message

from chassis.inbox import Subscription, Subscriptions
from reelmill.publish.v1 import events_pb2, resources_pb2
from services.hls.coordinator.usecases.changing import note_publication
from services.hls.coordinator.usecases.dependencies import Dependencies


def subscriptions(deps: Dependencies) -> Subscriptions:
    """Make the handlers of `hls.events`."""

    def note(fact: Message) -> None:
        publication: resources_pb2.Publication = fact.publication  # type: ignore[attr-defined]
        note_publication(
            deps,
            publication_id=publication.publication_id,
            production_id=publication.production_id,
            status=publication.status,
            revision=publication.revision,
        )

    return {
        "publish.publication.requested.v1": _hearing(events_pb2.PublicationRequested, note),
        "publish.publication.published.v1": _hearing(events_pb2.PublicationPublished, note),
        "publish.publication.unpublished.v1": _hearing(events_pb2.PublicationUnpublished, note),
        "publish.publication.rejected.v1": _hearing(events_pb2.PublicationRejected, note),
    }


def _hearing(kind: type[Message], handler: Callable[[Message], None]) -> Subscription:
    return Subscription(kind, handler)
