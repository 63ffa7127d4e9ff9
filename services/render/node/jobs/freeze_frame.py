# SPDX-License-Identifier: Apache-2.0
"""The work that makes an image of a frame of a mezzanine, as films show it."""

from __future__ import annotations

from media.freeze_frame import freeze_frame_argv
from media.sizes import Size, fit_long_edge
from media.timecode import FrameRange, FrameRate
from services.render.contract.results import DerivedFile, FrameResult
from services.render.contract.specs import FreezeFrameSpec
from services.render.coordinator.domain.errors import PieceFailed
from services.render.node.context import JobContext
from services.render.node.probing import facts_of

_PNG = "image/png"


def freeze(context: JobContext, task: FreezeFrameSpec) -> FrameResult:
    """Take one frame, the last one where the film has no later, and store it as a PNG."""
    frame = min(task.frame, context.facts(task.mezzanine).n_frames - 1)
    film = context.borrow(task.mezzanine, [FrameRange(frame, frame + 1)])
    target = context.folder / "frame.png"
    shown = context.probe(film).picture()
    size = fit_long_edge(Size(shown.width, shown.height), task.long_edge)
    argv = freeze_frame_argv(film, target, frame=frame, rate=FrameRate.parse(task.fps), size=size)
    context.encode(argv)
    if not target.exists():
        raise PieceFailed("frame_missing", "This frame could not be found in the video.")
    stored = context.storage.put_file(task.storage_key, target, content_type=_PNG)
    file = DerivedFile(task.storage_key, stored.size_bytes, _PNG)
    return FrameResult(file, context.sha256(target), facts_of(context.probe(target)))
