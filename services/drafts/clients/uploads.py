# SPDX-License-Identifier: Apache-2.0
"""Ask the library for uploads over gRPC."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from chassis.quotas import Quota
from chassis.rpc import Channels
from chassis.rpc_client import RpcClient
from reelmill.library.v1 import resources_pb2, service_pb2, service_pb2_grpc
from reelmill.type.v1 import media_pb2
from services.drafts.domain.export import CompletedExport
from timeline.document.uploads import UploadDetails
from timeline.interchange.media_files import MediaFile

_MAX_IDS = 500


class GrpcUploadClient:
    """The uploads of the library service, asked for without an acting user."""

    def __init__(self, channels: Channels, *, seconds: float) -> None:
        self._library = RpcClient(
            channels, "library", service_pb2_grpc.LibraryServiceStub, seconds=seconds
        )

    def get_uploads(
        self, upload_ids: Sequence[int], *, deleted_of: int | None = None
    ) -> list[UploadDetails]:
        return [to_details(upload) for upload in self._uploads(upload_ids, deleted_of)]

    def get_files(
        self, upload_ids: Sequence[int], *, deleted_of: int | None = None
    ) -> list[MediaFile]:
        return [to_file(upload) for upload in self._uploads(upload_ids, deleted_of)]

    def _uploads(
        self, upload_ids: Sequence[int], deleted_of: int | None
    ) -> list[resources_pb2.Upload]:
        found: list[resources_pb2.Upload] = []
        for first in range(0, len(upload_ids), _MAX_IDS):
            request = service_pb2.BatchGetUploadsRequest(
                upload_ids=upload_ids[first : first + _MAX_IDS], deleted_of_user_id=deleted_of or 0
            )
            answer = self._library.call(lambda stub: stub.BatchGetUploads, request)
            found += [*answer.uploads, *answer.deleted]
        return found

    def get_usage(self, user_id: int) -> list[Quota]:
        found = self._library.call(
            lambda stub: stub.GetUsage, service_pb2.GetUsageRequest(), acting_user_id=user_id
        )
        return [
            Quota("storedBytes", found.stored_bytes, found.max_stored_bytes),
            Quota("unfinishedUploads", found.unfinished_uploads, found.max_unfinished_uploads),
        ]

    def link_exports(self, exports: Sequence[CompletedExport], *, is_dry_run: bool) -> list[str]:
        links = [
            service_pb2.ExportLink(
                upload_id=one.upload_id,
                owner_user_id=one.owner_user_id,
                project_id=one.project_id,
                project_name=one.name,
            )
            for one in exports
        ]
        request = service_pb2.LinkExportsRequest(links=links, dry_run=is_dry_run)
        answer = self._library.call(lambda stub: stub.LinkExports, request)
        return [one.outcome for one in answer.exports]


def to_details(upload: resources_pb2.Upload) -> UploadDetails:
    """Convert an upload as the library sends it."""
    probe, rate = upload.probe, upload.probe.frame_rate
    return UploadDetails(
        upload_id=upload.upload_id,
        owner_user_id=upload.owner_user_id or None,
        kind=upload.kind,
        state=upload.state,
        source_deleted=upload.source_deleted,
        width=probe.width,
        height=probe.height,
        rotation=probe.rotation,
        fps=_frame_rate(rate) if probe.HasField("frame_rate") else None,
        frames=probe.frames or None,
        duration=Fraction(probe.duration) if probe.duration else None,
        has_audio=probe.has_audio,
        is_hdr=probe.is_hdr,
        has_alpha=probe.has_alpha,
        sha256=upload.file.sha256,
        storage_key=upload.file.key,
        image_role=upload.image_role,
        audio_role=upload.audio_role,
        is_system=upload.is_system,
        video_role=upload.video_role,
        audio_track=upload.audio_track if upload.HasField("audio_track") else None,
    )


def to_file(upload: resources_pb2.Upload) -> MediaFile:
    """Convert an upload to the file that it was."""
    probe = upload.probe
    return MediaFile(
        upload_id=upload.upload_id,
        name=upload.original_filename or upload.name or f"upload-{upload.upload_id}",
        kind=upload.kind,
        sha256=upload.file.sha256,
        duration=Fraction(probe.duration) if probe.duration else None,
        has_audio=probe.has_audio,
    )


def _frame_rate(rate: media_pb2.FrameRate) -> Fraction | None:
    if rate.numerator < 1 or rate.denominator < 1:
        return None
    return Fraction(rate.numerator, rate.denominator)
