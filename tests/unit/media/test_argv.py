# SPDX-License-Identifier: Apache-2.0
"""Each command is a pure function and equals its file in golden/."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import ffmpeg
import pytest

from media.audio_encoding import EXPORT_AUDIO, AudioEncoding
from media.encode import audio_argv, chunk_argv, concat_argv, concat_list
from media.encoder_profile import encoder_profile
from media.fields import fields_argv
from media.freeze_frame import freeze_frame_argv
from media.hls.plan import plan_packaging
from media.ingest import mezzanine_argv, thumbnail_argv
from media.loudness import master_argv, measure_argv, static_gain
from media.packet_times import packet_times_argv
from media.packets import Packet, PacketTable, StreamPackets, packets_argv
from media.probe import probe_argv
from media.sizes import EDIT_PROXY_SHORT_EDGE, Size
from media.sound_decoding import (
    changing_sound,
    changing_sound_argv,
    steady_sound,
    steady_sound_argv,
)
from media.sound_trial import trial_argv
from media.streams import Colour, MediaProbe
from media.timecode import DEFAULT_RATE, FrameRate
from tests.support.media.probes import AUDIO, PROBE, VIDEO

GOLDEN = Path(__file__).with_name("golden")
IN, OUT = Path("in"), Path("out")
NTSC = FrameRate(30000, 1001)
TAGGED = VIDEO.colour
HDR = replace(VIDEO, colour=Colour("bt2020nc", "bt2020", "smpte2084", "tv"), first=Fraction(5, 2))
INTERLACED = replace(VIDEO, fields="top", frame_rate=Fraction(25))


def table(*, keyframes: range = range(0, 150, 60)) -> PacketTable:
    """The packets of an export of 150 frames with audio."""
    picture = tuple(Packet(i * 512, i * 512, 512, 5_000, i in keyframes) for i in range(150))
    audio = tuple(Packet(-1024 + i * 1024, None, 1024, 500, True) for i in range(235))
    return PacketTable(
        (
            StreamPackets("video", "h264", Fraction(1, 15360), "SHA256:1", picture),
            StreamPackets("audio", "aac", Fraction(1, 48000), "SHA256:2", audio),
        )
    )


def chunk() -> list[str]:
    picture = ffmpeg.input("mezzanine.mov", ss=NTSC.seek_text(7))["v:0"].filter("trim", end_frame=9)
    profile = encoder_profile(quality="standard", size=Size(1080, 1920), rate=NTSC)
    return chunk_argv(picture, OUT, profile=profile)


def packaging(probe: MediaProbe) -> list[str]:
    plan = plan_packaging(IN, Path("scratch"), probe=probe, packets=table())
    return [part for argv in plan.commands for part in argv]


def mezzanine(probe: MediaProbe, height_class: int = 1080) -> list[str]:
    return mezzanine_argv(IN, OUT, probe=probe, rate=DEFAULT_RATE, height_class=height_class)


def decoding(channels: int) -> list[str]:
    stream = replace(AUDIO, channels=channels)
    return steady_sound_argv(IN, steady_sound(Path(), stream), stream=stream, longest=48_000)


CASES: dict[str, Callable[[], list[str]]] = {
    "probe": lambda: probe_argv(IN),
    "packets": lambda: packets_argv(IN),
    "freeze_frame": lambda: freeze_frame_argv(
        IN, OUT, frame=45, rate=DEFAULT_RATE, size=Size(1080, 608)
    ),
    "thumbnail": lambda: thumbnail_argv(IN, OUT, probe=PROBE),
    "mezzanine": lambda: mezzanine(PROBE),
    "mezzanine_of_edit_proxy": lambda: mezzanine(PROBE, EDIT_PROXY_SHORT_EDGE),
    "mezzanine_hdr_delayed": lambda: mezzanine(replace(PROBE, video=HDR, zero=Fraction(3, 2))),
    "sound_stereo": lambda: decoding(2),
    "sound_mono": lambda: decoding(1),
    "sound_surround": lambda: decoding(6),
    "sound_changing": lambda: changing_sound_argv(
        IN, changing_sound(Path()), stream=AUDIO, longest=48_000
    ),
    "mezzanine_interlaced": lambda: mezzanine(replace(PROBE, video=INTERLACED)),
    "packet_times": lambda: packet_times_argv(IN),
    "sound_trial": lambda: trial_argv(IN, 1),
    "fields": lambda: fields_argv(IN, 0),
    "chunk": chunk,
    "audio": lambda: audio_argv(
        ffmpeg.input("in")["a:0"], OUT, samples=4804, encoding=EXPORT_AUDIO
    ),
    "concat": lambda: concat_argv(Path("list"), Path("sound.m4a"), OUT, rate=NTSC),
    "concat_silent": lambda: concat_argv(Path("list"), None, OUT, rate=DEFAULT_RATE),
    "measure": lambda: measure_argv(IN),
    "master": lambda: master_argv(
        IN, OUT, gain=Fraction(13, 2), samples=48_000, encoding=EXPORT_AUDIO
    ),
    "master_low": lambda: master_argv(
        IN, OUT, gain=Fraction(-1), samples=480, encoding=EXPORT_AUDIO, ceiling=None
    ),
    "packaging_copied": lambda: packaging(PROBE),
    "packaging_encoded": lambda: packaging(replace(PROBE, content_type="video/webm")),
    "packaging_silent": lambda: packaging(replace(PROBE, audio=None)),
}


@pytest.mark.parametrize("name", CASES)
def test_a_command_equals_its_golden_file(name: str) -> None:
    assert CASES[name]() == (GOLDEN / f"{name}.txt").read_text().splitlines()


def test_names_in_a_concat_list_are_quoted() -> None:
    script = concat_list([Path("a.mp4"), Path("it's.mp4")])
    assert script.splitlines() == [
        "ffconcat version 1.0",
        "file 'a.mp4'",
        "option codec_whitelist none",
        "file 'it'\\''s.mp4'",
        "option codec_whitelist none",
    ]
    with pytest.raises(ValueError, match="line break"):
        concat_list([Path("a\nfile '/etc/passwd'")])


def test_audio_is_encoded_as_it_was_planned() -> None:
    planned = AudioEncoding(sample_rate=44_100, channels=1, bitrate_kbps=96, target_lufs=-20)

    argv = master_argv(IN, OUT, gain=Fraction(1), samples=480, encoding=planned)

    options = dict(itertools.pairwise(argv))
    assert (options["-ar"], options["-ac"], options["-b:a"]) == ("44100", "1", "96000")
    assert static_gain(Fraction(-23), samples=48_000, target_lufs=planned.target_lufs) == 3
