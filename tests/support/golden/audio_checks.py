# SPDX-License-Identifier: Apache-2.0
"""A golden film for the ear is mixed and mastered, and held against its reference."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.support.golden.audio_cases import CLIPS, LAYERS, LOUDNESS, AudioCase
from tests.support.golden.audio_cases_music import DUCKED, EVERYTHING, MIXED, OPENERS
from tests.support.golden.audio_sources import UPLOADS
from tests.support.media.ffmpeg import run
from tests.support.sound.loudness_meter import integrated, true_peak
from tests.support.sound.mix_renderer import MixRenderer
from tests.support.sound.reference import AudioReference

Sound = NDArray[np.float64]
CASES = (*CLIPS, *LAYERS, *LOUDNESS, *MIXED, *DUCKED, *OPENERS, EVERYTHING)

EXACT = 2.0**-22
"""Up to five sounds below full scale are added, each time rounded to 24 bits: by 2**-25 at most."""

TARGET, CEILING, MOST_GAIN, LEAST_LOUDNESS = -16, -2, 20, -50
SHORTEST = 19_200
LOUDNESS_ERROR = 0.5
MOST_PEAK = -1.4
"""1.5 dB under full scale, and as much more as the readings of ffmpeg's meter are apart."""

AAC_FRAME = 1024


def renderer_for(document: Mapping[str, Any], folder: Path) -> MixRenderer:
    """A stage with the uploads that a document names."""
    stage = MixRenderer(folder)
    tracks = ("clips", "videoOverlays", "narration", "audioSegments")
    used = {item["uploadId"] for track in tracks for item in document.get(track, ())}
    for upload_id in sorted(used):
        upload = UPLOADS[upload_id]
        (stage.film if upload.is_film else stage.audio)(upload_id, upload.record())
    return stage


def check_mix(case: AudioCase, folder: Path) -> None:
    """Judge what is heard in a film, before any gain."""
    stage = renderer_for(case.document, folder)
    wanted = AudioReference(case.document, stage.sounds).mix()

    mixed, _ = stage.mix(case.document)

    assert mixed.shape == wanted.shape
    assert np.abs(mixed - wanted).max() < EXACT


def check_mastered(case: AudioCase, folder: Path) -> None:
    """Judge the finished sound of a film."""
    stage = renderer_for(case.document, folder)

    made = stage.master(case.document)

    check_master(made, AudioReference(case.document, stage.sounds).mix())


def check_master(made: Path, mix: Sound) -> Sound:
    """Judge the length, loudness and peaks of a finished sound by the mix it was made from."""
    master = decoded(made)
    assert stated_samples(made) == len(mix)
    assert len(mix) <= len(master) < len(mix) + AAC_FRAME
    loudness, heard = integrated(mix), integrated(master[: len(mix)])
    assert true_peak(master) <= MOST_PEAK
    gain = one_gain(mix)
    limited_by = true_peak(mix) + gain - CEILING
    assert heard <= max(TARGET, loudness) + LOUDNESS_ERROR
    if limited_by <= 3:
        assert abs(heard - (loudness + gain)) <= LOUDNESS_ERROR
    return master[: len(mix)]


def one_gain(mix: Sound) -> float:
    """The gain of a whole film in dB."""
    loudness = integrated(mix)
    if len(mix) < SHORTEST or loudness < LEAST_LOUDNESS:
        return 0.0
    return min(MOST_GAIN, TARGET - loudness)


def stated_samples(path: Path) -> int:
    """How many samples a file says its sound lasts."""
    asked = ["ffprobe", "-v", "error", "-select_streams", "a:0", "-of", "csv=p=0"]
    told = run([*asked, "-show_entries", "stream=time_base,duration_ts", str(path)]).stdout
    assert told.startswith("1/48000,")
    return int(told.split(",")[1])


def decoded(path: Path) -> Sound:
    """The samples of the sound of a file; ffmpeg plays the whole of the last AAC frame."""
    raw = path.with_suffix(".f32")
    argv = ["ffmpeg", "-v", "error", "-y", "-i", str(path), "-map", "0:a:0", "-f", "f32le"]
    run([*argv, str(raw)])
    return np.fromfile(raw, dtype="<f4").reshape(-1, 2).astype(np.float64)
