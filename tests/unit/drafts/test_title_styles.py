# SPDX-License-Identifier: Apache-2.0
"""The styles of screen titles: samples of presets, fonts and gradients."""

from __future__ import annotations

from typing import Any

import pytest

from services.drafts.usecases.text_images import get_text_image
from tests.support.drafts.world import OWNER, STRANGER, DraftsWorld

TITLES = "/api/screen-title-presets"


@pytest.fixture
def sample(world: DraftsWorld) -> str:
    """Return the path of the sample of a preset of the owner."""
    preset = world.request("POST", TITLES, json={"name": "Mine", "fontKey": "caveat"}).json
    return f"{TITLES}/{preset['screenTitlePreset']['id']}/preview.png"


def key_of(answer: Any) -> str:
    assert answer.status_code == 302, answer.json
    return str(answer.headers["Location"].removeprefix("/api/text-images/").removesuffix(".png"))


def test_a_sample_leads_to_an_image_that_the_caller_may_read(
    world: DraftsWorld, sample: str
) -> None:
    key = key_of(world.request("GET", sample))

    spec = get_text_image(world.deps, key=key, user_id=OWNER)
    assert ('"Mine"' in spec, '"caveat"' in spec) == (True, True)


def test_a_sample_shows_the_text_that_is_asked_for(world: DraftsWorld, sample: str) -> None:
    key = key_of(world.request("GET", sample, query_string={"text": "Hello <b>", "revision": 1}))

    assert "Hello <b>" in get_text_image(world.deps, key=key, user_id=OWNER)


def test_another_style_is_another_image(world: DraftsWorld, sample: str) -> None:
    before = key_of(world.request("GET", sample))
    world.request("PATCH", sample.removesuffix("/preview.png"), json={"style": "pill"})

    assert key_of(world.request("GET", sample)) != before


def test_a_text_that_nobody_sees_has_no_image(world: DraftsWorld, sample: str) -> None:
    answer = world.request("GET", sample, query_string={"text": " "})

    assert (answer.status_code, answer.json["error"]) == (404, "text_image_not_found")


def test_samples_are_for_those_who_may_use_the_preset(world: DraftsWorld, sample: str) -> None:
    assert world.request("GET", sample, user=STRANGER).status_code == 403


@pytest.mark.parametrize(
    ("path", "some", "count"),
    [
        ("/api/screen-title-fonts", {"key": "permanent_marker", "name": "Permanent Marker"}, 10),
        ("/api/screen-title-gradients", {"key": "glacier_ice", "name": "Glacier Ice"}, 5),
    ],
)
def test_fonts_and_gradients_are_listed(
    world: DraftsWorld, path: str, some: dict[str, str], count: int
) -> None:
    first = world.request("GET", path, query_string={"limit": 3}).json
    rest = world.request("GET", path, query_string={"cursor": first["nextCursor"]}).json

    items = first["items"] + rest["items"]
    assert some in items
    assert (len(items), rest["nextCursor"]) == (count, None)
