# SPDX-License-Identifier: Apache-2.0
"""The REST and gRPC doors of render."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from chassis.errors import ApiError, ErrorKind
from chassis.rpc import Call
from reelmill.render.v1 import service_pb2
from services.render.coordinator.api.rpc import services
from services.render.coordinator.domain.errors import (
    InputUnusable,
    NotYourRender,
    RenderNotFound,
    StaleLease,
)
from services.render.coordinator.usecases import finishing
from tests.support.render.world import ADMIN, EXPORT, OWNER, STRANGER, RenderWorld, lease_of

RENDER = f"/api/renders/{EXPORT}"
ROUTES = [("GET", RENDER), ("POST", f"{RENDER}/cancel"), ("POST", f"{RENDER}/retry")]


def ask(
    world: RenderWorld, method: str, path: str, user_id: int | None = OWNER, **more: Any
) -> Any:
    """Send a request as a user, or as nobody."""
    return world.client(user_id).open(path, method=method, **more)


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_render_is_its_owners_and_the_administrators(
    world: RenderWorld, method: str, path: str
) -> None:
    world.order()
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


def test_a_render_shows_how_it_is_doing(world: RenderWorld) -> None:
    world.order()
    world.complete(world.claimed("mezzanine"))
    world.claimed("pcm")

    shown = ask(world, "GET", RENDER).json["render"]

    assert shown["id"] == EXPORT and shown["state"] == "running"
    assert shown["pieces"] == {"total": 6, "done": 1, "reused": 0}
    assert (shown["progressStage"], shown["attempt"], shown["error"]) == ("prepare", 1, None)
    assert shown["progressMessage"] == "Preparing the sources"
    assert shown["cpuSeconds"] == 1.5
    assert shown["etaSeconds"] is None


def test_a_failed_render_shows_why(world: RenderWorld) -> None:
    world.order()
    error = InputUnusable("damaged_media", "Upload 1 is damaged.")
    finishing.fail_piece(world.deps, lease=lease_of(world.claimed()), error=error)

    shown = ask(world, "GET", RENDER).json["render"]

    assert shown["error"] == {"code": "damaged_media", "message": "Upload 1 is damaged."}
    assert shown["progressMessage"] == "Upload 1 is damaged."


def test_cancel_and_retry_answer_ok_and_conflicts_by_name(world: RenderWorld) -> None:
    world.order()

    problem = ask(world, "POST", f"{RENDER}/retry")
    cancelled = ask(world, "POST", f"{RENDER}/cancel")
    retried = ask(world, "POST", f"{RENDER}/retry")
    world.work_off()
    late = ask(world, "POST", f"{RENDER}/cancel")

    assert (problem.status_code, problem.json["error"]) == (409, "invalid_state")
    assert (cancelled.json, retried.json) == ({"ok": True}, {"ok": True})
    assert (late.status_code, late.json["error"]) == (409, "invalid_state")


def test_a_retry_sent_twice_with_one_key_is_one_attempt(world: RenderWorld) -> None:
    world.order()
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


def rpc(world: RenderWorld, name: str, request: Any, *, acting: int = 0) -> Any:
    """Call an RPC as a node, or as a service that acts for a user."""
    found = {key: each for one in services(world.deps) for key, each in one.rpcs.items()}
    return found[name].handler(request, Call("node", acting))


def test_only_nodes_may_speak_to_the_node_service(world: RenderWorld) -> None:
    offered = {one.name: one.rpcs for one in services(world.deps)}

    assert all(
        each.callers == ("node",) for each in offered["reelmill.render.v1.NodeService"].values()
    )


def test_get_render_is_for_services_and_for_the_owner(world: RenderWorld) -> None:
    world.order()
    request = service_pb2.GetRenderRequest(render_id=EXPORT)

    assert rpc(world, "GetRender", request).render.state == "queued"
    assert rpc(world, "GetRender", request, acting=OWNER).render.name == "Summer"
    with pytest.raises(NotYourRender):
        rpc(world, "GetRender", request, acting=STRANGER)
    with pytest.raises(RenderNotFound):
        rpc(world, "GetRender", service_pb2.GetRenderRequest(render_id="x"))


def test_a_node_works_through_its_service(world: RenderWorld) -> None:
    world.order()
    claim = service_pb2.ClaimRequest(node_id="n", slots=1)
    piece = rpc(world, "Claim", claim).piece
    held = {"node_id": "n", "piece_id": piece.piece_id, "fencing_token": piece.fencing_token}

    beat = rpc(world, "Heartbeat", service_pb2.HeartbeatRequest(**held, fraction=0.5))
    rpc(world, "GiveBack", service_pb2.GiveBackRequest(**held))
    stale = rpc(world, "Heartbeat", service_pb2.HeartbeatRequest(**held))
    again = rpc(world, "Claim", claim).piece
    held["fencing_token"] = again.fencing_token
    with pytest.raises(ApiError) as error:
        rpc(world, "Complete", service_pb2.CompleteRequest(**held, result='{"key": 1}'))
    rpc(
        world, "Fail", service_pb2.FailRequest(**held, code="x", reason="y", is_input_at_fault=True)
    )

    assert (piece.kind, piece.lease_seconds) == ("mezzanine", 15)
    assert (beat.carry_on, stale.carry_on) == (True, False)
    assert again.fencing_token == piece.fencing_token + 1
    assert error.value.response.kind is ErrorKind.INVALID
    assert world.render().state == "failed"
    assert not rpc(world, "Claim", claim).HasField("piece")
    with pytest.raises(StaleLease):
        rpc(world, "GiveBack", service_pb2.GiveBackRequest(**held))
