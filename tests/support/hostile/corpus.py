# SPDX-License-Identifier: Apache-2.0
"""The whole corpus of odd and hostile files, and the quick part of it."""

from __future__ import annotations

from collections.abc import Mapping

from tests.support.hostile.bombs import bombs
from tests.support.hostile.case import Case, by_name
from tests.support.hostile.damage import damaged
from tests.support.hostile.films import films
from tests.support.hostile.foreign import foreign

FAMILIES: Mapping[str, list[Case]] = {
    "Odd films": films(),
    "Damaged films": damaged(),
    "Pictures, sounds and scripts": foreign(),
    "Bombs": bombs(),
}
CORPUS: Mapping[str, Case] = by_name([case for cases in FAMILIES.values() for case in cases])

QUICK = (
    "turn-turned-right",
    "turn-transposed",
    "size-321x181",
    "vfr-mp4",
    "codec-hevc-10-bit",
    "sound-no-sound",
    "sound-mono-44100",
    "sound-five-one",
    "frames-interlaced-top-first",
    "aspect-4-3",
    "clock-negative",
    "hdr-pq",
    "cut-front-50",
    "cut-back-90",
    "cut-mkv-50",
    "scrambled-1000",
    "empty",
    "points-hls-path",
    "points-ffconcat-near",
    "points-mov",
    "text-svg",
    "bomb-png-20000",
    "bomb-png-text",
    "bomb-png-profile",
    "picture-webp-animated",
    "gif-as-film",
    "sound-only-m4a-with-cover",
)
