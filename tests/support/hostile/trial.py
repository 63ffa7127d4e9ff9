# SPDX-License-Identifier: Apache-2.0
"""What real nodes make of the corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from services.render.contract.results import CachedFile
from services.render.contract.specs import IngestSpec
from services.render.coordinator.usecases import deriving
from tests.support.hostile.case import SOURCE_ID, Case, Outcome, Rejected, Right, Workroom
from tests.support.media.barcode import displayed_size, read_barcodes
from tests.support.process.waiting import wait_until
from tests.support.render.cluster import RenderFarm

READABLE = 0.85
"""The share of frames whose bar code must be read where it can be read at all."""


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a file, and the seconds that took a node."""

    outcome: Outcome
    reason: str
    seconds: float
    is_named: bool = True
    """Whether the reason of a refusal names the file."""


def send_all(farm: RenderFarm, cases: Sequence[Case], folder: Path) -> dict[str, Found]:
    """Make the files, have them examined and normalised, and tell what became of each."""
    room = Workroom(folder)
    folder.mkdir()
    for upload_id, case in enumerate(cases, start=1):
        _send(farm, upload_id, case, case.make(room))
    return {
        case.name: _named(_became(farm, upload_id, case), upload_id, case)
        for upload_id, case in enumerate(cases, start=1)
    }


def _named(found: Found, upload_id: int, case: Case) -> Found:
    names = (f"“{case.name}.mp4”", f"Upload {upload_id} ")
    is_named = not found.reason or any(name in found.reason for name in names)
    return replace(found, is_named=is_named)


def _send(farm: RenderFarm, upload_id: int, case: Case, content: bytes) -> None:
    key = f"uploads/{upload_id}/sent.mp4"
    stored = farm.storage.put_bytes(key, content, content_type="video/mp4")
    name = f"{case.name}.mp4"
    task = IngestSpec(upload_id, case.kind, key, stored.size_bytes, stored.etag, name)
    deriving.examine_upload(farm.deps, upload=task)


def _became(farm: RenderFarm, upload_id: int, case: Case) -> Found:
    topic, fact = wait_until(lambda: farm.derivative(upload_id))
    seconds = sum(row.wall_seconds for row in farm.pieces("ingest") if row.upload_id == upload_id)
    if topic == "render.derivative.failed.v1":
        return Found(Rejected(fact.code), fact.reason, seconds)
    if case.kind != "video":
        return Found(Right(fact.probe.width, fact.probe.height, 0), "", seconds)
    row = wait_until(lambda: _mezzanine(farm, fact.sha256, upload_id))
    if row.state == "failed":
        return Found(Rejected(row.error_code), row.error_reason, seconds + row.wall_seconds)
    return Found(_shown(farm, CachedFile.from_json(row.result)), "", seconds + row.wall_seconds)


def _mezzanine(farm: RenderFarm, sha256: str, upload_id: int) -> Any:  # Any: a row of pieces
    """Return the ended piece that normalises an upload, or the equal one of another."""
    rows = farm.pieces("mezzanine")
    mine = [row for row in rows if row.upload_id == upload_id or f'"{sha256}"' in row.task]
    return next((row for row in mine if row.state in {"done", "failed"}), None)


def _shown(farm: RenderFarm, file: CachedFile) -> Right:
    path = farm.storage.local_path(file.storage_key)
    assert path is not None
    codes = read_barcodes(path)
    good = [code for code in codes if code is not None and code[0] == SOURCE_ID]
    return Right(*displayed_size(path), len(codes), len(good) >= READABLE * len(codes))


def differs(found: Found, expected: Outcome) -> bool:
    """Whether a file became something else than it must."""
    if isinstance(expected, Right) and isinstance(found.outcome, Right) and expected.frames:
        got = found.outcome
        same = (got.width, got.height, got.frames) == (
            expected.width,
            expected.height,
            expected.frames,
        )
        return not same or (expected.is_readable and not got.is_readable)
    if isinstance(expected, Right) and isinstance(found.outcome, Right):
        return (found.outcome.width, found.outcome.height) != (expected.width, expected.height)
    return found.outcome != expected
