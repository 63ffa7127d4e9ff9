# SPDX-License-Identifier: Apache-2.0
"""Videos that were damaged on the way: cut off, scrambled, or empty."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Mapping

from tests.support.hostile.case import Accepted, FileMaker, HostileCase, Rejected

TRUNCATED = Rejected("truncated")
WHOLE = Accepted(frames=90)
# A transport stream may end anywhere: what was received is a valid video.
CUT_STREAM = {
    10: Accepted(frames=9),
    25: Accepted(frames=24),
    50: Accepted(frames=46),
    75: Accepted(frames=68),
    90: Accepted(frames=82),
    99: WHOLE,
}

CUT_MATROSKA = {
    10: Accepted(frames=8),
    25: Accepted(frames=22),
    50: Accepted(frames=45),
    75: Accepted(frames=67),
    90: Accepted(frames=81),
    99: Accepted(frames=89),
}


def damaged_files() -> list[HostileCase]:
    """Return the cases of damaged videos."""
    return [
        *_cut_off("front", FileMaker.front, TRUNCATED),
        *_cut_off("back", FileMaker.back, TRUNCATED, {99: Rejected("not_media")}),
        *_cut_off("mkv", _in(".mkv"), WHOLE, CUT_MATROSKA),
        *_cut_off("ts", _in(".ts"), WHOLE, CUT_STREAM),
        *_scrambled(),
        *_sliced(),
    ]


def _in(suffix: str) -> Callable[[FileMaker], bytes]:
    return lambda room: room.ffmpeg("-c", "copy", suffix=suffix, source=room.base((), 3))


def _cut_off(
    name: str,
    whole: Callable[[FileMaker], bytes],
    outcome: Rejected | Accepted,
    others: Mapping[int, Rejected | Accepted] | None = None,
) -> list[HostileCase]:
    def cut(percent: int) -> Callable[[FileMaker], bytes]:
        def make(room: FileMaker) -> bytes:
            content = whole(room)
            return content[: len(content) * percent // 100]

        return make

    return [
        HostileCase(
            f"cut-{name}-{percent}",
            f"Only the first {percent} % of the file.",
            cut(percent),
            (others or {}).get(percent, outcome),
        )
        for percent in (10, 25, 50, 75, 90, 99)
    ]


def _scrambled() -> list[HostileCase]:
    def scramble(changes: int, first: float) -> Callable[[FileMaker], bytes]:
        def make(room: FileMaker) -> bytes:
            content, dice = bytearray(room.front()), random.Random(changes)
            for _ in range(changes):
                index = dice.randrange(int(len(content) * first), len(content))
                content[index] = dice.randrange(256)
            return bytes(content)

        return make

    return [
        *(
            HostileCase(f"scrambled-{n}", f"{n} bytes are changed.", scramble(n, 0.1), WHOLE_UNREAD)
            for n in (1, 10, 100, 1000)
        ),
        HostileCase(
            "scrambled-head",
            "500 changed bytes, also in the index.",
            scramble(500, 0),
            WHOLE_UNREAD,
        ),
    ]


WHOLE_UNREAD = Accepted(frames=90, is_readable=False)


def _sliced() -> list[HostileCase]:
    def hole(room: FileMaker) -> bytes:
        content = bytearray(room.front())
        middle = len(content) // 2
        content[middle : middle + 20_000] = bytes(20_000)
        return bytes(content)

    def no_last_key_frame(room: FileMaker) -> bytes:
        source = room.base(("-g", "30", "-bf", "0"), 3)
        drop = "noise=drop='eq(n,60)'"
        return room.ffmpeg("-c", "copy", "-bsf:v", drop, suffix=".mp4", source=source)

    def twice(room: FileMaker) -> bytes:
        return room.front() * 2

    def endless_box(room: FileMaker) -> bytes:
        return room.front() + struct.pack(">I4sQ", 1, b"free", 2**64 - 1)

    def large_in_index(room: FileMaker) -> bytes:
        content, box = bytearray(room.back()), struct.pack(">I4s", 2**31, b"udta") + bytes(40)
        index = content.rindex(b"moov") - 4
        struct.pack_into(">I", content, index, len(content) - index + len(box))
        return bytes(content) + box

    def foreign_head(room: FileMaker) -> bytes:
        return b"GARBAGE!" * 64 + _in(".ts")(room)

    return [
        HostileCase("hole", "20,000 bytes in the middle are zero.", hole, WHOLE_UNREAD),
        HostileCase(
            "no-last-key-frame", "The last key frame is missing.", no_last_key_frame, WHOLE_UNREAD
        ),
        HostileCase("twice", "Two videos in one file.", twice, WHOLE),
        HostileCase("box-endless", "A box behind it of 16 EiB.", endless_box, WHOLE),
        HostileCase("box-in-index", "A box in the index that is larger.", large_in_index, WHOLE),
        HostileCase("foreign-head", "512 other bytes before the video.", foreign_head, WHOLE),
    ]
