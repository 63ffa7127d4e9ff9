# SPDX-License-Identifier: Apache-2.0
"""The JSON of hls: requests and responses."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from chassis.clock import to_iso
from services.hls.contract.packaging import Rendition
from services.hls.coordinator.domain.job import PackagingJob
from services.hls.coordinator.domain.playback import Playback
from services.hls.coordinator.domain.production import AUTO, Production
from services.hls.coordinator.usecases.reading import HlsStatus, ProductionDetail

Json = dict[str, Any]  # Any: JSON members of several types


class NewProduction(BaseModel):
    """An upload to be packaged."""

    model_config = ConfigDict(strict=True, extra="forbid")
    uploadId: int = Field(ge=1)
    name: str | None = None
    defaultStoryText: str | None = None
    profile: str = AUTO
    draftId: int | None = None

    @field_validator("draftId")
    @classmethod
    def _is_absent(cls, value: int | None) -> int | None:
        if value is not None:
            message = "A production is made of an upload; drafts cannot be produced yet."
            raise PydanticCustomError("rm_invalid_body", message)
        return value


class Story(BaseModel):
    """A production's default story."""

    model_config = ConfigDict(strict=True, extra="forbid")
    defaultStoryText: str | None


class Preparation(BaseModel):
    """The name of the production of an export."""

    model_config = ConfigDict(strict=True, extra="forbid")
    name: str | None = None


class ProductionPath(BaseModel):
    """Which production."""

    production_id: int


class UploadPath(BaseModel):
    """Which upload."""

    upload_id: int


class Listing(BaseModel):
    """Which productions, and how many."""

    upload: int | None = Field(None, ge=1)
    userId: int | None = Field(None, ge=1)
    cursor: int | None = Field(None, ge=1)
    limit: int = Field(50, ge=1, le=200)


class Chosen(BaseModel):
    """Several uploads, by numbers with commas between."""

    ids: str


def production_json(production: Production) -> Json:
    """Show a production as lists do."""
    return {
        "id": production.production_id,
        "ulid": production.ulid,
        "uploadId": production.upload_id,
        "ownerUserId": production.owner_user_id,
        "name": production.name,
        "status": production.status,
        "state": production.state,
        "defaultStoryText": production.default_story_text,
        "errorCode": production.error_code or None,
        "errorMessage": production.error_message or None,
        "revision": production.revision,
        "createdAt": to_iso(production.created_at),
        "updatedAt": to_iso(production.updated_at),
        "startedAt": to_iso(production.started_at),
        "completedAt": to_iso(production.completed_at),
    }


def detail_json(detail: ProductionDetail) -> Json:
    """Show a production with everything around it."""
    production = detail.production
    source = production.source
    return {
        **production_json(production),
        "config": {
            "profile": production.settings.profile,
            "source": {
                "uploadId": source.upload_id,
                "videoRole": source.video_role,
                "width": source.width,
                "height": source.height,
                "sizeBytes": source.size_bytes,
                "sha256": source.sha256,
            },
        },
        "renditions": [_rendition(one) for one in detail.renditions],
        "job": None if detail.job is None else _job(detail.job),
        "publishedCount": detail.publications.published,
        "playback": None if detail.playback is None else _playback(detail.playback),
    }


def status_json(status: HlsStatus) -> Json:
    """Show how far the packaging of an export is."""
    production = status.production
    message = production.error_message or None if production else None
    return {
        "state": status.state,
        "productionId": production.production_id if production else None,
        "detail": message,
        "productionStatus": production.status if production else None,
        "errorMessage": message,
        "publishedCount": status.publications.published,
        "progressPct": status.progress_percent,
    }


def story_json(production: Production) -> Json:
    """Show a production's default story."""
    return {
        "productionId": production.production_id,
        "defaultStoryText": production.default_story_text,
        "revision": production.revision,
    }


def _rendition(one: Rendition) -> Json:
    return {
        "name": one.name,
        "width": one.width,
        "height": one.height,
        "codecs": one.codecs,
        "bandwidth": one.bandwidth,
        "averageBandwidth": one.average_bandwidth,
        "sizeBytes": one.size_bytes,
        "isCopy": one.is_copy,
    }


def _job(job: PackagingJob) -> Json:
    return {
        "state": job.state,
        "progressPct": job.progress_percent,
        "attempt": job.attempts + job.crashes + 1,
    }


def _playback(playback: Playback) -> Json:
    return {
        "masterUrl": playback.master_url,
        "posterUrl": playback.poster_url,
        "width": playback.width,
        "height": playback.height,
        "duration": float(playback.duration),
    }
