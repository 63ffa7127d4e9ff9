# SPDX-License-Identifier: Apache-2.0
"""The requests that the product document of drafts lists, and what it says that they answer."""

from __future__ import annotations

from tests.support.drafts.world import DRAFTS, STRANGER, DraftsWorld


def test_the_requests_of_the_document_are_answered_as_it_says(world: DraftsWorld) -> None:
    world.library.put_upload(73)

    created = world.request("POST", DRAFTS, json={"uploadId": 73})
    again = world.request("POST", DRAFTS, json={"uploadId": 73})
    path = f"{DRAFTS}/{created.json['draft']['id']}"
    found = world.request("GET", f"{DRAFTS}?uploadId=73")
    patched = world.request("PATCH", path, json={"config": {"foo": "bar"}})
    untitled = world.request("PATCH", path, json={"config": {"intro": {"kind": "title_image"}}})
    foreign = world.request("GET", f"{DRAFTS}?uploadId=73", user=STRANGER)

    assert (created.status_code, again.status_code) == (201, 200)
    assert "config" in found.json["draft"]
    assert found.status_code == 200
    assert (patched.status_code, patched.json["draft"]["config"]) == (200, {"foo": "bar"})
    assert foreign.status_code == 404
    assert untitled.status_code == 400
    assert untitled.json["errors"][0]["pointer"] == "/config/intro/uploadId"
