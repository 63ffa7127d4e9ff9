# SPDX-License-Identifier: Apache-2.0
"""Which chunks and frames read their upload itself, so that no stretches are made for a short cut.

A cut of ten seconds touches two stretches of ten. Where most of what would be made is not shown,
decoding the upload once for the chunk is cheaper than a mezzanine between; what is shown is equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from media.timecode import FrameRange, FrameRate
from services.render.contract.jobs import JobKind
from services.render.coordinator.domain.job import JobRequest
from timeline.spec.chunk import ChunkSpec
from timeline.spec.clip_segments import VideoSegment
from timeline.spec.frame import FrameSpec
from timeline.spec.mezzanine import MezzanineSpec

SHOWN_SHARE = Fraction(3, 4)
"""Stretches are made where an export shows a larger share of their frames."""

SAVED_SECONDS = 5
"""Stretches are made where so many seconds of them at most would not be shown."""

_READERS = {JobKind.CHUNK: ChunkSpec, JobKind.FRAME: FrameSpec}
"""The kinds that show frames of uploads, and their specs."""

Stretches = Mapping[str, MezzanineSpec]
"""Stretches that are not stored, by cache key."""


def read_uploads_directly(jobs: Sequence[JobRequest], cached: Collection[str]) -> list[JobRequest]:
    """Let chunks and frames read uploads whose stretches are not stored and hardly shown."""
    stretches = {
        job.key: MezzanineSpec.from_json(job.spec)
        for job in jobs
        if job.kind is JobKind.MEZZANINE and job.key not in cached
    }
    uploads = _hardly_shown(
        [job for job in jobs if job.kind in _READERS and job.key not in cached], stretches
    )
    if not uploads:
        return list(jobs)
    sparse = {key: spec for key, spec in stretches.items() if spec.upload_id in uploads}
    return [_read_directly(job, sparse) if job.kind in _READERS else job for job in jobs]


def _hardly_shown(chunks: Sequence[JobRequest], stretches: Stretches) -> set[int]:
    """Return the uploads of which most frames of the stretches would be made for nothing."""
    made, shown = Counter[int](), Counter[int]()
    for spec in stretches.values():
        made[spec.upload_id] += spec.n_frames
    for chunk in chunks:
        read = {stretches[key].upload_id for key in chunk.inputs if key in stretches}
        # The weight of a chunk is the number of its frames.
        shown.update(dict.fromkeys(read, chunk.weight))
    return {
        spec.upload_id
        for spec in stretches.values()
        if shown[spec.upload_id] <= made[spec.upload_id] * SHOWN_SHARE
        and made[spec.upload_id] - shown[spec.upload_id]
        >= FrameRate.parse(spec.fps).frame(SAVED_SECONDS)
    }


def _read_directly(job: JobRequest, stretches: Stretches) -> JobRequest:
    """Return the job of a chunk that reads its upload, if it shows one clip and nothing else."""
    if not any(key in stretches for key in job.inputs):
        return job
    spec = _READERS[job.kind].from_json(job.spec)
    keys = spec.stretch_frames
    is_single = len(spec.segments) == 1 and len(spec.mezzanine_parts) == 1
    clip = spec.segments[0]
    if not is_single or not isinstance(clip, VideoSegment) or not stretches.keys() >= keys.keys():
        return job
    if sum(len(frames) for frames in keys.values()) > len(keys):
        # A layer above shows the same video.
        return job
    any_stretch = stretches[next(iter(keys))]
    if any_stretch.is_hdr:
        # Its tone mapping costs more than all else, and should be done once.
        return job
    direct = replace(spec, upload=_upload_frames(clip, any_stretch))
    return replace(job, spec=direct.to_json(), inputs=direct.input_keys)


def _upload_frames(clip: VideoSegment, stretch: MezzanineSpec) -> MezzanineSpec:
    """Return the frames of the source that a clip shows; behind its end only the last one."""
    start = min(clip.in_frame, clip.source_frames - 1)
    end = max(start + 1, min(clip.in_frame + clip.n_frames, clip.source_frames))
    shown = FrameRange(start, end)
    return replace(stretch, key=clip.mezzanine, first_frame=shown.start, n_frames=len(shown))
