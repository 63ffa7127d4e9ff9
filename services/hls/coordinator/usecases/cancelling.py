# SPDX-License-Identifier: Apache-2.0
"""Cancel the jobs at MediaConvert that nobody waits for any more."""

from __future__ import annotations

import datetime as dt

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
