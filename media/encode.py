# SPDX-License-Identifier: Apache-2.0
"""How a film is encoded: the video chunk, the one piece of sound, and the join without encoding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from media.argv import Graph, Options, command, output
from media.ingest import BT709, timescales
from media.sizes import Size, maxrate
from media.timecode import SAMPLE_RATE, FrameRate

QUALITY_CRF = {"draft": 23, "standard": 20, "high": 18}
AUDIO_BITRATE = 192_000
# Part of every chunk key: raise it whenever the options below change what comes out.
PROFILE_VERSION = "x264-2"


@dataclass(frozen=True, slots=True)
class VideoProfile:
    """What every chunk of one film shares, so that chunks join into one stream."""

    size: Size
    rate: FrameRate
    crf: int
    preset: str = "veryfast"

    @classmethod
    def of_quality(cls, quality: str, *, size: Size, rate: FrameRate) -> VideoProfile:
        """The profile of a named quality: draft, standard or high."""
        return cls(size=size, rate=rate, crf=QUALITY_CRF[quality])

    @property
    def maxrate(self) -> int:
        """The peak bit rate, low enough for the film to be the top rung of its own ladder."""
        return maxrate(self.size)

    def options(self) -> Options:
        """The encoder block of a chunk, for ffmpeg-python's output."""
        return {
            **x264_options(crf=self.crf, peak=self.maxrate, preset=self.preset),
            "x264-params": x264_params(self.rate.keyframe_interval),
            "r": str(self.rate),
            **timescales(self.rate),
            "f": "mp4",
        }


def x264_options(*, crf: int, peak: int, preset: str, threads: int = 1) -> Options:
    """Capped constant quality in tagged BT.709; chunks use one thread so that all are alike."""
    return {
        "c:v": "libx264",
        "preset": preset,
        "crf": crf,
        "maxrate": peak,
        "bufsize": 2 * peak,
        "threads": threads,
        "pix_fmt": "yuv420p",
        "profile:v": "high",
        **BT709,
    }


def x264_params(interval: int) -> str:
    """Closed groups of a fixed length whose headers are equal in every chunk."""
    return (
        f"keyint={interval}:min-keyint={interval}:scenecut=0:open-gop=0:stitchable=1"
        ":force-cfr=1:repeat-headers=0"
    )


def chunk_argv(picture: Graph, target: Path, *, profile: VideoProfile) -> list[str]:
    """Encode a described picture as one silent chunk."""
    return command(output(picture, path=str(target), options=profile.options()))


def aac_options(bitrate: int) -> Options:
    """Stereo AAC at 48 kHz, by the coder that ffmpeg's manual calls better at high bit rates."""
    return {"c:a": "aac", "aac_coder": "fast", "b:a": bitrate, "ar": SAMPLE_RATE, "ac": 2}


def audio_argv(sound: Graph, target: Path, *, samples: int) -> list[str]:
    """Encode a described sound as AAC of exactly so many samples, padded or cut at the end."""
    exact = sound.filter("apad").filter("atrim", end_sample=samples)
    options: Options = {
        **aac_options(AUDIO_BITRATE),
        "movie_timescale": SAMPLE_RATE,
        "f": "mp4",
    }
    return command(output(exact, path=str(target), options=options))


def concat_list(parts: Sequence[Path]) -> str:
    """The script of ffmpeg's concat demuxer for files in order."""
    # To look into a part ffmpeg would decode its first frames, three quarters of a join's time.
    # Without a decoder it takes the container's word, which is all that copying needs.
    lines = [f"file '{_quoted(str(part))}'\noption codec_whitelist none" for part in parts]
    return "\n".join(["ffconcat version 1.0", *lines, ""])


def _quoted(name: str) -> str:
    if "\n" in name or "\r" in name:
        raise ValueError("a line break in a file name")
    return name.replace("'", "'\\''")


def on_the_grid(rate: FrameRate) -> str:
    """A bit stream filter that moves packets to whole frames.

    The concat demuxer counts in microseconds, which is too coarse for the clocks of NTSC rates.
    """
    frame = f"{rate.den}/({rate.num}*TB)"
    snap = {name: f"round(round({name.upper()}/({frame}))*{frame})" for name in ("pts", "dts")}
    return f"setts=pts='{snap['pts']}':dts='{snap['dts']}':duration='round({frame})'"


def join_argv(parts_list: Path, audio: Path | None, target: Path, *, rate: FrameRate) -> list[str]:
    """Join chunks (a `concat_list` file) and the sound into one film, encoding nothing."""
    streams = [ffmpeg.input(str(parts_list), f="concat", safe=0)["v:0"]]
    if audio is not None:
        streams.append(ffmpeg.input(str(audio))["a:0"])
    options: Options = {
        "c": "copy",
        **timescales(rate),
        "bsf:v": on_the_grid(rate),
        "movflags": "+faststart",
        "f": "mp4",
    }
    return command(output(*streams, path=str(target), options=options))
