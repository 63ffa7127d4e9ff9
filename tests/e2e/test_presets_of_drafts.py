# SPDX-License-Identifier: Apache-2.0
"""The presets that a draft names, seen and heard in the stream of its production."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.media.ffmpeg import run
from tests.support.platform.creator import Creator, a_creator
from tests.support.platform.producing import a_draft, ended
from tests.support.platform.profiles import ON_EMBEDDED_IN_SUITE
from tests.support.render.drafts import (
    HEIGHT,
    LOGO,
    LOWER_THIRD,
    MUSIC,
    RATE,
    VIDEO,
    WIDTH,
    files_of_drafts,
    tone_db,
)
from tests.support.render.pixels import GREEN, RED, Pixels, box_of, frames_of, is_at

pytestmark = ON_EMBEDDED_IN_SUITE

MIDDLE = 60
"""A frame in the middle of the video, which has 120."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """What the stream of a production shows and sounds like."""

    frames: Pixels
    sound: np.ndarray
    mix: Json
    """The audio preset that the draft names."""


@pytest.fixture(scope="module")
def shown(platform: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """Produce one draft with a preset of each family."""
    folder = tmp_path_factory.mktemp("presets")
    with a_creator(platform) as creator:
        uploads = _uploaded(creator, folder)
        mix = _mix(creator)
        draft_id = a_draft(creator, uploads[VIDEO], _config(creator, uploads, mix))
        made = creator.post("/api/productions", {"draftId": draft_id})["production"]
        done = ended(creator, made["id"])
        assert (done["status"], done["errorMessage"]) == ("completed", None)
        yield Shown(*_played(creator, done["playback"]["masterUrl"], folder), mix)


def test_a_logo_lies_where_the_named_preset_says(shown: Shown) -> None:
    # 30 % of 640 wide, and 10 % of each axis from the edges.
    assert is_at(box_of(shown.frames[MIDDLE], RED), (64, 36, 192, 96), by=3)


def test_a_lower_third_is_as_wide_as_the_named_preset_says(shown: Shown) -> None:
    found = box_of(shown.frames[MIDDLE], GREEN)

    assert found is not None
    assert abs(found[2] - 256) <= 3  # 40 % of 640


def test_a_screen_title_is_shown_as_long_as_the_named_preset_says(shown: Shown) -> None:
    yellow = [number for number, frame in enumerate(shown.frames) if box_of(frame, (255, 255, 0))]

    assert yellow[0] <= 8
    assert 75 <= yellow[-1] <= 90  # three seconds, of which the last moments fade


def test_music_is_as_loud_as_the_named_preset_says(shown: Shown) -> None:
    over_speech = tone_db(shown.sound, 1000, 2.5, 3.3) - tone_db(shown.sound, 440, 2.5, 3.3)

    # Both tones have one amplitude.
    assert abs(over_speech - (shown.mix["musicGainDb"] - shown.mix["videoGainDb"])) <= 1


def _uploaded(creator: Creator, folder: Path) -> dict[int, int]:
    kinds = {
        VIDEO: ("video/mp4", {}),
        MUSIC: ("audio/wav", {"sign_at": "/api/create-video/audio/sign"}),
        LOGO: ("image/png", {"kind": "logo"}),
        LOWER_THIRD: ("image/png", {"kind": "image", "imageRole": "lower_third"}),
    }
    files = files_of_drafts(folder)
    found = {
        number: creator.upload(files[number], content_type=media_type, **about)
        for number, (media_type, about) in kinds.items()
    }
    for upload_id in found.values():
        assert creator.ready(upload_id)["state"] == "ready"
    return found


def _mix(creator: Creator) -> Json:
    """Return the first audio preset, of those that administrators made, that only sets gains."""
    listed = creator.get("/api/audio-configs")["items"]
    return next(one for one in listed if (one["mode"], one["duckingMode"]) == ("mix", "none"))


def _config(creator: Creator, uploads: dict[int, int], mix: Json) -> Json:
    def preset(family: str, **fields: Any) -> int:  # Any: fields of every type
        (made,) = creator.post(f"/api/{family}", {"name": "Mine", **fields}).values()
        return int(made["id"])

    logo = {"position": "top_left", "sizePctWidth": 30, "opacityPct": 100, "timingRule": "entire"}
    title = {"fontColor": "#ffff00", "timingRule": "first_only", "timingSeconds": 3}
    return {
        "logoUploadId": uploads[LOGO],
        "logoConfigId": preset("logo-configs", **logo),
        "lowerThirdUploadId": uploads[LOWER_THIRD],
        "lowerThirdConfigId": preset(
            "lower-third-configs", sizePctWidth=40, opacityPct=100, timingRule="entire"
        ),
        "screenTitleText": "HHHHHH",
        "screenTitlePresetId": preset("screen-title-presets", **title),
        "musicUploadId": uploads[MUSIC],
        "audioConfigId": mix["id"],
    }


def _played(creator: Creator, master: str, folder: Path) -> tuple[Pixels, np.ndarray]:
    stream, raw = folder / "stream.mp4", folder / "sound.s16"
    argv = ["ffmpeg", "-v", "error", "-i", f"{creator.url}{master}"]
    run([*argv, "-c", "copy", str(stream)])
    argv = ["ffmpeg", "-v", "error", "-i", str(stream), "-ac", "1", "-ar", str(RATE)]
    run([*argv, "-f", "s16le", str(raw)])
    return frames_of(stream, WIDTH, HEIGHT), np.fromfile(raw, "<i2").astype(float)
