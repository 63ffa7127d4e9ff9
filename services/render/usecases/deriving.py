# SPDX-License-Identifier: Apache-2.0
"""How uploads are examined and pictured."""

from __future__ import annotations

from services.render.domain.breakdown import ingest_piece, thumb_piece
from services.render.domain.freezing import FrameOrder, frame_pieces
from services.render.domain.render import Failure
from services.render.domain.results import IngestResult
from services.render.domain.tasks import UploadTask
from services.render.usecases.ports import Ports

EXAMINED = ("video", "image", "logo", "audio")


def examine_upload(ports: Ports, *, upload: UploadTask, for_user: int = 0) -> None:
    """Have a received upload examined, once."""
    if upload.media_kind in EXAMINED:
        with ports.unit_of_work() as uow:
            uow.wake(uow.pieces.want([ingest_piece(upload)], for_user=for_user).claimable)


def derive(ports: Ports, *, upload: UploadTask, kind: str, for_user: int = 0) -> None:
    """Have a derived file of an upload made, again if it was made before."""
    with ports.unit_of_work() as uow:
        if kind == "thumb":
            uow.wake(uow.pieces.want([thumb_piece(upload)], for_user=for_user).claimable)
            return
        failure = Failure("unsupported_derivative", f"A {kind} cannot be derived here.")
        uow.announce_underivable(upload.upload_id, kind, failure)


def freeze_frame(
    ports: Ports,
    *,
    order: FrameOrder,
    video: UploadTask,
    found: IngestResult,
    for_user: int = 0,
) -> None:
    """Have a frame of a video made into an image, once."""
    recipe = ports.build.mezzanine_recipe
    film, frame = frame_pieces(order, video=video, found=found, recipe=recipe)
    with ports.unit_of_work() as uow:
        is_there = film.key in uow.cache.touch([film.key])
        pieces = [frame] if is_there else [film, frame]
        uow.wake(uow.pieces.want(pieces, for_user=for_user).claimable)
