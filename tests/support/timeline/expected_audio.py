# SPDX-License-Identifier: Apache-2.0
"""The expected audio of each 25th of a second, read from a document without the planner.

Items begin and end at these times; positions in sources and phases of fades are in samples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.support.timeline.edit_values import Json, an_upload
from tests.support.timeline.expected_frames import OutputFormat, content, end_of, output_format

SAMPLE_RATE = 48_000
Content = tuple[object, ...]
Part = tuple[int, int, Callable[[int], object]]
LEVELS = {"quiet": -24, "medium": -18, "loud": -12}
DUCKS = {"min": 6, "medium": 12, "max": 18}


def audio_content(document: Json) -> list[Content]:
    """Return the content of every 25th of a second."""
    output = replace(output_format(document), rate=25)
    n_frames = end_of(document, output)
    audible: list[list[object]] = [[] for _ in range(n_frames)]
    for start, length, describe in _parts(document, output):
        for offset in range(min(length, n_frames - start)):
            audible[start + offset].append(describe(offset * SAMPLE_RATE // output.rate))
    return [tuple(each) for each in audible]


def _parts(document: Json, output: OutputFormat) -> Iterator[Part]:
    for clip in sorted(document["clips"], key=lambda clip: clip["startSeconds"]):
        yield from _of_video("clip", clip, output)
    for overlay in sorted(document["videoOverlays"], key=lambda item: item["startSeconds"]):
        yield from _of_video("overlay", overlay, output)
    for voice in document["narration"]:
        if voice["audioEnabled"]:
            gain = voice["gainDb"] + voice["boostDb"]
            yield _part("voice", voice, output, lambda _at, _n, gain=gain: (gain,))
    for music in document["audioSegments"]:
        if music["audioEnabled"]:
            yield _part("music", music, output, lambda at, n, music=music: _music(music, at, n))


def _of_video(kind: str, item: Json, output: OutputFormat) -> Iterator[Part]:
    if not (item["audioEnabled"] and an_upload(item["uploadId"]).has_audio):
        return
    first, last = (output.frame(item[f"source{end}Seconds"]) for end in ("Start", "End"))
    start, gain = output.frame(item["startSeconds"]), item["boostDb"]
    source = content(item["uploadId"]), an_upload(item["uploadId"]).audio_track
    skipped = first * SAMPLE_RATE // output.rate
    yield start, last - first, lambda at: (kind, source, skipped + at, gain)


def _part(kind: str, item: Json, output: OutputFormat, more: Callable[[int, int], Content]) -> Part:
    start, end = output.frame(item["startSeconds"]), output.frame(item["endSeconds"])
    skipped = output.frame(item["sourceStartSeconds"]) * SAMPLE_RATE // output.rate
    length = (end - start) * SAMPLE_RATE // output.rate
    source = content(item["uploadId"])
    return start, end - start, lambda at: (kind, source, skipped, at, *more(at, length))


def _music(music: Json, at: int, length: int) -> Content:
    """Return the gain, fades, programme gain, ducking and opener of music at a sample."""
    mode, gain = music["musicMode"], music["gainDb"]
    programme = None if mode == "replace" else music["programGainDb"] or 0
    return (
        LEVELS[music["musicLevel"]] if gain is None else gain,
        _fade(music["fadeInSeconds"], at, length),
        _fade(music["fadeOutSeconds"], length - at, length),
        programme,
        _ducking(music) if mode == "mix_duck" else None,
        _opener(music) if mode == "opener_cutoff" else None,
    )


def _fade(seconds: float | None, at: int, length: int) -> object:
    samples = round((0.35 if seconds is None else seconds) * SAMPLE_RATE)
    samples = min(samples, length // 2)
    return (at, samples) if at < samples else None


def _ducking(music: Json) -> Content:
    amount = music["duckingAmountDb"]
    if amount is None:
        amount = DUCKS[music["duckingIntensity"]]
    return amount, music["duckingGate"] or "normal", music["duckingShape"] == "abrupt"


def _opener(music: Json) -> Content:
    before, after = music["openerFadeBeforeSeconds"], music["openerFadeAfterSeconds"]
    return music["duckingGate"] or "normal", before or 1, after or 1
