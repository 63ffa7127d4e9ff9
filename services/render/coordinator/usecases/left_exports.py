# SPDX-License-Identifier: Apache-2.0
"""Delete the exports that nodes stored for renders that were cancelled or failed meanwhile."""

from __future__ import annotations

import datetime as dt

from services.render.contract.storage_keys import export_storage_key
from services.render.coordinator.usecases.dependencies import Dependencies

_LIMIT = 20


def delete_left_exports(deps: Dependencies) -> int:
    """Delete what was stored for some of the renders that ended without an export; count them.

    Each is a transaction, which lasts no longer than the storage takes for one file. A node at
    work notices within its lease that the render has ended; what it stores until then is deleted
    afterwards. The master of a production is deleted by hls.
    """
    before = deps.now() - dt.timedelta(seconds=deps.leases.seconds)
    deleted = 0
    while deleted < _LIMIT and _delete_left_export(deps, before):
        deleted += 1
    return deleted


def _delete_left_export(deps: Dependencies, ended_before: dt.datetime) -> bool:
    with deps.unit_of_work() as uow:
        # A retry waits for the lock, so that the export of its own attempt is never deleted.
        render = uow.renders.lock_left_export(ended_before=ended_before)
        if render is None:
            return False
        deps.storage.delete(export_storage_key(render.export_id, render.created_at))
        uow.renders.save_render(render.without_export())
        return True
