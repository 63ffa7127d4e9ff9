# SPDX-License-Identifier: Apache-2.0
"""Films whose clocks start early or late, wrap, or tick too fast."""

from __future__ import annotations

from tests.support.hostile.case import Case, Rejected, Right, Workroom, converted

X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


def clocks() -> list[Case]:
    """List the films whose clocks are odd."""
    late = ("-output_ts_offset", "5", "-c", "copy")
    early = ("-ss", "0.5", "-i")
    return [
        Case("clock-starts-at-5-mkv", "Starts at 5 s.", converted(*late, suffix=".mkv"), Right()),
        Case("clock-starts-at-5-ts", "Starts at 5 s.", converted(*late, suffix=".ts"), Right()),
        Case("clock-negative", "Starts before 0.", _Negative(), Right(frames=24)),
        Case("clock-edit-list", "An edit list hides the start.", _Cut(early), Right(frames=75)),
        Case("clock-delayed", "16 B-frames before it shows.", converted(*X264, *DELAYED), LATE),
        Case("clock-wraps", "The clock wraps.", converted(*WRAP, suffix=".ts"), Right()),
        Case("clock-huge-base", "90 MHz clock.", converted(*HUGE), Right()),
        Case("no-first-key-frame", "Begins in the middle.", _headless, Rejected("no_video")),
    ]


# Without an edit list the pictures start two frames after the sound; the first is shown for them.
LATE = Right(frames=32)
DELAYED = ("-bf", "16", "-b_strategy", "0", "-use_editlist", "0")
WRAP = ("-output_ts_offset", "95443", "-c", "copy")
HUGE = ("-video_track_timescale", "90000000", "-c", "copy")


class _Negative:
    """Makes a film whose first pictures come before time zero."""

    def __call__(self, room: Workroom) -> bytes:
        options = ("-output_ts_offset", "-0.2", "-avoid_negative_ts", "disabled", "-c", "copy")
        return room.ffmpeg(*options, suffix=".mov")


class _Cut:
    """Makes a film cut without encoding, so that an edit list hides what comes before."""

    def __init__(self, before: tuple[str, ...]) -> None:
        self._before = before

    def __call__(self, room: Workroom) -> bytes:
        source = str(room.base(("-g", "300"), 3))
        return room.make([*self._before, source, "-c", "copy"], suffix=".mp4")


def _headless(room: Workroom) -> bytes:
    """A transport stream whose first and only key frame is missing."""
    source = room.base(("-g", "300"), 1)
    drop = "noise=drop='eq(n,0)'"
    return room.ffmpeg("-c", "copy", "-bsf:v", drop, suffix=".ts", source=source)
