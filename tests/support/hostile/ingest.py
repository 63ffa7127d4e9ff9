# SPDX-License-Identifier: Apache-2.0
"""The ingest of the corpus by real nodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from media.alpha import holds_alpha
from services.render.contract.specs import IngestSpec
from services.render.contract.storage_keys import mezzanine_storage_key
from services.render.coordinator.usecases import deriving
from tests.support.hostile.case import (
    SOURCE_ID,
    Accepted,
    FileMaker,
    HostileCase,
    Outcome,
    Rejected,
)
from tests.support.media.barcode import displayed_size, read_barcodes
from tests.support.process.waiting import wait_until
from tests.support.render.cluster import RenderCluster

READABLE = 0.85
"""The part of the frames whose bar codes must be read in a readable video."""


@dataclass(frozen=True, slots=True)
class IngestOutcome:
    """The outcome of one file, and the seconds that a node took."""

    outcome: Outcome
    reason: str
    seconds: float
    is_named: bool = True
    """Whether the reason of a rejection names the file."""


def ingest_all(
    cluster: RenderCluster, cases: Sequence[HostileCase], folder: Path
) -> dict[str, IngestOutcome]:
    """Make the files, have them probed and normalised, and return the outcome of each."""
    room = FileMaker(folder)
    folder.mkdir()
    for upload_id, case in enumerate(cases, start=1):
        _send(cluster, upload_id, case, case.make(room))
    return {
        case.name: _named(_outcome(cluster, upload_id, case), upload_id, case)
        for upload_id, case in enumerate(cases, start=1)
    }


def _named(found: IngestOutcome, upload_id: int, case: HostileCase) -> IngestOutcome:
    names = (f"“{case.name}.mp4”", f"Upload {upload_id} ")
    is_named = not found.reason or any(name in found.reason for name in names)
    return replace(found, is_named=is_named)


def _send(cluster: RenderCluster, upload_id: int, case: HostileCase, content: bytes) -> None:
    key = f"uploads/{upload_id}/sent.mp4"
    stored = cluster.storage.put_bytes(key, content, content_type="video/mp4")
    name = f"{case.name}.mp4"
    spec = IngestSpec(upload_id, case.kind, key, stored.size_bytes, stored.etag, name)
    deriving.ingest_upload(cluster.deps, upload=spec)


def _outcome(cluster: RenderCluster, upload_id: int, case: HostileCase) -> IngestOutcome:
    topic, event = wait_until(lambda: cluster.derivative(upload_id))
    seconds = sum(row.wall_seconds for row in cluster.jobs("ingest") if row.upload_id == upload_id)
    if topic == "render.derivative.failed.v1":
        return IngestOutcome(Rejected(event.code), event.reason, seconds)
    if case.kind != "video":
        return IngestOutcome(Accepted(event.probe.width, event.probe.height, 0), "", seconds)
    rows = wait_until(lambda: _mezzanines(cluster, event.sha256, upload_id))
    seconds += sum(row.wall_seconds for row in rows)
    for row in rows:
        if row.state == "failed":
            return IngestOutcome(Rejected(row.error_code), row.error_reason, seconds)
    return IngestOutcome(_normalised(cluster, [row.key for row in rows]), "", seconds)


def _mezzanines(cluster: RenderCluster, sha256: str, upload_id: int) -> Sequence[Any]:  # Any: rows
    """Return the jobs that normalise an upload or an equal one, once all have ended or one failed.

    A video has a job for each stretch; those of a file that is too long for one are all judged.
    """
    rows = cluster.jobs("mezzanine")
    jobs = [row for row in rows if row.upload_id == upload_id or f'"{sha256}"' in row.spec]
    states = {row.state for row in jobs}
    return jobs if "failed" in states or states == {"done"} else []


def _normalised(cluster: RenderCluster, keys: Sequence[str]) -> Accepted:
    paths = [cluster.storage.local_path(mezzanine_storage_key(key)) for key in keys]
    files = [path for path in paths if path is not None]
    assert len(files) == len(keys)
    width, height = displayed_size(files[0])
    # A picture with alpha lies above that alpha in one frame.
    height = height // 2 if holds_alpha(files[0]) else height
    area = (0, 0, width, height)
    codes = [code for path in files for code in read_barcodes(path, area=area)]
    good = [code for code in codes if code is not None and code[0] == SOURCE_ID]
    return Accepted(width, height, len(codes), len(good) >= READABLE * len(codes))


def differs(found: IngestOutcome, expected: Outcome) -> bool:
    """Return whether an outcome differs from the expected one."""
    if isinstance(expected, Accepted) and isinstance(found.outcome, Accepted) and expected.frames:
        got = found.outcome
        same = (got.width, got.height, got.frames) == (
            expected.width,
            expected.height,
            expected.frames,
        )
        return not same or (expected.is_readable and not got.is_readable)
    if isinstance(expected, Accepted) and isinstance(found.outcome, Accepted):
        return (found.outcome.width, found.outcome.height) != (expected.width, expected.height)
    return found.outcome != expected
