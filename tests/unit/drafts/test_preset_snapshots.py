# SPDX-License-Identifier: Apache-2.0
"""What a production keeps of the presets that its draft names."""

from __future__ import annotations

from typing import Any

from chassis.caller import Caller
from services.drafts.usecases.preset_snapshots import get_snapshots
from tests.support.drafts.world import OWNER, STRANGER, DraftsWorld
from timeline.compile.config_reading import read_config

LOGOS = "/api/logo-configs"


def create(world: DraftsWorld, path: str, **fields: Any) -> int:
    answer = world.request("POST", path, json={"name": "Mine", **fields})
    (created,) = answer.json.values()
    return int(created["id"])


def test_a_snapshot_has_the_fields_of_each_preset_that_is_named(world: DraftsWorld) -> None:
    logo = create(world, LOGOS, sizePctWidth=33)
    title = create(world, "/api/screen-title-presets", fontKey="caveat")
    config = read_config({"logoConfigId": logo, "screenTitlePresetId": title}).config

    found = get_snapshots(world.deps, config)

    assert found.logo is not None
    assert (found.logo.preset_id, found.logo.fields.size_pct_width) == (logo, 33)
    assert found.screen_title is not None
    assert found.screen_title.fields.font_key == "caveat"
    assert (found.audio, found.lower_third) == (None, None)


def test_a_later_change_of_a_preset_is_not_in_a_snapshot(world: DraftsWorld) -> None:
    logo = create(world, LOGOS, sizePctWidth=33)
    before = get_snapshots(world.deps, read_config({"logoConfigId": logo}).config)
    world.request("PATCH", f"{LOGOS}/{logo}", json={"sizePctWidth": 44})

    after = get_snapshots(world.deps, read_config({"logoConfigId": logo}).config)

    assert [one.logo and one.logo.fields.size_pct_width for one in (before, after)] == [33, 44]


def test_an_archived_preset_is_still_in_the_snapshots_of_its_drafts(world: DraftsWorld) -> None:
    logo = create(world, LOGOS)
    world.request("DELETE", f"{LOGOS}/{logo}")

    assert get_snapshots(world.deps, read_config({"logoConfigId": logo}).config).logo is not None


def test_of_a_config_that_was_not_saved_only_usable_presets_count(world: DraftsWorld) -> None:
    config = read_config({"logoConfigId": create(world, LOGOS)}).config

    found = [get_snapshots(world.deps, config, usable_by=Caller(one)) for one in (OWNER, STRANGER)]

    assert [one.logo is not None for one in found] == [True, False]


def test_an_id_of_another_family_has_no_snapshot(world: DraftsWorld) -> None:
    title = create(world, "/api/screen-title-presets")

    assert get_snapshots(world.deps, read_config({"logoConfigId": title}).config).logo is None
