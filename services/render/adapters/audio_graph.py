# SPDX-License-Identifier: Apache-2.0
"""The audible stretches of a film as filter graphs that deliver exact samples."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

import ffmpeg

from media.argv import Graph, Options, command, output
from media.timecode import SAMPLE_RATE
from timeline.specs import AudioItem

CHANNELS = 2
FRAME_BYTES = 4 * CHANNELS
"""One sample of each channel as 32-bit floats."""

ITEMS_AT_ONCE = 32
_FLOAT_FORMAT = 3
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


def wav_header(n_samples: int) -> bytes:
    """Write the header of a WAV file of stereo floats."""
    n_bytes = n_samples * FRAME_BYTES
    form = struct.pack(
        "<HHIIHHH",
        _FLOAT_FORMAT,
        CHANNELS,
        SAMPLE_RATE,
        SAMPLE_RATE * FRAME_BYTES,
        FRAME_BYTES,
        32,
        0,
    )
    fact = struct.pack("<4sII", b"fact", 4, n_samples)
    chunks = struct.pack("<4sI", b"fmt ", len(form)) + form + fact
    chunks += struct.pack("<4sI", b"data", n_bytes)
    return struct.pack("<4sI4s", b"RIFF", 4 + len(chunks) + n_bytes, b"WAVE") + chunks


def _item(item: AudioItem, source: str, *, branch: int) -> Graph:
    """Cut an item to the sample; whole seconds are skipped, so that seeking rounds nothing."""
    skipped, first = divmod(item.in_sample, SAMPLE_RATE)
    length = (first + item.n_samples) // SAMPLE_RATE + 2
    # Equal nodes would be one node to ffmpeg-python; the branch number keeps them apart.
    options = {"ss": skipped, "t": length, "vn": None, "thread_queue_size": _MORE_PACKETS + branch}
    sound = ffmpeg.input(source, **options)["a:0"]
    sound = (
        sound.filter("aformat", sample_fmts="flt", channel_layouts="stereo")
        .filter("atrim", start_sample=first, end_sample=first + item.n_samples)
        .filter("asetpts", "N/SR/TB")
        .filter("apad", whole_len=item.n_samples)
        .filter("atrim", end_sample=item.n_samples)
    )
    return sound.filter("volume", f"{item.gain_db}dB", precision="float") if item.gain_db else sound
