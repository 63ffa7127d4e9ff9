# SPDX-License-Identifier: Apache-2.0
"""Checks of the mix and the master of golden audio cases against their reference."""

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
"""Up to five sounds are added, each time rounded to 24 bits, which is 2**-25 at most."""

TARGET, CEILING, MAX_GAIN, MIN_LOUDNESS = -16, -2, 20, -50
SHORTEST = 19_200
LOUDNESS_ERROR = 0.5
MAX_PEAK = -1.4
"""1.5 dB below full scale, and a tenth for the resolution of ffmpeg's meter."""

AAC_FRAME = 1024


def renderer_for(document: Mapping[str, Any], folder: Path) -> MixRenderer:
    """Return a renderer with the uploads that a document uses."""
    renderer = MixRenderer(folder)
    tracks = ("clips", "videoOverlays", "narration", "audioSegments")
    used = {item["uploadId"] for track in tracks for item in document.get(track, ())}
    for upload_id in sorted(used):
        upload = UPLOADS[upload_id]
        add = renderer.add_video if upload.is_video else renderer.add_audio
        add(upload_id, upload.samples())
    return renderer


def check_mix(case: AudioCase, folder: Path) -> None:
    """Compare the mix of a case, before any gain, with its reference."""
    renderer = renderer_for(case.document, folder)
    expected = AudioReference(case.document, renderer.sounds).mix()

    mixed, _ = renderer.mix(case.document)

    assert mixed.shape == expected.shape
    assert np.abs(mixed - expected).max() < EXACT


def check_mastered(case: AudioCase, folder: Path) -> None:
    """Check the master of a case by its reference."""
    renderer = renderer_for(case.document, folder)

    made = renderer.master(case.document)

    check_master(made, AudioReference(case.document, renderer.sounds).mix())


def check_master(made: Path, mix: Sound) -> Sound:
    """Check the length, loudness and peaks of a master by its mix, and return its samples."""
    master = decoded(made)
    assert stated_samples(made) == len(mix)
    assert len(mix) <= len(master) < len(mix) + AAC_FRAME
    loudness, measured = integrated(mix), integrated(master[: len(mix)])
    assert true_peak(master) <= MAX_PEAK
    gain = one_gain(mix)
    limited_by = true_peak(mix) + gain - CEILING
    assert measured <= max(TARGET, loudness) + LOUDNESS_ERROR
    if limited_by <= 3:
        assert abs(measured - (loudness + gain)) <= LOUDNESS_ERROR
    return master[: len(mix)]


def one_gain(mix: Sound) -> float:
    """Return the gain of a whole mix in dB."""
    loudness = integrated(mix)
    if len(mix) < SHORTEST or loudness < MIN_LOUDNESS:
        return 0.0
    return min(MAX_GAIN, TARGET - loudness)


def stated_samples(path: Path) -> int:
    """Return the length of a file's audio in samples as its header states it."""
    argv = ["ffprobe", "-v", "error", "-select_streams", "a:0", "-of", "csv=p=0"]
    stated = run([*argv, "-show_entries", "stream=time_base,duration_ts", str(path)]).stdout
    assert stated.startswith("1/48000,")
    return int(stated.split(",")[1])


def decoded(path: Path) -> Sound:
    """Return the decoded samples of a file, with all of the last AAC frame."""
    raw = path.with_suffix(".f32")
    argv = ["ffmpeg", "-v", "error", "-y", "-i", str(path), "-map", "0:a:0", "-f", "f32le"]
    run([*argv, str(raw)])
    return np.fromfile(raw, dtype="<f4").reshape(-1, 2).astype(np.float64)
