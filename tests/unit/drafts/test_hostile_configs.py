# SPDX-License-Identifier: Apache-2.0
"""Whatever stands in a field of a config is stored as it is, or refused at its place."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from chassis.rpc import Call
from reelmill.drafts.v1 import service_pb2
from services.drafts.api import rpc
from services.drafts.domain.errors import InvalidDraftConfig
from tests.support.drafts.world import DRAFTS, OWNER, STRANGER, DraftsWorld

Json = dict[str, Any]
Place = tuple[str | int, ...]
MUSIC, LOGO, LOWER_THIRD, TITLE, OVERLAY = range(11, 16)
FULL: Json = {
    "name": "Film",
    "defaultStoryText": "About a film.",
    "musicUploadId": MUSIC,
    "logoUploadId": LOGO,
    "lowerThirdUploadId": LOWER_THIRD,
    "screenTitleText": "Hello",
    "edit": {"ranges": [{"start": 0, "end": 9}]},
    "intro": {"kind": "title_image", "uploadId": TITLE, "holdSeconds": 3},
    "timeline": {
        "overlays": [{"id": "a", "uploadId": OVERLAY, "startSeconds": 0, "endSeconds": 8.5}]
    },
}
OVERLAYS: Place = ("timeline", "overlays", 0)
UPLOADS: dict[Place, tuple[int, Json]] = {
    ("musicUploadId",): (MUSIC, {"kind": "audio", "audio_role": "music"}),
    ("logoUploadId",): (LOGO, {"kind": "logo"}),
    ("lowerThirdUploadId",): (LOWER_THIRD, {"kind": "image", "image_role": "lower_third"}),
    ("intro", "uploadId"): (TITLE, {"kind": "image", "image_role": "title_page"}),
    (*OVERLAYS, "uploadId"): (OVERLAY, {"kind": "image", "image_role": "overlay"}),
}
PRESETS: list[Place] = [
    (name,)
    for name in ("audioConfigId", "logoConfigId", "lowerThirdConfigId", "screenTitlePresetId")
]
TIMES: list[Place] = [
    ("edit", "ranges", 0, "start"),
    ("edit", "ranges", 0, "end"),
    ("edit", "trimStartSeconds"),
    ("edit", "trimEndSeconds"),
    (*OVERLAYS, "startSeconds"),
    (*OVERLAYS, "endSeconds"),
]
TEXTS: list[Place] = [("name",), ("defaultStoryText",), ("screenTitleText",), (*OVERLAYS, "id")]
PARTS: list[Place] = [
    ("edit",),
    ("edit", "ranges"),
    ("edit", "ranges", 0),
    ("intro",),
    ("timeline",),
    ("timeline", "overlays"),
    OVERLAYS,
]


@pytest.fixture
def draft_id(world: DraftsWorld) -> int:
    """Return a draft of a video of ten seconds, beside one upload of each kind."""
    for upload_id, fields in UPLOADS.values():
        world.library.put_upload(upload_id, **fields)
    return int(world.open_draft()["id"])


def pointer_of(place: Place) -> str:
    return "".join(f"/{one}" for one in ("config", *place))


def with_value(place: Place, value: object) -> Json:
    """Return the full config with another value in one place."""
    config = copy.deepcopy(FULL)
    inside: Any = config
    for one in place[:-1]:
        inside = inside[one]
    inside[place[-1]] = value
    return config


def sent(world: DraftsWorld, draft_id: int, place: Place, text: str) -> Any:
    """Save the full config with JSON, or what is none, in one place."""
    body = json.dumps({"config": with_value(place, "HERE")}).replace('"HERE"', text)
    path = f"{DRAFTS}/{draft_id}"
    return world.request("PATCH", path, data=body, content_type="application/json")


def names(place: Place) -> str:
    return ".".join(map(str, place))


def places(world: DraftsWorld, draft_id: int, place: Place, value: object) -> set[str]:
    """Save a value in a place, which must be refused; return the places that are reported."""
    answer = world.save_config(draft_id, with_value(place, value))
    assert answer.status_code == 400, (value, answer.json)
    return {one["pointer"] for one in answer.json["errors"]}


@pytest.mark.parametrize("place", [*UPLOADS, *PRESETS], ids=names)
def test_what_is_no_id_is_refused_at_its_place(
    world: DraftsWorld, draft_id: int, place: Place
) -> None:
    values = [True, "5", 1.5, -1, 0, 2**63, [], {}]

    found = [places(world, draft_id, place, value) for value in values]

    assert found == [{pointer_of(place)}] * len(values)


@pytest.mark.parametrize("place", TIMES, ids=names)
def test_what_is_no_time_of_the_video_is_refused_at_its_place(
    world: DraftsWorld, draft_id: int, place: Place
) -> None:
    # A start after its end is reported at the end, and so is what is too long.
    around = pointer_of(place[:-1])
    for value in (True, "5", -1, 3601, 10.5, [], {}):
        assert {one.rpartition("/")[0] for one in places(world, draft_id, place, value)} == {around}


@pytest.mark.parametrize("place", PARTS, ids=names)
def test_a_part_of_another_type_is_refused_at_its_place(
    world: DraftsWorld, draft_id: int, place: Place
) -> None:
    for value in (True, "x", 5, 1.5):
        assert places(world, draft_id, place, value) == {pointer_of(place)}


UNUSABLE: list[tuple[Json, int, str]] = [
    ({"owner_user_id": STRANGER}, 403, "forbidden"),
    ({"state": "signed"}, 409, "invalid_upload_state"),
    ({"kind": "video"}, 400, "_upload_kind"),
]


@pytest.mark.parametrize("place", UPLOADS, ids=names)
def test_an_upload_that_may_not_be_used_is_refused_at_its_place(
    world: DraftsWorld, draft_id: int, place: Place
) -> None:
    upload_id, fitting = UPLOADS[place]
    for fields, status, code in UNUSABLE:
        world.library.put_upload(upload_id, **{**fitting, **fields})
        answer = world.save_config(draft_id, FULL)
        assert (answer.status_code, answer.json["error"].endswith(code)) == (status, True)
        assert [one["pointer"] for one in answer.json["errors"]] == [pointer_of(place)]

    del world.library.uploads[upload_id]
    answer = world.save_config(draft_id, FULL)
    assert (answer.status_code, answer.json["error"].endswith("_not_found")) == (404, True)
    assert [one["pointer"] for one in answer.json["errors"]] == [pointer_of(place)]


@pytest.mark.parametrize("place", UPLOADS, ids=names)
def test_an_upload_that_is_deleted_before_produce_keeps_the_draft(
    world: DraftsWorld, draft_id: int, place: Place
) -> None:
    config = {name: one for name, one in FULL.items() if name != "screenTitleText"}
    assert world.save_config(draft_id, config).status_code == 200
    upload_id, fitting = UPLOADS[place]
    world.library.put_upload(upload_id, **{**fitting, "source_deleted": True})
    saved = world.save_config(draft_id, {**config, "lowerThirdUploadId": None})
    assert saved.status_code == 200
    assert world.save_config(draft_id, config).status_code == 200
    (offered,) = rpc.services(world.deps)
    request = service_pb2.SealDraftRequest(
        draft_id=draft_id, production_ulid="01KJS2V0M0000000000000000A", production_id=5
    )

    with pytest.raises(InvalidDraftConfig) as raised:
        offered.rpcs["SealDraft"].handler(request, Call("hls", acting_user_id=OWNER))

    assert [(one.code, one.pointer) for one in raised.value.problems] == [
        ("source_deleted", pointer_of(place))
    ]
    draft = world.request("GET", f"{DRAFTS}/{draft_id}").json["draft"]
    assert (draft["status"], draft["lastFailure"]["error"]) == ("active", "source_deleted")


HOSTILE = [
    "'; DROP TABLE production_drafts; --",
    "<script>alert(1)</script>",
    "\u202egnp.exe\u202c\u2066\u2069",
    "\x01\x07\x1b[31m\x7f\x85",
    "{{7*7}}${7*7}%s%n",
    "../../etc/passwd",
    "\ufeff\u200b\u00a0",
    "\U0001f469\u200d\U0001f680 e\u0301",
]


@pytest.mark.parametrize("place", TEXTS, ids=names)
def test_every_text_is_stored_letter_by_letter(
    world: DraftsWorld, draft_id: int, place: Place
) -> None:
    for text in HOSTILE:
        answer = world.save_config(draft_id, with_value(place, text))
        assert answer.status_code == 200, answer.json
        stored = world.request("GET", f"{DRAFTS}/{draft_id}").json["draft"]["config"]
        for one in place:
            stored = stored[one]
        assert stored == text


UNSTORABLE = [
    ("NaN", "invalid_json"),
    ("-Infinity", "invalid_json"),
    ("1e308", "invalid_number"),
    ("1e999", "invalid_number"),
    (r'"\u0000"', "invalid_text"),
    (r'"\ud800"', "invalid_text"),
    ("[" * 10_000 + "]" * 10_000, "invalid_json"),
    ('{"a":' * 10_000 + "1" + "}" * 10_000, "invalid_json"),
]


@pytest.mark.parametrize("place", [("foo",), *UPLOADS, *PRESETS, *TIMES, *TEXTS], ids=names)
def test_what_cannot_be_stored_is_refused_wherever_it_stands(
    world: DraftsWorld, draft_id: int, place: Place
) -> None:
    for text, code in UNSTORABLE:
        answer = sent(world, draft_id, place, text)
        assert (answer.status_code, answer.json["error"]) == (400, code), text[:20]
    assert world.request("GET", f"{DRAFTS}/{draft_id}").json["draft"]["config"] == {}


def test_of_members_of_one_name_the_last_counts_and_is_validated(
    world: DraftsWorld, draft_id: int
) -> None:
    path, kind = f"{DRAFTS}/{draft_id}", "application/json"
    texts = ['{"config": {"name": 5, "name": "B"}}', '{"config": {"name": "B", "name": 5}}']

    answers = [world.request("PATCH", path, data=one, content_type=kind) for one in texts]

    assert [one.status_code for one in answers] == [200, 400]
    assert answers[1].json["errors"][0]["pointer"] == "/config/name"
