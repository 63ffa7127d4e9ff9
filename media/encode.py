# SPDX-License-Identifier: Apache-2.0
"""The ffmpeg commands of an export: encode a chunk, encode its audio, concatenate them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import ffmpeg

from media.argv import Graph, Options, command, output
from media.audio_encoding import AudioEncoding
from media.encoder_profile import EncoderProfile
from media.mezzanine_encoding import BT709_TAGS, timescales
from media.normalise import ONLY_STREAMS
from media.timecode import SAMPLE_RATE, FrameRate, seconds_text

PROFILE_VERSION = "x264-3"
"""Part of every chunk's key: raised when the options below change what is encoded."""


def profile_options(profile: EncoderProfile) -> Options:
    """Return the output options of a chunk, for ffmpeg-python's output."""
    return {
        **x264_options(
            crf=profile.crf,
            maxrate=profile.maxrate,
            bufsize=profile.bufsize,
            preset=profile.preset,
        ),
        "x264-params": x264_params(profile.keyframe_interval),
        "r": profile.fps,
        **timescales(profile.rate),
        "f": "mp4",
    }


def x264_options(*, crf: int, maxrate: int, bufsize: int, preset: str, threads: int = 1) -> Options:
    """Return options for constant quality below a peak rate, in bits per second, in BT.709.

    Chunks are encoded by one thread, so that they are equal on every machine.
    """
    return {
        "c:v": "libx264",
        "preset": preset,
        "crf": crf,
        "maxrate": maxrate,
        "bufsize": bufsize,
        "threads": threads,
        "pix_fmt": "yuv420p",
        "profile:v": "high",
        **BT709_TAGS,
    }


def x264_params(interval: int) -> str:
    """Return x264's parameters for closed GOPs of `interval` frames and equal stream headers."""
    return (
        f"keyint={interval}:min-keyint={interval}:scenecut=0:open-gop=0:stitchable=1"
        ":force-cfr=1:repeat-headers=0"
    )


def chunk_argv(
    picture: Graph, target: Path, *, profile: EncoderProfile, reads_upload: bool = False
) -> list[str]:
    """Return the command that encodes a video graph as one chunk without audio.

    Of an upload a damaged frame is replaced, as in a mezzanine, and its descriptions are left out.
    """
    options = {**profile_options(profile), **(ONLY_STREAMS if reads_upload else {})}
    return command(output(picture, path=str(target), options=options), strict=not reads_upload)


def aac_options(*, bitrate: int, sample_rate: int = SAMPLE_RATE, channels: int = 2) -> Options:
    """Return options for AAC at a bit rate in bits per second."""
    # ffmpeg's manual calls this coder the better one at high bit rates.
    return {
        "c:a": "aac",
        "aac_coder": "fast",
        "b:a": bitrate,
        "ar": sample_rate,
        "ac": channels,
    }


def audio_argv(audio: Graph, target: Path, *, samples: int, encoding: AudioEncoding) -> list[str]:
    """Return the command that encodes an audio graph as AAC, padded or cut to `samples`."""
    exact = audio.filter("apad").filter("atrim", end_sample=samples)
    options: Options = {
        **aac_options(
            bitrate=1000 * encoding.bitrate_kbps,
            sample_rate=encoding.sample_rate,
            channels=encoding.channels,
        ),
        "movie_timescale": encoding.sample_rate,
        "f": "mp4",
    }
    return command(output(exact, path=str(target), options=options))


def concat_list(parts: Sequence[Path], *, durations: Sequence[Fraction] = ()) -> str:
    """Return the script with which ffmpeg's concat demuxer reads files in order.

    Files that do not state their duration, such as fragmented ones, need `durations` in seconds.
    """
    # Without a decoder ffmpeg trusts the container. Otherwise it would decode the first frames
    # of each part, which took three quarters of the time of a concatenation.
    lines = [f"file '{_quoted(str(part))}'\noption codec_whitelist none" for part in parts]
    if durations:
        stated = (f"duration {seconds_text(each)}" for each in durations)
        lines = [f"{line}\n{duration}" for line, duration in zip(lines, stated, strict=True)]
    return "\n".join(["ffconcat version 1.0", *lines, ""])


def _quoted(name: str) -> str:
    if "\n" in name or "\r" in name:
        raise ValueError("a line break in a file name")
    return name.replace("'", "'\\''")


def snap_to_frames(rate: FrameRate) -> str:
    """Return a bit stream filter that moves the times of packets to whole frames.

    The concat demuxer counts in microseconds, which is too coarse for NTSC frame rates.
    """
    frame = f"{rate.den}/({rate.num}*TB)"
    snap = {name: f"round(round({name.upper()}/({frame}))*{frame})" for name in ("pts", "dts")}
    return f"setts=pts='{snap['pts']}':dts='{snap['dts']}':duration='round({frame})'"


def concat_argv(
    parts_list: Path, audio: Path | None, target: Path, *, rate: FrameRate
) -> list[str]:
    """Return the command that concatenates chunks (a `concat_list` file) and adds the audio.

    Nothing is encoded again.
    """
    streams = [ffmpeg.input(str(parts_list), f="concat", safe=0)["v:0"]]
    if audio is not None:
        streams.append(ffmpeg.input(str(audio))["a:0"])
    options: Options = {
        "c": "copy",
        **timescales(rate),
        "bsf:v": snap_to_frames(rate),
        "movflags": "+faststart",
        "f": "mp4",
    }
    return command(output(*streams, path=str(target), options=options))
