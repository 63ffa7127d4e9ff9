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
from services.render.contract.results import Handed
from services.render.contract.specs import ConcatSpec, FreezeFrameSpec, IngestSpec
from services.render.coordinator.domain.errors import Interrupted, PieceFailed
from services.render.coordinator.domain.job import Kind
from services.render.node.cache import LocalCache
from services.render.node.context import JobContext
from services.render.node.jobs import film, freeze_frame, picture, sound, text_image, uploads
from services.render.node.loop import CancellationToken, Work
from timeline.spec.canonical import Spec
from timeline.spec.chunk import ChunkSpec
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.mix import MixSpec
from timeline.spec.pcm import PcmSpec
from timeline.spec.picture import PictureSpec
from timeline.spec.text_image import TextImageSpec

Recipe = Callable[[JobContext, str], Spec]

RECIPES: dict[Kind, Recipe] = {
    Kind.INGEST: lambda context, task: uploads.ingest(context, IngestSpec.from_json(task)),
    Kind.THUMB: lambda context, task: uploads.picture(context, IngestSpec.from_json(task)),
    Kind.FRAME: lambda context, task: freeze_frame.freeze(context, FreezeFrameSpec.from_json(task)),
    Kind.MEZZANINE: lambda context, task: uploads.mezzanine(context, MezzanineSpec.from_json(task)),
    Kind.PICTURE: lambda context, task: picture.picture(context, PictureSpec.from_json(task)),
    Kind.TEXT_IMAGE: lambda context, task: text_image.text_image(
        context, TextImageSpec.from_json(task)
    ),
    Kind.PCM: lambda context, task: sound.decode_upload(context, PcmSpec.from_json(task)),
    Kind.CHUNK: lambda context, task: film.chunk(context, ChunkSpec.from_json(task)),
    Kind.MIX: lambda context, task: sound.sound(context, MixSpec.from_json(task)),
    Kind.CONCAT: lambda context, task: film.join(context, ConcatSpec.from_json(task)),
}


class FfmpegJobExecutor:
    """Makes pieces with ffmpeg."""

    def __init__(self, storage: Storage, cache: LocalCache, scratch: Path) -> None:
        self._storage = storage
        self._shelf = cache
        self._scratch = scratch

    def make(self, work: Work, watch: CancellationToken) -> Handed:
        """Make a piece, or raise PieceFailed, or Interrupted when the watch says it is over."""
        started = time.monotonic()
        try:
            with scratch_directory(self._scratch) as folder:
                context = JobContext(folder, self._storage, self._shelf, work.assignment, watch)
                made = RECIPES[work.kind](context, work.assignment.task)
        except ChildCancelled as error:
            raise Interrupted from error
        except ChildError as error:
            raise _failure(work.kind, error) from error
        except StorageError as error:
            reason = "The storage could not be read or written."
            raise PieceFailed("storage_unavailable", reason) from error
        return Handed(made.to_json(), context.cpu_seconds, time.monotonic() - started)


def _failure(kind: Kind, error: ChildError) -> PieceFailed:
    if isinstance(error, ChildTimedOut | ChildStalled):
        return PieceFailed(f"{kind}_timed_out", f"Making the {kind} took too long.")
    said = error.stderr_tail.strip().splitlines()[-1:] or [f"it ended with {error.returncode}"]
    return PieceFailed(f"{kind}_failed", f"Making the {kind} failed: {said[0][:300]}")
