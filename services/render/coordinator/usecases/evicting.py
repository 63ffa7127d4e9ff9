# SPDX-License-Identifier: Apache-2.0
"""How the kept pieces stay within the bytes they may take."""

from __future__ import annotations

import datetime as dt

from services.render.contract.specs import stored_together
from services.render.coordinator.usecases.dependencies import Dependencies

_SPARED_FOR = dt.timedelta(minutes=10)


def evict(deps: Dependencies) -> int:
    """Delete what was of use least recently, mezzanines first, until the rest fits; count it.

    Whatever was used since the oldest active render began may be needed by one, and is spared.
    """
    with deps.unit_of_work() as uow:
        spared_since = deps.now() - _SPARED_FOR
        began = uow.renders.oldest_active()
        if began is not None:
            spared_since = min(spared_since, began)
        doomed = uow.cache.evict(most_bytes=deps.kept_bytes, unused_since=spared_since)
    # Dropped from the index first: what is stored without being known does no harm.
    for storage_key in doomed:
        for stored in stored_together(storage_key):
            deps.discard(stored)
    return len(doomed)
