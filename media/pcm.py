# SPDX-License-Identifier: Apache-2.0
"""The ffmpeg commands that decode an upload's audio to 16-bit stereo PCM at 48 kHz."""

from __future__ import annotations

from pathlib import Path

from media.argv import Options, command, output
from media.errors import NotMedia
from media.normalise import exact_audio, in_stereo, open_upload
from media.streams import MediaProbe
from media.timecode import SAMPLE_RATE

_RAW: Options = {"f": "s16le", "c:a": "pcm_s16le", "ar": SAMPLE_RATE, "ac": 2}


def audio_pcm_argv(source: Path, target: Path, *, probe: MediaProbe, longest: int) -> list[str]:
    """Return the command that decodes the audio of an upload, at most `longest` samples of it."""
    if probe.audio is None:
        raise NotMedia("this file has no audio")
    # What a codec puts before its first sample is not silence: that sample is at time zero.
    audio = open_upload(source)[str(probe.audio.index)].filter("asetpts", "PTS-STARTPTS")
    audio = audio.filter("aresample", SAMPLE_RATE, **{"async": 1000})
    audio = in_stereo(audio, probe.audio).filter("aformat", sample_fmts="s16")
    audio = audio.filter("atrim", end_sample=longest)
    # A damaged frame is left out, so that the upload can be used.
    return command(output(audio, path=str(target), options=_RAW), strict=False)


def video_pcm_argv(source: Path, target: Path, *, probe: MediaProbe, samples: int) -> list[str]:
    """Return the command that decodes the audio of a video to exactly `samples` samples.

    The first one is at the video's first frame.
    """
    if probe.audio is None:
        raise NotMedia("this file has no audio")
    audio = exact_audio(open_upload(source), probe, samples)
    return command(output(audio, path=str(target), options=_RAW), strict=False)
