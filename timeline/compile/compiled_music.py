# SPDX-License-Identifier: Apache-2.0
"""The music of a draft as an item of a timeline."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from media.timecode import as_fraction
from timeline.compile.config import DraftConfig
from timeline.compile.presets import AudioPreset
from timeline.compile.snapshots import Chosen
from timeline.document.numbers import as_number
from timeline.document.schema import Json

_DEFAULT = AudioPreset()


def music(
    config: DraftConfig, preset: Chosen[AudioPreset] | None, *, end: Fraction
) -> Iterator[Json]:
    """Yield the music of a draft, which begins with the intro."""
    if config.music_upload_id is None or end <= 0:
        return
    mix = preset.fields if preset is not None else _DEFAULT
    longest = mix.audio_duration_seconds
    last = end if longest is None else min(end, as_fraction(longest))
    item: Json = {
        "id": "music",
        "uploadId": config.music_upload_id,
        "startSeconds": 0,
        "endSeconds": as_number(last),
        "musicMode": _mode(mix),
        "gainDb": mix.music_gain_db,
        "audioConfigId": preset.preset_id if preset is not None else None,
    }
    if mix.mode == "mix":
        item |= {"programGainDb": mix.video_gain_db, "duckingGate": mix.ducking_gate}
    if item["musicMode"] == "mix_duck":
        item |= {
            "duckingAmountDb": mix.ducking_amount_db,
            "duckingShape": mix.ducking_mode,
        }
    if item["musicMode"] == "opener_cutoff":
        item |= {
            "openerFadeBeforeSeconds": mix.opener_cut_fade_before_seconds,
            "openerFadeAfterSeconds": mix.opener_cut_fade_after_seconds,
        }
    if not mix.audio_fade_enabled:
        item |= {"fadeInSeconds": 0, "fadeOutSeconds": 0}
    yield item


def _mode(mix: AudioPreset) -> str:
    """Return the mode of the music: with abrupt ducking and an opener fade, speech ends it."""
    if mix.mode == "replace":
        return "replace"
    fades = (mix.opener_cut_fade_before_seconds, mix.opener_cut_fade_after_seconds)
    if mix.ducking_mode == "abrupt" and any(fades):
        return "opener_cutoff"
    return "mix" if mix.ducking_mode == "none" else "mix_duck"
