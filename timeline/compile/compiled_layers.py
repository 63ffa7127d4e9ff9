# SPDX-License-Identifier: Apache-2.0
"""The logo, lower third and screen title of a draft as items of a timeline."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from media.sizes import Size, aspect_of, frame_size
from media.timecode import as_fraction, round_half_up
from timeline.compile.config import DraftConfig
from timeline.compile.preset_reading import to_fields
from timeline.compile.presets import (
    LogoPreset,
    LowerThirdPreset,
    ScreenTitlePreset,
)
from timeline.compile.snapshots import Chosen
from timeline.document.numbers import as_number
from timeline.document.schema import Json
from timeline.document.uploads import UploadDetails
from timeline.plan.layers import INSET_RATIOS
from timeline.plan.units import REFERENCE_SHORT_EDGE

_STANDARD_WATERMARK = LogoPreset()


def logos(
    config: DraftConfig, preset: Chosen[LogoPreset] | None, *, video: UploadDetails, end: Fraction
) -> Iterator[Json]:
    """Yield the logo of a draft, unless its timing leaves no time for it."""
    chosen = preset.fields if preset is not None else _STANDARD_WATERMARK
    first, last = _logo_times(chosen, end=end)
    if config.logo_upload_id is None or first >= last:
        return
    frame = frame_size(
        aspect=aspect_of(Size(video.width, video.height)), short_edge=REFERENCE_SHORT_EDGE
    )
    yield {
        "id": "logo",
        "uploadId": config.logo_upload_id,
        "startSeconds": as_number(first),
        "endSeconds": as_number(last),
        "position": chosen.position,
        "sizePctWidth": chosen.size_pct_width,
        "opacityPct": chosen.opacity_pct,
        "fade": chosen.fade,
        "insetXPx": _inset(chosen.inset_x_preset, frame.width),
        "insetYPx": _inset(chosen.inset_y_preset, frame.height),
    }


def lower_thirds(
    config: DraftConfig, preset: Chosen[LowerThirdPreset] | None, *, start: Fraction, end: Fraction
) -> Iterator[Json]:
    """Yield the lower third of a draft, which begins with the edited video."""
    if config.lower_third_upload_id is None or start >= end:
        return
    item = {
        "id": "lower-third",
        "uploadId": config.lower_third_upload_id,
        "startSeconds": as_number(start),
        "endSeconds": as_number(end),
    }
    if preset is not None:
        snapshot = {"id": preset.preset_id, **to_fields(preset.fields)}
        item |= {"configId": preset.preset_id, "configSnapshot": snapshot}
    yield item


def screen_titles(
    config: DraftConfig, preset: Chosen[ScreenTitlePreset] | None, *, end: Fraction
) -> Iterator[Json]:
    """Yield the screen title of a draft, which is as long as its preset says."""
    text = config.screen_title_text or ""
    last = end
    if preset is not None and preset.fields.timing_rule == "first_only":
        last = min(end, as_fraction(preset.fields.timing_seconds or 0))
    if not text.strip() or last <= 0:
        return
    item = {"id": "screen-title", "text": text, "startSeconds": 0, "endSeconds": as_number(last)}
    if preset is not None:
        snapshot = {"id": preset.preset_id, **to_fields(preset.fields)}
        item |= {"presetId": preset.preset_id, "presetSnapshot": snapshot}
    yield item


def _logo_times(preset: LogoPreset, *, end: Fraction) -> tuple[Fraction, Fraction]:
    seconds = min(end, as_fraction(preset.timing_seconds or 0))
    times = {
        "entire": (Fraction(0), end),
        "start_after": (seconds, end),
        "first_only": (Fraction(0), seconds),
        "last_only": (end - seconds, end),
    }
    return times[preset.timing_rule]


def _inset(size: str | None, length: int) -> int:
    """Return the distance from an edge in pixels of a frame whose short edge has 1080."""
    return 0 if size is None else round_half_up(INSET_RATIOS[size] * length)
