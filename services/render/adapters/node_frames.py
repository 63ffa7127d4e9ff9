# SPDX-License-Identifier: Apache-2.0
"""The work that makes an image of a frame of a mezzanine, as films show it."""

from __future__ import annotations

from media.freezing import frame_argv
from media.sizes import Size, fit_long_edge
from media.timecode import FrameRange, FrameRate
from services.render.adapters.node_bench import Bench
from services.render.adapters.node_probing import facts_of
from services.render.domain.errors import PieceFailed
from services.render.domain.results import DerivedFile, FrameResult
from services.render.domain.tasks import FrameTask

_PNG = "image/png"


def freeze(bench: Bench, task: FrameTask) -> FrameResult:
    """Take one frame, the last one where the film has no later, and store it as a PNG."""
    frame = min(task.frame, bench.facts(task.mezzanine).n_frames - 1)
    film = bench.borrow(task.mezzanine, [FrameRange(frame, frame + 1)])
    target = bench.folder / "frame.png"
    shown = bench.probe(film).picture()
    size = fit_long_edge(Size(shown.width, shown.height), task.long_edge)
    argv = frame_argv(film, target, frame=frame, rate=FrameRate.parse(task.fps), size=size)
    bench.encode(argv)
    if not target.exists():
        raise PieceFailed("frame_missing", "This frame could not be found in the video.")
    stored = bench.storage.put_file(task.storage_key, target, content_type=_PNG)
    file = DerivedFile(task.storage_key, stored.size_bytes, _PNG)
    return FrameResult(file, bench.sha256(target), facts_of(bench.probe(target)))
