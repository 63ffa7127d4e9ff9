# SPDX-License-Identifier: Apache-2.0
"""Renders timeline files on this machine: no server, no database and no bus."""

from __future__ import annotations

import datetime as dt
import json
import secrets
import shutil
import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from chassis.jobs.worker import CancellationToken
from chassis.process import sweep_scratch
from chassis.storage import DiskStorage
from services.render.contract.jobs import JobKind, RenderJob
from services.render.contract.results import IngestResult
from services.render.contract.specs import IngestSpec
from services.render.coordinator.domain.errors import CannotPlan
from services.render.coordinator.domain.planned_jobs import (
    RequestedExport,
    jobs_of_plan,
    plan_export,
)
from services.render.coordinator.domain.render import ExportSubject
from services.render.node.cache import LocalCache
from services.render.node.encoder_build import encoder_build
from services.render.node.executor import JobExecutor
from services.render.offline.media import (
    CachedFileIndex,
    link_media,
    numbered_files,
    upload_details,
)
from services.render.offline.rendering import JobRunner, RenderedExport, run_jobs
from timeline.document.references import references
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.plan.sealed import SealedTimeline
from timeline.spec.render_plan import RenderBuild
from timeline.spec.versions import MEZZANINE_RECIPE, RENDERER


@dataclass(frozen=True, slots=True)
class OfflineExport:
    """An export of local files; results are stored in the cache for the next one."""

    document: Path
    media: Path
    target: Path
    cache: Path
    slots: int


def render_file(
    export: OfflineExport, *, on_progress: Callable[[int], None], stop: threading.Event
) -> RenderedExport:
    """Render a timeline file.

    Raises CannotPlan, JobFailed, JobInterrupted, OSError, and ValueError for an invalid document.
    """
    timeline = Timeline.model_validate(json.loads(export.document.read_text()))
    renderer = LocalRenderer(export.cache, slots=export.slots, on_progress=on_progress, stop=stop)
    uploads = renderer.ingest(timeline, numbered_files(export.media))
    return renderer.render(SealedTimeline(timeline, uploads), export.target)


class LocalRenderer:
    """Ingests local files and renders exports of them, as a coordinator and its nodes do."""

    def __init__(
        self,
        cache: Path,
        *,
        slots: int,
        on_progress: Callable[[int], None] = lambda _percent: None,
        stop: threading.Event | None = None,
    ) -> None:
        cache.mkdir(parents=True, exist_ok=True)
        # Nobody gets a signed URL, so the secret behind them need not be stored.
        storage = DiskStorage(cache, secret=secrets.token_bytes(32), public_url="")
        self._cache, self._storage, scratch = cache, storage, cache / "scratch"
        sweep_scratch(scratch)
        local_cache = LocalCache(storage, scratch / "cache", max_bytes=0)
        self._executor = JobExecutor(storage, local_cache, scratch)
        self._stop = stop or threading.Event()
        index = CachedFileIndex(
            cache / "cached_files.jsonl", is_stored=lambda key: storage.local_path(key) is not None
        )
        self._runner = JobRunner(self._executor, index, slots, on_progress, self._stop)
        self._build = RenderBuild(RENDERER, encoder_build(scratch), MEZZANINE_RECIPE)

    def ingest(self, timeline: Timeline, files: Mapping[int, Path]) -> dict[int, UploadDetails]:
        """Probe the files that a timeline uses, by upload id; CannotPlan when one is missing."""
        kinds = {each.upload_id: each.use.kind for each in references(timeline)}
        if missing := sorted(kinds.keys() - files.keys()):
            raise CannotPlan("source_missing", f"No media file is named {missing[0]}.")
        return {
            upload_id: self._ingest(upload_id, files[upload_id], kind)
            for upload_id, kind in kinds.items()
        }

    def render(self, sealed: SealedTimeline, target: Path) -> RenderedExport:
        """Render an export of ingested files, reusing what is in the cache."""
        export_id = str(uuid.uuid4())
        export = RequestedExport(export_id, ExportSubject(0, "project_export"), False, sealed)
        jobs = jobs_of_plan(
            plan_export(export, self._build),
            export_id=export_id,
            created_at=dt.datetime.now(dt.UTC),
        )
        rendered = run_jobs(self._runner, jobs)
        storage_key = rendered.export.file.storage_key
        finished = self._storage.local_path(storage_key)
        assert finished is not None
        shutil.move(finished, target)
        self._storage.delete(storage_key)
        return rendered

    def _ingest(self, upload_id: int, path: Path, kind: str) -> UploadDetails:
        key = link_media(path, upload_id=upload_id, storage_root=self._cache)
        # Otherwise each job that reads the file would first read all its bytes for an etag.
        self._storage.adopt(key)
        job = RenderJob(JobKind.INGEST, IngestSpec(upload_id, kind, key, filename=path.name))
        found = self._executor.run(job, CancellationToken(self._stop)).result
        assert isinstance(found, IngestResult)
        return upload_details(upload_id, kind=kind, storage_key=key, found=found)
