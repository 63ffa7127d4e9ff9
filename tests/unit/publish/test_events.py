# SPDX-License-Identifier: Apache-2.0
"""The events the publish service handles and announces."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from google.protobuf.message import Message as Event

from chassis import outbox
from chassis.bus import Message
from chassis.inbox import message_handler
from reelmill.accounts.v1 import events_pb2 as accounts_events
from reelmill.accounts.v1 import resources_pb2 as accounts_resources
from reelmill.hls.v1 import events_pb2 as hls_events
from reelmill.hls.v1 import resources_pb2 as hls_resources
from services.publish.store.messages import publication_message
from services.publish.store.tables import PRODUCTION_CAPTIONS
from services.registry import TOPOLOGY
from tests.support.publish.world import ADA, PublishWorld

_READY, _STORY, _DELETED = (
    hls_events.ProductionReady,
    hls_events.ProductionStoryChanged,
    hls_events.ProductionDeleted,
)


def handle(world: PublishWorld, topic: str, event: Event, *, times: int = 1) -> None:
    message = Message(
        message_id=str(uuid.uuid4()),
        type=event.DESCRIPTOR.full_name,
        body=outbox.to_json(event),
        topic=topic,
    )
    take_in = message_handler(world.database, world.subscriptions, consumer="publish")
    for _ in range(times):
        take_in(message)


def changed(kind: Any, *, revision: int, status: str = "completed", story: str = "") -> Event:
    production = hls_resources.Production(
        production_id=7,
        production_ulid="01P",
        owner_user_id=ADA,
        upload_id=70,
        name="Video 7",
        status=status,
        default_story_text=story,
        revision=revision,
    )
    return kind(production=production)


def story_of(world: PublishWorld, publication: int) -> str:
    found = world.anonymous().get(f"/api/publications/{publication}").json
    return str(found["publication"]["storyText"])


def test_every_topic_of_the_queue_has_a_handler(world: PublishWorld) -> None:
    assert set(world.subscriptions) == set(TOPOLOGY["publish.events"])


def test_a_user_who_registers_gets_one_personal_space(world: PublishWorld) -> None:
    user = accounts_resources.User(user_id=44, display_name="Grace Hopper")
    event = accounts_events.UserRegistered(user=user)

    handle(world, "accounts.user.registered.v1", event, times=2)
    handle(world, "accounts.user.registered.v1", event)

    spaces = world.client(44).get("/api/spaces?mine=1").json["items"]
    assert [one["slug"] for one in spaces] == ["grace-hopper"]
    assert world.accounts.calls == 0


def test_a_new_story_of_a_production_is_copied_to_its_publications(world: PublishWorld) -> None:
    publication = world.published()

    handle(world, "hls.production.story_changed.v1", changed(_STORY, revision=5, story="New."))

    assert story_of(world, publication) == "New."


def test_an_event_with_an_older_revision_is_ignored(world: PublishWorld) -> None:
    publication = world.published()

    handle(world, "hls.production.ready.v1", changed(_READY, revision=6, story="Newest."))
    handle(world, "hls.production.story_changed.v1", changed(_STORY, revision=5, story="Older."))

    assert story_of(world, publication) == "Newest."


def test_the_publications_of_a_deleted_production_are_unpublished_once(world: PublishWorld) -> None:
    publication = world.published()
    deleted = changed(_DELETED, revision=9)

    handle(world, "hls.production.deleted.v1", deleted, times=2)
    handle(world, "hls.production.deleted.v1", deleted)
    handle(world, "hls.production.ready.v1", changed(_READY, revision=10))

    assert world.topics() == ["published", "unpublished"]
    read = world.client(ADA).get(f"/api/publications/{publication}").json
    assert read["publication"]["status"] == "unpublished"
    assert read["canRepublishOwner"] is False
    assert read["events"][-1]["actorUserId"] is None


def test_an_event_carries_the_whole_publication(world: PublishWorld) -> None:
    publication = world.published()

    with world.deps.reading() as uow:
        found = uow.publications.get_publication(publication)

    event = publication_message(found)
    assert (event.publication_id, event.production_id, event.upload_id) == (publication, 7, 70)
    assert (event.owner_user_id, event.status, event.revision) == (ADA, "published", 1)
    assert event.published_at.ToDatetime(found.published_at.tzinfo) == found.published_at


def test_a_replaced_video_is_recorded_in_the_log_of_each_publication(world: PublishWorld) -> None:
    publication = world.published(7)
    event = changed(hls_events.ProductionReplaced, revision=9)
    event.production.upload_id, event.previous_upload_id = 71, 70  # type: ignore[attr-defined]
    event.requested_by = ADA  # type: ignore[attr-defined]

    handle(world, "hls.production.replaced.v1", event, times=2)

    found = world.client(ADA).get(f"/api/publications/{publication}").json
    last = found["events"][-1]
    assert (last["action"], last["actorUserId"]) == ("replace_video", ADA)
    assert found["publication"]["status"] == "published"
    assert "upload 70 was replaced by that of 71" in last["note"]
    assert [one["action"] for one in found["events"]].count("replace_video") == 1
    assert found["publication"]["uploadId"] == 71


def test_captions_that_are_announced_after_the_deletion_are_not_stored(
    world: PublishWorld,
) -> None:
    world.published(7)
    late = changed(hls_events.ProductionCaptionsChanged, revision=3)
    late.text = "Good evening"  # type: ignore[attr-defined]

    handle(world, "hls.production.deleted.v1", changed(_DELETED, revision=4))
    handle(world, "hls.production.captions_changed.v1", late)

    with world.database.reading() as session:
        assert session.execute(sa.select(PRODUCTION_CAPTIONS)).all() == []
