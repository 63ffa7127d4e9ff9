# SPDX-License-Identifier: Apache-2.0
"""Freeze frames: single frames of mezzanines as images, which look as in exports."""

from __future__ import annotations

from chassis.jobs.errors import JobFailed
from media.alpha import holds_alpha
from media.freeze_frame import freeze_frame_argv
from media.sizes import Size, fit_long_edge
from media.timecode import FrameRange, FrameRate
from services.render.contract.results import FreezeFrameResult, ResultFile
from services.render.contract.specs import FreezeFrameSpec
from services.render.node.context import JobContext
from services.render.node.probe_results import probe_result

_CONTENT_TYPE = "image/png"


def freeze_frame(context: JobContext, spec: FreezeFrameSpec) -> FreezeFrameResult:
    """Store one frame of a mezzanine as a PNG, the last frame if the mezzanine is shorter."""
    frame = min(spec.frame, context.input(spec.mezzanine).n_frames - 1)
    mezzanine = context.fetch(spec.mezzanine, [FrameRange(frame, frame + 1)])
    target = context.folder / "frame.png"
    shown = context.probe(mezzanine).picture()
    is_transparent = holds_alpha(mezzanine)
    height = shown.height // 2 if is_transparent else shown.height
    size = fit_long_edge(Size(shown.width, height), spec.long_edge)
    rate = FrameRate.parse(spec.fps)
    argv = freeze_frame_argv(
        mezzanine, target, frame=frame, rate=rate, size=size, holds_alpha=is_transparent
    )
    context.encode(argv)
    if not target.exists():
        raise JobFailed("frame_missing", "This frame could not be found in the video.")
    stored = context.storage.put_file(spec.storage_key, target, content_type=_CONTENT_TYPE)
    sha256 = context.sha256(target)
    file = ResultFile(spec.storage_key, stored.size_bytes, _CONTENT_TYPE, sha256)
    return FreezeFrameResult(file, probe_result(context.probe(target)))
