# SPDX-License-Identifier: Apache-2.0
"""Assets are found by words, tags and marks, in every order and page after page."""

from __future__ import annotations

from typing import Any

import pytest

from services.library.domain.assets import AssetOrder
from tests.support.library.world import ADMIN, OWNER, STRANGER, World, new_world


@pytest.fixture
def world() -> World:
    return new_world()


def find(world: World, query: str = "", *, group: str = "videos", by: int = OWNER) -> Any:
    """Return a page of assets."""
    answer = world.request("GET", f"/api/assets/{group}{query}", by=by)
    assert answer.status_code == 200, answer.json
    return answer.json


def ids(world: World, query: str = "", **options: Any) -> list[int]:
    """Return the ids of a page of assets."""
    return [one["id"] for one in find(world, query, **options)["items"]]


def edit(world: World, upload_id: int, **members: Any) -> Any:
    """Change an upload and return the answer."""
    return world.request("PATCH", f"/api/uploads/{upload_id}", json=members)


def test_words_are_found_in_names_descriptions_and_tags_whatever_their_case(world: World) -> None:
    beach, forest = world.ready_upload(filename="Beach.mp4"), world.ready_upload()
    edit(world, beach, description="Waves at SUNSET", tags=["Summer"])
    edit(world, forest, modifiedFilename="Straße im Wald 100%")

    assert ids(world, "?q=beach+sunset") == [beach]
    assert ids(world, "?q=summer") == [beach]
    assert ids(world, "?q=STRASSE") == [forest]
    assert ids(world, "?q=100%25") == [forest]
    assert ids(world, "?q=1%25%25") == ids(world, "?q=beach+wald") == []
    assert ids(world, "?q=beach.mp4") == [beach]


def test_tags_are_stored_once_sorted_and_filter_whole(world: World) -> None:
    one, two = world.ready_upload(), world.ready_upload()

    answer = edit(world, one, tags=[" summer ", "Beach", "beach"])
    edit(world, two, tags=["beachball"])

    assert answer.json["upload"]["tags"] == ["Beach", "summer"]
    assert ids(world, "?tags=beach") == [one]
    assert ids(world, "?tags=beach,SUMMER") == [one]
    assert ids(world, "?tags=beach,winter") == []
    counted = world.request("GET", "/api/assets/tags").json["items"]
    assert counted == [{"tag": one, "uploads": 1} for one in ("Beach", "beachball", "summer")]
    assert edit(world, one, tags=None).json["upload"]["tags"] == []


@pytest.mark.parametrize("tags", [[""], ["a,b"], ["a" * 41], [f"t{one}" for one in range(21)]])
def test_tags_that_are_empty_too_long_or_too_many_are_refused(
    world: World, tags: list[str]
) -> None:
    answer = edit(world, world.ready_upload(), tags=tags)

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_tags")


def test_favourites_and_last_uses_belong_to_each_user(world: World) -> None:
    first, second, third = (world.ready_upload() for _ in range(3))
    mark(world, first, "favorite", {"favorite": True})
    mark(world, first, "used")
    mark(world, second, "used")
    mark(world, third, "favorite", {"favorite": True}, by=ADMIN)

    assert ids(world, "?favoritesOnly=true") == [first]
    page = find(world, "?includeRecent=true&sort=recent")
    assert {one["id"] for one in page["recent"]} == {first, second}
    assert page["items"][-1]["id"] == third
    assert [one["isFavorite"] for one in page["recent"] if one["id"] == first] == [True]
    mark(world, first, "favorite", {"favorite": False})
    assert ids(world, "?favoritesOnly=true") == []


def mark(world: World, upload_id: int, how: str, body: Any = None, *, by: int = OWNER) -> None:
    """Mark a video as a favourite, or as used."""
    answer = world.request("POST", f"/api/assets/videos/{upload_id}/{how}", by=by, json=body or {})
    assert answer.status_code == 200, answer.json


@pytest.mark.parametrize("order", list(AssetOrder))
def test_pages_join_to_the_whole_list_in_every_order(world: World, order: AssetOrder) -> None:
    made = [world.ready_upload(filename=f"{name}.mp4") for name in ("b", "a", "c", "a", "b")]
    mark(world, made[3], "used")
    whole = ids(world, f"?sort={order}")

    pages, cursor = [], ""
    while True:
        page = find(world, f"?sort={order}&limit=2{cursor}")
        pages += [one["id"] for one in page["items"]]
        if page["nextCursor"] is None:
            break
        cursor = f"&cursor={page['nextCursor']}"

    assert pages == whole
    assert sorted(whole) == sorted(made)


def test_names_sort_whatever_their_case(world: World) -> None:
    b, a, c = (world.ready_upload(filename=f"{name}.mp4") for name in ("b", "A", "C"))

    assert ids(world, "?sort=name_asc") == [a, b, c]
    assert ids(world, "?sort=name_desc") == [c, b, a]


def test_a_cursor_of_another_order_is_refused(world: World) -> None:
    world.ready_upload()
    world.ready_upload()
    cursor = find(world, "?limit=1")["nextCursor"]

    answer = world.request("GET", f"/api/assets/videos?sort=oldest&cursor={cursor}")

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_cursor")


def test_groups_have_their_kinds_and_leave_out_what_is_no_file_yet_or_any_more(
    world: World,
) -> None:
    video, export = world.ready_upload(), world.export()
    logo = world.ready_upload(filename="l.png", kind="logo")
    graphic = world.ready_upload(filename="g.png", kind="image", imageRole="overlay")
    title = world.ready_upload(filename="t.png", kind="image", imageRole="title_page")
    song = world.ready_upload(filename="s.mp3", kind="audio", by=ADMIN)
    world.sign()
    gone = world.ready_upload()
    world.request("POST", f"/api/uploads/{gone}/delete-source", json={})

    assert ids(world) == [video]
    assert ids(world, "?videoRole=export") == [export]
    assert ids(world, "?videoRole=all") == [export, video]
    assert ids(world, group="logos") == [logo]
    assert ids(world, group="graphics") == [graphic]
    assert ids(world, "?scope=system", group="music") == [song]
    assert ids(world, "?scope=system", group="audio") == [song]
    assert ids(world, "?scope=system", group="narration") == ids(world, group="music") == []
    assert ids(world, group="images") == [title, graphic]
    assert ids(world, "?scope=system") == ids(world, by=STRANGER) == []


def test_a_group_or_an_asset_of_another_group_does_not_exist(world: World) -> None:
    logo = world.ready_upload(filename="l.png", kind="logo")

    answers = [
        world.request("GET", "/api/assets/sounds"),
        world.request("POST", f"/api/assets/videos/{logo}/used", json={}),
    ]

    assert [one.status_code for one in answers] == [404, 404]


def test_a_deleted_upload_takes_its_marks_with_it(world: World) -> None:
    upload_id = world.ready_upload()
    mark(world, upload_id, "favorite", {"favorite": True})
    world.request("DELETE", f"/api/uploads/{upload_id}?force=true")

    assert ids(world, "?favoritesOnly=true") == []
