# SPDX-License-Identifier: Apache-2.0
"""An upload that something uses is deleted only on purpose."""

from __future__ import annotations

import itertools

import pytest

from reelmill.hls.v1 import events_pb2 as hls
from reelmill.publish.v1 import events_pb2 as publish
from reelmill.publish.v1 import resources_pb2 as publish_resources
from tests.support.library.world import World, new_world, production_message
from tests.unit.library.test_applying_events import refer


def delete(world: World, upload_id: int, query: str = "") -> tuple[int, str, object]:
    answer = world.request("DELETE", f"/api/uploads/{upload_id}{query}")
    return answer.status_code, answer.json.get("error", ""), answer.json.get("usedBy")


_EVENTS = {
    "pending": ("requested", publish.PublicationRequested),
    "published": ("published", publish.PublicationPublished),
    "unpublished": ("unpublished", publish.PublicationUnpublished),
    "rejected": ("rejected", publish.PublicationRejected),
}


def publish_production(
    world: World, status: str, *, revision: int, production_id: int = 3, publication_id: int = 5
) -> None:
    """Receive the event that a publication of a production was given a status."""
    name, message = _EVENTS[status]
    publication = publish_resources.Publication(
        publication_id=publication_id,
        production_id=production_id,
        status=status,
        revision=revision,
    )
    world.receive(f"publish.publication.{name}.v1", message(publication=publication))


def packaged(world: World, upload_id: int, *, revision: int = 1) -> None:
    """Receive the event that production 3 of an upload is ready."""
    production = production_message(3, upload_id, status="completed", revision=revision)
    world.receive("hls.production.ready.v1", hls.ProductionReady(production=production))


def publications(world: World, upload_id: int) -> list[int]:
    """Return the ids of the publications that use an upload."""
    uses = world.get_upload(upload_id)["usedBy"]
    return [one["id"] for one in uses if one["kind"] == "publication"]


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


@pytest.mark.parametrize("status", ["pending", "published"])
def test_a_live_publication_uses_the_upload_of_its_production(status: str) -> None:
    world = new_world()
    upload_id = world.ready_upload()
    packaged(world, upload_id)
    publish_production(world, status, revision=1)

    found = delete(world, upload_id)

    uses = [{"kind": "production", "id": 3}, {"kind": "publication", "id": 5}]
    assert found == (409, "upload_in_use", uses)
    assert world.get_upload(upload_id)["usedBy"] == uses


@pytest.mark.parametrize("status", ["unpublished", "rejected"])
def test_a_publication_that_is_not_live_uses_nothing(status: str) -> None:
    world = new_world()
    upload_id = world.ready_upload()
    packaged(world, upload_id)
    publish_production(world, "pending", revision=1)
    publish_production(world, "published", revision=1, publication_id=6)

    publish_production(world, status, revision=2)

    assert publications(world, upload_id) == [6]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_the_newest_status_of_a_publication_counts_in_any_order_of_events(
    order: tuple[int, ...],
) -> None:
    world = new_world()
    upload_id = world.ready_upload()

    for number in order:
        if number == 0:
            packaged(world, upload_id)
        else:
            status = ("published", "unpublished", "pending")[number - 1]
            publish_production(world, status, revision=number)

    assert publications(world, upload_id) == [5]


def test_a_publication_moves_with_its_production_to_another_upload() -> None:
    world = new_world()
    former, later = world.ready_upload(), world.ready_upload()
    packaged(world, former)
    publish_production(world, "published", revision=1)

    packaged(world, later, revision=2)

    assert (publications(world, former), publications(world, later)) == ([], [5])


def test_a_publication_of_a_deleted_production_uses_nothing() -> None:
    world = new_world()
    upload_id = world.ready_upload()
    packaged(world, upload_id)
    publish_production(world, "published", revision=1)

    gone = hls.ProductionDeleted(production=production_message(3, upload_id, revision=2))
    world.receive("hls.production.deleted.v1", gone)

    assert delete(world, upload_id)[0] == 200


def replacing(world: World, upload_id: int, *, revision: int) -> None:
    """Receive the event that production 3 is packaged anew from an upload; 0 for none."""
    production = production_message(3, 1, status="completed", revision=revision)
    event = hls.ProductionReplacementChanged(production=production, upload_id=upload_id)
    world.receive("hls.production.replacement_changed.v1", event)


def test_what_a_production_is_packaged_anew_from_is_used_until_that_is_given_up() -> None:
    world = new_world()
    former, later = world.ready_upload(), world.ready_upload()
    packaged(world, former)
    replacing(world, later, revision=2)

    found = delete(world, later)

    assert found == (409, "upload_in_use", [{"kind": "production", "id": 3}])
    assert delete(world, former)[0] == 409
    replacing(world, 0, revision=3)
    assert delete(world, later)[0] == 200


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_after_a_replacement_only_the_later_upload_is_used_in_any_order_of_events(
    order: tuple[int, ...],
) -> None:
    world = new_world()
    former, later = world.ready_upload(), world.ready_upload()
    packaged(world, former)

    for number in order:
        if number == 0:
            replacing(world, later, revision=2)
        elif number == 1:
            replacing(world, 0, revision=3)
        else:
            packaged(world, later, revision=3)

    assert delete(world, former)[0] == 200
    assert delete(world, later)[2] == [{"kind": "production", "id": 3}]


def test_a_production_that_is_packaged_anew_from_its_own_upload_is_listed_once() -> None:
    world = new_world()
    upload_id = world.ready_upload()
    packaged(world, upload_id)
    replacing(world, upload_id, revision=2)

    assert world.get_upload(upload_id)["usedBy"] == [{"kind": "production", "id": 3}]


def test_the_replacement_of_a_deleted_production_uses_nothing() -> None:
    world = new_world()
    former, later = world.ready_upload(), world.ready_upload()
    packaged(world, former)
    gone = hls.ProductionDeleted(production=production_message(3, former, revision=2))
    world.receive("hls.production.deleted.v1", gone)

    replacing(world, later, revision=2)

    assert delete(world, later)[0] == 200
