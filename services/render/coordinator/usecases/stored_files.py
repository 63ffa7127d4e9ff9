# SPDX-License-Identifier: Apache-2.0
"""The stored files of results that pages read one by one, which may be lost from the storage."""

from __future__ import annotations

from chassis.storage import StoredObject
from services.render.coordinator.usecases.dependencies import Dependencies


def use_stored_file(deps: Dependencies, key: str) -> StoredObject | None:
    """Return the stored file with a cache key and record that it is used now; None without one.

    A file that is in the index but not in storage is taken out of the index.
    """
    with deps.reading() as uow:
        file = uow.cached_files.find_cached_files([key]).get(key)
    if file is None:
        return None
    # Nothing is locked while the storage answers.
    stored = deps.storage.head(file.storage_key)
    with deps.unit_of_work() as uow:
        if stored is None:
            uow.cached_files.delete_cached_files([key])
        else:
            uow.cached_files.touch_cached_files([key])
    return stored
