# SPDX-License-Identifier: Apache-2.0
"""The spec of decoded audio: 16-bit stereo PCM at 48 kHz."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from media.timecode import SAMPLE_RATE
from timeline.spec.canonical import Spec

MAX_PCM_SAMPLES = 3600 * SAMPLE_RATE
"""How much of an audio upload is decoded: one hour, longer than any export."""


@dataclass(frozen=True, slots=True)
class PcmKey:
    """Everything that decides the content of decoded audio; its digest is the cache key."""

    source_sha256: str
    recipe: str
    kind: Literal["audio", "video"] = "audio"
    audio_track: int | None = None


@dataclass(frozen=True, slots=True)
class PcmSpec(Spec):
    """How to decode the audio of an upload.

    The audio of a video is exactly `n_samples` long and begins with its first frame. That of an
    audio upload begins with its first sample and is at most `n_samples` long. `audio_track` is the
    index of the stream to decode, None for the one that players prefer.
    """

    key: str
    upload_id: int
    source_sha256: str
    storage_key: str
    recipe: str
    n_samples: int
    is_of_video: bool = False
    audio_track: int | None = None
