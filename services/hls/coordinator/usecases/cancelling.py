# SPDX-License-Identifier: Apache-2.0
"""Cancel the jobs at MediaConvert that nobody waits for any more."""

from __future__ import annotations

from services.hls.coordinator.usecases.dependencies import Dependencies


def cancel_conversions(deps: Dependencies) -> None:
    """Cancel the jobs of deleted and failed productions; what cannot be cancelled now stays."""
    if deps.conversions is None:
        return
    with deps.reading() as uow:
        job_ids = uow.cancellations.list_cancellations()
    for job_id in job_ids:
        if deps.conversions.cancel_conversion(job_id):
            with deps.unit_of_work() as uow:
                uow.cancellations.delete_cancellation(job_id)
