# SPDX-License-Identifier: Apache-2.0
"""The uploads and presets of a draft's configuration, and what they must be."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.timeline.builders import OWNER, an_upload
from timeline.compile.config_checking import (
    check_config_uploads,
    check_video,
    config_presets,
    config_upload_ids,
)
from timeline.compile.config_reading import read_config
from timeline.document.uploads import UploadDetails

CONFIG: dict[str, Any] = {
    "musicUploadId": 2,
    "audioConfigId": 1,
    "logoUploadId": 3,
    "logoConfigId": 2,
    "lowerThirdUploadId": 4,
    "lowerThirdConfigId": 3,
    "screenTitlePresetId": 4,
    "intro": {"kind": "title_image", "uploadId": 5},
    "timeline": {
        "overlays": [{"id": "a", "uploadId": 6, "startSeconds": 0, "endSeconds": 1}],
    },
}
FITTING = {
    2: {"kind": "audio", "audio_role": "music"},
    3: {"kind": "logo"},
    4: {"kind": "image", "image_role": "lower_third"},
    5: {"kind": "image", "image_role": "title_page"},
    6: {"kind": "image", "image_role": "overlay"},
}
POINTERS = {
    2: "/musicUploadId",
    3: "/logoUploadId",
    4: "/lowerThirdUploadId",
    5: "/intro/uploadId",
    6: "/timeline/overlays/0/uploadId",
}
NOT_FOUND = {
    2: "music_upload_not_found",
    3: "logo_upload_not_found",
    4: "image_upload_not_found",
    5: "image_upload_not_found",
    6: "overlay_upload_not_found",
}
OTHER_KIND = {
    2: "invalid_music_upload_kind",
    3: "invalid_logo_upload_kind",
    4: "invalid_image_upload_kind",
    5: "invalid_image_upload_kind",
    6: "invalid_overlay_upload_kind",
}
OTHER_ROLE = {
    2: ("invalid_audio_role", {"audio_role": "narration"}),
    4: ("invalid_image_role", {"image_role": "title_page"}),
    5: ("invalid_image_role", {"image_role": "overlay"}),
    6: ("invalid_overlay_image_role", {"image_role": "lower_third"}),
}


def uploads(**changed: Any) -> dict[int, UploadDetails]:
    """The fitting uploads; `changed` are fields of upload `u2` and so on."""
    return {
        upload_id: an_upload(upload_id, **(fields | changed.get(f"u{upload_id}", {})))
        for upload_id, fields in FITTING.items()
    }


def codes(
    known: dict[int, UploadDetails], *, may_be_deleted: bool = False
) -> list[tuple[str, str]]:
    config = read_config(CONFIG).config
    found = check_config_uploads(config, known, owner_user_id=OWNER, may_be_deleted=may_be_deleted)
    return [(each.code, each.pointer) for each in found]


def test_fitting_uploads_have_no_problem() -> None:
    assert config_upload_ids(read_config(CONFIG).config) == (2, 3, 4, 5, 6)
    assert codes(uploads()) == []


@pytest.mark.parametrize("upload_id", FITTING)
def test_each_use_has_codes_of_its_own(upload_id: int) -> None:
    where, name = POINTERS[upload_id], f"u{upload_id}"
    known = uploads()
    del known[upload_id]

    assert codes(known) == [(NOT_FOUND[upload_id], where)]
    assert codes(uploads(**{name: {"kind": "video"}})) == [(OTHER_KIND[upload_id], where)]
    assert codes(uploads(**{name: {"owner_user_id": 8}})) == [("forbidden", where)]
    assert codes(uploads(**{name: {"owner_user_id": 8, "is_system": True}})) == []
    deleted = uploads(**{name: {"source_deleted": True}})
    assert codes(deleted) == [("source_deleted", where)]
    assert codes(deleted, may_be_deleted=True) == []
    assert codes(uploads(**{name: {"state": "signed"}})) == [("invalid_upload_state", where)]


@pytest.mark.parametrize("upload_id", OTHER_ROLE)
def test_an_upload_needs_the_role_of_its_use(upload_id: int) -> None:
    code, fields = OTHER_ROLE[upload_id]

    assert codes(uploads(**{f"u{upload_id}": fields})) == [(code, POINTERS[upload_id])]


def test_the_video_of_a_draft_is_a_video_of_its_owner() -> None:
    def found(*known: UploadDetails) -> list[str]:
        by_id = {each.upload_id: each for each in known}
        return [each.code for each in check_video(1, by_id, owner_user_id=OWNER)]

    assert found(an_upload()) == []
    assert found() == ["upload_not_found"]
    assert found(an_upload(kind="image")) == ["invalid_upload_kind"]
    assert found(an_upload(owner_user_id=8)) == ["forbidden"]
    assert found(an_upload(source_deleted=True)) == ["source_deleted"]


def test_presets_are_named_with_their_families() -> None:
    found = config_presets(read_config(CONFIG).config)

    assert [(each.family, each.preset_id, each.pointer) for each in found] == [
        ("audio", 1, "/audioConfigId"),
        ("logo", 2, "/logoConfigId"),
        ("lower_third", 3, "/lowerThirdConfigId"),
        ("screen_title", 4, "/screenTitlePresetId"),
    ]
