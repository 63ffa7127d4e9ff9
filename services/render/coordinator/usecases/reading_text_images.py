# SPDX-License-Identifier: Apache-2.0
"""Read the image of a text of a timeline by its key."""

from __future__ import annotations

from chassis.caller import Caller
from chassis.storage import StoredObject
from services.render.contract.results import CachedFile
from services.render.coordinator.usecases.dependencies import Dependencies


def read_text_image(deps: Dependencies, *, key: str, caller: Caller) -> StoredObject:
    """Return the stored image of a text that the caller's timelines show; draw it if need be.

    Administrators may read all of them. Raises TextImageNotFound and TextNotDrawable.
    """
    user_id = None if caller.is_admin else caller.user_id
    spec = deps.text_specs.get_text_image(key, user_id=user_id)
    stored = deps.text_images.store(spec)
    # Exports may use the image, so it is in the index and evicted like all cached files.
    with deps.unit_of_work() as uow:
        uow.cached_files.upsert_cached_file(CachedFile(spec.key, stored.key, stored.size_bytes))
    return stored
