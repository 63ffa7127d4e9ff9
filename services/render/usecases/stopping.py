# SPDX-License-Identifier: Apache-2.0
"""How a render is cancelled, and how it is tried again."""

from __future__ import annotations

from dataclasses import dataclass

from services.render.domain.breakdown import break_down
from services.render.domain.errors import InvalidState, NotYourRender, RenderNotFound
from services.render.domain.render import Failure, Render, State
from services.render.usecases.ordering import lay_out, order_render, plan_of
from services.render.usecases.ports import Ports, UnitOfWork


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: a person, an administrator, or (0) a service on its own account."""

    user_id: int = 0
    is_admin: bool = False

    def check(self, render: Render | None) -> Render:
        """Return the render if the asker may see and steer it."""
        if render is None:
            raise RenderNotFound("There is no such render.")
        is_theirs = self.user_id in {0, render.subject.owner_user_id}
        if not is_theirs and not self.is_admin:
            raise NotYourRender("This render belongs to somebody else.")
        return render


def cancel_render(ports: Ports, *, export_id: str, asker: Asker) -> None:
    """Stop a render and free its nodes; cancelling twice is fine."""
    with ports.unit_of_work() as uow:
        render = asker.check(uow.renders.get(export_id))
        if render.state is not State.CANCELLED:
            _end(uow, render.cancel(ports.now()))


def cancel_export(ports: Ports, *, export_id: str) -> None:
    """Stop the render of an export nobody wants, even if its order has not arrived yet."""
    # An unknown one is asked for: drafts says that it is cancelled, and so it is written down.
    order_render(ports, export_id=export_id)
    with ports.unit_of_work() as uow:
        render = uow.renders.get(export_id)
        if render is not None and render.is_active:
            _end(uow, render.cancel(ports.now()))


def fail_render(ports: Ports, uow: UnitOfWork, render: Render, failure: Failure) -> None:
    """End a render for a reason its owner can read."""
    _end(uow, render.fail(failure, ports.now()))


def retry_render(ports: Ports, *, export_id: str, asker: Asker) -> None:
    """Try a failed or cancelled render again, from what is still stored of it."""
    with ports.reading() as uow:
        found = asker.check(uow.renders.get(export_id))
    found.retry()
    plan = plan_of(ports, found)
    gone = _not_stored(ports, found, plan)
    with ports.unit_of_work() as uow:
        render = asker.check(uow.renders.get(export_id))
        if render.attempt != found.attempt:
            raise InvalidState("Somebody else is trying it again already.")
        uow.cache.forget(gone)
        lay_out(ports, uow, render.retry(), plan)


def _not_stored(ports: Ports, render: Render, plan: str) -> list[str]:
    """Name the pieces whose files have gone missing behind the index."""
    pieces = break_down(plan, export_id=render.export_id, created_at=render.created_at)
    with ports.reading() as uow:
        files = uow.cache.find([piece.key for piece in pieces if piece.key])
    return [key for key, file in files.items() if not ports.is_stored(file.storage_key)]


def _end(uow: UnitOfWork, render: Render) -> None:
    uow.renders.save(render.reported(uow.pieces.report(render.export_id)))
    uow.pieces.cancel_unneeded(render.export_id)
    uow.announce(render)
