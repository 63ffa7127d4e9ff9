# SPDX-License-Identifier: Apache-2.0
"""Delete what was made of a deleted upload and would else lie until the storage is reconciled."""

from __future__ import annotations

from services.render.coordinator.domain.deleted_uploads import made_stretches
from services.render.coordinator.usecases.dependencies import Dependencies


def delete_stretches(deps: Dependencies, *, upload_id: int) -> None:
    """Delete the stretches of an upload that no export reads.

    Those are the ones of its edit proxy, and the ones that were made ahead of any request. The
    others may be read by renders, also by those of an upload of equal bytes; they are evicted when
    nobody has used them for long.
    """
    with deps.reading() as uow:
        made = made_stretches(uow.jobs.list_mezzanine_specs(upload_id))
        indexed = set(uow.cached_files.find_keys([each.key for each in made]))
    unread = [each for each in made if each.is_edit_proxy or each.key not in indexed]
    # There may be thousands: nothing is locked meanwhile, as the transaction of the event begins
    # with the first write. Whoever finds a lost stretch in the index has it made again.
    for each in unread:
        deps.storage.delete(each.storage_key)
    with deps.unit_of_work() as uow:
        uow.cached_files.delete_cached_files([each.key for each in unread])
