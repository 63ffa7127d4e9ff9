# SPDX-License-Identifier: Apache-2.0
"""Users who want films of so many chunks, and the nodes they share."""

from __future__ import annotations

import uuid
from dataclasses import replace
from fractions import Fraction

from services.render.coordinator.usecases.assigning import Claimed
from tests.support.render.world import RenderWorld, a_clip, a_source, an_order

ANNA, BERT = 11, 12

_SECONDS_A_CHUNK = 4


def order(
    world: RenderWorld, user: int, *, chunks: int, upload: int | None = None, first: int = 0
) -> str:
    """Have a film of so many chunks made for a user, of an upload of their own by default."""
    upload_id, span = (
        upload or user,
        (_SECONDS_A_CHUNK * first, _SECONDS_A_CHUNK * (first + chunks)),
    )
    source = a_source(upload_id, duration=Fraction(4000), frames=120_000)
    clip = a_clip(upload_id, start=0, source=span)
    made = an_order(clip, sources=(source,), export_id=str(uuid.uuid4()))
    return world.order(replace(made, subject=replace(made.subject, owner_user_id=user)))


def prepare(world: RenderWorld) -> None:
    """Do all that comes before the chunks."""
    world.work_off("mezzanine", "pcm", "mix")


def owner(world: RenderWorld, claimed: Claimed) -> int:
    """Tell whose film a piece is for."""
    with world.deps.reading() as uow:
        (render,) = uow.renders.needing(claimed.piece.piece_id)
    return render.subject.owner_user_id


def served(world: RenderWorld, *, slots: int, claims: int) -> list[int]:
    """Claim with so many slots, each handed in when all are busy, and list who was served."""
    busy: list[Claimed] = []
    users = []
    for _ in range(claims):
        if len(busy) == slots:
            world.complete(busy.pop(0))
        busy.append(world.claimed())
        users.append(owner(world, busy[-1]))
    for claimed in busy:
        world.complete(claimed)
    return users
