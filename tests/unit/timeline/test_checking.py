# SPDX-License-Identifier: Apache-2.0
"""The uploads of a timeline must be usable by its owner, and an export must be renderable."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.unit.timeline.builders import OWNER, a_clip, a_document, an_item, an_upload
from timeline.document.checking import check_export, check_uploads
from timeline.document.references import upload_ids
from timeline.document.unsupported import UNSUPPORTED
from timeline.document.uploads import UploadDetails
from timeline.document.validation import parse

IMAGE_ROLE, AUDIO_ROLE = "invalid_upload_image_role", "invalid_audio_role"
SYSTEM_MUSIC = {"kind": "audio", "is_system": True, "owner_user_id": 99}


def problems(*uploads: UploadDetails, for_export: bool = False, **clip: Any) -> list[str]:
    timeline = parse(a_document(a_clip(**clip)))
    known = {each.upload_id: each for each in uploads}
    found = check_uploads(timeline, known, for_export=for_export, owner_user_id=OWNER)
    return [problem.code for problem in found]


def export_problems(*clips: dict[str, Any], **fields: Any) -> list[tuple[str, str]]:
    found = check_export(parse(a_document(*clips, **fields)))
    return [(problem.code, problem.pointer) for problem in found]


@pytest.mark.parametrize(
    ("details", "on_save", "on_export"),
    [
        ({}, [], []),
        ({"owner_user_id": None}, [], []),
        ({"owner_user_id": 8}, ["forbidden"], ["forbidden"]),
        ({"kind": "image"}, ["invalid_upload_kind"], ["invalid_upload_kind"]),
        ({"source_deleted": True}, [], ["source_deleted"]),
        ({"state": "uploaded", "duration": None}, [], ["upload_not_ready"]),
        ({"state": "signed"}, ["invalid_upload_state"], ["upload_not_ready"]),
        ({"state": "rejected"}, ["invalid_upload_state"], ["upload_not_ready"]),
        ({"duration": Fraction(1, 2)}, ["invalid_source_range"], ["invalid_source_range"]),
    ],
)
def test_an_unusable_upload_has_the_code_of_its_problem(
    details: dict[str, Any], on_save: list[str], on_export: list[str]
) -> None:
    upload = an_upload(**details)

    assert problems(upload, start=0.5) == on_save
    assert problems(upload, start=0.5, for_export=True) == on_export


def test_an_unknown_upload_is_named() -> None:
    assert problems() == ["upload_not_found"]


def test_a_clip_may_end_after_its_source() -> None:
    assert problems(an_upload(duration=Fraction(1)), start=0.5, end=99) == []


def test_a_fill_image_must_be_an_image() -> None:
    fill = {"bgFillStyle": "image", "bgFillImageUploadId": 2}

    assert problems(an_upload(), **fill) == ["upload_not_found"]
    assert problems(an_upload(), an_upload(2), **fill) == ["invalid_upload_kind"]
    assert problems(an_upload(), an_upload(2, kind="image"), **fill) == []


def test_an_image_that_is_not_shown_is_not_checked() -> None:
    document = a_document(a_clip(bgFillImageUploadId=2), timelineBackgroundUploadId=3)

    assert upload_ids(parse(document)) == (1,)


def test_an_empty_timeline_is_not_exported() -> None:
    assert export_problems() == [("empty_timeline", "/clips")]


def test_empty_tracks_do_not_prevent_an_export() -> None:
    assert export_problems(a_clip(), stills=[], captions=[], audioTrack=None) == []


@pytest.mark.parametrize(
    ("is_burned_in", "found"),
    [(False, []), (True, [("not_rendered_yet", "/captions/0/burnedIn")])],
)
def test_captions_are_exported_unless_they_are_burned_in(
    is_burned_in: bool, found: list[tuple[str, str]]
) -> None:
    caption = an_item("captions", burnedIn=is_burned_in)

    assert export_problems(a_clip(), captions=[caption]) == found


@pytest.mark.parametrize("track", [each.track for each in UNSUPPORTED if not each.field])
def test_a_track_this_version_cannot_render_is_named(track: str) -> None:
    found = export_problems(a_clip("a", 0, 1), **{track: [an_item(track, start=3, end=4)]})

    assert ("not_rendered_yet", f"/{track}") in found


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("speedPct", 50),
        ("transitionIn", {"kind": "fade"}),
    ],
)
def test_a_clip_this_version_cannot_render_is_named(field: str, value: object) -> None:
    found = export_problems(a_clip("a"), a_clip("b", **{field: value}))

    assert found == [("not_rendered_yet", f"/clips/1/{field}")]


def test_a_plain_cut_is_rendered() -> None:
    assert export_problems(a_clip(transitionIn={"kind": "cut"}, speedPct=100.0)) == []


@pytest.mark.parametrize(
    ("track", "good", "bad", "code"),
    [
        ("stills", {"image_role": "freeze_frame"}, {"image_role": "logo"}, IMAGE_ROLE),
        ("stills", {"image_role": "generated"}, {"kind": "video"}, "invalid_upload_kind"),
        ("videoOverlays", {"kind": "video"}, {}, "invalid_upload_kind"),
        (
            "videoOverlayStills",
            {"image_role": "freeze_frame"},
            {"image_role": "overlay"},
            IMAGE_ROLE,
        ),
        ("graphics", {"image_role": "overlay"}, {"image_role": "title_page"}, IMAGE_ROLE),
        ("logos", {"kind": "logo"}, {}, "invalid_upload_kind"),
        ("lowerThirds", {"image_role": "lower_third"}, {"image_role": "overlay"}, IMAGE_ROLE),
        ("narration", {"kind": "audio"}, {"kind": "audio", "is_system": True}, AUDIO_ROLE),
        ("narration", {"kind": "audio"}, {"kind": "audio", "audio_role": "music"}, AUDIO_ROLE),
        ("audioSegments", SYSTEM_MUSIC, {"kind": "audio", "audio_role": "narration"}, AUDIO_ROLE),
        ("audioSegments", {"kind": "audio", "audio_role": "music"}, {}, "invalid_upload_kind"),
    ],
)
def test_each_track_needs_uploads_of_its_kind(
    track: str, good: dict[str, Any], bad: dict[str, Any], code: str
) -> None:
    timeline = parse(a_document(**{track: [an_item(track)]}))

    def found(details: dict[str, Any]) -> list[tuple[str, str]]:
        upload = an_upload(2, **({"kind": "image"} | details))
        known = {2: upload}
        problems = check_uploads(timeline, known, for_export=True, owner_user_id=OWNER)
        return [(problem.code, problem.pointer) for problem in problems]

    assert upload_ids(timeline) == (2,)
    assert found(good) == []
    assert found(bad) == [(code, f"/{track}/0/uploadId")]


@pytest.mark.parametrize("track", ["stills", "graphics", "lowerThirds", "videoOverlayStills"])
def test_an_image_without_a_role_may_be_used_as_anything(track: str) -> None:
    timeline = parse(a_document(**{track: [an_item(track)]}))
    known = {2: an_upload(2, kind="image", image_role="")}

    assert list(check_uploads(timeline, known, for_export=True, owner_user_id=OWNER)) == []


def test_a_freeze_frame_is_of_a_video_and_before_its_end() -> None:
    hold = {"uploadId": 1, "sourceSeconds": 5}
    timeline = parse(a_document(stills=[an_item("stills", uploadId=None, hold=hold)]))

    def found(**details: Any) -> list[tuple[str, str]]:
        known = {1: an_upload(1, **details)}
        problems = check_uploads(timeline, known, for_export=True, owner_user_id=OWNER)
        return [(problem.code, problem.pointer) for problem in problems]

    assert found() == []
    assert found(kind="image") == [("invalid_upload_kind", "/stills/0/hold/uploadId")]
    assert found(duration=Fraction(5)) == [("invalid_hold", "/stills/0/hold/sourceSeconds")]


@pytest.mark.parametrize("track", ["videoOverlays", "narration", "audioSegments"])
def test_audio_and_overlays_begin_before_their_sources_end(track: str) -> None:
    item = an_item(track) | {"sourceStartSeconds": 5, "sourceEndSeconds": 6}
    kind = "video" if track == "videoOverlays" else "audio"
    upload = an_upload(2, kind=kind, duration=Fraction(5))

    found = check_uploads(
        parse(a_document(**{track: [item]})), {2: upload}, for_export=False, owner_user_id=OWNER
    )

    where = f"/{track}/0/sourceStartSeconds"
    assert [(each.code, each.pointer) for each in found] == [("invalid_source_range", where)]


@pytest.mark.parametrize(
    ("music", "code"),
    [
        ({}, "music_config_required"),
        ({"musicMode": "mix"}, "music_config_required"),
        ({"musicLevel": "loud"}, "music_config_required"),
        ({"musicMode": "mix_duck", "musicLevel": "loud"}, "music_config_required"),
        ({"musicMode": "mix", "musicLevel": "loud"}, None),
        ({"musicMode": "mix", "gainDb": -20}, None),
        ({"musicMode": "mix_duck", "gainDb": -20, "duckingAmountDb": 9}, None),
        ({"audioEnabled": False}, None),
        ({"musicMode": "opener_cutoff", "musicLevel": "quiet"}, None),
    ],
)
def test_exported_music_needs_a_mode_and_a_level(music: dict[str, Any], code: str | None) -> None:
    found = dict(export_problems(a_clip(), audioSegments=[an_item("audioSegments", **music)]))
    found.pop("not_rendered_yet", None)

    assert found == ({} if code is None else {code: "/audioSegments/0"})


def test_music_that_ends_where_speech_begins_is_the_only_music() -> None:
    opener: dict[str, Any] = {"musicMode": "opener_cutoff", "musicLevel": "quiet"}
    other: dict[str, Any] = {"musicMode": "mix", "musicLevel": "quiet"}

    def found(**more: Any) -> list[tuple[str, str]]:
        second = an_item("audioSegments", "n", 3, 4, **other, **more)
        segments = [an_item("audioSegments", "m", **opener), second]
        return export_problems(a_clip(), audioSegments=segments)

    problem = ("opener_cutoff_requires_single_segment", "/audioSegments/0/musicMode")
    assert problem in found()
    assert problem not in found(audioEnabled=False)


def test_music_without_an_end_alone_is_not_exported() -> None:
    music = an_item("audioSegments", musicMode="mix", musicLevel="loud") | {"endSeconds": None}

    found = check_export(parse(a_document(audioSegments=[music])))

    assert {problem.code for problem in found} <= {"empty_timeline", "not_rendered_yet"}
    assert found
