# SPDX-License-Identifier: Apache-2.0
"""The kinds of jobs, and the spec and the result of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chassis.queue_names import work_queue
from services.render.contract.results import (
    CachedFile,
    DerivativeResult,
    ExportResult,
    FreezeFrameResult,
    IngestResult,
    ThumbResult,
)
from services.render.contract.specs import (
    ConcatSpec,
    DerivativeSpec,
    FreezeFrameSpec,
    IngestSpec,
    ThumbSpec,
)
from timeline.spec.chunk import ChunkSpec
from timeline.spec.frame import FrameSpec
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.mix import MixSpec
from timeline.spec.pcm import PcmSpec
from timeline.spec.picture import PictureSpec
from timeline.spec.text_image import TextImageSpec

WORK_QUEUE = work_queue("render")
"""The queue of wake-ups for nodes."""


class JobKind(StrEnum):
    """What a node has to do for a job."""

    INGEST = "ingest"
    THUMB = "thumb"
    SAMPLE = "sample"
    FILMSTRIP = "filmstrip"
    PEAKS = "peaks"
    EDIT_PROXY = "edit_proxy"
    FREEZE_FRAME = "freeze_frame"
    FRAME = "frame"
    MEZZANINE = "mezzanine"
    PCM = "pcm"
    PICTURE = "picture"
    TEXT_IMAGE = "text_image"
    CHUNK = "chunk"
    MIX = "mix"
    CONCAT = "concat"


JobSpec = (
    IngestSpec
    | ThumbSpec
    | DerivativeSpec
    | FreezeFrameSpec
    | MezzanineSpec
    | PcmSpec
    | PictureSpec
    | TextImageSpec
    | FrameSpec
    | ChunkSpec
    | MixSpec
    | ConcatSpec
)

RenderJobResult = (
    IngestResult | ThumbResult | DerivativeResult | FreezeFrameResult | CachedFile | ExportResult
)

SPEC_TYPES: dict[JobKind, type[JobSpec]] = {
    JobKind.INGEST: IngestSpec,
    JobKind.THUMB: ThumbSpec,
    JobKind.SAMPLE: DerivativeSpec,
    JobKind.FILMSTRIP: DerivativeSpec,
    JobKind.PEAKS: DerivativeSpec,
    JobKind.EDIT_PROXY: DerivativeSpec,
    JobKind.FREEZE_FRAME: FreezeFrameSpec,
    JobKind.MEZZANINE: MezzanineSpec,
    JobKind.PCM: PcmSpec,
    JobKind.PICTURE: PictureSpec,
    JobKind.TEXT_IMAGE: TextImageSpec,
    JobKind.FRAME: FrameSpec,
    JobKind.CHUNK: ChunkSpec,
    JobKind.MIX: MixSpec,
    JobKind.CONCAT: ConcatSpec,
}

RESULT_TYPES: dict[JobKind, type[RenderJobResult]] = {
    **dict.fromkeys(JobKind, CachedFile),
    JobKind.INGEST: IngestResult,
    JobKind.THUMB: ThumbResult,
    JobKind.SAMPLE: DerivativeResult,
    JobKind.FILMSTRIP: DerivativeResult,
    JobKind.PEAKS: DerivativeResult,
    JobKind.EDIT_PROXY: DerivativeResult,
    JobKind.FREEZE_FRAME: FreezeFrameResult,
    JobKind.CONCAT: ExportResult,
}


@dataclass(frozen=True, slots=True)
class RenderJob:
    """A job as a node receives it: its kind, its spec, and the stored files that it reads."""

    kind: JobKind
    spec: JobSpec
    inputs: tuple[CachedFile, ...] = ()
