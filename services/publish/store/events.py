# SPDX-License-Identifier: Apache-2.0
"""The topic and the message of every event of publish."""

from __future__ import annotations

from typing import Any

from chassis.outbox import EventFormat, EventFormats
from reelmill.publish.v1 import events_pb2
from services.publish.domain import events
from services.publish.store.messages import publication_message, review_message


def _format(name: str, message: Any) -> EventFormat:  # Any: a generated class with `publication`
    return EventFormat(
        f"publish.publication.{name}.v1",
        lambda event: message(publication=publication_message(event.publication)),
    )


EVENTS: EventFormats = {
    events.PublicationRequested: _format("requested", events_pb2.PublicationRequested),
    events.PublicationPublished: _format("published", events_pb2.PublicationPublished),
    events.PublicationUnpublished: _format("unpublished", events_pb2.PublicationUnpublished),
    events.PublicationRejected: _format("rejected", events_pb2.PublicationRejected),
    events.ReviewChanged: EventFormat(
        "publish.review.changed.v1",
        lambda event: events_pb2.ReviewChanged(
            review=review_message(event.link), change=event.change
        ),
    ),
}
