# SPDX-License-Identifier: Apache-2.0
"""Edit proxies by stretches: which are there, and those that somebody looks at before the rest."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.caller import Caller
from chassis.storage import StoredObject
from services.render.coordinator.domain.edit_proxies import (
    EditProxy,
    edit_proxy_of,
    pause_before_retry,
)
from services.render.coordinator.domain.errors import EditProxyUnavailable
from services.render.coordinator.usecases.dependencies import Dependencies
from services.render.coordinator.usecases.stored_files import use_stored_file
from timeline.document.uploads import UnusableUpload


@dataclass(frozen=True, slots=True)
class StoredStretches:
    """An edit proxy, and the numbers of its stretches that are stored, from 1."""

    proxy: EditProxy
    numbers: tuple[int, ...]


def list_stretches(deps: Dependencies, *, caller: Caller, upload_id: int) -> StoredStretches:
    """Return the edit proxy of a video that the caller may see, and what is there of it.

    Raises UploadNotFound and EditProxyUnavailable.
    """
    proxy = _find_proxy(deps, caller, upload_id)
    keys = proxy.stretch_keys
    with deps.reading() as uow:
        stored = set(uow.cached_files.find_keys(keys))
    return StoredStretches(proxy, tuple(n for n, key in enumerate(keys, start=1) if key in stored))


def read_stretch(
    deps: Dependencies, *, caller: Caller, upload_id: int, number: int
) -> StoredObject | None:
    """Return the file of a stretch; None while it is made, which this call requests.

    One that has failed is tried again, but not at once: until then this raises
    EditProxyUnavailable with the reason. Raises UploadNotFound and StretchNotFound, too.
    """
    proxy = _find_proxy(deps, caller, upload_id)
    job = proxy.stretch_job(number)
    stored = use_stored_file(deps, job.key)
    if stored is not None:
        return stored
    with deps.unit_of_work() as uow:
        state = uow.job_states.find_job_state(job.key)
        if state is not None and state.failure is not None:
            retried_at = state.due_at + pause_before_retry(state.leases)
            if deps.now() < retried_at:
                raise EditProxyUnavailable(proxy.why_stretch_failed(number, state.failure))
        uow.wake_nodes(uow.jobs.enqueue_jobs([job], user_id=caller.user_id).claimable)
    return None


def _find_proxy(deps: Dependencies, caller: Caller, upload_id: int) -> EditProxy:
    user_id = None if caller.is_admin else caller.user_id
    upload = deps.uploads.get_upload(upload_id, user_id=user_id)
    if upload.kind != "video":
        raise EditProxyUnavailable("This upload is not a video.")
    if upload.source_deleted:
        raise EditProxyUnavailable("The file of this upload was deleted.")
    try:
        return edit_proxy_of(upload)
    except UnusableUpload as error:
        raise EditProxyUnavailable(str(error)) from error
