# SPDX-License-Identifier: Apache-2.0
"""Captions lie where they are spoken, whichever packager made the stream."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from tests.support.hls.packagers import Case, FfmpegCase, create, over
from tests.support.hls.playing import decoded_starts
from tests.support.media.video import late, make_video

CAPTIONS = {"text": "WEBVTT\n\n00:01.000 --> 00:02.000\nNow.\n"}


def sources(case: Case, folder: Path) -> Iterator[Path]:
    """Make a video, one whose sound begins late, and here also one whose picture does.

    What MediaConvert shows until a picture begins is not known, and its endpoint of the tests
    shows nothing.
    """
    even = make_video(folder / "even.mp4", 3, "160x90")
    yield even
    yield late(even, "sound", "0:v", "1:a")
    if isinstance(case, FfmpegCase):
        yield late(even, "picture", "1:v", "0:a")


def test_captions_begin_with_the_stream(case: Case, tmp_path: Path) -> None:
    case.share_packager()
    for upload_id, video in enumerate(sources(case, tmp_path), start=1):
        case.hls.store(video, upload_id=upload_id, role="source")
        production_id = create(case, upload_id)
        shown = over(case, production_id)
        assert shown["state"] == "ready", shown
        case.hls.client().put(f"/api/productions/{production_id}/captions/en", json=CAPTIONS)

        fetch = case.hls.fetch(case.hls.production(production_id))
        text = fetch("captions/en/captions.vtt").decode()
        ticks = int(text.split("MPEGTS:")[1].split()[0])
        starts = decoded_starts(fetch, tmp_path / video.stem)
        assert abs(Fraction(ticks, 90_000) - min(starts)) < Fraction(1, 20)
        # A caption of the second second is shown a second after the stream begins.
        assert "00:00:01.000 --> 00:00:02.000" in text
