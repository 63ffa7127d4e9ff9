# SPDX-License-Identifier: Apache-2.0
"""The gRPC interface of hls: for other services, and for packagers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from google.protobuf.message import Message

from chassis.errors import ApiError
from chassis.jobs.job import pack, unpack
from chassis.rpc import Call
from reelmill.hls.v1 import packaging_pb2, service_pb2
from reelmill.jobs.v1 import resources_pb2 as jobs_resources_pb2
from reelmill.jobs.v1 import service_pb2 as jobs_pb2
from services.hls.contract.packaging import PackagingSpec
from services.hls.coordinator.domain.errors import (
    NotOwnedByCaller,
    RequestIdReused,
    SourceUploadNotFound,
)
from tests.support.hls.world import ASSET, OTHER, OWNER, HlsWorld, stream, upload

PUBLISH = Call("publish", OWNER)
PACKAGER = Call("packager")


@pytest.fixture
def world(built: HlsWorld) -> HlsWorld:
    world = built.emptied()
    world.uploads.put(upload(42))
    world.uploads.put(upload(3, role="source"))
    return world


def creation(upload_id: int = 3, request_id: str = "r1") -> service_pb2.CreateProductionRequest:
    return service_pb2.CreateProductionRequest(request_id=request_id, upload_id=upload_id)


def test_a_repeated_request_makes_one_production(world: HlsWorld) -> None:
    create = world.rpcs["CreateProduction"].handler

    answers = [create(creation(), PUBLISH).production for _ in range(2)]

    assert answers[0] == answers[1]
    assert (answers[0].status, answers[0].owner_user_id) == ("queued", OWNER)
    assert (answers[0].name, answers[0].upload_id) == ("Holiday", 3)
    assert world.announced() == ["created"]


def test_an_export_that_is_prepared_already_answers_that_production(world: HlsWorld) -> None:
    production_id = world.prepared()

    answer = world.rpcs["CreateProduction"].handler(creation(42), PUBLISH)

    assert answer.production.production_id == production_id


def test_a_production_is_created_only_for_the_owner_of_the_upload(world: HlsWorld) -> None:
    create = world.rpcs["CreateProduction"].handler

    with pytest.raises(NotOwnedByCaller):
        create(creation(), Call("publish", OTHER))
    with pytest.raises(ApiError):
        create(creation(), Call("publish"))
    with pytest.raises(SourceUploadNotFound):
        create(creation(99), PUBLISH)
    with pytest.raises(ApiError):
        create(creation(request_id=""), PUBLISH)
    assert world.announced() == []


def test_a_request_id_belongs_to_one_upload(world: HlsWorld) -> None:
    create = world.rpcs["CreateProduction"].handler
    create(creation(), PUBLISH)

    with pytest.raises(RequestIdReused):
        create(creation(42), PUBLISH)


def test_productions_are_found_by_id_and_by_upload(world: HlsWorld) -> None:
    first, second = world.packaged(), world.rpcs["CreateProduction"].handler(creation(), PUBLISH)
    ask = world.rpcs["BatchGetProductions"].handler

    by_id = ask(service_pb2.BatchGetProductionsRequest(production_ids=[first, 99]), PUBLISH)
    by_upload = ask(service_pb2.BatchGetProductionsRequest(upload_ids=[3, 42, 99]), PUBLISH)

    assert [one.production_id for one in by_id.productions] == [first]
    ids = {one.production_id for one in by_upload.productions}
    assert ids == {first, second.production.production_id}


def test_only_completed_productions_have_playback_links(world: HlsWorld) -> None:
    ready, waiting = world.packaged(), world.prepared(43)
    request = service_pb2.BatchGetPlaybackRequest(production_ids=[ready, waiting])

    answer = world.rpcs["BatchGetPlayback"].handler(request, PUBLISH)

    (playback,) = answer.playbacks
    assert (playback.production_id, playback.width, playback.height) == (ready, 640, 360)
    assert playback.duration == "6/1"
    assert playback.master_url.startswith("/media/hls/")


def test_the_chapters_of_a_production_go_to_those_who_ask_for_them(world: HlsWorld) -> None:
    ready = world.packaged()
    chapters = [{"startSeconds": 0, "title": "Sea"}, {"startSeconds": 2.5, "title": "Harbour"}]
    world.client().put(f"/api/productions/{ready}/chapters", json={"chapters": chapters})
    ask = world.rpcs["BatchGetPlayback"].handler

    request = service_pb2.BatchGetPlaybackRequest(production_ids=[ready], with_chapters=True)
    (asked,) = ask(request, PUBLISH).playbacks
    (other,) = ask(service_pb2.BatchGetPlaybackRequest(production_ids=[ready]), PUBLISH).playbacks

    assert [(one.start, one.title) for one in asked.chapters] == [
        ("0/1", "Sea"),
        ("5/2", "Harbour"),
    ]
    assert list(other.chapters) == []
    assert other.chapters_url.endswith("/chapters.vtt")


def test_every_rpc_has_its_callers(world: HlsWorld) -> None:
    callers = {name: rpc.callers for name, rpc in world.rpcs.items()}

    for name in ("Claim", "Heartbeat", "Complete", "GiveBack", "Fail"):
        assert callers[name] == ("packager",)
    for name in ("CreateProduction", "BatchGetProductions", "BatchGetPlayback"):
        assert callers[name] == ("publish",)


def test_a_packager_claims_gives_back_and_completes_a_job(world: HlsWorld) -> None:
    production_id = world.prepared()
    rpcs = {name: rpc.handler for name, rpc in world.rpcs.items()}
    claim = jobs_pb2.ClaimRequest(worker_id="p", kinds=["packaging"])

    job = rpcs["Claim"](claim, PACKAGER).job
    heartbeat = jobs_pb2.HeartbeatRequest(lease=job.lease, fraction=0.5)
    assert rpcs["Heartbeat"](heartbeat, PACKAGER).is_held
    rpcs["GiveBack"](jobs_pb2.GiveBackRequest(lease=job.lease), PACKAGER)
    assert not rpcs["Heartbeat"](heartbeat, PACKAGER).is_held
    job = rpcs["Claim"](claim, PACKAGER).job
    result = pack(stream().to_message())
    rpcs["Complete"](jobs_pb2.CompleteRequest(lease=job.lease, result=result), PACKAGER)

    assert not rpcs["Claim"](claim, PACKAGER).HasField("job")
    assert world.client().get(f"/api/productions/{production_id}").json["production"]["playback"]


def test_a_job_says_what_to_package_and_where_to_store_it(world: HlsWorld) -> None:
    production_id = world.prepared()

    job = world.rpcs["Claim"].handler(jobs_pb2.ClaimRequest(worker_id="p"), PACKAGER).job

    spec = PackagingSpec.from_message(unpack(job.spec, packaging_pb2.PackagingSpec))
    production = world.client().get(f"/api/productions/{production_id}").json["production"]
    today = dt.datetime.now(dt.UTC)
    assert (job.kind, job.lease_seconds) == ("packaging", 15)
    assert spec.output_prefix == f"hls/{today:%Y-%m/%d}/{ASSET}/{production['ulid']}/"
    assert spec.source_key == f"renders/2026-02/03/{ASSET}/video.mp4"
    assert spec.is_export
    assert production["status"] == "processing"


@pytest.mark.parametrize("track", [0, 2, None])
def test_a_job_names_the_sound_that_was_chosen(world: HlsWorld, track: int | None) -> None:
    chosen = upload()
    world.uploads.put(replace(chosen, source=replace(chosen.source, audio_track=track)))
    world.prepared()

    job = world.rpcs["Claim"].handler(jobs_pb2.ClaimRequest(worker_id="p"), PACKAGER).job

    spec = PackagingSpec.from_message(unpack(job.spec, packaging_pb2.PackagingSpec))
    assert spec.audio_track == track


RENDITION = packaging_pb2.Rendition(
    name="360p", width=640, height=360, bandwidth=2, average_bandwidth=1, size_bytes=1
)


@pytest.mark.parametrize(
    "message",
    [
        packaging_pb2.PackagingSpec(name="Holiday"),
        packaging_pb2.PackagedStream(),
        packaging_pb2.PackagedStream(duration="6/1"),
        packaging_pb2.PackagedStream(duration="0", renditions=[RENDITION]),
        packaging_pb2.PackagedStream(duration="1/0", renditions=[RENDITION]),
        packaging_pb2.PackagedStream(
            duration="6/1", renditions=[packaging_pb2.Rendition(name="360p")]
        ),
    ],
)
def test_a_result_that_is_not_a_stream_is_refused(world: HlsWorld, message: Message) -> None:
    world.prepared()
    job = world.rpcs["Claim"].handler(jobs_pb2.ClaimRequest(worker_id="p"), PACKAGER).job
    request = jobs_pb2.CompleteRequest(lease=job.lease, result=pack(message))

    with pytest.raises(ApiError) as error:
        world.rpcs["Complete"].handler(request, PACKAGER)

    assert error.value.response.code == "invalid_result"


def test_a_failure_without_a_lease_is_refused(world: HlsWorld) -> None:
    lease = jobs_resources_pb2.Lease(worker_id="p", job_id=9, fencing_token=1)
    request = jobs_pb2.FailRequest(lease=lease, code="x", reason="y")

    with pytest.raises(ApiError) as error:
        world.rpcs["Fail"].handler(request, PACKAGER)

    assert error.value.response.code == "lease_lost"
