# SPDX-License-Identifier: Apache-2.0
"""How an export becomes a render with its pieces."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

from services.render.coordinator.domain.counters import reused
from services.render.coordinator.domain.errors import CannotPlan
from services.render.coordinator.domain.job import SOURCES, NewPiece, by_length
from services.render.coordinator.domain.planning import break_down, encoder_of, plan_film
from services.render.coordinator.domain.render import Failure, Render
from services.render.coordinator.usecases.dependencies import Dependencies, UnitOfWork
from timeline.spec.render_plan import RenderBuild

SEEN_LATELY = dt.timedelta(minutes=10)
_EVER = dt.datetime.min.replace(tzinfo=dt.UTC)


def order_render(deps: Dependencies, *, export_id: str) -> None:
    """Take up an export; one that is known already is left as it is."""
    with deps.reading() as uow:
        if uow.renders.get(export_id) is not None:
            return
    order = deps.orders.get(export_id)
    render = Render(order.export_id, order.subject, created_at=deps.now())
    if order.is_cancelled:
        _close(deps, render.cancel(deps.now()))
        return
    try:
        plan = plan_film(order, build_of(deps))
    except CannotPlan as error:
        _close(deps, render.fail(Failure(error.code, str(error)), deps.now()))
        return
    with deps.unit_of_work() as uow:
        uow.renders.add(render)
        lay_out(deps, uow, render, plan)


def lay_out(deps: Dependencies, uow: UnitOfWork, render: Render, plan: str) -> None:
    """Write down the work a stored render still needs, wake nodes and announce it as queued."""
    pieces = break_down(plan, export_id=render.export_id, created_at=render.created_at)
    shared = [piece.key for piece in pieces if piece.key]
    cached = set(uow.cache.touch(shared))
    # Work that ends between two looks at the cache is found by its row, which `want` locks.
    missing = by_length(still_missing(pieces, cached))
    wanted = uow.pieces.want(missing, for_user=render.subject.owner_user_id)
    uow.pieces.link(render.export_id, missing, wanted.piece_ids)
    laid = render.planned(plan, reused=_reused(pieces, missing, cached))
    uow.renders.save(laid)
    uow.announce(laid)
    uow.wake(wanted.claimable)
    uow.tallies.add(reused(laid.reused_kinds))


def plan_of(deps: Dependencies, render: Render) -> str:
    """Return the plan of a render, made anew if it has none or the nodes were upgraded since."""
    build = build_of(deps)
    if render.plan and encoder_of(render.plan) == build.encoder:
        return render.plan
    return plan_film(deps.orders.get(render.export_id), build)


def build_of(deps: Dependencies) -> RenderBuild:
    """Tell with which versions films are made now.

    No film can be ordered before a node has examined its sources, so a node has been seen.
    """
    with deps.reading() as uow:
        encoders = uow.nodes.encoders(deps.now() - SEEN_LATELY) or uow.nodes.encoders(_EVER)
    return replace(deps.build, encoder=encoders[0]) if encoders else deps.build


def _close(deps: Dependencies, render: Render) -> None:
    with deps.unit_of_work() as uow:
        uow.renders.add(render)
        uow.announce(render)


def still_missing(pieces: list[NewPiece], cached: set[str]) -> list[NewPiece]:
    """Leave out what is stored, and the sources that nothing missing is made from."""
    missing = [piece for piece in pieces if piece.key not in cached]
    needed = {key for piece in missing for key in piece.inputs}
    return [piece for piece in missing if piece.kind not in SOURCES or piece.key in needed]


def _reused(pieces: list[NewPiece], missing: list[NewPiece], cached: set[str]) -> Counter[str]:
    """Count by kind what is stored and will be of use; sources only where something needs them."""
    needed = {key for piece in missing for key in piece.inputs}
    return Counter(
        str(piece.kind)
        for piece in pieces
        if piece.key in cached and (piece.kind not in SOURCES or piece.key in needed)
    )
