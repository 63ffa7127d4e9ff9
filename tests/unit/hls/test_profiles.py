# SPDX-License-Identifier: Apache-2.0
"""The profile of a video, and the settings by which MediaConvert is used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chassis.config import InvalidConfiguration
from chassis.keyring import ACCESS_KEY, Keyring
from services.hls.aws.settings import read_settings
from services.hls.contract.profiles import PROFILES, chosen_profile

ROLE = {"MEDIACONVERT_ROLE_ARN": "arn:aws:iam::000000000000:role/mediaconvert"}


@pytest.mark.parametrize(
    ("profile", "quality", "output_format", "size", "chosen"),
    [
        ("auto", "", "hls", (1920, 1080), "landscape-both-hls"),
        ("auto", "", "hls", (1080, 1920), "portrait-hls"),
        ("auto", "", "hls", (0, 0), "simple-hls"),
        ("auto", "", "hls", (720, 720), "landscape-both-hls"),
        ("auto", "hq", "hls", (1080, 1920), "portrait-hls-hq"),
        ("auto", "hq-slow", "cmaf", (1920, 1080), "landscape-both-cmaf-hq"),
        ("auto", "standard", "cmaf", (1920, 1080), "landscape-both-cmaf"),
        ("auto", "hq", "cmaf", (0, 0), "simple-cmaf"),
        ("simple-hls", "", "cmaf", (1080, 1920), "simple-hls"),
        ("portrait-cmaf", "hq", "hls", (1920, 1080), "portrait-cmaf-hq"),
        ("portrait-hls-hq", "hq", "hls", (1080, 1920), "portrait-hls-hq"),
    ],
)
def test_the_profile_fits_the_shape_and_what_was_asked_for(
    profile: str, quality: str, output_format: Any, size: tuple[int, int], chosen: str
) -> None:
    width, height = size

    found = chosen_profile(
        profile, quality=quality, output_format=output_format, width=width, height=height
    )

    assert found == chosen
    assert found in PROFILES


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    keyring = Keyring(tmp_path)
    keyring.make(pairs=[ACCESS_KEY], texts=[])
    return keyring


def test_without_a_role_mediaconvert_is_not_used(keyring: Keyring) -> None:
    assert read_settings({"MEDIACONVERT_REGION": "eu-central-1"}, keyring) is None


def test_an_installation_is_named_by_its_key_and_bucket_and_each_by_another(
    keyring: Keyring, tmp_path: Path
) -> None:
    beside = Keyring(tmp_path / "beside")
    with pytest.raises(InvalidConfiguration, match="keys"):
        read_settings(ROLE, beside)
    beside.make(pairs=[ACCESS_KEY], texts=[])

    ours, again = read_settings(ROLE, keyring), read_settings(ROLE, keyring)
    others = read_settings(ROLE, beside)
    copied = read_settings({**ROLE, "STORAGE_URL": "s3://another"}, keyring)

    assert ours and again and others and copied
    assert ours.installation == again.installation
    assert len({one.installation for one in (ours, others, copied)}) == 3


def test_the_settings_of_mediaconvert_are_read(keyring: Keyring) -> None:
    settings = read_settings(
        {
            **ROLE,
            "MEDIACONVERT_PRIORITY": "-50",
            "MEDIACONVERT_TAGS": "project=reelmill, team = video",
            "MEDIACONVERT_OUTPUT_FORMAT": "cmaf",
            "MEDIACONVERT_EVENTS_QUEUE_URL": "https://sqs.example/events",
        },
        keyring,
    )

    assert settings is not None
    assert (settings.priority, settings.output_format) == (-50, "cmaf")
    assert settings.tags == {"project": "reelmill", "team": "video"}
    assert (settings.poll_seconds, settings.acceleration) == (60, "PREFERRED")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PRIORITY", "51"),
        ("PRIORITY", "high"),
        ("ACCELERATION", "fast"),
        ("OUTPUT_FORMAT", "dash"),
        ("TAGS", "project"),
        ("POLL_SECONDS", "soon"),
        ("SLOTS", "0"),
    ],
)
def test_a_malformed_setting_is_named(keyring: Keyring, name: str, value: str) -> None:
    with pytest.raises(InvalidConfiguration, match=f"MEDIACONVERT_{name}"):
        read_settings({**ROLE, f"MEDIACONVERT_{name}": value}, keyring)
