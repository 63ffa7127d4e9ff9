# SPDX-License-Identifier: Apache-2.0
"""The objects of OpenTimelineIO as JSON, as its library writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from media.timecode import FrameRate

Json = dict[str, Any]  # Any: JSON members of several types

NAMESPACE: Final = "reelmill"
"""The member of metadata in which everything of ours lies."""

MEDIA_KEY: Final = "DEFAULT_MEDIA"


def rational_time(frames: int, rate: FrameRate) -> Json:
    """Return a time of whole frames."""
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": float(rate.fps), "value": float(frames)}


def time_range(start: int, n_frames: int, rate: FrameRate) -> Json:
    """Return a range of whole frames."""
    return {
        "OTIO_SCHEMA": "TimeRange.1",
        "start_time": rational_time(start, rate),
        "duration": rational_time(n_frames, rate),
    }


def timeline_object(name: str, tracks: Sequence[Json], metadata: Json) -> Json:
    """Return a timeline with its tracks from bottom to top."""
    stack = _item("Stack.1", "tracks", children=list(tracks))
    return {
        "OTIO_SCHEMA": "Timeline.1",
        "name": name,
        "global_start_time": None,
        "metadata": {NAMESPACE: metadata},
        "tracks": stack,
    }


def track_object(name: str, kind: str, children: Sequence[Json], metadata: Json) -> Json:
    """Return a track, `Video` or `Audio`."""
    found = _item("Track.1", name, kind=kind, children=list(children))
    return found | {"metadata": {NAMESPACE: metadata}}


def gap_object(n_frames: int, rate: FrameRate) -> Json:
    """Return frames without anything."""
    return _item("Gap.1", "", source_range=time_range(0, n_frames, rate))


def clip_object(name: str, source_range: Json, media: Json, metadata: Json) -> Json:
    """Return a clip of one file."""
    found = _item("Clip.2", name, source_range=source_range, media_references={MEDIA_KEY: media})
    return found | {
        "active_media_reference_key": MEDIA_KEY,
        "metadata": {NAMESPACE: metadata},
    }


def transition_object(kind: str, in_frames: int, out_frames: int, rate: FrameRate) -> Json:
    """Return a transition of so many frames before and after the cut."""
    return {
        "OTIO_SCHEMA": "Transition.1",
        "name": kind,
        "transition_type": "SMPTE_Dissolve" if kind == "dissolve" else "Custom_Transition",
        "in_offset": rational_time(in_frames, rate),
        "out_offset": rational_time(out_frames, rate),
        "metadata": {},
    }


def external_reference(name: str, url: str, available: Json | None, metadata: Json) -> Json:
    """Return a reference to a file by its URL."""
    return _media("ExternalReference.1", name, available, metadata) | {"target_url": url}


def generator_reference(name: str, kind: str, parameters: Json) -> Json:
    """Return a reference to pictures that are drawn."""
    found = _media("GeneratorReference.1", name, None, {})
    return found | {"generator_kind": kind, "parameters": parameters}


def missing_reference() -> Json:
    """Return a reference to nothing."""
    return _media("MissingReference.1", "", None, {})


def time_warp(speed: float) -> Json:
    """Return the effect of another speed: 2 is twice as fast."""
    return _effect("LinearTimeWarp.1", "LinearTimeWarp") | {"time_scalar": speed}


def freeze_frame() -> Json:
    """Return the effect of one frame that is shown all the time."""
    return _effect("FreezeFrame.1", "FreezeFrame") | {"time_scalar": 0.0}


def _effect(schema: str, name: str) -> Json:
    return {"OTIO_SCHEMA": schema, "name": "", "effect_name": name, "enabled": True, "metadata": {}}


def _item(schema: str, name: str, source_range: Json | None = None, **members: Any) -> Json:
    # Any: the members of several classes.
    return {
        "OTIO_SCHEMA": schema,
        "name": name,
        "source_range": source_range,
        "effects": [],
        "markers": [],
        "enabled": True,
        "metadata": {},
        **members,
    }


def _media(schema: str, name: str, available: Json | None, metadata: Json) -> Json:
    return {
        "OTIO_SCHEMA": schema,
        "name": name,
        "available_range": available,
        "available_image_bounds": None,
        "metadata": {NAMESPACE: metadata} if metadata else {},
    }
