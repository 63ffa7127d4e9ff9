# SPDX-License-Identifier: Apache-2.0
"""What one can see of productions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.hls.contract.packaging import Rendition
from services.hls.coordinator.domain.errors import ProductionNotFound
from services.hls.coordinator.domain.playback import Playback
from services.hls.coordinator.domain.production import NOT_READY, READY, Production
from services.hls.coordinator.usecases.creating import Asker, own_upload
from services.hls.coordinator.usecases.dependencies import (
    Dependencies,
    Job,
    PublicationCounts,
    UnitOfWork,
)
from services.hls.coordinator.usecases.playing import playback_of


@dataclass(frozen=True, slots=True)
class Detail:
    """A production with everything around it."""

    production: Production
    renditions: Sequence[Rendition]
    job: Job | None
    publications: PublicationCounts
    playback: Playback | None


@dataclass(frozen=True, slots=True)
class HlsStatus:
    """How far the packaging of an export is."""

    upload_id: int
    production: Production | None
    job: Job | None
    publications: PublicationCounts

    @property
    def state(self) -> str:
        """One of not_ready, in_progress, ready, failed."""
        return NOT_READY if self.production is None else self.production.state

    @property
    def percent(self) -> int:
        """The share done."""
        return 100 if self.state == READY else percent(self.job)


def percent(job: Job | None) -> int:
    """The share of a piece of work that is done, in whole percent."""
    return 0 if job is None else round(100 * job.fraction)


def list_productions(
    deps: Dependencies,
    *,
    owner_user_id: int | None,
    upload_id: int | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Production]:
    """List productions, newest first; without an owner everybody's."""
    with deps.reading() as uow:
        return uow.productions.page(
            owner_user_id=owner_user_id, upload_id=upload_id, before=before, limit=limit
        )


def get_production(deps: Dependencies, *, asker: Asker, production_id: int) -> Detail:
    """Return one production of the asker's."""
    with deps.reading() as uow:
        production = found(uow, asker=asker, production_id=production_id)
        ids = [production_id]
        renditions = uow.productions.renditions(ids).get(production_id, [])
        return Detail(
            production=production,
            renditions=renditions,
            job=uow.jobs.of(ids).get(production_id),
            publications=uow.publications.counts(ids).get(production_id, PublicationCounts()),
            playback=playback_of(deps, production, renditions),
        )


def found(uow: UnitOfWork, *, asker: Asker, production_id: int, lock: bool = False) -> Production:
    """Return a production that the asker may use."""
    production = uow.productions.get(production_id, lock=lock)
    if production is None:
        raise ProductionNotFound(f"There is no production {production_id}.")
    asker.check_owner(production.owner_user_id)
    return production


def hls_status(deps: Dependencies, *, asker: Asker, upload_id: int) -> HlsStatus:
    """Tell how far the packaging of one export of the asker's is."""
    own_upload(deps, asker=asker, upload_id=upload_id).check_export()
    return _statuses(deps, [upload_id])[0]


def hls_statuses(deps: Dependencies, *, asker: Asker, upload_ids: Sequence[int]) -> list[HlsStatus]:
    """Tell the same of many; what is no export of the asker's is left out."""
    uploads = deps.library.uploads(upload_ids)
    shown = [
        upload.upload_id
        for upload in uploads.values()
        if upload.source.is_export and (asker.is_admin or upload.owner_user_id == asker.user_id)
    ]
    return _statuses(deps, [one for one in dict.fromkeys(upload_ids) if one in shown])


def get_many(
    deps: Dependencies, *, production_ids: Sequence[int], upload_ids: Sequence[int]
) -> list[Production]:
    """Return productions by number, and the newest of each upload, for another service."""
    with deps.reading() as uow:
        chosen = uow.productions.by_ids(production_ids)
        newest = uow.productions.newest_of(upload_ids)
    return list({one.production_id: one for one in [*chosen, *newest.values()]}.values())


def _statuses(deps: Dependencies, upload_ids: Sequence[int]) -> list[HlsStatus]:
    with deps.reading() as uow:
        newest = uow.productions.newest_of(upload_ids)
        ids = [one.production_id for one in newest.values()]
        jobs, counts = uow.jobs.of(ids), uow.publications.counts(ids)
    statuses = []
    for upload_id in upload_ids:
        production = newest.get(upload_id)
        number = production.production_id if production else 0
        publications = counts.get(number, PublicationCounts())
        statuses.append(HlsStatus(upload_id, production, jobs.get(number), publications))
    return statuses
