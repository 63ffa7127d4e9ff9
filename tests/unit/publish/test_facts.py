# SPDX-License-Identifier: Apache-2.0
"""What publishing hears, what it announces, and what other services may ask of it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from google.protobuf.message import Message as Fact

from chassis import outbox
from chassis.bus import Message
from chassis.errors import ApiError
from chassis.inbox import taking_in
from chassis.rpc import Call
from reelmill.accounts.v1 import events_pb2 as accounts_events
from reelmill.accounts.v1 import resources_pb2 as accounts_resources
from reelmill.hls.v1 import events_pb2 as hls_events
from reelmill.hls.v1 import resources_pb2 as hls_resources
from reelmill.publish.v1 import service_pb2
from services.publish.api import rpc
from services.publish.bootstrap import to_proto
from services.publish.domain.errors import Forbidden
from services.registry import TOPOLOGY
from tests.support.publish.world import ADA, BEN, PublishWorld, a_production, a_world

_READY, _STORY, _DELETED = (
    hls_events.ProductionReady,
    hls_events.ProductionStoryChanged,
    hls_events.ProductionDeleted,
)


@pytest.fixture
def world() -> PublishWorld:
    return a_world()


def hear(world: PublishWorld, topic: str, fact: Fact, *, times: int = 1) -> None:
    message = Message(
        message_id=str(uuid.uuid4()),
        type=fact.DESCRIPTOR.full_name,
        body=outbox.to_json(fact),
        topic=topic,
    )
    take_in = taking_in(world.database, world.subscriptions, consumer="publish")
    for _ in range(times):
        take_in(message)


def about(kind: Any, *, revision: int, status: str = "completed", story: str = "") -> Fact:
    production = hls_resources.Production(
        production_id=7,
        production_ulid="01P",
        owner_user_id=ADA,
        upload_id=70,
        name="Film 7",
        status=status,
        default_story_text=story,
        revision=revision,
    )
    return kind(production=production)


def story_of(world: PublishWorld, publication: int) -> str:
    found = world.anonymous().get(f"/api/publications/{publication}").json
    return str(found["publication"]["storyText"])


def test_it_hears_what_its_queue_is_bound_to(world: PublishWorld) -> None:
    assert set(world.subscriptions) == set(TOPOLOGY["publish.events"])


def test_somebody_who_registers_gets_a_space_of_their_own_once(world: PublishWorld) -> None:
    user = accounts_resources.User(user_id=44, display_name="Grace Hopper")
    fact = accounts_events.UserRegistered(user=user)

    hear(world, "accounts.user.registered.v1", fact, times=2)
    hear(world, "accounts.user.registered.v1", fact)

    spaces = world.client(44).get("/api/spaces?mine=1").json["items"]
    assert [one["slug"] for one in spaces] == ["grace-hopper"]
    assert world.people.questions == 0


def test_publications_follow_the_story_of_their_production(world: PublishWorld) -> None:
    publication = world.published()

    hear(world, "hls.production.story_changed.v1", about(_STORY, revision=5, story="New."))

    assert story_of(world, publication) == "New."


def test_an_old_story_that_comes_late_changes_nothing(world: PublishWorld) -> None:
    publication = world.published()

    hear(world, "hls.production.ready.v1", about(_READY, revision=6, story="Newest."))
    hear(world, "hls.production.story_changed.v1", about(_STORY, revision=5, story="Older."))

    assert story_of(world, publication) == "Newest."


def test_a_deleted_production_takes_its_publications_down_once(world: PublishWorld) -> None:
    publication = world.published()
    gone = about(_DELETED, revision=9)

    hear(world, "hls.production.deleted.v1", gone, times=2)
    hear(world, "hls.production.deleted.v1", gone)
    hear(world, "hls.production.ready.v1", about(_READY, revision=10))

    assert world.topics() == ["published", "unpublished"]
    seen = world.client(ADA).get(f"/api/publications/{publication}").json
    assert seen["publication"]["status"] == "unpublished"
    assert seen["canRepublishOwner"] is False
    assert seen["events"][-1]["actorUserId"] is None


def test_what_is_announced_is_the_whole_publication(world: PublishWorld) -> None:
    publication = world.published()

    with world.deps.reading() as uow:
        found = uow.publications.get(publication)

    assert found is not None
    fact = to_proto(found)
    assert (fact.publication_id, fact.production_id, fact.upload_id) == (publication, 7, 70)
    assert (fact.owner_user_id, fact.status, fact.revision) == (ADA, "published", 1)
    assert fact.published_at.ToDatetime(found.published_at.tzinfo) == found.published_at


def ask(world: PublishWorld, request_id: str, *, acting: int = ADA, **given: int) -> Any:
    handler = rpc.services(world.deps)[0].rpcs["RequestPublication"].handler
    request = service_pb2.RequestPublicationRequest(request_id=request_id, **given)
    return handler(request, Call("campaigns", acting)).publication


def test_a_request_is_answered_the_same_however_often_it_is_asked(world: PublishWorld) -> None:
    world.productions.add(a_production(7))

    first = ask(world, "r1", production_id=7)
    world.client(ADA).post(f"/api/publications/{first.publication_id}/unpublish", json={})
    again = ask(world, "r1", production_id=7)
    anew = ask(world, "r2", production_id=7)

    assert (first.status, first.space_id) == ("published", world.personal())
    assert (again.publication_id, again.status) == (first.publication_id, "unpublished")
    assert (anew.publication_id, anew.status) == (first.publication_id, "published")


def test_a_request_speaks_for_a_person_who_may(world: PublishWorld) -> None:
    world.productions.add(a_production(7))

    with pytest.raises(Forbidden):
        ask(world, "r1", production_id=7, acting=BEN)
    with pytest.raises(ApiError) as without_anybody:
        ask(world, "r1", production_id=7, acting=0)
    with pytest.raises(ApiError) as without_id:
        ask(world, "", production_id=7)

    assert without_anybody.value.response.code == "acting_user_required"
    assert without_id.value.response.code == "invalid_request_id"
