# SPDX-License-Identifier: Apache-2.0
"""Stores the end of a render."""

from __future__ import annotations

from services.render.coordinator.domain.events import state_event
from services.render.coordinator.domain.render import Render
from services.render.coordinator.store.unit_of_work import UnitOfWork


def end_render(uow: UnitOfWork, render: Render) -> Render:
    """Store and announce an ended render with its report, and cancel jobs only it needed."""
    reported = render.with_report(uow.job_statistics.read_report(render.export_id))
    uow.renders.save_render(reported)
    uow.jobs.cancel_unneeded_jobs(render.export_id)
    announce_render(uow, reported)
    return reported


def announce_render(uow: UnitOfWork, render: Render) -> None:
    """Announce the state of a render on behalf of its owner."""
    uow.announce(state_event(render), acting_user_id=render.subject.owner_user_id)
