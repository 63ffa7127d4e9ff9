# SPDX-License-Identifier: Apache-2.0
"""Compile the configuration of a draft to the timeline that a production of it is made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from media.timecode import DEFAULT_RATE, as_fraction, nearest_listed_rate
from timeline.compile.compiled_layers import logos, lower_thirds, screen_titles
from timeline.compile.compiled_music import music
from timeline.compile.config import DraftConfig, FreezeIntro, TitleImageIntro
from timeline.compile.config_rules import chosen_ranges
from timeline.compile.snapshots import PresetSnapshots
from timeline.document.numbers import MAX_DURATION, as_number
from timeline.document.problems import TimelineProblem
from timeline.document.schema import Json
from timeline.document.timeline import DOCUMENT_VERSION
from timeline.document.uploads import UploadDetails

POSTER_SECONDS = Fraction(1, 10)
"""How long a title image of no length is shown: it is the poster, not an intro."""


@dataclass(frozen=True, slots=True)
class CompiledDraft:
    """The timeline document of a draft, and the lengths of its intro and of all of it."""

    document: Json
    intro: Fraction
    duration: Fraction


def compile_draft(
    config: DraftConfig, *, video: UploadDetails, presets: PresetSnapshots
) -> CompiledDraft:
    """Return the timeline of a draft of a video, which must have a duration and a size.

    Logos, titles and music count from the start of the intro, overlays and lower thirds from its
    end.
    """
    ranges = chosen_ranges(config, duration=video.duration or Fraction(0))
    intro = intro_seconds(config)
    end = intro + sum((last - first for first, last in ranges), Fraction(0))
    document: Json = {
        "version": DOCUMENT_VERSION,
        "output": {"fps": str(nearest_listed_rate(video.fps) if video.fps else DEFAULT_RATE)},
        "clips": list(_clips(video, ranges, start=intro)),
        "stills": list(_intro(config, video, ranges)),
        "graphics": list(_overlays(config, start=intro, end=end)),
        "logos": list(logos(config, presets.logo, video=video, end=end)),
        "lowerThirds": list(lower_thirds(config, presets.lower_third, start=intro, end=end)),
        "screenTitles": list(screen_titles(config, presets.screen_title, end=end)),
        "audioSegments": list(music(config, presets.audio, end=end)),
    }
    return CompiledDraft(document, intro, end)


def intro_seconds(config: DraftConfig) -> Fraction:
    """Return the length of the intro of a draft in seconds, 0 without one."""
    if isinstance(config.intro, FreezeIntro):
        return as_fraction(config.intro.seconds)
    if isinstance(config.intro, TitleImageIntro):
        return as_fraction(config.intro.hold_seconds) or POSTER_SECONDS
    return Fraction(0)


def changes_nothing(config: DraftConfig, *, video: UploadDetails) -> bool:
    """Return whether a production of the draft would show and play the video as it is."""
    duration = video.duration or Fraction(0)
    has_title = bool((config.screen_title_text or "").strip())
    overlays = config.timeline.overlays if config.timeline is not None else None
    uploads = (config.music_upload_id, config.logo_upload_id, config.lower_third_upload_id)
    is_whole = chosen_ranges(config, duration=duration) == ((Fraction(0), duration),)
    return is_whole and not (has_title or overlays or config.intro or any(uploads))


def produce_problems(config: DraftConfig, *, compiled: CompiledDraft) -> Iterator[TimelineProblem]:
    """Yield what keeps a draft that may be saved from being produced."""
    if (config.screen_title_text or "").strip() and config.screen_title_preset_id is None:
        detail = "A screen title needs a preset."
        yield TimelineProblem("missing_screen_title_preset", "/screenTitlePresetId", detail)
    if compiled.duration > MAX_DURATION:
        detail = f"The production would take more than {MAX_DURATION} seconds."
        yield TimelineProblem("edited_video_too_long", "/edit", detail)


def _clips(
    video: UploadDetails, ranges: Sequence[tuple[Fraction, Fraction]], *, start: Fraction
) -> Iterator[Json]:
    for number, (first, last) in enumerate(ranges, start=1):
        yield {
            "id": _clip_id(number),
            "uploadId": video.upload_id,
            "startSeconds": as_number(start),
            "sourceStartSeconds": as_number(first),
            "sourceEndSeconds": as_number(last),
        }
        start += last - first


def _clip_id(number: int) -> str:
    return f"video-{number}"


def _intro(
    config: DraftConfig, video: UploadDetails, ranges: Sequence[tuple[Fraction, Fraction]]
) -> Iterator[Json]:
    still: Json = {"id": "intro", "startSeconds": 0, "endSeconds": as_number(intro_seconds(config))}
    if isinstance(config.intro, TitleImageIntro):
        yield {**still, "uploadId": config.intro.upload_id, "fit": "cover"}
    elif isinstance(config.intro, FreezeIntro) and ranges:
        frame = {"uploadId": video.upload_id, "sourceSeconds": as_number(ranges[0][0])}
        yield {**still, "hold": frame, "sourceClipId": _clip_id(1), "fit": "contain"}


def _overlays(config: DraftConfig, *, start: Fraction, end: Fraction) -> Iterator[Json]:
    overlays = config.timeline.overlays if config.timeline is not None else None
    for number, each in enumerate(overlays or (), start=1):
        first = start + as_fraction(each.start_seconds)
        # Rounding to the grid may have moved the end of the last one after that of the video.
        last = min(end, start + as_fraction(each.end_seconds))
        if first < last:
            yield {
                "id": f"overlay-{number}",
                "uploadId": each.upload_id,
                "startSeconds": as_number(first),
                "endSeconds": as_number(last),
                "fitMode": "cover_full",
                "isBelowTexts": True,
            }
