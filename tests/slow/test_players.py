# SPDX-License-Identifier: Apache-2.0
"""Two players play twelve streams to their ends in Chromium, and switch renditions midway."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.hls.generated import LIKE_OURS, RATES, package_video
from tests.support.hls.players import PLAYINGS, play_to_the_end, served
from tests.support.media.video import AudioTrack, make_video
from tests.support.platform.player import a_browser

SIZES = ("1280x720", "720x1280", "854x480", "960x720")
SECONDS = (12.3, 16.5, 20.0)
INPUTS = [
    pytest.param(size, RATES[(4 * row + column) % len(RATES)], seconds, (row + column) % 3 > 0)
    for row, seconds in enumerate(SECONDS)
    for column, size in enumerate(SIZES)
]
"""Twelve videos: their sizes, rates and lengths, and whether they have sound."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as opened:
        yield opened


@pytest.mark.parametrize(("size", "rate", "seconds", "has_sound"), INPUTS)
def test_players_play_a_stream_without_a_hole_and_switch_its_renditions(
    browser: Browser, tmp_path: Path, size: str, rate: str, seconds: float, has_sound: bool
) -> None:
    source = make_video(
        tmp_path / "input.mp4",
        seconds,
        size,
        rate,
        audio=AudioTrack() if has_sound else None,
        extra=LIKE_OURS,
    )
    stream = package_video(source, tmp_path)
    width, height = map(int, size.split("x"))

    with served(stream) as address:
        for player, name in PLAYINGS:
            played = play_to_the_end(browser, address, player=player, name=name)
            shown = f"{player} {name}: {played}"
            assert (played.errors, played.holes, played.ended) == ([], 0, True), shown
            assert played.renditions > 1 and played.switched, shown
            assert played.ranges == 1 and abs(played.seconds - seconds) < 0.2, shown
            assert played.size == (width, height), shown
