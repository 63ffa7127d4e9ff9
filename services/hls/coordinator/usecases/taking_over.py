# SPDX-License-Identifier: Apache-2.0
"""Let a completed replacement become the stream of its production."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from chassis.jobs.errors import LeaseLost
from chassis.storage import ObjectMissing
from services.hls.contract.packaging import Rendition
from services.hls.coordinator.domain.events import (
    ProductionReady,
    ProductionReplaced,
    ProductionReplacementChanged,
)
from services.hls.coordinator.domain.playback import ChosenPoster
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.domain.text_tracks import CHAPTERS, UNDETERMINED, chapters_within
from services.hls.coordinator.store.unit_of_work import UnitOfWork
from services.hls.coordinator.usecases.dependencies import Dependencies


def take_over(
    deps: Dependencies, uow: UnitOfWork, replacement: Production, renditions: Sequence[Rendition]
) -> None:
    """Give a production the stream of its replacement, which ends to exist.

    The old stream is played on by those who have links to it, and deleted when these have expired.
    """
    production = uow.productions.find_production(replacement.replaces_id or 0, lock=True)
    if production is None:
        raise LeaseLost
    now = deps.now()
    if _is_packaged_elsewhere(uow, replacement, production):
        reason = "This export got a production of its own meanwhile; publish or delete that one."
        failed = dataclasses.replace(replacement, status="failed", error_message=reason)
        uow.productions.save_production(failed)
        announce_replacement(deps, uow, production, upload_id=0)
        return
    _retire(deps, uow, production, now)
    _move_poster(deps, uow, production, replacement)
    _fit_chapters(deps, uow, production, replacement)
    uow.jobs.delete_job_of(replacement.production_id)
    uow.productions.delete_production(replacement.production_id)
    changed = production.take_over(replacement, now)
    uow.productions.save_production(changed)
    uow.productions.save_renditions(changed.production_id, renditions)
    requested_by = replacement.requested_by
    uow.announce(ProductionReplacementChanged(changed, 0))
    uow.announce(ProductionReplaced(changed, production.upload_id, requested_by))
    uow.announce(ProductionReady(changed))


def announce_replacement(
    deps: Dependencies, uow: UnitOfWork, production: Production, *, upload_id: int
) -> None:
    """Say which upload is packaged to replace the stream of a locked production; 0 for none."""
    changed = production.touch(deps.now())
    uow.productions.save_production(changed)
    uow.announce(ProductionReplacementChanged(changed, upload_id))


def delete_replacement(deps: Dependencies, uow: UnitOfWork, production_id: int) -> bool:
    """Delete the replacement of a production and what it has stored; False when there is none."""
    replacement = uow.productions.find_replacement(production_id)
    if replacement is None:
        return False
    job = uow.jobs.delete_job_of(replacement.production_id)
    if job is not None and job.conversion is not None:
        uow.cancellations.add_cancellation(job.conversion.job_id, deps.now())
    # A packager at work notices at its next heartbeat; what it stores until then is deleted.
    seconds = deps.leases.seconds if job is not None and job.is_running else 0
    not_before = deps.now() + dt.timedelta(seconds=seconds)
    uow.removals.add_removal(replacement.output_prefix, not_before=not_before)
    uow.productions.delete_production(replacement.production_id)
    return True


def _is_packaged_elsewhere(
    uow: UnitOfWork, replacement: Production, production: Production
) -> bool:
    if not replacement.source.is_export:
        return False
    live = uow.productions.find_live_production_of_export(replacement.upload_id)
    return live is not None and live.production_id != production.production_id


def _retire(deps: Dependencies, uow: UnitOfWork, production: Production, now: dt.datetime) -> None:
    until = now + deps.links.longest_life
    prefix = production.output_prefix
    uow.retired_streams.add_stream(production.ulid, prefix, until=until, now=now)
    uow.removals.add_removal(prefix, not_before=until)


def _move_poster(
    deps: Dependencies, uow: UnitOfWork, production: Production, replacement: Production
) -> None:
    """Copy the chosen poster of a production to the folder of its new stream.

    A frame of a moment that the new stream does not have gives way to the packaged poster.
    """
    poster = uow.posters.find_poster(production.production_id)
    if poster is None:
        return
    if _is_behind_the_end(poster, replacement):
        uow.posters.delete_poster(production.production_id)
        return
    key = replacement.output_prefix + poster.key.rpartition("/")[2]
    try:
        deps.storage.copy(poster.key, key)
    except ObjectMissing:
        uow.posters.delete_poster(production.production_id)
        return
    moved = dataclasses.replace(poster, key=key)
    uow.posters.save_poster(production.production_id, moved)


def _is_behind_the_end(poster: ChosenPoster, replacement: Production) -> bool:
    end = replacement.duration
    return poster.at_ms is not None and end is not None and poster.at_ms >= end * 1000


def _fit_chapters(
    deps: Dependencies, uow: UnitOfWork, production: Production, replacement: Production
) -> None:
    """Let the chapters of a production end with its new stream; those behind its end go."""
    track = uow.text_tracks.find_track(production.production_id, CHAPTERS, UNDETERMINED)
    if track is None or replacement.duration is None:
        return
    text = chapters_within(track.text, replacement.duration)
    if text:
        uow.text_tracks.save_track(dataclasses.replace(track, text=text, updated_at=deps.now()))
    else:
        uow.text_tracks.delete_track(production.production_id, CHAPTERS, UNDETERMINED)
