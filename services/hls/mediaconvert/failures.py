# SPDX-License-Identifier: Apache-2.0
"""What the error codes of MediaConvert mean for people, and whether a job is tried again."""

from __future__ import annotations

from collections.abc import Mapping

from chassis.jobs.errors import Fault, JobFailed, JobFailure
from services.hls.aws.jobs import CANCELED, ConversionStatus
from services.hls.contract.packaging import PackagingSpec

_LONGEST_MESSAGE = 200


def _failures_of_videos() -> dict[int, JobFailure]:
    """Return what the video is to blame for, by the code of MediaConvert."""
    unreadable = JobFailure(
        "mediaconvert_input_unreadable", "MediaConvert cannot open the file of this video."
    )
    return {
        1010: unreadable,
        1020: JobFailure("no_video", "there is no picture in this file.", Fault.INPUT),
        1021: JobFailure("no_audio", "the sound that was chosen is not there.", Fault.INPUT),
        1030: JobFailure(
            "unsupported_codec", "MediaConvert does not take its codec or container.", Fault.INPUT
        ),
        1056: unreadable,
        1075: JobFailure("damaged_media", "the file is damaged and cannot be read.", Fault.INPUT),
        1076: JobFailure("truncated", "the file ends too early.", Fault.INPUT),
        1092: JobFailure("undecodable", "its sound cannot be decoded.", Fault.INPUT),
        1404: JobFailure("source_missing", "its file is not stored any more.", Fault.INPUT),
    }


def _failures_of_installations() -> dict[int, JobFailure]:
    """Return what the settings, the role or the bucket are to blame for, or nobody knows."""
    settings = JobFailure(
        "mediaconvert_settings_invalid", "MediaConvert cannot package this video with its profile."
    )
    role = JobFailure(
        "mediaconvert_role_invalid", "The role that MediaConvert works with is not set up right."
    )
    bucket = JobFailure(
        "mediaconvert_bucket_forbidden", "MediaConvert may not read or write the bucket."
    )
    full = JobFailure(
        "mediaconvert_output_too_large", "MediaConvert has no space for the outputs of this video."
    )
    unexpected = JobFailure("mediaconvert_failed", "MediaConvert failed to package this video.")
    return {
        **dict.fromkeys((1040, 1041, 1042, 1060, 1080), settings),
        **dict.fromkeys((1432, 1433, 1434, 1515), role),
        **dict.fromkeys((1401, 3457), bucket),
        **dict.fromkeys((1050, 1507), full),
        **dict.fromkeys((1550, UNEXPECTED), unexpected),
    }


UNEXPECTED = 1999
FAILURES: Mapping[int, JobFailure] = {**_failures_of_videos(), **_failures_of_installations()}
"""The failure by the code of MediaConvert; a code that is not listed is like `UNEXPECTED`."""


class ConversionFailed(JobFailed):
    """A job at MediaConvert did not end well."""

    def __init__(self, failure: JobFailure) -> None:
        super().__init__(failure.code, failure.reason)
        self._failure = failure

    @property
    def failure(self) -> JobFailure:
        """The failure as it is reported to the coordinator."""
        return self._failure


def failure_of_status(spec: PackagingSpec, status: ConversionStatus) -> ConversionFailed:
    """Return why a job that ended as ERROR or CANCELED failed.

    One that somebody cancelled at MediaConvert is not submitted again.
    """
    if status.status == CANCELED:
        cancelled = f"{spec.name}: the job was cancelled at MediaConvert."
        return ConversionFailed(JobFailure("mediaconvert_cancelled", cancelled, Fault.INPUT))
    unexpected = FAILURES[UNEXPECTED]
    found = FAILURES.get(status.error_code, unexpected)
    reason = f"{spec.name}: {found.reason}"
    if found is unexpected:
        detail = status.error_message.strip()[:_LONGEST_MESSAGE] or "no message"
        reason = f"{reason[:-1]} (error {status.error_code}: {detail})."
    return ConversionFailed(JobFailure(found.code, reason, found.fault))
