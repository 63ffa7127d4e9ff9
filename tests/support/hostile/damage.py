# SPDX-License-Identifier: Apache-2.0
"""Films that broke on the way: cut off, scrambled, or empty."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from tests.support.hostile.case import Case, Rejected, Right, Workroom

TRUNCATED = Rejected("truncated")
WHOLE = Right(frames=90)
# A stream may end anywhere: what came is a whole film.
CUT_STREAM = {
    10: Right(frames=9),
    25: Right(frames=24),
    50: Right(frames=46),
    75: Right(frames=68),
    90: Right(frames=82),
    99: WHOLE,
}


def damaged() -> list[Case]:
    """List the broken films."""
    return [
        *_cut_off("front", Workroom.front, TRUNCATED),
        *_cut_off("back", Workroom.back, TRUNCATED, {99: Rejected("not_media")}),
        *_cut_off("mkv", _in(".mkv"), Rejected("damaged_media"), {99: WHOLE, 75: WHOLE, 90: WHOLE}),
        *_cut_off("ts", _in(".ts"), WHOLE, CUT_STREAM),
        *_scrambled(),
        *_sliced(),
    ]


def _in(suffix: str) -> Callable[[Workroom], bytes]:
    return lambda room: room.ffmpeg("-c", "copy", suffix=suffix, source=room.base((), 3))


def _cut_off(
    name: str,
    whole: Callable[[Workroom], bytes],
    outcome: Rejected | Right,
    others: Mapping[int, Rejected | Right] | None = None,
) -> list[Case]:
    def cut(percent: int) -> Callable[[Workroom], bytes]:
        def make(room: Workroom) -> bytes:
            content = whole(room)
            return content[: len(content) * percent // 100]

        return make

    return [
        Case(
            f"cut-{name}-{percent}",
            f"Only the first {percent} % of it came.",
            cut(percent),
            (others or {}).get(percent, outcome),
        )
        for percent in (10, 25, 50, 75, 90, 99)
    ]


def _scrambled() -> list[Case]:
    def scramble(changes: int, first: float) -> Callable[[Workroom], bytes]:
        def make(room: Workroom) -> bytes:
            content, dice = bytearray(room.front()), random.Random(changes)
            for _ in range(changes):
                place = dice.randrange(int(len(content) * first), len(content))
                content[place] = dice.randrange(256)
            return bytes(content)

        return make

    return [
        *(
            Case(f"scrambled-{n}", f"{n} bytes are wrong.", scramble(n, 0.1), WHOLE_UNREAD)
            for n in (1, 10, 100, 1000)
        ),
        Case("scrambled-head", "500 wrong bytes, its index too.", scramble(500, 0), WHOLE_UNREAD),
    ]


WHOLE_UNREAD = Right(frames=90, is_readable=False)


def _sliced() -> list[Case]:
    def hole(room: Workroom) -> bytes:
        content = bytearray(room.front())
        middle = len(content) // 2
        content[middle : middle + 20_000] = bytes(20_000)
        return bytes(content)

    def no_last_key_frame(room: Workroom) -> bytes:
        source = room.base(("-g", "30", "-bf", "0"), 3)
        drop = "noise=drop='eq(n,60)'"
        return room.ffmpeg("-c", "copy", "-bsf:v", drop, suffix=".mp4", source=source)

    def twice(room: Workroom) -> bytes:
        return room.front() * 2

    def foreign_head(room: Workroom) -> bytes:
        return b"GARBAGE!" * 64 + _in(".ts")(room)

    return [
        Case("hole", "20,000 bytes in the middle are zero.", hole, WHOLE_UNREAD),
        Case("no-last-key-frame", "Its last key frame is lost.", no_last_key_frame, WHOLE_UNREAD),
        Case("twice", "Two films in one file.", twice, WHOLE),
        Case("foreign-head", "512 foreign bytes before it.", foreign_head, WHOLE),
    ]
