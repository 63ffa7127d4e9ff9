# SPDX-License-Identifier: Apache-2.0
"""Joins what makes one film on this machine: no server, no database and no bus."""

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

from chassis.process import sweep_scratch
from chassis.storage import DiskStorage
from media.ingest import MEZZANINE_RECIPE
from services.render.contract.results import IngestResult
from services.render.contract.specs import IngestSpec
from services.render.coordinator.domain.errors import CannotPlan
from services.render.coordinator.domain.job import Kind
from services.render.coordinator.domain.planning import RENDERER, Order, break_down, plan_film
from services.render.coordinator.domain.render import Subject
from services.render.node.cache import LocalCache
from services.render.node.encoder_build import encoder_build
from services.render.node.executor import FfmpegJobExecutor
from services.render.offline.media import PieceStore, facts_of_file, numbered_files, offer
from services.render.offline.rendering import LocalRenderer, Made, do_alone, make_film
from timeline.document.references import references
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.plan.sealed import SealedTimeline
from timeline.spec.render_plan import RenderBuild


@dataclass(frozen=True, slots=True)
class Job:
    """A film to be made of local files; pieces are kept in the cache for the next one."""

    document: Path
    media: Path
    target: Path
    cache: Path
    slots: int


def film(job: Job, *, on_progress: Callable[[int], None], stop: threading.Event) -> Made:
    """Make a film, or raise CannotPlan, PieceFailed or what a wrong document raises."""
    timeline = Timeline.model_validate(json.loads(job.document.read_text()))
    workplace = Workplace(job.cache, slots=job.slots, on_progress=on_progress, stop=stop)
    uploads = workplace.examine(timeline, numbered_files(job.media))
    return workplace.make(SealedTimeline(timeline, uploads), job.target)


class Workplace:
    """A node without a coordinator: it examines files and makes films of them."""

    def __init__(
        self,
        cache: Path,
        *,
        slots: int,
        on_progress: Callable[[int], None] = lambda _percent: None,
        stop: threading.Event | None = None,
    ) -> None:
        cache.mkdir(parents=True, exist_ok=True)
        # Nobody gets a link, so the secret behind links may be forgotten.
        storage = DiskStorage(cache, secret=secrets.token_bytes(32), public_url="")
        self._cache, self._storage, scratch = cache, storage, cache / "scratch"
        sweep_scratch(scratch)
        local_cache = LocalCache(storage, scratch / "shelf", most_bytes=0)
        self._workshop = FfmpegJobExecutor(storage, local_cache, scratch)
        self._stop = stop or threading.Event()
        store = PieceStore(
            cache / "pieces.jsonl", is_stored=lambda key: storage.local_path(key) is not None
        )
        self._studio = LocalRenderer(self._workshop, store, slots, on_progress, self._stop)
        self._build = RenderBuild(RENDERER, encoder_build(scratch), MEZZANINE_RECIPE)

    def examine(self, timeline: Timeline, files: Mapping[int, Path]) -> dict[int, UploadDetails]:
        """Find out what the files that a timeline uses are, as uploads are examined."""
        kinds = {each.upload_id: each.use.kind for each in references(timeline)}
        if missing := sorted(kinds.keys() - files.keys()):
            raise CannotPlan("source_missing", f"No media file is named {missing[0]}.")
        return {
            upload_id: self._examine(upload_id, files[upload_id], kind)
            for upload_id, kind in kinds.items()
        }

    def make(self, sealed: SealedTimeline, target: Path) -> Made:
        """Make a film of examined files from what is kept and what is not yet."""
        export_id = str(uuid.uuid4())
        order = Order(export_id, Subject(0, "project_export"), False, sealed)
        pieces = break_down(
            plan_film(order, self._build), export_id=export_id, created_at=dt.datetime.now(dt.UTC)
        )
        made = make_film(self._studio, pieces)
        finished = self._storage.local_path(made.film.storage_key)
        assert finished is not None
        shutil.move(finished, target)
        self._storage.delete(made.film.storage_key)
        return made

    def _examine(self, upload_id: int, path: Path, kind: str) -> UploadDetails:
        key = offer(path, upload_id=upload_id, storage_root=self._cache)
        task = IngestSpec(upload_id, kind, key, filename=path.name)
        handed = do_alone(self._workshop, Kind.INGEST, task.to_json(), self._stop)
        found = IngestResult.from_json(handed.result)
        return facts_of_file(upload_id, kind=kind, storage_key=key, found=found)
