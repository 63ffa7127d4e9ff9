# SPDX-License-Identifier: Apache-2.0
"""What is answered about uploads and exports."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

from pydantic import Field

from chassis.rest import Id, Moment, Page, ResponseBody, Seconds
from services.library.domain.audio_tracks import UploadAudioTrack
from services.library.domain.listing import UploadSummary
from services.library.domain.upload import UploadState, hls_state, orientation
from services.library.usecases.reading import UploadInDetail


class RejectionResource(ResponseBody):
    """Why an upload cannot be used."""

    code: str = Field(description="A stable code.", examples=["not_media"])
    reason: str = Field(
        description="One sentence for people.", examples=["beach.mp4 contains no video."]
    )


class UploadResource(ResponseBody):
    """An upload."""

    id: Id = Field(description="The id.")
    name: str = Field(description="The display name.", examples=["Beach, take 2"])
    original_filename: str = Field(
        description="The name of the file that was uploaded.", examples=["beach.mp4"]
    )
    description: str | None = Field(description="The description.", examples=["Waves at sunset."])
    kind: Literal["video", "logo", "image", "audio"] = Field(description="What it is.")
    video_role: Literal["source", "export"] | None = Field(
        description="Of a video: whether it was uploaded or rendered."
    )
    image_role: str | None = Field(
        description="Of an image: title_page, lower_third, overlay or freeze_frame.",
        examples=[None],
    )
    audio_role: Literal["narration", "music"] | None = Field(
        description="Of a user's own audio: what it is used for.", examples=[None]
    )
    state: Literal["signed", "uploaded", "ready", "rejected"] = Field(
        description="signed: waits for its file; uploaded: is being probed; ready: can be used;"
        " rejected: cannot be used.",
        examples=["ready"],
    )
    rejection: RejectionResource | None = Field(description="Why it was rejected.", examples=[None])
    size_bytes: int | None = Field(description="The size of the file.", examples=[1048576])
    content_type: str = Field(description="The media type.", examples=["video/mp4"])
    width: int | None = Field(description="Displayed width in pixels.", examples=[1920])
    height: int | None = Field(description="Displayed height in pixels.", examples=[1080])
    duration_seconds: Seconds | None = Field(description="The duration.", examples=[12.5])
    fps: str | None = Field(
        description="The frame rate as a whole number or a fraction.", examples=["30000/1001"]
    )
    has_varying_rate: bool = Field(
        description="Whether its pictures come at many distances, so that `fps` is their average."
    )
    orientation: Literal["portrait", "landscape"] | None = Field(
        description="portrait when it is higher than wide.", examples=["landscape"]
    )
    has_audio: bool = Field(description="Whether it has sound that can be decoded.")
    warnings: list[str] = Field(
        description="Sentences about what is not shown or heard as one may expect.",
        examples=[["This file was cut off: it has 5.6 of 8.0 seconds."]],
    )
    audio_track: int | None = Field(
        description="The sound that was chosen, by the `index` of one of its `audioTracks`; null"
        " for the one that players prefer.",
        examples=[None],
    )
    tags: list[str] = Field(
        description="Words by which its owner finds it, sorted.", examples=[["beach", "summer"]]
    )
    project_id: int | None = Field(description="Of an export: its project.", examples=[None])
    production_id: int | None = Field(
        description="Of an export: its newest production.", examples=[None]
    )
    hls_state: Literal["not_ready", "in_progress", "ready", "failed"] | None = Field(
        description="Of an export: the state of its newest production.", examples=[None]
    )
    created_at: Moment = Field(description="When it was signed.")
    uploaded_at: Moment | None = Field(description="When its file was received.")
    source_deleted_at: Moment | None = Field(
        description="When its file was deleted.", examples=[None]
    )
    thumb_url: str | None = Field(
        description="The path of the thumbnail.", examples=["/api/uploads/42/thumb"]
    )
    file_url: str | None = Field(
        description="The path of the file, once it is ready and unless it was deleted.",
        examples=["/api/uploads/42/file"],
    )


class ExportResource(UploadResource):
    """An export with its project."""

    project_name: str | None = Field(
        description="The newest name of its project.", examples=["Summer"]
    )


class DocumentReference(ResponseBody):
    """A document that uses an upload."""

    kind: str = Field(
        description="project, draft, production or publication.", examples=["project"]
    )
    id: Id = Field(description="The id of the document.")


class AudioTrackResource(ResponseBody):
    """One of the sounds of a file."""

    index: int = Field(description="Its number among all streams of the file.", examples=[1])
    codec: str = Field(description="The codec, as ffmpeg names it.", examples=["aac"])
    channels: int = Field(description="The number of channels.", examples=[2])
    language: str | None = Field(description="The language that the file states.", examples=["eng"])
    title: str | None = Field(description="The title that the file states.", examples=["Comments"])
    is_default: bool = Field(description="Whether the file wants players to choose it.")
    is_decodable: bool = Field(description="Whether it can be heard.")


class DetailedUploadResource(UploadResource):
    """An upload with its sounds and the documents that use it."""

    audio_tracks: list[AudioTrackResource] = Field(description="The sounds of its file.")
    used_by: list[DocumentReference] = Field(
        description="The documents that use it, and its live publications."
    )


class UploadAnswer(ResponseBody):
    """An upload."""

    upload: UploadResource


class DetailedUploadAnswer(ResponseBody):
    """An upload with the documents that use it."""

    upload: DetailedUploadResource


class UploadPage(Page[UploadResource]):
    """A page of uploads, newest first."""


class ExportPage(Page[ExportResource]):
    """A page of exports, newest first."""


class DeletedSourceAnswer(ResponseBody):
    """The file of a video was deleted."""

    ok: bool = Field(default=True, description="Always true.", examples=[True])
    already_deleted: bool = Field(description="Whether it was deleted before.", examples=[False])


def to_upload(summary: UploadSummary) -> UploadResource:
    """Return the JSON of an upload."""
    return UploadResource(**upload_members(summary))


def to_export(summary: UploadSummary) -> ExportResource:
    """Return the JSON of an export."""
    return ExportResource(**upload_members(summary), project_name=summary.project_name or None)


def to_detailed_upload(details: UploadInDetail) -> DetailedUploadResource:
    """Return the JSON of an upload in detail."""
    used_by = [DocumentReference(kind=one.kind, id=one.document_id) for one in details.uses]
    tracks = [_audio_track(track) for track in details.audio_tracks]
    return DetailedUploadResource(
        **upload_members(details.summary), used_by=used_by, audio_tracks=tracks
    )


def _audio_track(track: UploadAudioTrack) -> AudioTrackResource:
    return AudioTrackResource(
        index=track.index,
        codec=track.codec,
        channels=track.channels,
        language=track.language or None,
        title=track.title or None,
        is_default=track.is_default,
        is_decodable=track.is_decodable,
    )


def upload_members(summary: UploadSummary) -> dict[str, Any]:  # Any: members of several types
    """Return the values of the fields of an upload's JSON."""
    upload_id, code = summary.upload_id, summary.rejection_code
    has_file = summary.state == UploadState.READY and summary.source_deleted_at is None
    return {
        "id": upload_id,
        "name": summary.name,
        "original_filename": summary.original_filename,
        "description": summary.description,
        "kind": summary.kind,
        "video_role": summary.video_role,
        "image_role": summary.image_role,
        "audio_role": summary.audio_role,
        "state": summary.state,
        "rejection": _rejection(code, summary.rejection_reason),
        "size_bytes": summary.size_bytes,
        "content_type": summary.content_type,
        "width": summary.width or None,
        "height": summary.height or None,
        "duration_seconds": _fraction(summary.duration),
        "fps": summary.frame_rate and summary.frame_rate.removesuffix("/1"),
        "has_varying_rate": summary.has_varying_rate,
        "orientation": orientation(summary.width, summary.height),
        "has_audio": summary.has_audio,
        "warnings": summary.warnings.splitlines(),
        "audio_track": summary.audio_track,
        "tags": summary.tags.splitlines(),
        "project_id": summary.project_id,
        "production_id": summary.production_id,
        "hls_state": hls_state(summary.video_role, summary.production_status),
        "created_at": summary.created_at,
        "uploaded_at": summary.uploaded_at,
        "source_deleted_at": summary.source_deleted_at,
        "thumb_url": f"/api/uploads/{upload_id}/thumb" if summary.thumb_key else None,
        "file_url": f"/api/uploads/{upload_id}/file" if has_file else None,
    }


def _rejection(code: str | None, reason: str | None) -> RejectionResource | None:
    return None if code is None else RejectionResource(code=code, reason=reason or "")


def _fraction(text: str | None) -> Fraction | None:
    if text is None:
        return None
    numerator, _, denominator = text.partition("/")
    return Fraction(int(numerator), int(denominator))
