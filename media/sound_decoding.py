# SPDX-License-Identifier: Apache-2.0
"""The ffmpeg commands that decode a sound to stereo at 48 kHz, with the time of each block."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from media.argv import Graph, Options, command, output
from media.normalise import open_upload
from media.probe import INGEST_FLAGS
from media.streams import AudioStream
from media.timecode import SAMPLE_RATE

MIX_LEVELS: Options = {"clev": "0.7071", "slev": "0.7071", "lfe_mix_level": 0}
"""ITU-R BS.775: centre and surrounds at -3 dB, no LFE; the fronts keep their level."""

FLOAT_BYTES, INTEGER_BYTES = 8, 4
"""The bytes of one stereo sample."""


SPARE_SAMPLES = 60 * SAMPLE_RATE
"""How many samples are decoded beyond those that are needed, because blocks may overlap."""


@dataclass(frozen=True, slots=True)
class DecodedSound:
    """The files of a decoded sound: its samples, and a line for each block of them.

    Samples are 32-bit floats where channels were mixed, because sums may exceed full scale.
    """

    samples: Path
    blocks: Path
    is_float: bool
    is_changing: bool = False

    @property
    def sample_bytes(self) -> int:
        """The bytes of one stereo sample."""
        return FLOAT_BYTES if self.is_float else INTEGER_BYTES


def steady_sound(folder: Path, stream: AudioStream) -> DecodedSound:
    """Return the files of a sound whose channels and rate do not change."""
    return _files(folder, is_float=stream.channels > 2)


def changing_sound(folder: Path) -> DecodedSound:
    """Return the files of a sound whose channels or rate change."""
    return replace(_files(folder, is_float=True), is_changing=True)


def _files(folder: Path, *, is_float: bool) -> DecodedSound:
    return DecodedSound(folder / "sound.raw", folder / "sound.blocks", is_float)


def steady_sound_argv(
    source: Path, files: DecodedSound, *, stream: AudioStream, longest: int
) -> list[str]:
    """Return the command that decodes a sound; it fails where channels or rate change.

    Not much more than `longest` samples are decoded.
    """
    sound = open_upload(source, reinit_filter=0)[str(stream.index)]
    return _decoding(_in_stereo(sound, stream), files, longest)


def changing_sound_argv(
    source: Path, files: DecodedSound, *, stream: AudioStream, longest: int
) -> list[str]:
    """Return the command that decodes a sound whose channels or rate change.

    ffmpeg lowers mono by 3 dB; `channels_argv` tells where. Not much more than `longest` samples
    without a change are decoded.
    """
    return _decoding(_mixed(open_upload(source)[str(stream.index)]), files, longest)


def channels_argv(source: Path, stream: AudioStream) -> list[str]:
    """Return the command that prints time and number of channels of each decoded frame."""
    return [
        *("ffprobe", "-v", "error", *INGEST_FLAGS, "-select_streams", str(stream.index)),
        *("-show_entries", "frame=pts_time,channels", "-of", "compact=nk=1", "-i", str(source)),
    ]


def parse_channels(printed: str) -> list[tuple[Fraction, int]]:
    """Read the times, in seconds, from which on a sound has so many channels."""
    found: list[tuple[Fraction, int]] = []
    for line in printed.splitlines():
        fields = line.split("|")
        is_frame = fields[0] == "frame" and len(fields) >= 3 and fields[1] != "N/A"
        if is_frame and (not found or found[-1][1] != int(fields[2])):
            found.append((Fraction(fields[1]), int(fields[2])))
    return found


def _in_stereo(sound: Graph, stream: AudioStream) -> Graph:
    if stream.channels == 1:
        # ffmpeg's own conversion from mono lowers it by 3 dB.
        sound = sound.filter("aresample", SAMPLE_RATE)
        return sound.filter("channelmap", map="0|0", channel_layout="stereo")
    if stream.channels > 2 and not stream.has_layout:
        sound = sound.filter("pan", "stereo|c0<c0|c1<c1")
    if stream.channels <= 2:
        return sound.filter("aresample", SAMPLE_RATE).filter("aformat", channel_layouts="stereo")
    return _mixed(sound)


def _mixed(sound: Graph) -> Graph:
    """Mix any channels to two; floats keep what exceeds full scale."""
    mixed = sound.filter("aresample", SAMPLE_RATE, **MIX_LEVELS)
    return mixed.filter("aformat", sample_fmts="flt", channel_layouts="stereo")


def _decoding(sound: Graph, files: DecodedSound, longest: int) -> list[str]:
    both = sound.filter("atrim", end_sample=longest + SPARE_SAMPLES).asplit()
    codec = "pcm_f32le" if files.is_float else "pcm_s16le"
    form = codec.removeprefix("pcm_")
    samples: Options = {"c:a": codec, "f": form}
    blocks: Options = {"c:a": codec, "f": "framecrc"}
    # A damaged frame is left out, so that the upload can be used.
    return command(
        output(both[0], path=str(files.samples), options=samples),
        output(both[1], path=str(files.blocks), options=blocks),
        strict=False,
    )
