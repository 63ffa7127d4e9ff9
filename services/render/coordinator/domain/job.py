# SPDX-License-Identifier: Apache-2.0
"""Jobs in the coordinator: requests, priorities and stored jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.render.contract.jobs import JobKind

SHARED_KINDS = (
    JobKind.MEZZANINE,
    JobKind.PCM,
    JobKind.PICTURE,
    JobKind.TEXT_IMAGE,
    JobKind.FRAME,
    JobKind.CHUNK,
    JobKind.MIX,
)
"""Kinds whose result is stored under a cache key for every render that needs it."""

SOURCE_KINDS = (JobKind.MEZZANINE, JobKind.PCM, JobKind.PICTURE, JobKind.TEXT_IMAGE)
"""Kinds that prepare uploads and texts for chunks and mixes."""

REPEATABLE_KINDS = (JobKind.THUMB, JobKind.FILMSTRIP, JobKind.PEAKS, JobKind.EDIT_PROXY)
"""Kinds that are run again when they are requested again, because somebody misses the files."""

DERIVATIVE_KINDS = (JobKind.INGEST, JobKind.SAMPLE, JobKind.FREEZE_FRAME, *REPEATABLE_KINDS)
"""Kinds whose outcome is announced to other services."""

PRIORITY = {
    JobKind.SAMPLE: 985,
    JobKind.INGEST: 980,
    JobKind.FREEZE_FRAME: 975,
    JobKind.FRAME: 972,
    JobKind.THUMB: 970,
    JobKind.CONCAT: 90,
    JobKind.MIX: 70,
    JobKind.MEZZANINE: 60,
    JobKind.PCM: 60,
    JobKind.PICTURE: 60,
    JobKind.TEXT_IMAGE: 60,
    JobKind.CHUNK: 50,
    JobKind.FILMSTRIP: 30,
    JobKind.PEAKS: 30,
    JobKind.EDIT_PROXY: 20,
}
"""The order of one user's jobs, highest first; a page waits for the first five kinds."""

BACKGROUND_PRIORITY = 10

_SHORT_EXPORT_BONUS = 100
_CHUNK_COUNTS = (4, 8, 16, 32, 64, 128)


@dataclass(frozen=True, slots=True)
class JobRequest:
    """A job to be enqueued unless an equal one is there; equal jobs have equal keys.

    `inputs` are the keys of the jobs that must be done before. `weight` is its share of a
    render's progress. A standalone job is run whatever becomes of the renders that need it. A job
    with an encoder, or with the version of a renderer or recipe, is claimed only by nodes with it.
    """

    kind: JobKind
    key: str
    spec: str
    priority: int
    weight: int = 0
    upload_id: int = 0
    is_standalone: bool = False
    encoder: str = ""
    version: str = ""
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnqueuedJobs:
    """The ids of requested jobs by key ("" for a concat), and those that may be claimed now."""

    job_ids: dict[str, int]
    claimable: list[int]


@dataclass(frozen=True, slots=True)
class Job:
    """A stored job."""

    job_id: int
    kind: JobKind
    key: str
    spec: str
    token: int
    attempts: int
    crashes: int
    upload_id: int


@dataclass(frozen=True, slots=True)
class JobCost:
    """What a job took: processor seconds of its children, and seconds from claim to result."""

    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0


def prioritized_by_length(jobs: Sequence[JobRequest]) -> list[JobRequest]:
    """Raise the priority of an export's jobs the more, the fewer chunks are to be rendered."""
    chunks = sum(job.kind is JobKind.CHUNK for job in jobs)
    bonus = _SHORT_EXPORT_BONUS * sum(chunks < count for count in _CHUNK_COUNTS)
    return [replace(job, priority=job.priority + bonus) for job in jobs]
