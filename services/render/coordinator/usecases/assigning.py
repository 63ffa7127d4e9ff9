# SPDX-License-Identifier: Apache-2.0
"""How nodes get work, keep it and return it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from services.render.contract.specs import Assignment, ConcatSpec, FreezeFrameSpec
from services.render.coordinator.domain.errors import StaleLease
from services.render.coordinator.domain.job import Kind, Lease, Piece
from services.render.coordinator.domain.progress import measure
from services.render.coordinator.domain.render import Render
from services.render.coordinator.usecases.dependencies import Claimant, Dependencies, UnitOfWork
from timeline.spec.chunk import ChunkSpec
from timeline.spec.mix import MixSpec

_PROGRESS_EVERY = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A piece leased to a node, and all it needs to know for it."""

    piece: Piece
    assignment: Assignment


def claim_piece(deps: Dependencies, *, node: Claimant) -> Claimed | None:
    """Lease the most urgent piece to a node, or return None when there is nothing to do."""
    with deps.unit_of_work() as uow:
        uow.nodes.note(node)
        piece = uow.pieces.claim(node)
        if piece is None:
            return None
        started = _advance(deps, uow, piece.piece_id)
        files = uow.cache.find(_inputs(piece))
        claimed = Claimed(piece, Assignment(piece.task, tuple(files.values())))
    _publish(deps, started)
    return claimed


def heartbeat(deps: Dependencies, *, lease: Lease, fraction: float) -> bool:
    """Prolong a lease and note progress; False when the node must stop at once."""
    with deps.unit_of_work() as uow:
        if not uow.pieces.heartbeat(lease, fraction=fraction):
            return False
        advanced = _advance(deps, uow, lease.piece_id)
    _publish(deps, advanced)
    return True


def give_back(deps: Dependencies, *, lease: Lease) -> None:
    """Let another node do a piece, without blame."""
    with deps.unit_of_work() as uow:
        if not uow.pieces.give_back(lease):
            raise StaleLease("This piece is not yours any more.")
        uow.wake([lease.piece_id])


def _advance(deps: Dependencies, uow: UnitOfWork, piece_id: int) -> list[Render]:
    """Measure the renders a piece belongs to, each at most once a second."""
    now = deps.now()
    advanced = []
    for render in uow.renders.needing_unlocked(piece_id):
        if render.progressed_at is None or now - render.progressed_at >= _PROGRESS_EVERY:
            measured = render.advance(measure(uow.pieces.shares(render.export_id)), now)
            uow.renders.save(measured)
            advanced.append(measured)
    return advanced


def _publish(deps: Dependencies, renders: list[Render]) -> None:
    for render in renders:
        deps.publish_progress(render)


def _inputs(piece: Piece) -> Collection[str]:
    """Name the stored files a piece is made from."""
    if piece.kind is Kind.FRAME:
        return [FreezeFrameSpec.from_json(piece.task).mezzanine]
    if piece.kind is Kind.CHUNK:
        return ChunkSpec.from_json(piece.task).input_keys
    if piece.kind is Kind.MIX:
        return MixSpec.from_json(piece.task).pcm_keys
    if piece.kind is Kind.CONCAT:
        task = ConcatSpec.from_json(piece.task)
        return [task.audio_key, *{part.key for part in task.parts}]
    return []
