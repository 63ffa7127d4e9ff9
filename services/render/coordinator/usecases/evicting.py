# SPDX-License-Identifier: Apache-2.0
"""Deletes cached files that were not used lately, so that the cache fits its limit."""

from __future__ import annotations

import datetime as dt

from services.render.contract.storage_keys import storage_keys_of_cached_file
from services.render.coordinator.usecases.dependencies import Dependencies

_MIN_AGE = dt.timedelta(minutes=10)


def evict_cached_files(deps: Dependencies) -> int:
    """Delete what was used least recently, mezzanines first, until the rest fits; count it.

    What was used since the oldest active render was created may be needed by one, and stays.
    """
    with deps.unit_of_work() as uow:
        unused_since = deps.now() - _MIN_AGE
        active_since = uow.renders.find_oldest_active_since()
        if active_since is not None:
            unused_since = min(unused_since, active_since)
        evicted = uow.cached_files.evict_cached_files(
            max_bytes=deps.cache_bytes, unused_since=unused_since
        )
    # Deleted from the index first: a stored file that is in no index does no harm.
    for storage_key in evicted:
        for key in storage_keys_of_cached_file(storage_key):
            deps.storage.delete(key)
    return len(evicted)
