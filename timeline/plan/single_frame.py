# SPDX-License-Identifier: Apache-2.0
"""The spec of one frame of a planned export: what its chunk shows there, and nothing else."""

from __future__ import annotations

from bisect import bisect_right

from timeline.plan.chunking import halves
from timeline.spec.frame import FrameSpec
from timeline.spec.layers import layer_in_range
from timeline.spec.render_plan import RenderPlan


def frame_spec(plan: RenderPlan, frame: int) -> FrameSpec:
    """Return how a frame of the plan is drawn; it counts from 0 and is less than `n_frames`."""
    placed = plan.chunks[bisect_right(plan.chunks, frame, key=lambda chunk: chunk.start) - 1]
    chunk, offset = placed.spec, frame - placed.start
    _, following = halves(chunk.segments, at=offset)
    shown, _ = halves(following, at=1)
    layers = (layer_in_range(layer, start=offset, n_frames=1) for layer in chunk.layers)
    return FrameSpec(
        profile=chunk.profile,
        segments=shown,
        renderer=chunk.renderer,
        encoder=chunk.encoder,
        layers=tuple(layer for layer in layers if layer is not None),
    )
