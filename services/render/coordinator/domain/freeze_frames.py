# SPDX-License-Identifier: Apache-2.0
"""A frame of an upload that is to become an image: which one, and the work it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from media.timecode import DEFAULT_RATE
from services.render.contract.results import IngestResult
from services.render.contract.specs import FreezeFrameSpec, IngestSpec
from services.render.coordinator.domain.job import PRIORITY, Kind, NewPiece
from services.render.coordinator.domain.planning import default_mezzanine
from timeline.spec.canonical import Spec


@dataclass(frozen=True, slots=True)
class FrameOrder(Spec):
    """The image to make, from which moment of a video (n/d seconds), and how large at most."""

    upload_id: int
    storage_key: str
    at: str
    long_edge: int


def frame_pieces(
    order: FrameOrder, *, video: IngestSpec, found: IngestResult, recipe: str
) -> tuple[NewPiece, NewPiece]:
    """List the mezzanine of a video, which is what films show, and the frame made from it."""
    film = default_mezzanine(video, found, recipe=recipe)
    task = FreezeFrameSpec(
        upload_id=order.upload_id,
        storage_key=order.storage_key,
        mezzanine=film.key,
        frame=DEFAULT_RATE.frame(Fraction(order.at)),
        fps=str(DEFAULT_RATE),
        long_edge=order.long_edge,
    )
    frame = NewPiece(
        kind=Kind.FRAME,
        key=f"{Kind.FRAME}:{order.upload_id}",
        task=task.to_json(),
        priority=PRIORITY[Kind.FRAME],
        upload_id=order.upload_id,
        is_standing=True,
        inputs=(film.key,),
    )
    return replace(film, priority=PRIORITY[Kind.FRAME]), frame
