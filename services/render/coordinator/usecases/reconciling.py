# SPDX-License-Identifier: Apache-2.0
"""Compare the storage with the index of cached files, and delete what is in no index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from chassis.storage.reconciling import FolderReport, Reconciliation
from services.render.contract.storage_keys import storage_keys_of_cached_file
from services.render.coordinator.usecases.dependencies import Dependencies

FOLDERS = (
    *("mezzanines/", "pcm/", "pictures/", "text-images/"),
    *("frames/", "chunks/", "mixes/"),
)
"""The folders of the storage that render owns."""


def reconcile(deps: Dependencies, age: dt.timedelta, is_dry_run: bool) -> Sequence[FolderReport]:
    """Delete the files that are older than an age and in no index; a dry run deletes nothing.

    Exports, thumbnails and what else is derived from uploads belong to the library.
    """
    folders = dict.fromkeys(FOLDERS, lambda keys: _owned(deps, keys))
    return Reconciliation(deps.storage, folders).run(older_than=age, is_dry_run=is_dry_run)


def _owned(deps: Dependencies, keys: Sequence[str]) -> set[str]:
    # Beside a mix lie its gains, which have no row of their own.
    indexed_as = {key: key.removesuffix(".json") + ".m4a" for key in keys if key.endswith(".json")}
    with deps.reading() as uow:
        rows = uow.cached_files.find_storage_keys([*keys, *indexed_as.values()])
    return {key for row in rows for key in storage_keys_of_cached_file(row)}
