# SPDX-License-Identifier: Apache-2.0
"""Where a node makes pieces: each in a scratch directory, by the recipe of its kind."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from chassis.process import (
    ChildCancelled,
    ChildError,
    ChildStalled,
    ChildTimedOut,
    scratch_directory,
)
from chassis.storage import Storage, StorageError
from services.render.adapters import (
    node_films,
    node_frames,
    node_pictures,
    node_rasters,
    node_sound,
    node_uploads,
)
from services.render.adapters.node_bench import Bench
from services.render.adapters.node_shelf import Shelf
from services.render.domain.errors import Interrupted, PieceFailed
from services.render.domain.piece import Kind
from services.render.domain.results import Handed
from services.render.domain.tasks import FrameTask, JoinTask, UploadTask
from services.render.usecases.piecework import Watch, Work
from timeline.sound_specs import AudioSpec, SoundNeed
from timeline.specs import ChunkSpec, MezzanineNeed, PictureNeed, Spec
from timeline.text_style import RasterSpec

Recipe = Callable[[Bench, str], Spec]

RECIPES: dict[Kind, Recipe] = {
    Kind.INGEST: lambda bench, task: node_uploads.ingest(bench, UploadTask.from_json(task)),
    Kind.THUMB: lambda bench, task: node_uploads.picture(bench, UploadTask.from_json(task)),
    Kind.FRAME: lambda bench, task: node_frames.freeze(bench, FrameTask.from_json(task)),
    Kind.MEZZANINE: lambda bench, task: node_uploads.mezzanine(
        bench, MezzanineNeed.from_json(task)
    ),
    Kind.PICTURE: lambda bench, task: node_pictures.picture(bench, PictureNeed.from_json(task)),
    Kind.RASTER: lambda bench, task: node_rasters.raster(bench, RasterSpec.from_json(task)),
    Kind.SOUND: lambda bench, task: node_sound.decode_upload(bench, SoundNeed.from_json(task)),
    Kind.CHUNK: lambda bench, task: node_films.chunk(bench, ChunkSpec.from_json(task)),
    Kind.AUDIO: lambda bench, task: node_sound.sound(bench, AudioSpec.from_json(task)),
    Kind.JOIN: lambda bench, task: node_films.join(bench, JoinTask.from_json(task)),
}


class FfmpegWorkshop:
    """Makes pieces with ffmpeg."""

    def __init__(self, storage: Storage, shelf: Shelf, scratch: Path) -> None:
        self._storage = storage
        self._shelf = shelf
        self._scratch = scratch

    def make(self, work: Work, watch: Watch) -> Handed:
        """Make a piece, or raise PieceFailed, or Interrupted when the watch says it is over."""
        started = time.monotonic()
        try:
            with scratch_directory(self._scratch) as folder:
                bench = Bench(folder, self._storage, self._shelf, work.assignment, watch)
                made = RECIPES[work.kind](bench, work.assignment.task)
        except ChildCancelled as error:
            raise Interrupted from error
        except ChildError as error:
            raise _failure(work.kind, error) from error
        except StorageError as error:
            reason = "The storage could not be read or written."
            raise PieceFailed("storage_unavailable", reason) from error
        return Handed(made.to_json(), bench.cpu_seconds, time.monotonic() - started)


def _failure(kind: Kind, error: ChildError) -> PieceFailed:
    if isinstance(error, ChildTimedOut | ChildStalled):
        return PieceFailed(f"{kind}_timed_out", f"Making the {kind} took too long.")
    said = error.stderr_tail.strip().splitlines()[-1:] or [f"it ended with {error.returncode}"]
    return PieceFailed(f"{kind}_failed", f"Making the {kind} failed: {said[0][:300]}")
