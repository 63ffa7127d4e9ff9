# SPDX-License-Identifier: Apache-2.0
"""The audible stretches of a film's clips as filter graphs that deliver exact samples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import ffmpeg

from media.argv import Graph, Options, command, output
from media.tape import CHANNELS
from media.timecode import SAMPLE_RATE
from timeline.sound_specs import AudioItem

ITEMS_AT_ONCE = 32
_RAW: Options = {"f": "f32le", "c:a": "pcm_f32le", "ar": SAMPLE_RATE, "ac": CHANNELS}
_MORE_PACKETS = 16


def compile_items(
    items: Sequence[AudioItem], sources: Mapping[str, Path], target: Path
) -> list[str]:
    """Compile items into one ffmpeg call that writes their samples one after the other, raw."""
    sounds = [
        _item(item, str(sources[item.mezzanine]), branch=branch)
        for branch, item in enumerate(items)
    ]
    joined = sounds[0] if len(sounds) == 1 else ffmpeg.concat(*sounds, v=0, a=1)
    return command(output(joined, path=str(target), options=_RAW))


def _item(item: AudioItem, source: str, *, branch: int) -> Graph:
    """Cut an item to the sample; whole seconds are skipped, so that seeking rounds nothing."""
    skipped, first = divmod(item.in_sample, SAMPLE_RATE)
    length = (first + item.n_samples) // SAMPLE_RATE + 2
    # Equal nodes would be one node to ffmpeg-python; the branch number keeps them apart.
    options = {"ss": skipped, "t": length, "vn": None, "thread_queue_size": _MORE_PACKETS + branch}
    sound = ffmpeg.input(source, **options)["a:0"]
    return (
        sound.filter("aformat", sample_fmts="flt", channel_layouts="stereo")
        .filter("atrim", start_sample=first, end_sample=first + item.n_samples)
        .filter("asetpts", "N/SR/TB")
        .filter("apad", whole_len=item.n_samples)
        .filter("atrim", end_sample=item.n_samples)
    )
