# SPDX-License-Identifier: Apache-2.0
"""Record which projects uploads were exported from, for exports of before that was recorded."""

from __future__ import annotations

from collections.abc import Sequence

from services.library.domain.export_link import ExportLink, LinkOutcome
from services.library.store.unit_of_work import UnitOfWork
from services.library.usecases.dependencies import Dependencies


def link_exports(
    deps: Dependencies, links: Sequence[ExportLink], *, is_dry_run: bool
) -> list[LinkOutcome]:
    """Record each link whose upload has none yet; return their outcomes in the same order.

    A dry run records nothing.
    """
    with deps.unit_of_work() as uow:
        return [_link(uow, link, is_dry_run=is_dry_run) for link in links]


def _link(uow: UnitOfWork, link: ExportLink, *, is_dry_run: bool) -> LinkOutcome:
    upload = uow.uploads.lock_upload(link.upload_id)
    outcome = link.outcome(upload)
    if upload is not None and outcome is LinkOutcome.LINKED and not is_dry_run:
        uow.uploads.save_upload(link.applied_to(upload))
    return outcome
