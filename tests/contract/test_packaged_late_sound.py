# SPDX-License-Identifier: Apache-2.0
"""A sound that begins late in a video begins as late in its stream, whoever packages it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.support.hls.packagers import Case, create, over
from tests.support.hls.playing import first_sound
from tests.support.media.video import late, make_video

_MOST_APART = Fraction(40, 1000)


@pytest.mark.parametrize("seconds", ["0", "0.5", "1.25"])
def test_a_late_sound_keeps_its_distance_to_the_picture(
    case: Case, tmp_path: Path, seconds: str
) -> None:
    even = make_video(tmp_path / "even.mp4", 3, "160x90")
    upload_id = 1 + ["0", "0.5", "1.25"].index(seconds)
    video = late(even, "late", "0:v", "1:a", seconds=seconds)
    case.hls.store(video, upload_id=upload_id, role="source")

    case.share_packager()
    shown = over(case, create(case, upload_id))

    assert shown["state"] == "ready", shown
    found = first_sound(case.hls.fetch(shown), tmp_path)
    assert abs(found - Fraction(seconds)) <= _MOST_APART
