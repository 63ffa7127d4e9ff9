# SPDX-License-Identifier: Apache-2.0
"""The JSON of the answers of hls."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from chassis.rest import Id, Moment, ResponseBody, Seconds
from services.hls.contract.packagers import FFMPEG, Packager
from services.hls.contract.profiles import AUTO, PROFILES
from services.hls.coordinator.api.playback_schemas import PlaybackView
from services.hls.coordinator.api.requests import ProductionState

ProductionStatus = Literal[
    "pending_media", "queued", "processing", "completed", "failed", "cancelled"
]
RenditionStatus = Literal["waiting", "encoding", "ready"]
ExportHlsState = Literal["not_ready", "in_progress", "ready", "failed"]


class ProfileView(ResponseBody):
    """A way to package a video."""

    name: str = Field(description="Its name, for `profile`.", examples=[AUTO])
    description: str = Field(description="What it does.", examples=[PROFILES[AUTO]])


class ProductionProgressView(ResponseBody):
    """What is being done for a production, and how much of that is done."""

    stage: Literal["master", "packaging"] = Field(
        description="Of a draft, the master is rendered first.", examples=["packaging"]
    )
    percent: int = Field(ge=0, le=100, description="Percent of the stage.", examples=[100])


class ProductionView(ResponseBody):
    """A production, as lists have it."""

    id: Id = Field(description="Its id.")
    ulid: str = Field(
        description="Its name in links; sorts by time.", examples=["01KJS2V0M0000000000000000A"]
    )
    upload_id: Id = Field(description="The upload that is packaged.")
    owner_user_id: Id = Field(description="Its owner.")
    name: str = Field(description="Its name.", examples=["Summer"])
    status: ProductionStatus = Field(description="How far packaging is.", examples=["completed"])
    state: ProductionState = Field(
        description="The status in the words of `hls-status`.", examples=["ready"]
    )
    default_story_text: str = Field(
        description="The story of its publications that have none of their own.",
        examples=["A day at the sea."],
    )
    error_code: str | None = Field(description="Why it failed, stable.", examples=[None])
    error_message: str | None = Field(description="Why it failed, for people.", examples=[None])
    revision: int = Field(description="Grows with every change.", examples=[3])
    created_at: Moment = Field(description="When it was created.")
    updated_at: Moment = Field(description="When it last changed.")
    started_at: Moment | None = Field(description="When a packager first claimed its job.")
    completed_at: Moment | None = Field(description="When it was completed.")
    progress_pct: int = Field(ge=0, le=100, description="Percent done.", examples=[100])
    progress: ProductionProgressView = Field(description="What is being done, and how much is.")
    draft_id: Id | None = Field(description="The draft that it was made of, if it was.")
    export_id: str | None = Field(
        description="Of a draft: the render of its master, as `/api/renders/:id`.",
        examples=["4a5f0c9e-3b1d-4a57-9d5e-0c7e3f1b2a68"],
    )
    source_role: str = Field(
        description="What is packaged: a `source`, an `export` or the `master` of a draft.",
        examples=["export"],
    )
    source_name: str | None = Field(
        description="The name of its upload; null when that was deleted.", examples=["Summer"]
    )
    project_id: Id | None = Field(
        description="Of an export: its project; null when that was deleted."
    )
    project_name: str | None = Field(
        description="Of an export: the newest name of its project.", examples=["Summer"]
    )
    poster_url: str | None = Field(
        description="A JPEG of its beginning, signed; null until playable.",
        examples=["/media/hls/1772380800.3f9c/01KJS2V0M0000000000000000A/poster.jpg?v=3"],
    )
    playable: bool = Field(
        description="Whether it can be played; true as soon as its first rendition is stored.",
        examples=[True],
    )
    duration_seconds: Seconds | None = Field(description="Its length; null until playable.")
    published_count: int = Field(description="How many publications show it.", examples=[0])


class ProductionCounts(ResponseBody):
    """How many productions there are in each state."""

    total: int = Field(description="All of them.", examples=[23])
    in_progress: int = Field(description="Those that wait or are being packaged.", examples=[1])
    ready: int = Field(description="Those that can be played.", examples=[21])
    failed: int = Field(description="Those that could not be packaged.", examples=[1])


class ProductionSourceView(ResponseBody):
    """The file that is packaged, as it was when the production was created."""

    upload_id: Id = Field(description="Its upload.")
    video_role: str = Field(
        description="`source`, `export`, or the `master` of a draft.", examples=["export"]
    )
    width: int = Field(description="Pixels; 0 when unknown.", examples=[1920])
    height: int = Field(description="Pixels; 0 when unknown.", examples=[1080])
    size_bytes: int = Field(description="Its size.", examples=[48_000_000])
    sha256: str = Field(
        description="Its digest in hexadecimal, empty when unknown.", examples=["ab" * 32]
    )


class PackagingConfigView(ResponseBody):
    """The settings of a production, as they were when it was created."""

    profile: str = Field(description="The profile by which it is packaged.", examples=[AUTO])
    packager: Packager = Field(description="What packages it.", examples=[FFMPEG])
    quality: str = Field(description="The quality that was asked for, or empty.", examples=["hq"])
    source: ProductionSourceView = Field(
        description="The file that is packaged; until its master is rendered, that of its upload."
    )
    draft: dict[str, Any] | None = Field(
        description="Of a draft: its config as it was sealed, with the presets that it names.",
        examples=[{"config": {"logoUploadId": 3}, "presets": {}}],
    )


class RenditionProgressView(ResponseBody):
    """One size of a stream, and how much of it is made."""

    name: str = Field(description="Its folder in the stream.", examples=["720p"])
    width: int = Field(description="Pixels.", examples=[1280])
    height: int = Field(description="Pixels.", examples=[720])
    status: RenditionStatus = Field(
        description="`ready` when it can be played.", examples=["ready"]
    )
    percent: int = Field(ge=0, le=100, description="Percent done.", examples=[100])


class RenditionView(RenditionProgressView):
    """One size in which a stream is offered; its rates include the audio."""

    codecs: str | None = Field(
        description="RFC 6381; null until ready, like the following members.",
        examples=["avc1.64001f,mp4a.40.2"],
    )
    bandwidth: int | None = Field(description="Peak, bits per second.", examples=[3_200_000])
    average_bandwidth: int | None = Field(description="Bits per second.", examples=[2_100_000])
    size_bytes: int | None = Field(description="All its files together.", examples=[15_750_000])
    is_copy: bool | None = Field(description="Whether its video was copied, not encoded.")


class PackagingJobView(ResponseBody):
    """The packaging job of a production."""

    state: Literal["waiting", "running", "done", "failed"] = Field(
        description="Its state.", examples=["done"]
    )
    stage: Literal["queued", "transcoding", "packaging", "done", "failed"] = Field(
        description="What is being done.", examples=["done"]
    )
    progress_pct: int = Field(ge=0, le=100, description="Percent done.", examples=[100])
    attempt: int = Field(ge=1, description="Which attempt it is in.", examples=[1])


class CaptionsLabelView(ResponseBody):
    """Captions of a production, without their text."""

    language: str = Field(description="A tag of BCP 47.", examples=["en"])
    label: str = Field(description="What menus show.", examples=["English"])
    updated_at: Moment = Field(description="When they were last stored.")


class ReplacementView(ResponseBody):
    """What will replace the stream of a production, which plays on until then."""

    upload_id: Id = Field(description="The upload that is packaged.")
    state: ProductionState = Field(description="How far it is.", examples=["in_progress"])
    progress_pct: int = Field(ge=0, le=100, description="Percent done.", examples=[40])
    error_message: str | None = Field(description="Why it failed, for people.", examples=[None])
    created_at: Moment = Field(description="When it was asked for.")


class ProductionDetailView(ProductionView):
    """A production with all that belongs to it."""

    config: PackagingConfigView = Field(description="Its settings.")
    renditions: list[RenditionView] = Field(description="Its renditions, the largest first.")
    job: PackagingJobView | None = Field(description="Its packaging job.")
    captions: list[CaptionsLabelView] = Field(description="Its captions, by language.")
    replacement: ReplacementView | None = Field(
        description="What will replace its stream; null for nothing."
    )
    has_chapters: bool = Field(description="Whether it has chapters.", examples=[False])
    poster_upload_id: Id | None = Field(
        description="The image chosen as its poster; null for a frame or the one packaged with it."
    )
    poster_at_seconds: float | None = Field(
        description="Where the frame lies that was chosen as its poster; null for none.",
        examples=[12.5],
    )
    warnings: list[str] = Field(
        description="What is not shown as one may expect, for people.",
        examples=[["3 of its pictures are damaged in the uploaded file."]],
    )
    playback: PlaybackView | None = Field(description="Where it is played; null until playable.")


class ProductionAnswer(ResponseBody):
    """A production."""

    production: ProductionDetailView = Field(description="The production.")


class CreatedProductionAnswer(ResponseBody):
    """A production, and whether it is new."""

    created: bool = Field(description="False when the export had one already.")
    production: ProductionDetailView = Field(description="The production.")


class StoryView(ResponseBody):
    """The default story of a production."""

    production_id: Id = Field(description="The production.")
    default_story_text: str = Field(
        description="The story, empty for none.", examples=["A day at the sea."]
    )
    revision: int = Field(description="The revision of the production.", examples=[3])


class StoryAnswer(ResponseBody):
    """The default story of a production."""

    story: StoryView = Field(description="The story.")


class HlsStatusView(ResponseBody):
    """How far the packaging of an export is."""

    state: ExportHlsState = Field(
        description="`not_ready`: it was never prepared, or its production was deleted.",
        examples=["in_progress"],
    )
    production_id: Id | None = Field(description="Its newest production.")
    detail: str | None = Field(description="Why it failed, for people.", examples=[None])
    production_status: ProductionStatus | None = Field(
        description="The status of the production.", examples=["processing"]
    )
    error_message: str | None = Field(description="The same as `detail`.", examples=[None])
    published_count: int = Field(description="How many publications show it.", examples=[0])
    progress_pct: int = Field(ge=0, le=100, description="Percent done.", examples=[40])
    playable: bool = Field(
        description="Whether it can be played; true as soon as its first rendition is stored.",
        examples=[True],
    )
    renditions: list[RenditionProgressView] = Field(
        description="All its renditions, the largest first; empty until the video was looked at."
    )


class HlsStatusItem(HlsStatusView):
    """How far the packaging of one of several exports is."""

    upload_id: Id = Field(description="The upload that is the export.")


class PreparationAnswer(ResponseBody):
    """The production of an export."""

    production_id: Id = Field(description="The production.")
    state: ProductionState = Field(
        description="How far its packaging is.", examples=["in_progress"]
    )
