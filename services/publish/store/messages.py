# SPDX-License-Identifier: Apache-2.0
"""The values of the publish service as protobuf messages, and those of hls read from them."""

from __future__ import annotations

from google.protobuf.timestamp_pb2 import Timestamp

from reelmill.hls.v1 import resources_pb2 as hls_resources
from reelmill.publish.v1 import resources_pb2
from services.publish.domain.production import ProductionCopy
from services.publish.domain.publication import Publication
from services.publish.domain.review import ReviewLink


def publication_message(publication: Publication) -> resources_pb2.Publication:
    """Return a publication as the message that other services read."""
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


def review_message(link: ReviewLink) -> resources_pb2.Review:
    """Return the review under a link as the message that other services read."""
    return resources_pb2.Review(
        review_link_id=link.link_id,
        production_id=link.production_id,
        owner_user_id=link.owner_user_id,
    )


def production_copy(message: hls_resources.Production) -> ProductionCopy:
    """Return the copy of a production from the message of the hls service."""
    return ProductionCopy(
        production_id=message.production_id,
        ulid=message.production_ulid,
        owner_user_id=message.owner_user_id,
        upload_id=message.upload_id,
        name=message.name,
        status=message.status,
        story_text=message.default_story_text,
        revision=message.revision,
    )
