# SPDX-License-Identifier: Apache-2.0
"""Which facts of publishing become public, and in what form."""

from __future__ import annotations

from google.protobuf.timestamp_pb2 import Timestamp
from sqlalchemy.orm import Session

from chassis import outbox
from reelmill.publish.v1 import events_pb2, resources_pb2
from services.publish.domain.publication import Publication, Status

_FACTS = {
    Status.PENDING: ("requested", events_pb2.PublicationRequested),
    Status.PUBLISHED: ("published", events_pb2.PublicationPublished),
    Status.UNPUBLISHED: ("unpublished", events_pb2.PublicationUnpublished),
    Status.REJECTED: ("rejected", events_pb2.PublicationRejected),
}


def to_proto(publication: Publication) -> resources_pb2.Publication:
    """Write a publication as the public resource."""
    published_at = None
    if publication.published_at is not None:
        published_at = Timestamp()
        published_at.FromDatetime(publication.published_at)
    return resources_pb2.Publication(
        publication_id=publication.publication_id,
        production_id=publication.production_id,
        upload_id=publication.upload_id,
        space_id=publication.space_id,
        owner_user_id=publication.owner_user_id,
        status=publication.status,
        published_at=published_at,
        revision=publication.revision,
    )


def changed(session: Session, publication: Publication, *, acting_user_id: int) -> None:
    """Announce the state a publication has got into."""
    word, fact = _FACTS[publication.status]
    outbox.announce(
        session,
        f"publish.publication.{word}.v1",
        fact(publication=to_proto(publication)),
        acting_user_id=acting_user_id,
    )
