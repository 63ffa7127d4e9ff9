# SPDX-License-Identifier: Apache-2.0
"""Tell the library again which uploads are exports, and of which projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from services.drafts.domain.export import CompletedExport
from services.drafts.usecases.dependencies import Dependencies

_PAGE = 500


def backfill_exports(deps: Dependencies, *, is_dry_run: bool) -> Counter[str]:
    """Have the library record the project of every completed export; count the outcomes.

    It may be repeated: what is recorded already is counted as `unchanged`.
    """
    outcomes: Counter[str] = Counter()
    for page in _pages(deps):
        outcomes.update(deps.uploads.link_exports(page, is_dry_run=is_dry_run))
    return outcomes


def _pages(deps: Dependencies) -> Iterator[Sequence[CompletedExport]]:
    last = ""
    while True:
        with deps.reading() as uow:
            page = uow.exports.list_completed_exports(after=last, limit=_PAGE)
        if not page:
            return
        yield page
        last = page[-1].export_id
