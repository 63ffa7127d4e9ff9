# SPDX-License-Identifier: Apache-2.0
"""Presets that many requests use at once, on PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.support.drafts.world import STRANGER, DraftsWorld

TITLES = "/api/screen-title-presets"
REQUESTS = 20


def test_simultaneous_first_uses_make_the_first_presets_once(world: DraftsWorld) -> None:
    with ThreadPoolExecutor(REQUESTS) as threads:
        statuses = list(
            threads.map(lambda _: world.request("GET", TITLES).status_code, range(REQUESTS))
        )

    items = world.request("GET", TITLES).json["items"]
    assert statuses == [200] * REQUESTS
    assert [one["name"] for one in items] == ["Plain title", "Title on boxes", "Chrome title"]
    assert [one["isDefault"] for one in items] == [True, False, False]


def test_a_shared_preset_is_listed_for_the_members_of_its_workspace(world: DraftsWorld) -> None:
    body = {"name": "Ours", "isShared": True, "isDefault": True}
    world.request("POST", TITLES, json=body, workspaces=["w1", "w2"])

    def names(workspace: str) -> list[str]:
        answer = world.request("GET", TITLES, user=STRANGER, workspaces=[workspace])
        return [one["name"] for one in answer.json["items"]]

    assert ("Ours" in names("w2"), "Ours" in names("w3")) == (True, False)


def test_changes_with_an_if_match_lose_nothing(world: DraftsWorld) -> None:
    created = world.request("POST", TITLES, json={"name": "Mine"}).json["screenTitlePreset"]
    path = f"{TITLES}/{created['id']}"

    def rename(number: int) -> int:
        headers = {"If-Match": '"1"'}
        return world.request(
            "PATCH", path, json={"name": f"n{number}"}, headers=headers
        ).status_code

    with ThreadPoolExecutor(REQUESTS) as threads:
        statuses = sorted(threads.map(rename, range(REQUESTS)))

    assert statuses == [200] + [412] * (REQUESTS - 1)
    assert world.request("GET", path).json["screenTitlePreset"]["revision"] == 2
