# SPDX-License-Identifier: Apache-2.0
"""What follows from a finished piece, and from one that failed."""

from __future__ import annotations

from services.render.contract.results import (
    CachedFile,
    DerivedFile,
    FilmResult,
    FrameResult,
    Handed,
    IngestResult,
)
from services.render.contract.specs import IngestSpec
from services.render.coordinator.domain.counters import LEASE_LOST, completed, failed, made
from services.render.coordinator.domain.errors import PieceFailed, StaleLease
from services.render.coordinator.domain.job import SHARED, Kind, Lease, Piece, pause_before_retry
from services.render.coordinator.domain.planning import default_sources
from services.render.coordinator.domain.render import Failure, Render
from services.render.coordinator.usecases.dependencies import DERIVATIVES, Dependencies, UnitOfWork
from services.render.coordinator.usecases.ordering import SEEN_LATELY
from services.render.coordinator.usecases.stopping import fail_render

CRASHES_NODE = "piece_crashes_node"
ENCODER_GONE = "encoder_gone"


def complete_piece(deps: Dependencies, *, lease: Lease, handed: Handed) -> None:
    """Take in a finished piece together with all that follows from it."""
    with deps.unit_of_work() as uow:
        # Renders are locked before their pieces everywhere, so that nobody waits in a circle.
        renders = uow.renders.needing(lease.piece_id)
        piece = uow.pieces.finish(lease, handed)
        if piece is None:
            raise StaleLease("This piece is not yours any more.")
        _take_in(deps, uow, piece, handed.result)
        tallies = [made(piece.kind, handed)]
        if piece.kind is Kind.CONCAT:
            film = FilmResult.from_json(handed.result)
            tallies += [completed(done) for done in _store_film(deps, uow, renders, film)]
        uow.wake(uow.pieces.release(piece.piece_id))
        uow.tallies.add(tallies)


def fail_piece(deps: Dependencies, *, lease: Lease, error: PieceFailed) -> None:
    """Take in a failure: try again later, or end whatever needs the piece."""
    with deps.unit_of_work() as uow:
        renders = uow.renders.needing(lease.piece_id)
        piece = uow.pieces.held(lease)
        if piece is None:
            raise StaleLease("This piece is not yours any more.")
        pause = pause_before_retry(piece, is_input_at_fault=error.is_input_at_fault)
        if pause is not None:
            uow.pieces.retry_later(lease, seconds=pause)
        else:
            _give_up(deps, uow, piece, renders, Failure(error.code, str(error)))
        uow.tallies.add([failed(piece.kind, error.code)])


def sweep(deps: Dependencies) -> None:
    """Take back the pieces of nodes that fell silent, and give up those that kill nodes."""
    with deps.unit_of_work() as uow:
        lost = uow.pieces.take_back_lost()
        for piece in lost:
            if piece.crashes >= deps.crash_limit:
                failure = Failure(CRASHES_NODE, _crash_reason(piece))
                renders = uow.renders.needing(piece.piece_id)
                _give_up(deps, uow, piece, renders, failure)
        uow.wake([piece.piece_id for piece in lost if piece.crashes < deps.crash_limit])
        uow.tallies.add([failed(piece.kind, LEASE_LOST) for piece in lost])
    _give_up_orphans(deps)


def _give_up_orphans(deps: Dependencies) -> None:
    """Give up what was planned for an encoder that none of the nodes at work has any more."""
    with deps.unit_of_work() as uow:
        encoders = uow.nodes.encoders(deps.now() - SEEN_LATELY)
        if not encoders:
            return
        failure = Failure(ENCODER_GONE, "The nodes were upgraded meanwhile; try the render again.")
        orphans = uow.pieces.waiting_for_others(encoders)
        for piece in orphans:
            _give_up(deps, uow, piece, uow.renders.needing(piece.piece_id), failure)
        uow.tallies.add([failed(piece.kind, failure.code) for piece in orphans])


def _take_in(deps: Dependencies, uow: UnitOfWork, piece: Piece, result: str) -> None:
    if piece.kind in SHARED:
        uow.cache.put(CachedFile.from_json(result))
    elif piece.kind is Kind.THUMB:
        uow.announce_derived(piece.upload_id, piece.kind, DerivedFile.from_json(result))
    elif piece.kind is Kind.FRAME:
        uow.announce_frame(piece.upload_id, FrameResult.from_json(result))
    elif piece.kind is Kind.INGEST:
        found, upload = IngestResult.from_json(result), IngestSpec.from_json(piece.task)
        uow.announce_ingested(piece.upload_id, found)
        if upload.media_kind == "video":
            recipe = deps.build.mezzanine_recipe
            sources = default_sources(upload, found, recipe=recipe)
            kept = uow.cache.find([piece.key for piece in sources])
            missing = [piece for piece in sources if piece.key not in kept]
            uow.wake(uow.pieces.want(missing, for_user=None).claimable)


def _store_film(
    deps: Dependencies, uow: UnitOfWork, renders: list[Render], film: FilmResult
) -> list[Render]:
    finished = []
    for render in renders:
        report = uow.pieces.report(render.export_id)
        done = render.complete(film, deps.now()).reported(report)
        uow.renders.save(done)
        uow.announce(done)
        finished.append(done)
    return finished


def _give_up(
    deps: Dependencies, uow: UnitOfWork, piece: Piece, renders: list[Render], failure: Failure
) -> None:
    uow.pieces.fail(piece.piece_id, failure)
    if piece.kind in DERIVATIVES:
        uow.announce_underivable(piece.upload_id, piece.kind, failure)
    for render in renders:
        fail_render(deps, uow, render, failure)
    for dependant in uow.pieces.stranded(piece.piece_id):
        _give_up(deps, uow, dependant, [], failure)


def _crash_reason(piece: Piece) -> str:
    return f"Making this {piece.kind} ended {piece.crashes} nodes, so it was given up."
