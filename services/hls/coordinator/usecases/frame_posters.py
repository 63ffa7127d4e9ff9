# SPDX-License-Identifier: Apache-2.0
"""Make a frame of a stream its poster, whichever packager made the stream.

The frame is read of the one segment that it lies in, which is quick enough for a request.
"""

from __future__ import annotations

import secrets
from bisect import bisect_right
from collections.abc import Collection
from fractions import Fraction
from itertools import accumulate

from chassis.caller import Caller
from chassis.storage import ObjectMissing
from media.hls.parsing import (
    MediaPlaylist,
    StatedSegment,
    StatedVariant,
    parse_master,
    parse_media,
)
from services.hls.coordinator.domain.errors import (
    FrameNotReadable,
    MomentBeyondEnd,
    ProductionNotCompleted,
)
from services.hls.coordinator.domain.playback import MASTER, ChosenPoster
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.usecases.access import accessible_production
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.posters import replace_poster

_USUAL_RATE = Fraction(25)
_SHARE_OF_A_FRAME = Fraction(99, 100)
_JPEG, _KEY_BYTES = "image/jpeg", 8


def choose_frame(deps: Dependencies, *, caller: Caller, production_id: int, at: Fraction) -> None:
    """Make the frame that a completed production shows at a moment its poster.

    ProductionNotCompleted, MomentBeyondEnd or FrameNotReadable when there is no such frame.
    """
    with deps.reading() as uow:
        production = accessible_production(uow, caller=caller, production_id=production_id)
        dropped = uow.productions.list_dropped_renditions(production_id)
    if not production.is_completed or production.duration is None:
        raise ProductionNotCompleted("A frame can be chosen once all renditions are made.")
    if at >= production.duration:
        seconds = float(production.duration)
        raise MomentBeyondEnd(f"The video ends at {seconds:.3f} s: choose an earlier moment.")
    image = _read_frame(deps, production, at, dropped)
    # A key of its own: an earlier frame is deleted when it is no longer the poster.
    key = f"{production.output_prefix}poster-{secrets.token_hex(_KEY_BYTES)}.jpg"
    deps.storage.put_bytes(key, image, content_type=_JPEG)
    poster = ChosenPoster(None, key, _JPEG, at_ms=int(at * 1000))
    replace_poster(deps, caller=caller, production_id=production_id, poster=poster)


def _read_frame(
    deps: Dependencies, production: Production, at: Fraction, dropped: Collection[str]
) -> bytes:
    prefix = production.output_prefix
    try:
        variant = _largest(_text(deps, prefix + MASTER), dropped)
        folder = f"{prefix}{variant.uri}".rpartition("/")[0]
        playlist = parse_media(_text(deps, prefix + variant.uri))
        segment, start = _segment_at(playlist, at)
        names = [*([playlist.init] if playlist.init else []), segment.name]
        video = b"".join(_stored(deps, f"{folder}/{name}") for name in names)
    except (ObjectMissing, ValueError, IndexError) as error:
        raise FrameNotReadable("This stream cannot be read: choose an image instead.") from error
    return deps.frames.read_frame(video, at=_first_after(at - start, variant.frame_rate))


def _segment_at(playlist: MediaPlaylist, at: Fraction) -> tuple[StatedSegment, Fraction]:
    """Return the segment that a moment lies in, and when it begins; the last one beyond the end."""
    segments = playlist.segments
    starts = list(accumulate((one.duration for one in segments[:-1]), initial=Fraction(0)))
    place = bisect_right(starts, at) - 1
    return segments[place], starts[place]


def _first_after(at: Fraction, rate: Fraction) -> Fraction:
    """Return a moment after which the first frame is the one that is shown at `at`."""
    return max(Fraction(0), at - _SHARE_OF_A_FRAME / (rate or _USUAL_RATE))


def _largest(master: str, dropped: Collection[str]) -> StatedVariant:
    variants = [
        one for one in parse_master(master).variants if one.uri.partition("/")[0] not in dropped
    ]
    return max(variants, key=lambda one: one.bandwidth)


def _text(deps: Dependencies, key: str) -> str:
    return _stored(deps, key).decode()


def _stored(deps: Dependencies, key: str) -> bytes:
    return b"".join(deps.storage.open(key))
