# SPDX-License-Identifier: Apache-2.0
"""Videos whose timestamps start early or late, wrap around, or have a huge time base."""

from __future__ import annotations

from tests.support.hostile.case import Accepted, FileMaker, HostileCase, Rejected, converted

X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


def odd_timestamps() -> list[HostileCase]:
    """Return the cases of odd timestamps."""
    late = ("-output_ts_offset", "5", "-c", "copy")
    early = ("-ss", "0.5", "-i")
    return [
        HostileCase(
            "clock-starts-at-5-mkv", "Starts at 5 s.", converted(*late, suffix=".mkv"), Accepted()
        ),
        HostileCase(
            "clock-starts-at-5-ts", "Starts at 5 s.", converted(*late, suffix=".ts"), Accepted()
        ),
        HostileCase("clock-negative", "Starts before 0.", _Negative(), Accepted(frames=24)),
        HostileCase(
            "clock-edit-list", "An edit list hides the start.", _Cut(early), Accepted(frames=75)
        ),
        HostileCase(
            "clock-delayed",
            "16 B-frames, so that the video starts late.",
            converted(*X264, *DELAYED),
            LATE,
        ),
        HostileCase(
            "clock-wraps", "The timestamps wrap around.", converted(*WRAP, suffix=".ts"), Accepted()
        ),
        HostileCase("clock-huge-base", "A time base of 90 MHz.", converted(*HUGE), Accepted()),
        HostileCase(
            "no-first-key-frame", "Starts without a key frame.", _headless, Rejected("no_video")
        ),
    ]


# Without an edit list the video starts two frames after the audio; its first frame fills them.
LATE = Accepted(frames=32)
DELAYED = ("-bf", "16", "-b_strategy", "0", "-use_editlist", "0")
WRAP = ("-output_ts_offset", "95443", "-c", "copy")
HUGE = ("-video_track_timescale", "90000000", "-c", "copy")


class _Negative:
    """Makes a video whose first frames are before time zero."""

    def __call__(self, room: FileMaker) -> bytes:
        options = ("-output_ts_offset", "-0.2", "-avoid_negative_ts", "disabled", "-c", "copy")
        return room.ffmpeg(*options, suffix=".mov")


class _Cut:
    """Makes a video cut without encoding, so that an edit list hides its first frames."""

    def __init__(self, before: tuple[str, ...]) -> None:
        self._before = before

    def __call__(self, room: FileMaker) -> bytes:
        source = str(room.base(("-g", "300"), 3))
        return room.make([*self._before, source, "-c", "copy"], suffix=".mp4")


def _headless(room: FileMaker) -> bytes:
    """Make a transport stream whose only key frame is missing."""
    source = room.base(("-g", "300"), 1)
    drop = "noise=drop='eq(n,0)'"
    return room.ffmpeg("-c", "copy", "-bsf:v", drop, suffix=".ts", source=source)
