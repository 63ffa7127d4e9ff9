# SPDX-License-Identifier: Apache-2.0
"""Cancels renders."""

from __future__ import annotations

from chassis.caller import Caller
from services.render.coordinator.domain.render import RenderState
from services.render.coordinator.usecases.access import require_access
from services.render.coordinator.usecases.dependencies import Dependencies
from services.render.coordinator.usecases.ending import end_render
from services.render.coordinator.usecases.starting import start_render


def cancel_render(deps: Dependencies, *, export_id: str, caller: Caller) -> None:
    """Cancel a render and stop its nodes; cancelling again does nothing."""
    with deps.unit_of_work() as uow:
        render = require_access(uow.renders.lock_render(export_id), caller)
        if render.state is not RenderState.CANCELLED:
            end_render(uow, render.cancel(deps.now()))


def cancel_export(deps: Dependencies, *, export_id: str) -> None:
    """Cancel the render of a cancelled export, even before the export was requested here."""
    # An export without a render here is read from drafts, and its render is stored as cancelled.
    start_render(deps, export_id=export_id)
    with deps.unit_of_work() as uow:
        render = uow.renders.lock_render(export_id)
        if render is not None and render.is_active:
            end_render(uow, render.cancel(deps.now()))
