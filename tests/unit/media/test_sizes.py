# SPDX-License-Identifier: Apache-2.0
"""Sizes are even and never enlarged, and ladders begin with the size of the source."""

from __future__ import annotations

import pytest

from media.sizes import Size, fit_long_edge, fit_short_edge, ladder, maxrate


@pytest.mark.parametrize(
    ("source", "edge", "fitted"),
    [
        (Size(1920, 1080), 540, Size(960, 540)),
        (Size(1080, 1920), 540, Size(540, 960)),
        (Size(1920, 1080), 480, Size(854, 480)),
        (Size(641, 361), 1080, Size(640, 360)),
        (Size(1, 1), 360, Size(2, 2)),
    ],
)
def test_the_short_edge_is_capped(source: Size, edge: int, fitted: Size) -> None:
    assert fit_short_edge(source, edge) == fitted


def test_the_long_edge_is_capped() -> None:
    assert fit_long_edge(Size(1080, 1920), 640) == Size(360, 640)
    assert fit_long_edge(Size(100, 50), 640) == Size(100, 50)


@pytest.mark.parametrize(
    ("source", "sizes"),
    [
        (Size(1920, 1080), ["1920x1080", "1280x720", "854x480", "640x360"]),
        (Size(1080, 1920), ["1080x1920", "720x1280", "540x960", "360x640"]),
        (Size(3840, 2160), ["1920x1080", "1280x720", "854x480", "640x360"]),
        (Size(960, 540), ["960x540", "640x360"]),
        (Size(320, 240), ["320x240"]),
        (Size(1080, 1080), ["1080x1080", "720x720", "480x480", "360x360"]),
    ],
)
def test_a_ladder_never_upscales(source: Size, sizes: list[str]) -> None:
    assert [str(rung.size) for rung in ladder(source, is_copied=False)] == sizes


def test_rates_follow_the_short_edge() -> None:
    rates = [maxrate(Size(edge * 2, edge)) for edge in (200, 360, 400, 1080, 2160, 4320)]
    assert rates == [1_000_000, 1_000_000, 1_500_000, 6_500_000, 24_000_000, 24_000_000]
