# SPDX-License-Identifier: Apache-2.0
"""The commands that decode the sound of an upload, whatever it is, to 48 kHz stereo."""

from __future__ import annotations

from pathlib import Path

from media.argv import Options, command, output
from media.picture import exact_audio, in_stereo, open_upload
from media.probed import NotMedia, Probe
from media.timecode import SAMPLE_RATE

_RAW: Options = {"f": "s16le", "c:a": "pcm_s16le", "ar": SAMPLE_RATE, "ac": 2}


def sound_argv(source: Path, target: Path, *, probe: Probe, longest: int) -> list[str]:
    """Decode the sound of an upload to 16-bit samples without a header, up to a length."""
    if probe.audio is None:
        raise NotMedia("this file holds no sound")
    # What a codec says before its first sample is no silence, so the first one counts as zero.
    sound = open_upload(source)[str(probe.audio.index)].filter("asetpts", "PTS-STARTPTS")
    sound = sound.filter("aresample", SAMPLE_RATE, **{"async": 1000})
    sound = in_stereo(sound, probe.audio).filter("aformat", sample_fmts="s16")
    sound = sound.filter("atrim", end_sample=longest)
    # A damaged frame in an upload costs that frame, not the upload.
    return command(output(sound, path=str(target), options=_RAW), strict=False)


def film_sound_argv(source: Path, target: Path, *, probe: Probe, samples: int) -> list[str]:
    """Decode the sound of a film to exactly so many samples, the first where its picture begins."""
    if probe.audio is None:
        raise NotMedia("this file holds no sound")
    sound = exact_audio(open_upload(source), probe, samples)
    return command(output(sound, path=str(target), options=_RAW), strict=False)
