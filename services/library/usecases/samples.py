# SPDX-License-Identifier: Apache-2.0
"""Give an account without videos three sample clips, which a render node draws."""

from __future__ import annotations

import uuid

from chassis import clock
from chassis.caller import Caller
from services.library.domain import storage_keys
from services.library.domain.errors import VideosExist
from services.library.domain.events import SampleRequested, UploadReceived
from services.library.domain.listing import UploadFilter, UploadSummary
from services.library.domain.upload import Upload, UploadKind, UploadState, VideoRole
from services.library.usecases import usage
from services.library.usecases.dependencies import Dependencies

SAMPLES = ("dials", "dusk", "bars")
"""The names of the clips; render knows how each is drawn."""

_SAMPLE_BYTES = 32 << 20


def request_samples(deps: Dependencies, *, caller: Caller) -> list[UploadSummary]:
    """Add the uploads of the samples and have their files made; VideosExist if there are videos."""
    deps.storage.check_space(_SAMPLE_BYTES)
    existing = UploadFilter(
        caller.user_id,
        states=frozenset({UploadState.UPLOADED, UploadState.READY}),
        kind=UploadKind.VIDEO,
        limit=1,
    )
    with deps.unit_of_work() as uow:
        # Requests of a user wait for one another here, so that only the first finds no videos.
        usage.check_quotas(deps, uow, caller.user_id, size_bytes=_SAMPLE_BYTES)
        if uow.uploads.list_summaries(existing):
            raise VideosExist("There are videos in this account already.")
        added = [(uow.uploads.add_upload(_new_sample(caller, name)), name) for name in SAMPLES]
        for upload, name in added:
            uow.announce(SampleRequested(upload, name), acting_user_id=caller.user_id)
        return uow.uploads.find_summaries([upload.upload_id for upload, _ in added])


def finish_sample(deps: Dependencies, *, upload_id: int, storage_key: str) -> None:
    """Have the stored file of a sample ingested like any other; delete it with its upload."""
    stored = deps.storage.head(storage_key)
    with deps.unit_of_work() as uow:
        upload = uow.uploads.lock_upload(upload_id)
        is_waiting = upload is not None and upload.state is UploadState.UPLOADED
        if upload is not None and stored is not None and is_waiting and not upload.etag:
            received = upload.mark_uploaded(
                size_bytes=stored.size_bytes, etag=stored.etag, at=clock.now()
            )
            uow.uploads.save_upload(received)
            uow.announce(UploadReceived(received))
    if upload is None:
        deps.storage.delete(storage_key)


def _new_sample(caller: Caller, name: str) -> Upload:
    now = clock.now()
    key = storage_keys.source_key("video", at=now, asset_uuid=str(uuid.uuid4()), extension="mp4")
    return Upload(
        upload_id=0,
        user_id=caller.user_id,
        kind=UploadKind.VIDEO,
        state=UploadState.UPLOADED,
        storage_key=key,
        original_filename=f"{name}.mp4",
        content_type="video/mp4",
        created_at=now,
        video_role=VideoRole.SOURCE,
        modified_filename=f"Sample: {name}",
    )
