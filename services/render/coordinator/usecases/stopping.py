# SPDX-License-Identifier: Apache-2.0
"""How a render is cancelled, and how it is tried again."""

from __future__ import annotations

from dataclasses import dataclass

from services.render.coordinator.domain.errors import InvalidState, NotYourRender, RenderNotFound
from services.render.coordinator.domain.planning import break_down
from services.render.coordinator.domain.render import Failure, Render, State
from services.render.coordinator.usecases.dependencies import Dependencies, UnitOfWork
from services.render.coordinator.usecases.ordering import lay_out, order_render, plan_of


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


def cancel_render(deps: Dependencies, *, export_id: str, asker: Asker) -> None:
    """Stop a render and free its nodes; cancelling twice is fine."""
    with deps.unit_of_work() as uow:
        render = asker.check(uow.renders.get(export_id))
        if render.state is not State.CANCELLED:
            _end(uow, render.cancel(deps.now()))


def cancel_export(deps: Dependencies, *, export_id: str) -> None:
    """Stop the render of an export nobody wants, even if its order has not arrived yet."""
    # An unknown one is asked for: drafts says that it is cancelled, and so it is written down.
    order_render(deps, export_id=export_id)
    with deps.unit_of_work() as uow:
        render = uow.renders.get(export_id)
        if render is not None and render.is_active:
            _end(uow, render.cancel(deps.now()))


def fail_render(deps: Dependencies, uow: UnitOfWork, render: Render, failure: Failure) -> None:
    """End a render for a reason its owner can read."""
    _end(uow, render.fail(failure, deps.now()))


def retry_render(deps: Dependencies, *, export_id: str, asker: Asker) -> None:
    """Try a failed or cancelled render again, from what is still stored of it."""
    with deps.reading() as uow:
        found = asker.check(uow.renders.get(export_id))
    found.retry()
    plan = plan_of(deps, found)
    gone = _not_stored(deps, found, plan)
    with deps.unit_of_work() as uow:
        render = asker.check(uow.renders.get(export_id))
        if render.attempt != found.attempt:
            raise InvalidState("Somebody else is trying it again already.")
        uow.cache.forget(gone)
        lay_out(deps, uow, render.retry(), plan)


def _not_stored(deps: Dependencies, render: Render, plan: str) -> list[str]:
    """Name the pieces whose files have gone missing behind the index."""
    pieces = break_down(plan, export_id=render.export_id, created_at=render.created_at)
    with deps.reading() as uow:
        files = uow.cache.find([piece.key for piece in pieces if piece.key])
    return [key for key, file in files.items() if not deps.is_stored(file.storage_key)]


def _end(uow: UnitOfWork, render: Render) -> None:
    uow.renders.save(render.reported(uow.pieces.report(render.export_id)))
    uow.pieces.cancel_unneeded(render.export_id)
    uow.announce(render)
