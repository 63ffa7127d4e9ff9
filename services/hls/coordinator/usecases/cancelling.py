# SPDX-License-Identifier: Apache-2.0
"""Find and cancel the jobs at MediaConvert that nobody waits for any more."""

from __future__ import annotations

import datetime as dt

from services.hls.coordinator.domain.production import CANCELLED, FAILED
from services.hls.coordinator.usecases.dependencies import Dependencies

_LONGEST_TRYING = dt.timedelta(days=1)


def cancel_conversions(deps: Dependencies) -> None:
    """Cancel the jobs of deleted and failed productions; what cannot be cancelled now stays.

    After a day a job is over by itself and is not tried any more.
    """
    if deps.conversions is None:
        return
    with deps.unit_of_work() as uow:
        uow.cancellations.delete_cancellations_before(deps.now() - _LONGEST_TRYING)
        job_ids = uow.cancellations.list_cancellations()
    for job_id in job_ids:
        if deps.conversions.cancel_conversion(job_id):
            with deps.unit_of_work() as uow:
                uow.cancellations.delete_cancellation(job_id)


def find_unowned_conversions(deps: Dependencies) -> None:
    """Have the jobs cancelled whose production was deleted, failed or was cancelled.

    Usually that is known when a production ends; a job that its packager submitted, but did not
    note before it was killed, is found only here.
    """
    found = deps.conversions.list_open_conversions() if deps.conversions is not None else {}
    if not found:
        return
    with deps.unit_of_work() as uow:
        known = uow.productions.find_productions_by_ulid(sorted(set(found.values())))
        owners = {one.ulid for one in known if one.status not in {CANCELLED, FAILED}}
        for job_id, ulid in found.items():
            if ulid not in owners:
                uow.cancellations.add_cancellation(job_id, deps.now())
