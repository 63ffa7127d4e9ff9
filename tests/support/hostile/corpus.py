# SPDX-License-Identifier: Apache-2.0
"""The corpus of odd and hostile files, and the part of it that `make test` runs."""

from __future__ import annotations

from collections.abc import Mapping

from tests.support.hostile.case import HostileCase, by_name
from tests.support.hostile.damaged_files import damaged_files
from tests.support.hostile.decompression_bombs import decompression_bombs
from tests.support.hostile.odd_videos import odd_videos
from tests.support.hostile.other_files import other_files

FAMILIES: Mapping[str, list[HostileCase]] = {
    "Odd videos": odd_videos(),
    "Damaged videos": damaged_files(),
    "Images, audio and scripts": other_files(),
    "Decompression bombs": decompression_bombs(),
}
CORPUS: Mapping[str, HostileCase] = by_name([case for cases in FAMILIES.values() for case in cases])

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
    "box-endless",
    "box-in-index",
    "empty",
    "points-hls-path",
    "points-ffconcat-near",
    "points-mov",
    "text-svg",
    "bomb-png-20000",
    "bomb-png-text",
    "bomb-png-profile",
    "picture-webp-animated",
    "gif-as-video",
    "sound-only-m4a-with-cover",
)
