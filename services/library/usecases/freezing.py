# SPDX-License-Identifier: Apache-2.0
"""How a frame of a video becomes an image upload."""

from __future__ import annotations

from dataclasses import dataclass, replace

from services.library.domain.errors import UploadUnusable
from services.library.domain.events import FrameWanted, ThumbWanted, UploadReady, UploadRejected
from services.library.domain.freezing import CONTENT_TYPE, Moment, frozen
from services.library.domain.upload import Person, Probe, Rejection, State, Upload
from services.library.usecases.dependencies import Dependencies
from services.library.usecases.finding import changeable

_PENDING = (State.SIGNED, State.UPLOADED)


@dataclass(frozen=True, slots=True)
class Picture:
    """What a node made of a frame."""

    probe: Probe
    sha256: str
    size_bytes: int


def freeze_frame(deps: Dependencies, *, person: Person, upload_id: int, moment: Moment) -> Upload:
    """Return the image of a moment of a video, having it made unless somebody has before."""
    with deps.unit_of_work() as uow:
        # The lock on the video makes two who ask for the same moment take turns.
        video = changeable(uow.uploads.lock(upload_id), person)
        promised = frozen(video, moment, now=deps.now())
        known = uow.uploads.find(promised.storage_key)
        if known is not None:
            return _usable(known)
        image = uow.uploads.add(promised)
        wanted = FrameWanted(video, image, moment.at, moment.long_edge)
        uow.announce(wanted, acting_user_id=person.user_id)
        return image


def keep_frame(deps: Dependencies, *, upload_id: int, picture: Picture) -> None:
    """Declare the image of a frame usable once a node has made it."""
    with deps.unit_of_work() as uow:
        image = uow.uploads.lock(upload_id)
        if image is None or image.state not in _PENDING:
            return
        there = replace(image, size_bytes=picture.size_bytes, uploaded_at=deps.now())
        ready = there.become_ready(
            picture.probe, sha256=picture.sha256, content_type=CONTENT_TYPE, thumb_key=None
        )
        uow.uploads.save(ready)
        uow.announce(UploadReady(ready))
        uow.announce(ThumbWanted(ready))


def lose_frame(deps: Dependencies, *, upload_id: int, rejection: Rejection) -> None:
    """Say why there will be no image of a frame."""
    with deps.unit_of_work() as uow:
        image = uow.uploads.lock(upload_id)
        if image is not None and image.state in _PENDING:
            rejected = image.reject(rejection)
            uow.uploads.save(rejected)
            uow.announce(UploadRejected(rejected))


def _usable(image: Upload) -> Upload:
    if image.rejection is not None:
        raise UploadUnusable(image.rejection.code, image.rejection.reason)
    return image
