# SPDX-License-Identifier: Apache-2.0
"""What hls answers other services and packagers."""

from __future__ import annotations

import pytest

from chassis.errors import ApiError
from chassis.rpc import Call
from reelmill.hls.v1 import service_pb2
from services.hls.coordinator.domain.errors import (
    Forbidden,
    LeaseLost,
    RequestIdReused,
    UploadNotFound,
)
from tests.support.hls.world import OTHER, OWNER, HlsWorld, stream, upload

PUBLISH = Call("publish", OWNER)
PACKAGER = Call("packager")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> HlsWorld:
    return HlsWorld(tmp_path_factory.mktemp("secrets"))


@pytest.fixture
def world(built: HlsWorld) -> HlsWorld:
    world = built.emptied()
    world.library.put(upload(42))
    world.library.put(upload(3, role="source"))
    return world


def wish(upload_id: int = 3, request_id: str = "r1") -> service_pb2.CreateProductionRequest:
    return service_pb2.CreateProductionRequest(request_id=request_id, upload_id=upload_id)


def test_a_request_asked_again_makes_one_production(world: HlsWorld) -> None:
    create = world.rpcs["CreateProduction"].handler

    answers = [create(wish(), PUBLISH).production for _ in range(2)]

    assert answers[0] == answers[1]
    assert (answers[0].status, answers[0].owner_user_id) == ("queued", OWNER)
    assert (answers[0].name, answers[0].upload_id) == ("Holiday", 3)
    assert world.announced() == ["created", "queued"]


def test_an_export_that_is_prepared_already_answers_that_production(world: HlsWorld) -> None:
    production_id = world.prepared()

    answer = world.rpcs["CreateProduction"].handler(wish(42), PUBLISH)

    assert answer.production.production_id == production_id


def test_a_production_is_made_only_for_the_uploads_owner(world: HlsWorld) -> None:
    create = world.rpcs["CreateProduction"].handler

    with pytest.raises(Forbidden):
        create(wish(), Call("publish", OTHER))
    with pytest.raises(ApiError):
        create(wish(), Call("publish"))
    with pytest.raises(UploadNotFound):
        create(wish(99), PUBLISH)
    with pytest.raises(ApiError):
        create(wish(request_id=""), PUBLISH)
    assert world.announced() == []


def test_a_request_id_cannot_mean_two_things(world: HlsWorld) -> None:
    create = world.rpcs["CreateProduction"].handler
    create(wish(), PUBLISH)

    with pytest.raises(RequestIdReused):
        create(wish(42), PUBLISH)


def test_productions_are_found_by_number_and_by_upload(world: HlsWorld) -> None:
    first, second = world.packaged(), world.rpcs["CreateProduction"].handler(wish(), PUBLISH)
    ask = world.rpcs["BatchGetProductions"].handler

    by_id = ask(service_pb2.BatchGetProductionsRequest(production_ids=[first, 99]), PUBLISH)
    by_upload = ask(service_pb2.BatchGetProductionsRequest(upload_ids=[3, 42, 99]), PUBLISH)

    assert [one.production_id for one in by_id.productions] == [first]
    ids = {one.production_id for one in by_upload.productions}
    assert ids == {first, second.production.production_id}


def test_only_what_plays_is_signed(world: HlsWorld) -> None:
    ready, waiting = world.packaged(), world.prepared(43)
    request = service_pb2.BatchGetPlaybackRequest(production_ids=[ready, waiting])

    answer = world.rpcs["BatchGetPlayback"].handler(request, PUBLISH)

    (playback,) = answer.playbacks
    assert (playback.production_id, playback.width, playback.height) == (ready, 640, 360)
    assert playback.duration == "6/1"
    assert playback.master_url.startswith("/media/hls/")


def test_each_door_is_open_to_those_it_is_for(world: HlsWorld) -> None:
    callers = {name: rpc.callers for name, rpc in world.rpcs.items()}

    for name in ("Claim", "Heartbeat", "Complete", "GiveBack", "Fail"):
        assert callers[name] == ("packager",)
    for name in ("CreateProduction", "BatchGetProductions", "BatchGetPlayback"):
        assert callers[name] == ("publish", "campaigns")


def test_a_packager_works_through_its_door(world: HlsWorld) -> None:
    production_id = world.prepared()
    rpcs = {name: rpc.handler for name, rpc in world.rpcs.items()}

    task = rpcs["Claim"](service_pb2.ClaimRequest(packager_id="p"), PACKAGER).task
    beat = service_pb2.HeartbeatRequest(
        task_id=task.task_id, fencing_token=task.fencing_token, fraction=0.5
    )
    assert rpcs["Heartbeat"](beat, PACKAGER).carry_on
    back = service_pb2.GiveBackRequest(task_id=task.task_id, fencing_token=task.fencing_token)
    rpcs["GiveBack"](back, PACKAGER)
    assert not rpcs["Heartbeat"](beat, PACKAGER).carry_on
    task = rpcs["Claim"](service_pb2.ClaimRequest(packager_id="p"), PACKAGER).task
    done = service_pb2.CompleteRequest(
        task_id=task.task_id,
        fencing_token=task.fencing_token,
        result=stream().model_dump_json(),
    )
    rpcs["Complete"](done, PACKAGER)

    assert not rpcs["Claim"](service_pb2.ClaimRequest(), PACKAGER).HasField("task")
    assert world.client().get(f"/api/productions/{production_id}").json["production"]["playback"]


def test_a_failure_without_a_lease_is_refused(world: HlsWorld) -> None:
    request = service_pb2.FailRequest(task_id=9, fencing_token=1, code="x", reason="y")

    with pytest.raises(LeaseLost):
        world.rpcs["Fail"].handler(request, PACKAGER)
