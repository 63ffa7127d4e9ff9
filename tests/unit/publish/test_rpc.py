# SPDX-License-Identifier: Apache-2.0
"""Publications that other services ask for on somebody's behalf."""

from __future__ import annotations

import pytest

from chassis.errors import ApiError
from chassis.rpc import Call
from reelmill.publish.v1 import resources_pb2, service_pb2
from services.publish.api import rpc
from services.publish.domain.errors import Forbidden, RequestIdReused
from tests.support.publish.world import ADA, BEN, PublishWorld, a_production, a_world

FOR_ADA, FOR_BEN = Call("campaigns", ADA), Call("campaigns", BEN)


@pytest.fixture
def world() -> PublishWorld:
    world = a_world()
    world.productions.add(a_production(7))
    return world


def request(
    world: PublishWorld, call: Call, *, production_id: int = 7, space_id: int = 0
) -> resources_pb2.Publication:
    asked = service_pb2.RequestPublicationRequest(
        request_id="r1", production_id=production_id, space_id=space_id
    )
    handler = rpc.services(world.deps)[0].rpcs["RequestPublication"].handler
    answer: service_pb2.RequestPublicationResponse = handler(asked, call)
    return answer.publication


def test_a_request_asked_again_makes_one_publication(world: PublishWorld) -> None:
    answers = [request(world, FOR_ADA) for _ in range(2)]

    assert answers[0] == answers[1]
    assert (answers[0].space_id, answers[0].owner_user_id) == (world.personal(), ADA)
    assert world.topics() == ["published"]


def test_a_publication_is_requested_only_for_somebody_who_may_publish(world: PublishWorld) -> None:
    with pytest.raises(ApiError):
        request(world, Call("campaigns"))
    with pytest.raises(Forbidden):
        request(world, FOR_BEN)
    assert world.topics() == []


def test_a_request_id_does_not_show_somebody_elses_publication(world: PublishWorld) -> None:
    request(world, FOR_ADA)

    with pytest.raises(Forbidden):
        request(world, FOR_BEN)


def test_a_request_id_cannot_mean_two_things(world: PublishWorld) -> None:
    world.productions.add(a_production(8))
    request(world, FOR_ADA)

    with pytest.raises(RequestIdReused):
        request(world, FOR_ADA, production_id=8)
    with pytest.raises(RequestIdReused):
        request(world, FOR_ADA, space_id=1)
