# SPDX-License-Identifier: Apache-2.0
"""The REST routes and the gRPC services of render."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from chassis.errors import ApiError, ErrorKind
from chassis.jobs.errors import InputUnusable
from chassis.jobs.job import pack, unpack
from chassis.rpc import Call
from reelmill.jobs.v1 import resources_pb2, service_pb2
from reelmill.render.v1 import jobs_pb2
from services.render.contract.result_messages import result_to_proto
from services.render.contract.results import CachedFile
from services.render.coordinator.api.rpc import services
from tests.support.render.samples import ADMIN, EXPORT, OWNER, STRANGER, a_result
from tests.support.render.world import ENCODER, RenderWorld
from timeline.spec.versions import VERSIONS

RENDER = f"/api/renders/{EXPORT}"
ROUTES = [("GET", RENDER), ("POST", f"{RENDER}/cancel"), ("POST", f"{RENDER}/retry")]


def ask(
    world: RenderWorld, method: str, path: str, user_id: int | None = OWNER, **more: Any
) -> Any:
    """Send a request as a user, or as nobody."""
    return world.client(user_id).open(path, method=method, **more)


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_only_its_owner_and_administrators_may_see_and_control_a_render(
    world: RenderWorld, method: str, path: str
) -> None:
    world.start()
    if path.endswith("retry"):
        ask(world, "POST", f"{RENDER}/cancel")

    answers = [ask(world, method, path, who) for who in (None, STRANGER, OWNER)]

    assert [answer.status_code for answer in answers] == [401, 403, 200]
    assert answers[1].json["error"] == "forbidden"
    if method == "GET" or path.endswith("cancel"):
        assert ask(world, method, path, ADMIN).status_code == 200


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_an_unknown_render_is_not_found(world: RenderWorld, method: str, path: str) -> None:
    answer = ask(world, method, path.replace(EXPORT, str(uuid.uuid4())))

    assert (answer.status_code, answer.json["error"]) == (404, "render_not_found")


def test_a_render_shows_its_progress(world: RenderWorld) -> None:
    world.start()
    world.complete(world.claimed("mezzanine"))
    world.claimed("pcm")

    shown = ask(world, "GET", RENDER).json["render"]

    assert shown["id"] == EXPORT and shown["state"] == "running"
    assert shown["jobs"] == {"total": 6, "done": 1, "reused": 0}
    assert (shown["progressStage"], shown["attempt"], shown["error"]) == ("prepare", 1, None)
    assert shown["progressMessage"] == "Preparing the sources"
    assert shown["cpuSeconds"] == 1.5
    assert shown["etaSeconds"] is None


def test_a_failed_render_shows_its_error(world: RenderWorld) -> None:
    world.start()
    world.fail(world.claimed(), InputUnusable("damaged_media", "Upload 1 is damaged."))

    shown = ask(world, "GET", RENDER).json["render"]

    assert shown["error"] == {"code": "damaged_media", "message": "Upload 1 is damaged."}
    assert shown["progressMessage"] == "Upload 1 is damaged."


def test_renders_are_listed_to_their_owner_by_state(world: RenderWorld) -> None:
    world.start()

    running = ask(world, "GET", "/api/renders?state=queued,running").json
    failed = ask(world, "GET", "/api/renders?state=failed").json
    others = ask(world, "GET", "/api/renders", ADMIN).json
    unknown = ask(world, "GET", "/api/renders?state=lost")

    (shown,) = running["items"]
    assert (shown["id"], shown["progressPct"], shown["error"]) == (EXPORT, 0, None)
    assert running["nextCursor"] is None
    assert (failed["items"], others["items"]) == ([], [])
    assert (unknown.status_code, unknown.json["error"]) == (400, "invalid_parameter")


def test_a_failed_render_is_listed_with_its_reason(world: RenderWorld) -> None:
    world.start()
    world.fail(world.claimed(), InputUnusable("damaged_media", "Upload 1 is damaged."))

    (shown,) = ask(world, "GET", "/api/renders?state=failed").json["items"]

    assert shown["error"]["message"] == "Upload 1 is damaged."
    assert shown["finishedAt"] is not None


def test_cancel_and_retry_answer_ok_or_a_conflict(world: RenderWorld) -> None:
    world.start()

    problem = ask(world, "POST", f"{RENDER}/retry")
    cancelled = ask(world, "POST", f"{RENDER}/cancel")
    retried = ask(world, "POST", f"{RENDER}/retry")
    world.run_all()
    late = ask(world, "POST", f"{RENDER}/cancel")

    assert (problem.status_code, problem.json["error"]) == (409, "invalid_state")
    assert (cancelled.json, retried.json) == ({"ok": True}, {"ok": True})
    assert (late.status_code, late.json["error"]) == (409, "invalid_state")


def test_a_retry_sent_twice_with_one_key_is_one_attempt(world: RenderWorld) -> None:
    world.start()
    ask(world, "POST", f"{RENDER}/cancel")
    key = {"Idempotency-Key": "k"}

    first = ask(world, "POST", f"{RENDER}/retry", headers=key)
    second = ask(world, "POST", f"{RENDER}/retry", headers=key)

    assert (first.status_code, second.status_code) == (200, 200)
    assert world.render().attempt == 2


def test_only_administrators_see_the_nodes(world: RenderWorld) -> None:
    world.claim()

    answers = [ask(world, "GET", "/api/render-nodes", who) for who in (None, OWNER, ADMIN)]

    assert [answer.status_code for answer in answers] == [401, 403, 200]
    (node,) = answers[-1].json["items"]
    assert (node["id"], node["slots"]) == ("node-1", 2)
    assert answers[-1].json["nextCursor"] is None


def call(world: RenderWorld, name: str, request: Any) -> Any:
    """Call an RPC as a node."""
    (offered,) = services(world.deps)
    return offered.rpcs[name].handler(request, Call("node", 0))


def test_only_nodes_may_call_the_job_service(world: RenderWorld) -> None:
    (offered,) = services(world.deps)

    assert offered.name == "reelmill.jobs.v1.JobService"
    assert all(each.callers == ("node",) for each in offered.rpcs.values())


def test_a_node_claims_and_reports_jobs(world: RenderWorld) -> None:
    world.start()
    capabilities = [ENCODER, *VERSIONS]
    claim = service_pb2.ClaimRequest(worker_id="n", slots=1, capabilities=capabilities)
    job = call(world, "Claim", claim).job

    beat = call(world, "Heartbeat", service_pb2.HeartbeatRequest(lease=job.lease, fraction=0.5))
    call(world, "GiveBack", service_pb2.GiveBackRequest(lease=job.lease))
    stale = call(world, "Heartbeat", service_pb2.HeartbeatRequest(lease=job.lease))
    again = call(world, "Claim", claim).job
    failure = {"code": "x", "reason": "y", "fault": resources_pb2.FAULT_INPUT}
    call(world, "Fail", service_pb2.FailRequest(lease=again.lease, **failure))

    assert (job.kind, job.lease_seconds) == ("mezzanine", 15)
    assert unpack(job.spec, jobs_pb2.MezzanineSpec).upload_id == 1
    assert (beat.is_held, stale.is_held) == (True, False)
    assert again.lease.fencing_token == job.lease.fencing_token + 1
    assert world.render().state == "failed"
    assert not call(world, "Claim", claim).HasField("job")
    with pytest.raises(ApiError) as error:
        call(world, "GiveBack", service_pb2.GiveBackRequest(lease=job.lease))
    assert error.value.response.code == "lease_lost"


def test_a_result_of_another_kind_is_refused_and_leaves_the_job_to_its_node(
    world: RenderWorld,
) -> None:
    world.start()
    leased = world.claimed("mezzanine")
    lease = resources_pb2.Lease(
        worker_id="node-1", job_id=leased.lease.job_id, fencing_token=leased.lease.token
    )
    thumb = pack(jobs_pb2.ThumbResult())
    for message in (thumb, pack(jobs_pb2.IngestSpec())):
        with pytest.raises(ApiError) as error:
            call(world, "Complete", service_pb2.CompleteRequest(lease=lease, result=message))
        assert error.value.response.kind is ErrorKind.INVALID

    made = a_result(leased)
    result = pack(result_to_proto(made))
    call(world, "Complete", service_pb2.CompleteRequest(lease=lease, result=result))

    assert isinstance(made, CachedFile)
    with world.deps.reading() as uow:
        assert uow.cached_files.find_cached_files([made.key]) == {made.key: made}
