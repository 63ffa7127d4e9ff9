# SPDX-License-Identifier: Apache-2.0
"""How uploads are examined and pictured."""

from __future__ import annotations

from services.render.contract.results import IngestResult
from services.render.contract.specs import IngestSpec
from services.render.coordinator.domain.freeze_frames import FrameOrder, frame_pieces
from services.render.coordinator.domain.planning import ingest_piece, thumb_piece
from services.render.coordinator.domain.render import Failure
from services.render.coordinator.usecases.dependencies import Dependencies

EXAMINED = ("video", "image", "logo", "audio")


def examine_upload(deps: Dependencies, *, upload: IngestSpec, for_user: int = 0) -> None:
    """Have a received upload examined, once."""
    if upload.media_kind in EXAMINED:
        with deps.unit_of_work() as uow:
            uow.wake(uow.pieces.want([ingest_piece(upload)], for_user=for_user).claimable)


def derive(deps: Dependencies, *, upload: IngestSpec, kind: str, for_user: int = 0) -> None:
    """Have a derived file of an upload made, again if it was made before."""
    with deps.unit_of_work() as uow:
        if kind == "thumb":
            uow.wake(uow.pieces.want([thumb_piece(upload)], for_user=for_user).claimable)
            return
        failure = Failure("unsupported_derivative", f"A {kind} cannot be derived here.")
        uow.announce_underivable(upload.upload_id, kind, failure)


def freeze_frame(
    deps: Dependencies,
    *,
    order: FrameOrder,
    video: IngestSpec,
    found: IngestResult,
    for_user: int = 0,
) -> None:
    """Have a frame of a video made into an image, once."""
    recipe = deps.build.mezzanine_recipe
    film, frame = frame_pieces(order, video=video, found=found, recipe=recipe)
    with deps.unit_of_work() as uow:
        is_there = film.key in uow.cache.touch([film.key])
        pieces = [frame] if is_there else [film, frame]
        uow.wake(uow.pieces.want(pieces, for_user=for_user).claimable)
