# SPDX-License-Identifier: Apache-2.0
"""The ffmpeg commands that make an edit proxy: a small copy of a video that is quick to seek."""

from __future__ import annotations

from pathlib import Path

import ffmpeg

from media.argv import Graph, Options, command, output
from media.encode import snap_to_frames
from media.ingest import MezzaninePart, normalised
from media.mezzanine_encoding import edit_proxy_options, timescales
from media.sizes import EDIT_PROXY_SHORT_EDGE
from media.streams import MediaProbe
from media.timecode import SAMPLE_RATE, FrameRange, FrameRate

_SOUND: Options = {"c:a": "aac", "b:a": "128k"}


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
    whole = MezzaninePart(rate, EDIT_PROXY_SHORT_EDGE, FrameRange(0, frames))
    streams = [normalised(source, probe=probe, part=whole), *_sound(pcm)]
    proxy = output(*streams, path=str(target), options={**edit_proxy_options(rate), **_SOUND})
    # A damaged frame is replaced, as in the mezzanine that exports are made from.
    return command(proxy, strict=False)


def joined_edit_proxy_argv(
    stretches_list: Path, target: Path, *, rate: FrameRate, pcm: Path | None
) -> list[str]:
    """Return the command that joins stretches, a `concat_list` file, and adds the sound.

    The picture is not encoded again.
    """
    streams = [ffmpeg.input(str(stretches_list), f="concat", safe=0)["v:0"], *_sound(pcm)]
    options: Options = {
        "c:v": "copy",
        **_SOUND,
        **timescales(rate),
        "bsf:v": snap_to_frames(rate),
        "movflags": "+faststart",
        "f": "mp4",
    }
    return command(output(*streams, path=str(target), options=options))


def _sound(pcm: Path | None) -> list[Graph]:
    if pcm is None:
        return []
    return [ffmpeg.input(str(pcm), f="s16le", ar=SAMPLE_RATE, ac=2)["a:0"]]
