# SPDX-License-Identifier: Apache-2.0
"""The ffmpeg command that makes an edit proxy: a small copy of a video that is quick to seek."""

from __future__ import annotations

from pathlib import Path

import ffmpeg

from media.argv import Options, command, output
from media.ingest import BT709_TAGS, mezzanine_size, timescales
from media.normalise import ONLY_STREAMS, exact_video, open_video, to_sdr
from media.streams import MediaProbe
from media.timecode import SAMPLE_RATE, FrameRate

EDIT_PROXY_SHORT_EDGE = 540
EDIT_PROXY_GOP = 15


def edit_proxy_argv(
    source: Path,
    target: Path,
    *,
    probe: MediaProbe,
    rate: FrameRate,
    frames: int,
    pcm: Path | None,
) -> list[str]:
    """Return the command that makes an MP4 of exactly `frames` frames, each 15th a key frame.

    `pcm` has the sound as 16-bit stereo samples at 48 kHz; None for a silent proxy.
    """
    video = probe.picture()
    shown = exact_video(open_video(source, video), video, rate=rate, frames=frames, zero=probe.zero)
    streams = [to_sdr(shown, video, mezzanine_size(video, EDIT_PROXY_SHORT_EDGE))]
    if pcm is not None:
        streams.append(ffmpeg.input(str(pcm), f="s16le", ar=SAMPLE_RATE, ac=2)["a:0"])
    proxy = output(*streams, path=str(target), options=_options(rate))
    # A damaged frame is replaced, as in the mezzanine that exports are made from.
    return command(proxy, strict=False)


def _options(rate: FrameRate) -> Options:
    return {
        "c:v": "libx264",
        "preset": "veryfast",
        "profile:v": "main",
        "crf": 23,
        "g": EDIT_PROXY_GOP,
        "keyint_min": EDIT_PROXY_GOP,
        "sc_threshold": 0,
        "bf": 0,
        "threads": 1,
        **BT709_TAGS,
        "r": str(rate),
        "c:a": "aac",
        "b:a": "128k",
        **timescales(rate),
        "movflags": "+faststart",
        "f": "mp4",
        **ONLY_STREAMS,
    }
