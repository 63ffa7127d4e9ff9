# SPDX-License-Identifier: Apache-2.0
"""Compares the stretches of a source, frame by frame, with a conversion of the whole source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from media.argv import command, output
from media.entry import decode_part
from media.ingest import EnteredAt, MezzaninePart, normalised
from media.intake import Source
from media.normalise import frame_count
from media.timecode import DEFAULT_RATE, FrameRange, FrameRate
from tests.support.media.ffmpeg import make, source_of
from timeline.spec.stretches import all_stretches

HEIGHT_CLASS = 1080


@dataclass(frozen=True, slots=True)
class Compared:
    """The digests of the frames of a source made whole, and of its stretches one after another.

    `entered` says of each stretch whether the file was entered in its middle for it.
    """

    whole: list[str]
    stretches: list[str]
    entered: list[bool]


def compare(path: Path, rate: FrameRate) -> Compared:
    """Convert a file at a rate, whole and in stretches."""
    source = source_of(path)
    frames = frame_count(source.probe, rate)
    whole = _digests(source, MezzaninePart(rate, HEIGHT_CLASS, FrameRange(0, frames)), None)
    found: list[str] = []
    entered: list[bool] = []
    for each in all_stretches(frames, rate=rate):
        part = MezzaninePart(rate, HEIGHT_CLASS, each.frames)
        digests, is_entered = _stretch(source, part)
        found += digests
        entered.append(is_entered)
    return Compared(whole, found, entered)


def check_stretches(path: Path, *, is_enterable: bool) -> None:
    """Check the stretches of a file, of which all but the first enter it in its middle or none."""
    found = compare(path, DEFAULT_RATE)
    assert len(found.whole) > 550 and len(set(found.whole)) > 300
    assert found.stretches == found.whole
    assert found.entered == [False, *[is_enterable] * (len(found.entered) - 1)]


def _stretch(source: Source, part: MezzaninePart) -> tuple[list[str], bool]:
    digests: list[str] = []

    def attempt(entered: EnteredAt | None) -> bool:
        digests[:] = _digests(source, part, entered)
        return True

    stamps = source.path.with_name("stamps.txt")
    is_entered = decode_part(source, part, stamps=stamps, attempt=attempt)
    return digests, is_entered


def _digests(source: Source, part: MezzaninePart, entered: EnteredAt | None) -> list[str]:
    target = source.path.with_name("frames.md5")
    picture = normalised(source.path, probe=source.probe, part=part, entered=entered)
    digests = output(picture, path=str(target), options={"f": "framemd5"})
    assert make(command(digests, strict=False, progress=False))
    lines = target.read_text().splitlines()
    return [line.rsplit(",", 1)[1].strip() for line in lines if not line.startswith("#")]
