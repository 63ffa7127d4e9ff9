# SPDX-License-Identifier: Apache-2.0
"""Generated videos of many shapes, rates and lengths, and their packages."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from media.hls.conformance import report, violations
from tests.support.hls.check import hls_violations
from tests.support.media.packaging import package
from tests.support.media.video import AudioTrack, make_video

SIZES = ("640x360", "360x640", "426x240", "640x480", "480x480", "350x262", "854x480", "478x852")
RATES = ("24000/1001", "24", "25", "30000/1001", "30", "50", "60")
SOUNDS = (AudioTrack(), AudioTrack(44_100, 1), AudioTrack(48_000, 1, codec="mp3"), None)
LENGTHS = (0.5, 1.0, 2.1, 3.9, 4.0, 6.5, 8.2)
LONG_LENGTHS = (*LENGTHS, 12.3, 30.0, 61.7, 90.0)
QUICK = (0, 1, 2, 6, 8)
"""Seeds of short videos: turned, upright, of half a second, uneven, and like ours."""

LIKE_OURS = (
    *("-crf", "32", "-preset", "veryfast", "-g", "48", "-bf", "2", "-sc_threshold", "0"),
    *("-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"),
    *("-color_range", "tv"),
)


@dataclass(frozen=True, slots=True)
class GeneratedInput:
    """A video to be packaged; one like ours may be copied as the largest rendition."""

    size: str
    rate: str
    seconds: float
    sound: AudioTrack | None
    is_like_ours: bool
    is_uneven: bool
    rotation: int

    def __str__(self) -> str:
        kind = "ours" if self.is_like_ours else "uneven" if self.is_uneven else "even"
        sound = self.sound.codec if self.sound else "silent"
        return f"{self.size}-{self.rate.replace('/', ':')}-{self.seconds}s-{sound}-{kind}"

    def make(self, folder: Path) -> Path:
        """Make the video."""
        return make_video(
            folder / "input.mp4",
            self.seconds,
            self.size,
            self.rate,
            audio=self.sound,
            rotate=self.rotation,
            vfr=self.is_uneven,
            extra=LIKE_OURS if self.is_like_ours else (),
        )


def generated_input(seed: int, *, lengths: tuple[float, ...] = LENGTHS) -> GeneratedInput:
    """Return the input of a seed."""
    chance = random.Random(seed)
    is_like_ours = chance.random() < 0.5
    return GeneratedInput(
        size=chance.choice(SIZES),
        rate=RATES[seed % len(RATES)],
        seconds=chance.choice(lengths),
        sound=AudioTrack() if is_like_ours else chance.choice(SOUNDS),
        is_like_ours=is_like_ours,
        is_uneven=not is_like_ours and chance.random() < 0.3,
        rotation=0 if is_like_ours else chance.choice((0, 0, 0, 90, 180)),
    )


def package_video(source: Path, folder: Path) -> Path:
    """Package a video into a folder of its own, and return that."""
    target = folder / "stream"
    package(source, scratch=folder / "scratch", target=target)
    return target


def check_generated(given: GeneratedInput, folder: Path) -> None:
    """Package an input, and judge its stream by our check and by the validator of the tests."""
    target = package_video(given.make(folder), folder)
    assert report(violations(target)) == ""
    assert hls_violations(target) == []
