# SPDX-License-Identifier: Apache-2.0
"""How large an export becomes follows from its pixels, its length and its quality."""

from __future__ import annotations

from media.export_sizes import export_file_size
from media.sizes import Size
from media.timecode import FrameRate

HD = Size(1920, 1080)
NTSC = FrameRate(30000, 1001)


def test_a_minute_of_full_hd_is_expected_to_take_less_than_its_peak() -> None:
    size = export_file_size(HD, frames=1800, rate=FrameRate(30), quality="standard")

    assert size.peak == (6_500_000 + 192_000) * 60 // 8
    assert size.expected == (1920 * 1080 * 1800 * 33 // 1000 + 192_000 * 60) // 8


def test_a_finer_quality_takes_more_but_never_more_than_the_peak() -> None:
    sizes = [
        export_file_size(HD, frames=600, rate=NTSC, quality=quality)
        for quality in ("draft", "standard", "high")
    ]
    fast = export_file_size(HD, frames=6000, rate=FrameRate(600), quality="high")

    assert sizes[0].expected < sizes[1].expected < sizes[2].expected < sizes[2].peak
    assert fast.expected == fast.peak


def test_what_has_no_frame_has_no_bytes() -> None:
    size = export_file_size(HD, frames=0, rate=NTSC, quality="high")

    assert (size.expected, size.peak) == (0, 0)
