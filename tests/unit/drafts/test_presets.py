# SPDX-License-Identifier: Apache-2.0
"""Presets of every family: made, changed, shared, duplicated and archived by one set of rules."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.drafts.world import ADMIN, STRANGER, DraftsWorld

LOGOS = "/api/logo-configs"
AUDIO = "/api/audio-configs"
FAMILIES = {
    LOGOS: ("logoConfig", {"position": "top_left", "sizePctWidth": 20}),
    "/api/lower-third-configs": ("lowerThirdConfig", {"sizePctWidth": 50, "timingSeconds": 5}),
    "/api/screen-title-presets": ("screenTitlePreset", {"fontKey": "caveat", "style": "pill"}),
    "/api/visualizer-presets": (
        "visualizerPreset",
        {"instances": [{"style": "pulse_orb"}, {"style": "wave_line"}]},
    ),
}
EVERY = pytest.mark.parametrize("path", FAMILIES)


def create(world: DraftsWorld, path: str = LOGOS, **fields: Any) -> Any:
    member, _ = FAMILIES[path]
    answer = world.request("POST", path, json={"name": "Mine", **fields})
    assert answer.status_code == 201, answer.json
    return answer.json[member]


def listed(world: DraftsWorld, path: str = LOGOS, **request: Any) -> list[Any]:
    answer = world.request("GET", path, **request)
    assert answer.status_code == 200, answer.json
    return list(answer.json["items"])


def names(world: DraftsWorld, path: str = LOGOS, **request: Any) -> list[str]:
    return [one["name"] for one in listed(world, path, **request)]


@EVERY
def test_a_preset_is_created_with_its_fields_and_defaults_for_the_rest(
    world: DraftsWorld, path: str
) -> None:
    member, fields = FAMILIES[path]
    created = create(world, path, **fields)

    read = world.request("GET", f"{path}/{created['id']}")

    assert read.json == {member: created}
    assert read.headers["ETag"] == '"1"'
    assert created["name"] == "Mine"
    if "instances" in fields:
        assert [one["style"] for one in created["instances"]] == ["pulse_orb", "wave_line"]
    else:
        assert created | fields == created
    assert (created["isDefault"], created["isShared"], created["isOwn"]) == (False, False, True)


@EVERY
def test_a_change_leaves_what_it_does_not_name(world: DraftsWorld, path: str) -> None:
    member, fields = FAMILIES[path]
    created = create(world, path, **fields)

    answer = world.request("PATCH", f"{path}/{created['id']}", json={"name": "Other"})

    changed = answer.json[member]
    assert (changed["name"], changed["revision"], answer.headers["ETag"]) == ("Other", 2, '"2"')
    for key in fields:
        assert changed[key] == created[key]


def test_a_change_that_changes_nothing_is_no_revision(world: DraftsWorld) -> None:
    created = create(world)

    answer = world.request("PATCH", f"{LOGOS}/{created['id']}", json={"name": "Mine"})

    assert answer.json["logoConfig"] == created


def test_a_stale_change_is_answered_with_the_current_preset(world: DraftsWorld) -> None:
    path = f"{LOGOS}/{create(world)['id']}"
    world.request("PATCH", path, json={"name": "Newer"})

    answer = world.request("PATCH", path, json={"name": "x"}, headers={"If-Match": '"1"'})

    assert (answer.status_code, answer.json["error"]) == (412, "stale_revision")
    assert answer.json["logoConfig"]["name"] == "Newer"
    assert answer.headers["ETag"] == '"2"'


@pytest.mark.parametrize(
    ("path", "fields", "code", "pointer"),
    [
        (LOGOS, {"name": ""}, "invalid_name", "/name"),
        (LOGOS, {"name": "x" * 121}, "invalid_name", "/name"),
        (LOGOS, {"position": "nowhere"}, "invalid_position", "/position"),
        (LOGOS, {"sizePctWidth": 0}, "invalid_size", "/sizePctWidth"),
        (LOGOS, {"opacityPct": 101}, "invalid_opacity", "/opacityPct"),
        (LOGOS, {"timingRule": "never"}, "invalid_timing_rule", "/timingRule"),
        (LOGOS, {"timingRule": "first_only"}, "invalid_timing_seconds", "/timingSeconds"),
        (LOGOS, {"fade": "slowly"}, "invalid_fade", "/fade"),
        (LOGOS, {"insetXPreset": "huge"}, "invalid_inset_preset", "/insetXPreset"),
        (
            "/api/screen-title-presets",
            {"fontColor": "red"},
            "invalid_screen_title_style",
            "/fontColor",
        ),
        ("/api/visualizer-presets", {"instances": []}, "invalid_visualizer_preset", "/instances"),
        (LOGOS, {"colour": 1}, "unknown_field", "/colour"),
    ],
)
def test_every_rule_of_a_field_has_a_code_and_a_place(
    world: DraftsWorld, path: str, fields: dict[str, Any], code: str, pointer: str
) -> None:
    answer = world.request("POST", path, json={"name": "Mine", **fields})

    assert (answer.status_code, answer.json["error"]) == (400, code)
    assert answer.json["errors"][0]["pointer"] == pointer


@EVERY
def test_a_family_begins_with_presets_of_which_one_is_the_default(
    world: DraftsWorld, path: str
) -> None:
    first = listed(world, path)

    assert first
    assert [one["isDefault"] for one in first] == [True, *[False] * (len(first) - 1)]
    assert listed(world, path) == first


def test_the_first_logo_preset_is_the_standard_watermark(world: DraftsWorld) -> None:
    (first,) = listed(world)

    expected = {"name": "Standard watermark", "position": "bottom_right", "sizePctWidth": 15}
    assert first | expected | {"opacityPct": 35, "timingRule": "entire"} == first


def test_first_presets_that_were_archived_do_not_come_back(world: DraftsWorld) -> None:
    (first,) = listed(world)
    world.request("DELETE", f"{LOGOS}/{first['id']}")

    assert listed(world) == []


def test_one_preset_is_the_default(world: DraftsWorld) -> None:
    created = create(world, isDefault=True)
    other = create(world)
    world.request("PATCH", f"{LOGOS}/{other['id']}", json={"isDefault": True})

    defaults = [one["id"] for one in listed(world) if one["isDefault"]]

    assert defaults == [other["id"]] != [created["id"]]


def test_everybody_reads_the_audio_presets_of_the_platform(world: DraftsWorld) -> None:
    found = listed(world, AUDIO)

    assert {one["name"]: one["musicGainDb"] for one in found} == {
        "Mix (Quiet)": -24,
        "Mix (Medium)": -18,
        "Mix (Loud)": -12,
        "Mix (Medium) + Ducking": -18,
    }
    assert listed(world, AUDIO, user=STRANGER) == found
    assert not any(one["isOwn"] for one in found)


def test_only_administrators_change_audio_presets(world: DraftsWorld) -> None:
    path = f"{AUDIO}/{listed(world, AUDIO)[0]['id']}"
    body = {"musicGainDb": -15}

    rejected = [
        world.request("PATCH", path, json=body),
        world.request("POST", AUDIO, json={"name": "Mine"}),
        world.request("POST", f"{path}/duplicate"),
        world.request("DELETE", path),
    ]
    changed = world.request("PATCH", path, json=body, user=ADMIN)
    created = world.request("POST", AUDIO, json={"name": "New"}, user=ADMIN)

    assert {one.status_code for one in rejected} == {403}
    assert (changed.status_code, changed.json["audioConfig"]["musicGainDb"]) == (200, -15)
    assert created.status_code == 201
    assert "New" in names(world, AUDIO)


def test_presets_are_their_owners_alone(world: DraftsWorld) -> None:
    path = f"{LOGOS}/{create(world)['id']}"

    assert names(world, user=STRANGER) == ["Standard watermark"]
    assert world.request("GET", path, user=STRANGER).status_code == 403
    assert world.request("PATCH", path, json={"name": "x"}, user=STRANGER).status_code == 403
    assert world.request("POST", f"{path}/duplicate", user=STRANGER).status_code == 403
    assert world.request("GET", path, user=ADMIN).status_code == 200
    assert world.request("DELETE", path, user=ADMIN).status_code == 403


def test_a_shared_preset_is_used_by_the_members_of_the_workspace(world: DraftsWorld) -> None:
    path = f"{LOGOS}/{create(world)['id']}"
    body = {"isShared": True}
    shared = world.request("PATCH", path, json=body, workspaces=["w1"]).json["logoConfig"]
    member: dict[str, Any] = {"user": STRANGER, "workspaces": ["w0", "w1"]}

    assert shared["isShared"] is True
    assert "Mine" in names(world, **member)
    assert world.request("GET", path, **member).json["logoConfig"]["isOwn"] is False
    assert world.request("PATCH", path, json={"name": "x"}, **member).status_code == 403
    copy = world.request("POST", f"{path}/duplicate", **member).json["logoConfig"]
    assert (copy["name"], copy["isOwn"], copy["isShared"]) == ("Copy of Mine", True, False)
    assert "Mine" not in names(world, user=STRANGER, workspaces=["w2"])


def test_a_preset_that_is_not_shared_any_more_is_its_owners_again(world: DraftsWorld) -> None:
    created = world.request(
        "POST", LOGOS, json={"name": "Mine", "isShared": True}, workspaces=["w1"]
    ).json["logoConfig"]
    path = f"{LOGOS}/{created['id']}"

    world.request("PATCH", path, json={"isShared": False}, workspaces=["w1"])

    assert created["isShared"] is True
    assert world.request("GET", path, user=STRANGER, workspaces=["w1"]).status_code == 403


@EVERY
def test_a_copy_has_the_same_fields_and_another_name(world: DraftsWorld, path: str) -> None:
    member, fields = FAMILIES[path]
    created = create(world, path, name="x" * 120, **fields)

    answer = world.request("POST", f"{path}/{created['id']}/duplicate")

    copy = answer.json[member]
    assert (answer.status_code, copy["name"]) == (201, f"Copy of {'x' * 112}")
    for key in fields:
        assert copy[key] == created[key]


@EVERY
def test_an_archived_preset_is_listed_on_demand_and_comes_back(
    world: DraftsWorld, path: str
) -> None:
    member, _ = FAMILIES[path]
    one = f"{path}/{create(world, path)['id']}"

    answers = [world.request("DELETE", one) for _ in range(2)]

    assert [answer.json for answer in answers] == [{"ok": True}] * 2
    assert "Mine" not in names(world, path)
    assert "Mine" in names(world, path, query_string={"includeArchived": "true"})
    assert world.request("PATCH", one, json={"name": "x"}).status_code == 422
    restored = world.request("POST", f"{one}/unarchive").json[member]
    assert restored["archivedAt"] is None
    assert "Mine" in names(world, path)


def test_an_id_of_another_family_is_not_found(world: DraftsWorld) -> None:
    created = create(world)

    answer = world.request("GET", f"{AUDIO}/{created['id']}")

    assert (answer.status_code, answer.json["error"]) == (404, "preset_not_found")


def test_pages_of_presets_hold_each_once(world: DraftsWorld) -> None:
    for number in range(4):
        create(world, name=f"n{number}")
    first = world.request("GET", LOGOS, query_string={"limit": 3}).json
    query = {"limit": 3, "cursor": first["nextCursor"]}
    second = world.request("GET", LOGOS, query_string=query).json

    found = [one["name"] for one in (*first["items"], *second["items"])]
    assert found == ["Standard watermark", "n0", "n1", "n2", "n3"]
    assert second["nextCursor"] is None


@pytest.mark.parametrize("text", ["<b>x</b>", "'; DROP TABLE presets;--", "\u202eabc", "😀"])
@EVERY
def test_hostile_texts_are_stored_as_texts(world: DraftsWorld, path: str, text: str) -> None:
    created = create(world, path, name=text, description=text)

    assert (created["name"], created["description"]) == (text, text)
