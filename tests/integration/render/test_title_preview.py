# SPDX-License-Identifier: Apache-2.0
"""A screen title drawn before it is exported."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from services.render.contract.storage_keys import text_image_storage_key
from tests.support.render.samples import OWNER
from tests.support.render.world import RenderWorld

TITLE = {"id": "t", "startSeconds": 0, "endSeconds": 2, "text": "Hello"}


@pytest.fixture
def world(tmp_path: Path) -> RenderWorld:
    return RenderWorld(tmp_path)


def preview(world: RenderWorld, *, user_id: int | None = OWNER, **body: Any) -> TestResponse:
    sent = {"title": TITLE, "frameW": 320, "frameH": 180} | body
    path = "/api/create-video/screen-titles/render"
    return world.client(user_id).post(path, json=sent)


def test_a_title_is_drawn_once_and_answered_with_its_url_and_rectangle(world: RenderWorld) -> None:
    first, second = preview(world), preview(world)

    assert first.status_code == 200, first.json
    (layer,) = first.get_json()["layers"]
    assert layer["x"] + layer["width"] / 2 == pytest.approx(160, abs=4)
    assert layer["y"] >= 8 and layer["height"] <= 16
    assert layer["url"]
    (stored,) = world.storage.list("text-images/")
    with world.deps.reading() as uow:
        (cached,) = uow.cached_files.find_cached_files([Path(stored.key).stem]).values()
    assert text_image_storage_key(cached.key) == stored.key == cached.storage_key
    assert [{**one, "url": ""} for one in second.get_json()["layers"]] == [{**layer, "url": ""}]


def test_each_instance_is_a_layer_and_a_blank_title_has_none(world: RenderWorld) -> None:
    instances = [{"id": "a", "text": "One"}, {"id": "b", "text": "Two"}]

    assert len(preview(world, title=TITLE | {"instances": instances}).get_json()["layers"]) == 2
    assert preview(world, title=TITLE | {"text": " "}).get_json()["layers"] == []


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ({"title": TITLE | {"text": 7}}, 400, "invalid_screen_title_text"),
        ({"title": TITLE | {"text": "\ud800"}}, 400, "invalid_text"),
        ({"title": TITLE | {"text": "a" * 1001}}, 400, "invalid_screen_title_text"),
        ({"title": TITLE | {"text": "\n" * 30}}, 400, "invalid_screen_title_text"),
        ({"title": TITLE | {"text": "\U00012000"}}, 422, "text_not_drawable"),
        ({"frameW": 4000}, 400, "invalid_body"),
        ({"frameH": 181}, 400, "invalid_body"),
    ],
)
def test_a_title_that_cannot_be_drawn_is_refused(
    world: RenderWorld, body: Mapping[str, Any], status: int, error: str
) -> None:
    problem = preview(world, **body)

    assert (problem.status_code, problem.get_json()["error"]) == (status, error)


def test_only_signed_in_users_may_draw_titles(world: RenderWorld) -> None:
    assert preview(world, user_id=None).status_code == 401
