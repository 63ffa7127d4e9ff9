# SPDX-License-Identifier: Apache-2.0
"""What a document of sounds has to sound like, written down once more and independently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

PER_FRAME = 1600
"""Samples of a frame at 30 frames a second: the rate of all documents mixed here."""

LEVELS = {"quiet": -24, "medium": -18, "loud": -12}
Sound = NDArray[np.float64]


def samples(seconds: float) -> int:
    """The first sample of the frame nearest to a time."""
    return int(np.floor(seconds * 30 + 0.5)) * PER_FRAME


def factor(decibels: float) -> float:
    """The factor of a gain."""
    return float(10 ** (decibels / 20))


def reference_mix(
    document: dict[str, Any], sounds: Mapping[int, Sound], *, seconds: float, music: bool = True
) -> Sound:
    """Mix a document whose music neither ducks nor waits for speech."""
    heard = np.zeros((samples(seconds), 2))
    for clip in (*document.get("clips", ()), *document.get("videoOverlays", ())):
        first, last = samples(clip["sourceStartSeconds"]), samples(clip["sourceEndSeconds"])
        is_on = clip.get("audioEnabled", "sizePctWidth" not in clip)
        gain = factor(clip.get("boostDb", 0)) * is_on
        _add(heard, clip["startSeconds"], sounds[clip["uploadId"]][first:last] * gain)
    for item in document.get("audioSegments", ()):
        span = slice(samples(item["startSeconds"]), samples(item.get("endSeconds", seconds)))
        is_silenced = item["musicMode"] == "replace"
        heard[span] *= 0 if is_silenced else factor(item.get("programGainDb", 0))
    for item in document.get("narration", ()):
        first = samples(item.get("sourceStartSeconds", 0))
        length = samples(item["endSeconds"]) - samples(item["startSeconds"])
        gain = factor(item.get("gainDb", 0) + item.get("boostDb", 0))
        voice = sounds[item["uploadId"]][first : first + length]
        _add(heard, item["startSeconds"], voice * gain)
    for item in document.get("audioSegments", ()) if music else ():
        _add(heard, item["startSeconds"], music_of(item, sounds, seconds=seconds))
    return heard


def music_of(item: dict[str, Any], sounds: Mapping[int, Sound], *, seconds: float) -> Sound:
    """The music of a segment, repeated, at its level, with its fades."""
    length = samples(item.get("endSeconds", seconds)) - samples(item["startSeconds"])
    source = sounds[item["uploadId"]][samples(item.get("sourceStartSeconds", 0)) :]
    played = np.tile(source, (length // len(source) + 1, 1))[:length]
    gain = item["gainDb"] if "gainDb" in item else LEVELS[item["musicLevel"]]
    rise = round(item.get("fadeInSeconds", 0.35) * 48_000)
    fall = round(item.get("fadeOutSeconds", 0.35) * 48_000)
    shape = np.ones(length)
    shape[:rise] = np.arange(rise) / max(1, rise)
    shape[length - fall :] *= 1 - np.arange(fall) / max(1, fall)
    made: Sound = played * factor(gain) * shape[:, None]
    return made


def _add(heard: Sound, start_seconds: float, sound: Sound) -> None:
    start = samples(start_seconds)
    end = min(len(heard), start + len(sound))
    heard[start:end] += sound[: end - start]
