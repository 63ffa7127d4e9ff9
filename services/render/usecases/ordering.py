# SPDX-License-Identifier: Apache-2.0
"""How an export becomes a render with its pieces."""

from __future__ import annotations

from services.render.domain.breakdown import break_down, plan_film
from services.render.domain.errors import CannotPlan
from services.render.domain.piece import Kind, NewPiece
from services.render.domain.render import Failure, Render
from services.render.usecases.ports import Ports, UnitOfWork


def order_render(ports: Ports, *, export_id: str) -> None:
    """Take up an export; one that is known already is left as it is."""
    with ports.reading() as uow:
        if uow.renders.get(export_id) is not None:
            return
    order = ports.orders.get(export_id)
    render = Render(order.export_id, order.subject, created_at=ports.now())
    if order.is_cancelled:
        _close(ports, render.cancel(ports.now()))
        return
    try:
        plan = plan_film(order, ports.build)
    except CannotPlan as error:
        _close(ports, render.fail(Failure(error.code, str(error)), ports.now()))
        return
    with ports.unit_of_work() as uow:
        uow.renders.add(render)
        lay_out(ports, uow, render, plan)


def lay_out(ports: Ports, uow: UnitOfWork, render: Render, plan: str) -> None:
    """Write down the work a stored render still needs, wake nodes and announce it as queued."""
    pieces = break_down(plan, export_id=render.export_id, created_at=render.created_at)
    shared = [piece.key for piece in pieces if piece.key]
    cached = set(uow.cache.find(shared))
    # Work that ends between two looks at the cache is found by its row, which `want` locks.
    missing = _missing(pieces, cached)
    wanted = uow.pieces.want(missing)
    uow.pieces.link(render.export_id, missing, wanted.piece_ids)
    uow.cache.touch(cached)
    made = [piece for piece in pieces if piece.key in cached and piece.kind is not Kind.MEZZANINE]
    laid = render.planned(plan, reused=len(made))
    uow.renders.save(laid)
    uow.announce(laid)
    uow.wake(wanted.claimable)


def plan_of(ports: Ports, render: Render) -> str:
    """Return the plan of a render, making it if it ended before it had one."""
    return render.plan or plan_film(ports.orders.get(render.export_id), ports.build)


def _close(ports: Ports, render: Render) -> None:
    with ports.unit_of_work() as uow:
        uow.renders.add(render)
        uow.announce(render)


def _missing(pieces: list[NewPiece], cached: set[str]) -> list[NewPiece]:
    """Leave out what is stored, and the mezzanines that nothing missing is made from."""
    missing = [piece for piece in pieces if piece.key not in cached]
    needed = {key for piece in missing for key in piece.inputs}
    return [piece for piece in missing if piece.kind is not Kind.MEZZANINE or piece.key in needed]
