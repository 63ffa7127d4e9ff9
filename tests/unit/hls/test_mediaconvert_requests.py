# SPDX-License-Identifier: Apache-2.0
"""The requests to MediaConvert: composed of templates, fitted to the video, valid by its model."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from botocore.session import get_session
from botocore.validate import ParamValidator

from services.hls.aws.jobs import ProbedVideo
from services.hls.aws.settings import MediaConvertSettings
from services.hls.contract.packaging import PackagingSpec
from services.hls.contract.profiles import AUTO, PROFILES
from services.hls.mediaconvert import composing
from services.hls.mediaconvert.composing import InvalidTemplate, compose
from services.hls.mediaconvert.requests import base_name, conversion_request, request_token

ULID = "01KJS2V0M0000000000000000A"
ASSET = "0f8fad5b-d9cb-469f-a165-70867728950e"
PREFIX = f"hls/2026-02/03/{ASSET}/{ULID}/"
WIDE, UPRIGHT = ProbedVideo(1920, 1080, (1,)), ProbedVideo(1080, 1920, (1,))
SETTINGS = MediaConvertSettings(
    role_arn="arn:aws:iam::000000000000:role/mediaconvert", installation="here"
)


def spec(profile: str = AUTO, **changes: Any) -> PackagingSpec:
    values: dict[str, Any] = {
        "production_ulid": ULID,
        "name": "Holiday",
        "source_key": f"renders/2026-02/03/{ASSET}/video.mp4",
        "source_bytes": 1000,
        "is_export": False,
        "output_prefix": PREFIX,
        "profile": profile,
    }
    return PackagingSpec(**values | changes)


def request(
    profile: str = AUTO,
    video: ProbedVideo = WIDE,
    settings: MediaConvertSettings = SETTINGS,
    **changes: Any,
) -> dict[str, Any]:
    given = spec(profile, **changes)
    return dict(conversion_request(given, video, settings=settings, bucket="media"))


def group(made: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [one for one in made["Settings"]["OutputGroups"] if one["Name"] == name]
    assert isinstance(found, dict)
    return found


def sizes(made: dict[str, Any], name: str) -> list[tuple[int, int]]:
    outputs = [one for one in group(made, name)["Outputs"] if "VideoDescription" in one]
    return [
        (one["VideoDescription"]["Width"], one["VideoDescription"]["Height"]) for one in outputs
    ]


def videos(made: dict[str, Any], name: str) -> list[dict[str, Any]]:
    outputs = group(made, name)["Outputs"]
    return [one["VideoDescription"] for one in outputs if "VideoDescription" in one]


def audio(made: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [one for one in group(made, name)["Outputs"] if "AudioDescriptions" in one]
    (description,) = found["AudioDescriptions"]
    assert isinstance(description, dict)
    return description


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("video", [WIDE, UPRIGHT, ProbedVideo(0, 0, ()), ProbedVideo(90, 51, ())])
def test_every_profile_is_a_valid_request_for_every_video(profile: str, video: ProbedVideo) -> None:
    shape = get_session().get_service_model("mediaconvert").shape_for("CreateJobRequest")

    made = request(profile, video)

    report = ParamValidator().validate(made, shape)
    assert not report.has_errors(), report.generate_report()
    assert "$" not in json.dumps(made)


def test_an_upright_video_gets_the_sizes_of_upright_screens() -> None:
    made = request(video=UPRIGHT)

    assert sizes(made, "portrait") == [(1080, 1920), (720, 1280), (540, 960), (360, 640)]
    assert sizes(made, "portrait poster") == [(720, 1280)]
    rates = [one["CodecSettings"]["H264Settings"]["MaxBitrate"] for one in videos(made, "portrait")]
    assert rates == [6_500_000, 3_500_000, 1_800_000, 1_000_000]


def test_a_wide_video_gets_its_own_sizes_and_those_with_bars_for_upright_screens() -> None:
    made = request(video=WIDE)

    assert sizes(made, "landscape") == [(1920, 1080), (1280, 720), (854, 480), (640, 360)]
    assert sizes(made, "portrait") == [(720, 1280), (540, 960), (360, 640)]


@pytest.mark.parametrize(
    ("video", "landscape", "portrait"),
    [
        (ProbedVideo(1280, 720, ()), [(1280, 720), (854, 480), (640, 360)], 3),
        (ProbedVideo(640, 360, ()), [(640, 360)], 2),
        (ProbedVideo(1440, 1080, ()), [(1440, 1080), (960, 720), (640, 480), (480, 360)], 3),
        (ProbedVideo(1000, 562, ()), [(1000, 562), (854, 480), (640, 360)], 3),
        (ProbedVideo(128, 72, ()), [(128, 72)], 1),
        (ProbedVideo(3840, 2160, ()), [(1920, 1080), (1280, 720), (854, 480), (640, 360)], 3),
    ],
)
def test_no_size_is_larger_than_the_video_and_none_comes_twice(
    video: ProbedVideo, landscape: list[tuple[int, int]], portrait: int
) -> None:
    made = request("landscape-both-hls", video)

    assert [(w, h) for w, h in sizes(made, "landscape")] == landscape
    assert len(sizes(made, "portrait")) == portrait
    assert all(w % 2 == 0 and h % 2 == 0 for w, h in sizes(made, "landscape"))


def test_the_portrait_of_a_tiny_wide_video_is_not_enlarged() -> None:
    made = request("landscape-both-hls", ProbedVideo(128, 72, ()))

    assert sizes(made, "portrait") == [(128, 72)]


def test_a_simple_profile_has_one_size_in_the_shape_of_the_video() -> None:
    made = request("simple-hls", ProbedVideo(720, 1280, (1,)))

    assert sizes(made, "landscape") == [(720, 1280)]
    settings = group(made, "landscape")["OutputGroupSettings"]["HlsGroupSettings"]
    assert settings["SegmentLength"] == 6
    (video,) = videos(made, "landscape")
    assert video["CodecSettings"]["H264Settings"]["MaxBitrate"] == 5_000_000


def test_a_silent_video_has_no_audio_anywhere() -> None:
    for profile in ("landscape-both-hls", "landscape-both-cmaf"):
        made = request(profile, ProbedVideo(1920, 1080, ()))

        assert "AudioRenditionSets" not in json.dumps(made)
        assert "AudioDescriptions" not in json.dumps(made)
        assert made["Settings"]["Inputs"][0]["AudioSelectors"] == {}


def test_the_sound_that_was_chosen_is_counted_among_the_audio_tracks() -> None:
    made = request(video=ProbedVideo(1920, 1080, (1, 3, 4)), audio_track=3)

    selector = made["Settings"]["Inputs"][0]["AudioSelectors"]["Audio Selector 1"]
    assert (selector["SelectorType"], selector["Tracks"]) == ("TRACK", [2])


def test_an_upload_is_normalised_and_an_export_is_as_loud_as_it_is() -> None:
    upload, export = request(), request(is_export=True)

    loudness = audio(upload, "landscape")["AudioNormalizationSettings"]
    assert (loudness["Algorithm"], loudness["TargetLkfs"]) == ("ITU_BS_1770_4", -16)
    assert loudness["PeakCalculation"] == "TRUE_PEAK"
    assert "AudioNormalizationSettings" not in audio(export, "landscape")


def test_a_finer_quality_changes_how_and_not_what_is_made() -> None:
    plain, fine = request("portrait-hls", UPRIGHT), request("portrait-hls", UPRIGHT, quality="hq")

    assert sizes(plain, "portrait") == sizes(fine, "portrait")
    for made, level in ((plain, 7), (fine, 9)):
        found = {
            one["CodecSettings"]["H264Settings"]["QvbrSettings"]["QvbrQualityLevel"]
            for one in videos(made, "portrait")
        }
        assert found == {level}
    assert "NoiseReducer" in json.dumps(fine)
    assert fine["UserMetadata"]["profile"] == "portrait-hls-hq"


def test_cmaf_has_short_segments_and_a_manifest_for_dash() -> None:
    made = request(settings=MediaConvertSettings("arn", "here", output_format="cmaf"))

    cmaf = group(made, "landscape")["OutputGroupSettings"]["CmafGroupSettings"]
    assert (cmaf["SegmentLength"], cmaf["FragmentLength"]) == (2, 1)
    assert (cmaf["WriteHlsManifest"], cmaf["WriteDashManifest"]) == ("ENABLED", "ENABLED")


def test_files_are_stored_in_the_folder_of_the_production() -> None:
    made = request()

    hls = group(made, "landscape")["OutputGroupSettings"]["HlsGroupSettings"]
    poster = group(made, "portrait poster")["OutputGroupSettings"]["FileGroupSettings"]
    assert hls["Destination"] == f"s3://media/{PREFIX}landscape/video"
    assert poster["Destination"] == f"s3://media/{PREFIX}portrait/video"
    source = f"s3://media/renders/2026-02/03/{ASSET}/video.mp4"
    assert made["Settings"]["Inputs"][0]["FileInput"] == source


@pytest.mark.parametrize(
    ("key", "base"),
    [("a/video.mp4", "video"), ("a/My_film-2.mov", "My_film-2"), ("a/x.y.mp4", "video")],
)
def test_files_are_named_after_the_video(key: str, base: str) -> None:
    assert base_name(spec(source_key=key)) == base


def test_the_token_is_the_same_for_an_attempt_and_another_for_the_next() -> None:
    first, again, next_one = spec(), spec(name="Other"), spec(failed_attempts=1)

    assert request_token(first) == request_token(again)
    assert request_token(first) != request_token(next_one)
    assert len(request_token(next_one)) <= 64
    assert request()["ClientRequestToken"] == request_token(first)


def test_settings_of_the_installation_are_in_the_request() -> None:
    settings = MediaConvertSettings(
        role_arn="arn:role",
        installation="here",
        queue_arn="arn:queue",
        priority=-5,
        tags={"team": "video"},
    )

    made = request(settings=settings)

    assert made["UserMetadata"]["installation"] == "here"
    assert (made["Role"], made["Queue"], made["Priority"]) == ("arn:role", "arn:queue", -5)
    assert (made["Tags"], made["BillingTagsSource"]) == ({"team": "video"}, "JOB")
    assert "Queue" not in request() and "Tags" not in request()


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(composing, "TEMPLATES", tmp_path)
    composing._read.cache_clear()
    yield tmp_path
    composing._read.cache_clear()


def write(folder: Path, **files: Any) -> None:
    for name, value in files.items():
        (folder / f"{name}.json").write_text(json.dumps(value))


def test_templates_are_merged_in_their_order_and_elements_by_name(templates: Path) -> None:
    write(
        templates,
        base={"A": {"x": 1, "y": 1}, "Outputs": [{"Name": "one", "v": 1}, {"Name": "two"}]},
        mixin={"Outputs": [{"$match": "t*", "v": 2}], "L": [1, 2]},
        job={"$extends": ["base", "mixin"], "A": {"y": 3}, "Outputs": [{"Name": "three"}]},
    )

    assert compose(["job"], {}) == {
        "A": {"x": 1, "y": 3},
        "L": [1, 2],
        "Outputs": [{"Name": "one", "v": 1}, {"Name": "two", "v": 2}, {"Name": "three"}],
    }


def test_a_pattern_that_matches_nothing_adds_nothing(templates: Path) -> None:
    write(templates, job={"Outputs": [{"$match": "x", "v": 1}]})

    assert compose(["job"], {}) == {"Outputs": []}


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ({"job": {"$extends": ["job"]}}, ["job"]),
        ({"job": {"$extends": ["other"]}, "other": {"$extends": ["job"]}}, ["job"]),
        ({"job": {"a": "${NOTHING}"}}, ["job"]),
    ],
)
def test_a_template_that_cannot_be_composed_is_named(
    templates: Path, files: dict[str, Any], names: Sequence[str]
) -> None:
    write(templates, **files)

    with pytest.raises(InvalidTemplate, match=r"job|NOTHING"):
        compose(names, {})
