# SPDX-License-Identifier: Apache-2.0
"""Reading the images of texts by their keys."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from media.sizes import Size
from media.text_image_file import InkBox, encode_png
from services.render.contract.storage_keys import text_image_storage_key
from tests.support.render.samples import ADMIN, OWNER, STRANGER
from tests.support.render.world import RenderWorld
from timeline.document.text_tracks import TitlePreset, TitleStyle
from timeline.plan.text import text_image_spec
from timeline.spec.text_image import TextImageSpec


@pytest.fixture
def spec(world: RenderWorld) -> TextImageSpec:
    """A text of the owner whose image is stored already."""
    frame = Size(320, 180)
    spec = text_image_spec("Hi", preset=TitlePreset(), style=TitleStyle(), frame=frame, width=300)
    world.text_specs.specs[OWNER, spec.key] = spec
    png = encode_png(bytes(4 * 2 * 2), InkBox(6, -4, 2, 2))
    world.storage.put_bytes(text_image_storage_key(spec.key), png, content_type="image/png")
    return spec


def test_an_image_is_read_by_its_key_for_good(world: RenderWorld, spec: TextImageSpec) -> None:
    answer = world.client(OWNER).get(f"/api/text-images/{spec.key}.png")

    assert answer.status_code == 200
    assert answer.data.startswith(b"\x89PNG")
    assert answer.content_type == "image/png"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Cache-Control"].startswith("private")
    with world.deps.reading() as uow:
        assert spec.key in uow.cached_files.find_cached_files([spec.key])


def test_an_image_is_read_by_who_resolved_its_text(world: RenderWorld, spec: TextImageSpec) -> None:
    path = f"/api/text-images/{spec.key}.png"

    answers = [world.client(user).get(path) for user in (None, STRANGER, OWNER, ADMIN)]

    assert [each.status_code for each in answers] == [401, 404, 200, 200]
    assert answers[1].get_json()["error"] == "text_image_not_found"


@pytest.mark.parametrize("file", ["x.png", "..png", f"{'0' * 64}.png", f"{'0' * 64}.jpg", "a"])
def test_other_names_are_no_images(world: RenderWorld, file: str) -> None:
    answer = world.client(OWNER).get(f"/api/text-images/{file}")

    assert (answer.status_code, answer.get_json()["error"]) == (404, "text_image_not_found")


def test_what_must_be_drawn_is_limited_and_what_is_stored_is_not(
    world: RenderWorld, spec: TextImageSpec
) -> None:
    style, frame = TitleStyle(), Size(320, 180)
    other = text_image_spec("New", preset=TitlePreset(), style=style, frame=frame, width=300)
    world.text_specs.specs[OWNER, other.key] = other
    client = world.client(OWNER)

    with ExitStack() as others:
        for _ in range(6):
            others.enter_context(world.deps.text_images.drawing.taken())
        new, stored = (client.get(f"/api/text-images/{one.key}.png") for one in (other, spec))

    assert (new.status_code, new.get_json()["error"]) == (429, "rate_limited")
    assert new.headers["Retry-After"] == "1"
    assert stored.status_code == 200
