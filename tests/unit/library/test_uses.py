# SPDX-License-Identifier: Apache-2.0
"""An upload that something uses is deleted only on purpose."""

from __future__ import annotations

from reelmill.hls.v1 import events_pb2 as hls
from tests.support.library.world import World, new_world, production_message
from tests.unit.library.test_applying_events import refer


def delete(world: World, upload_id: int, query: str = "") -> tuple[int, str, object]:
    answer = world.request("DELETE", f"/api/uploads/{upload_id}{query}")
    return answer.status_code, answer.json.get("error", ""), answer.json.get("usedBy")


def test_an_upload_of_a_project_is_deleted_with_force_only() -> None:
    world = new_world()
    upload_id = world.ready_upload()
    refer(world, upload_id, revision=1)

    found = delete(world, upload_id)

    assert found == (409, "upload_in_use", [{"kind": "project", "id": 7}])
    assert world.get_upload(upload_id)["state"] == "ready"
    assert delete(world, upload_id, "?force=true")[0] == 200
    assert delete(world, upload_id)[0] == 404


def test_an_upload_of_a_production_is_used_until_that_is_deleted() -> None:
    world = new_world()
    upload_id = world.export()
    production = production_message(3, upload_id, status="completed")
    world.receive("hls.production.created.v1", hls.ProductionCreated(production=production))

    answer = world.request("DELETE", f"/api/exports/{upload_id}")

    assert (answer.status_code, answer.json["usedBy"]) == (409, [{"kind": "production", "id": 3}])
    assert world.get_upload(upload_id)["usedBy"] == [{"kind": "production", "id": 3}]
    world.receive("hls.production.deleted.v1", hls.ProductionDeleted(production=production))
    assert delete(world, upload_id)[0] == 200


def test_an_upload_that_nothing_uses_is_deleted_without_force() -> None:
    world = new_world()
    upload_id = world.ready_upload()
    refer(world, upload_id, revision=1)
    refer(world, revision=2)

    assert delete(world, upload_id)[0] == 200
