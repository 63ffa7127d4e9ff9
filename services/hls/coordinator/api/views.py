# SPDX-License-Identifier: Apache-2.0
"""Productions written as the JSON of answers."""

from __future__ import annotations

import json
from typing import Any

from services.hls.contract.packaging import Rendition, RenditionProgress
from services.hls.coordinator.api.playback_schemas import CaptionsLinkView, PlaybackView
from services.hls.coordinator.api.schemas import (
    CaptionsLabelView,
    HlsStatusItem,
    HlsStatusView,
    PackagingConfigView,
    PackagingJobView,
    ProductionDetailView,
    ProductionProgressView,
    ProductionSourceView,
    ProductionView,
    RenditionProgressView,
    RenditionView,
    ReplacementView,
    StoryView,
)
from services.hls.coordinator.domain.job import PackagingJob
from services.hls.coordinator.domain.playback import ChosenPoster, Playback
from services.hls.coordinator.domain.production import Production
from services.hls.coordinator.domain.text_tracks import CAPTIONS, CHAPTERS
from services.hls.coordinator.usecases.reading import HlsStatus, ProductionDetail, ProductionSummary


def production_view(summary: ProductionSummary) -> ProductionView:
    """Return a production as lists have it."""
    return ProductionView(**_summary_fields(summary))


def production_detail_view(detail: ProductionDetail) -> ProductionDetailView:
    """Return a production with all that belongs to it."""
    summary = detail.summary
    return ProductionDetailView(
        **_summary_fields(summary),
        config=_config_view(summary),
        renditions=_rendition_views(detail),
        job=None if summary.job is None else _job_view(summary.job),
        captions=[
            CaptionsLabelView(language=one.language, label=one.label, updated_at=one.updated_at)
            for one in detail.tracks
            if one.kind == CAPTIONS
        ],
        replacement=_replacement_view(detail),
        has_chapters=any(one.kind == CHAPTERS for one in detail.tracks),
        poster_upload_id=detail.poster.upload_id if detail.poster else None,
        poster_at_seconds=_seconds_of(detail.poster),
        warnings=summary.production.warnings,
        playback=None if summary.playback is None else _playback_view(summary.playback),
    )


def story_view(production: Production) -> StoryView:
    """Return the default story of a production."""
    return StoryView(
        production_id=production.production_id,
        default_story_text=production.default_story_text,
        revision=production.revision,
    )


def hls_status_view(status: HlsStatus) -> HlsStatusView:
    """Return how far the packaging of an export is."""
    return HlsStatusView(**_status_fields(status))


def hls_status_item(status: HlsStatus) -> HlsStatusItem:
    """Return how far the packaging of one of several exports is."""
    return HlsStatusItem(upload_id=status.upload_id, **_status_fields(status))


def _production_fields(production: Production) -> dict[str, Any]:  # Any: values of several types
    return {
        "id": production.production_id,
        "ulid": production.ulid,
        "upload_id": production.upload_id,
        "owner_user_id": production.owner_user_id,
        "name": production.name,
        "status": production.status,
        "state": production.state,
        "default_story_text": production.default_story_text,
        "error_code": production.error_code or None,
        "error_message": production.error_message or None,
        "revision": production.revision,
        "created_at": production.created_at,
        "updated_at": production.updated_at,
        "started_at": production.started_at,
        "completed_at": production.completed_at,
    }


def _summary_fields(summary: ProductionSummary) -> dict[str, Any]:  # Any: values of several types
    production, upload, playback = summary.production, summary.upload, summary.playback
    draft = summary.draft
    return {
        **_production_fields(production),
        "progress_pct": summary.progress_percent,
        "progress": ProductionProgressView(stage=summary.stage, percent=summary.stage_percent),
        "draft_id": draft and draft.draft_id,
        "export_id": (draft and draft.export_id) or None,
        "source_role": production.source.video_role,
        "source_name": upload and upload.name,
        "project_id": upload and upload.project_id,
        "project_name": upload and upload.project_name,
        "poster_url": playback and playback.poster_url,
        "playable": production.is_playable,
        "duration_seconds": production.duration,
        "published_count": summary.publications.published,
    }


def _status_fields(status: HlsStatus) -> dict[str, Any]:  # Any: values of several types
    production = status.production
    message = production.error_message or None if production else None
    return {
        "state": status.state,
        "production_id": production.production_id if production else None,
        "detail": message,
        "production_status": production.status if production else None,
        "error_message": message,
        "published_count": status.publications.published,
        "progress_pct": status.progress_percent,
        "playable": production is not None and production.is_playable,
        "renditions": [RenditionProgressView(**_progress_fields(one)) for one in status.renditions],
    }


def _config_view(summary: ProductionSummary) -> PackagingConfigView:
    production, draft = summary.production, summary.draft
    source = production.source
    return PackagingConfigView(
        profile=production.settings.profile,
        packager=production.settings.packager,
        quality=production.settings.quality,
        source=ProductionSourceView(
            upload_id=source.upload_id,
            video_role=source.video_role,
            width=source.width,
            height=source.height,
            size_bytes=source.size_bytes,
            sha256=source.sha256,
        ),
        draft=json.loads(draft.config) if draft and draft.config else None,
    )


def _replacement_view(detail: ProductionDetail) -> ReplacementView | None:
    one, job = detail.replacement, detail.replacement_job
    if one is None:
        return None
    return ReplacementView.model_validate(
        {
            "upload_id": one.upload_id,
            "state": one.state,
            "progress_pct": 0 if job is None else job.progress_percent,
            "error_message": one.error_message or None,
            "created_at": one.created_at,
        }
    )


def _rendition_views(detail: ProductionDetail) -> list[RenditionView]:
    """Return all renditions that a production has or will have, the largest first."""
    made = {one.name: _rendition_view(one) for one in detail.renditions}
    planned = [_planned_view(one) for one in detail.summary.awaited_renditions]
    return [made.pop(one.name, one) for one in planned] + list(made.values())


def _rendition_view(one: Rendition) -> RenditionView:
    return RenditionView(status="ready", percent=100, **one.model_dump())


def _planned_view(one: RenditionProgress) -> RenditionView:
    return RenditionView(
        **_progress_fields(one),
        codecs=None,
        bandwidth=None,
        average_bandwidth=None,
        size_bytes=None,
        is_copy=None,
    )


def _progress_fields(one: RenditionProgress) -> dict[str, Any]:  # Any: values of several types
    return {**one.model_dump(), "status": one.status}


def _job_view(job: PackagingJob) -> PackagingJobView:
    return PackagingJobView.model_validate(
        {
            "state": job.state,
            "stage": job.stage,
            "progress_pct": job.progress_percent,
            "attempt": job.attempts + job.crashes + 1,
        }
    )


def _playback_view(playback: Playback) -> PlaybackView:
    return PlaybackView(
        master_url=playback.master_url,
        poster_url=playback.poster_url,
        width=playback.width,
        height=playback.height,
        duration=playback.duration,
        is_whole=playback.is_whole,
        manifest_url=playback.manifest_url,
        storyboard_url=playback.storyboard_url,
        chapters_url=playback.chapters_url,
        captions=[
            CaptionsLinkView(language=one.language, label=one.label, url=one.url)
            for one in playback.captions
        ],
    )


def _seconds_of(poster: ChosenPoster | None) -> float | None:
    return None if poster is None or poster.at_ms is None else poster.at_ms / 1000
