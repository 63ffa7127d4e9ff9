# SPDX-License-Identifier: Apache-2.0
"""Read productions, and how far exports are packaged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from chassis.caller import Caller
from services.hls.contract.packaging import Rendition, RenditionProgress
from services.hls.coordinator.domain.draft_production import DraftProduction
from services.hls.coordinator.domain.errors import NotOwnedByCaller
from services.hls.coordinator.domain.job import PackagingJob
from services.hls.coordinator.domain.playback import ChosenPoster, Playback
from services.hls.coordinator.domain.production import (
    IN_PROGRESS,
    NOT_READY,
    Production,
    ProductionFilter,
)
from services.hls.coordinator.domain.publications import PublicationCounts
from services.hls.coordinator.domain.text_tracks import TextTrackLabel
from services.hls.coordinator.domain.upload import SourceUpload
from services.hls.coordinator.store.unit_of_work import UnitOfWork
from services.hls.coordinator.usecases.access import (
    accessible_production,
    accessible_upload,
    is_accessible,
)
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.playing import sign_playback


@dataclass(frozen=True, slots=True)
class ProductionSummary:
    """A production with its job, its publications and its playback links.

    `upload` is None when it was deleted meanwhile, `playback` until the production can be played.
    """

    production: Production
    upload: SourceUpload | None
    job: PackagingJob | None
    publications: PublicationCounts
    playback: Playback | None
    draft: DraftProduction | None = None

    @property
    def stage(self) -> Literal["master", "packaging"]:
        """What is being done, or failed: first the master of a draft is rendered."""
        is_master = self.draft is not None and self.job is None and not self.production.is_completed
        return "master" if is_master else "packaging"

    @property
    def stage_percent(self) -> int:
        """The share of the stage that is done, in whole percent."""
        if self.stage == "master" and self.draft is not None:
            return self.draft.master.percent
        return _progress_percent(self.production, self.job)

    @property
    def progress_percent(self) -> int:
        """The share done in whole percent; a master is half of the work."""
        if self.draft is None or not self.draft.export_id:
            return _progress_percent(self.production, self.job)
        return self.stage_percent // 2 + (50 if self.stage == "packaging" else 0)

    @property
    def awaited_renditions(self) -> Sequence[RenditionProgress]:
        """The renditions that are being made; none when it is completed or failed."""
        return _awaited_renditions(self.production, self.job)


@dataclass(frozen=True, slots=True)
class ProductionDetail:
    """A production with all that belongs to it."""

    summary: ProductionSummary
    renditions: Sequence[Rendition]
    tracks: Sequence[TextTrackLabel] = ()
    poster: ChosenPoster | None = None
    replacement: Production | None = None
    replacement_job: PackagingJob | None = None


@dataclass(frozen=True, slots=True)
class HlsStatus:
    """How far the packaging of one export is; without a production it has not begun."""

    upload_id: int
    production: Production | None
    job: PackagingJob | None
    publications: PublicationCounts
    made: Sequence[Rendition] = ()

    @property
    def renditions(self) -> Sequence[RenditionProgress]:
        """All renditions, the largest first, and how much of each is made."""
        awaited = _awaited_renditions(self.production, self.job)
        return awaited or [RenditionProgress.of(one) for one in self.made]

    @property
    def state(self) -> str:
        """One of not_ready, in_progress, ready, failed."""
        return NOT_READY if self.production is None else self.production.state

    @property
    def progress_percent(self) -> int:
        """The share done in whole percent."""
        return _progress_percent(self.production, self.job)


def list_productions(
    deps: Dependencies,
    *,
    caller: Caller,
    chosen: ProductionFilter,
    before: int | None = None,
    limit: int = 50,
) -> list[ProductionSummary]:
    """List the productions that match, newest first, with ids below `before`.

    NotOwnedByCaller when the caller may not list those of that user.
    """
    _check_listing(caller, chosen)
    with deps.reading() as uow:
        found = uow.productions.list_productions(chosen, before=before, limit=limit)
        return _summaries(deps, uow, found)


def count_productions(
    deps: Dependencies, *, caller: Caller, chosen: ProductionFilter
) -> dict[str, int]:
    """Count the productions of a user, or of one of their uploads, by state.

    NotOwnedByCaller when the caller may not list those of that user.
    """
    _check_listing(caller, chosen)
    with deps.reading() as uow:
        return uow.productions.count_productions(chosen)


def get_production(deps: Dependencies, *, caller: Caller, production_id: int) -> Production:
    """Return a production that the caller may use."""
    with deps.reading() as uow:
        return accessible_production(uow, caller=caller, production_id=production_id)


def get_production_detail(
    deps: Dependencies, *, caller: Caller, production_id: int
) -> ProductionDetail:
    """Return a production that the caller may use, with all that belongs to it."""
    with deps.reading() as uow:
        production = accessible_production(uow, caller=caller, production_id=production_id)
        renditions = uow.productions.find_renditions([production_id]).get(production_id, [])
        tracks = uow.text_tracks.find_labels([production_id]).get(production_id, [])
        poster = uow.posters.find_poster(production_id)
        replacement = uow.productions.find_replacement(production_id)
        job = replacement and uow.jobs.find_jobs_of([replacement.production_id])
        summary = _summaries(deps, uow, [production])[0]
    playback = sign_playback(deps, production, renditions, tracks)
    return ProductionDetail(
        replace(summary, playback=playback),
        renditions,
        tracks,
        poster,
        replacement,
        job.get(replacement.production_id) if job and replacement else None,
    )


def get_productions(
    deps: Dependencies, *, production_ids: Sequence[int], upload_ids: Sequence[int]
) -> list[Production]:
    """Return productions by id, and the newest of each upload, whoever owns them."""
    with deps.reading() as uow:
        chosen = uow.productions.find_productions(production_ids)
        newest = uow.productions.find_newest_productions(upload_ids)
    return list({one.production_id: one for one in [*chosen, *newest.values()]}.values())


def get_hls_status(deps: Dependencies, *, caller: Caller, upload_id: int) -> HlsStatus:
    """Return the HLS status of an export that the caller may use."""
    accessible_upload(deps, caller=caller, upload_id=upload_id).check_export()
    return _statuses(deps, [upload_id])[0]


def list_hls_statuses(
    deps: Dependencies, *, caller: Caller, upload_ids: Sequence[int]
) -> list[HlsStatus]:
    """Return the HLS status of each of these exports that the caller may use.

    Every export is returned once, in the order of `upload_ids`.
    """
    uploads = deps.uploads.get_uploads(upload_ids)
    exports = {
        upload.upload_id
        for upload in uploads.values()
        if upload.source.is_export and is_accessible(caller, upload.owner_user_id)
    }
    return _statuses(deps, [one for one in dict.fromkeys(upload_ids) if one in exports])


def _check_listing(caller: Caller, chosen: ProductionFilter) -> None:
    if not is_accessible(caller, chosen.owner_user_id):
        raise NotOwnedByCaller("You may list your own productions only.")


def _progress_percent(production: Production | None, job: PackagingJob | None) -> int:
    if production is not None and production.is_completed:
        return 100
    return 0 if job is None else job.progress_percent


def _awaited_renditions(
    production: Production | None, job: PackagingJob | None
) -> Sequence[RenditionProgress]:
    is_awaited = production is not None and job is not None and production.state == IN_PROGRESS
    return job.renditions if is_awaited and job is not None else ()


def _summaries(
    deps: Dependencies, uow: UnitOfWork, productions: Sequence[Production]
) -> list[ProductionSummary]:
    ids = [one.production_id for one in productions]
    uploads = deps.uploads.get_uploads(sorted({one.upload_id for one in productions}))
    jobs, counts = uow.jobs.find_jobs_of(ids), uow.publications.count_publications(ids)
    renditions = uow.productions.find_renditions(ids)
    drafts = uow.draft_productions.find_draft_productions(ids)
    return [
        ProductionSummary(
            production=one,
            upload=uploads.get(one.upload_id),
            job=jobs.get(one.production_id),
            publications=counts.get(one.production_id, PublicationCounts()),
            playback=sign_playback(deps, one, renditions.get(one.production_id, [])),
            draft=drafts.get(one.production_id),
        )
        for one in productions
    ]


def _statuses(deps: Dependencies, upload_ids: Sequence[int]) -> list[HlsStatus]:
    with deps.reading() as uow:
        newest = uow.productions.find_newest_productions(upload_ids)
        ids = [one.production_id for one in newest.values()]
        jobs, counts = uow.jobs.find_jobs_of(ids), uow.publications.count_publications(ids)
        renditions = uow.productions.find_renditions(ids)
    statuses = []
    for upload_id in upload_ids:
        production = newest.get(upload_id)
        production_id = production.production_id if production else 0
        publications = counts.get(production_id, PublicationCounts())
        job, made = jobs.get(production_id), renditions.get(production_id, [])
        statuses.append(HlsStatus(upload_id, production, job, publications, made))
    return statuses
