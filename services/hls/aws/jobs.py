# SPDX-License-Identifier: Apache-2.0
"""The jobs of MediaConvert: submit, look for, ask for, cancel; boto3 is loaded at first use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from chassis import logging
from services.hls.aws.settings import MediaConvertSettings

if TYPE_CHECKING:
    from botocore.exceptions import ClientError
    from mypy_boto3_mediaconvert.client import MediaConvertClient
    from mypy_boto3_mediaconvert.literals import JobStatusType
    from mypy_boto3_mediaconvert.type_defs import JobTypeDef, TrackTypeDef

JobRequest = Mapping[str, Any]  # Any: the members of CreateJob, as botocore's model has them
SUBMITTED: Literal["SUBMITTED"] = "SUBMITTED"
PROGRESSING: Literal["PROGRESSING"] = "PROGRESSING"
COMPLETE = "COMPLETE"
ERROR, CANCELED = "ERROR", "CANCELED"
REQUEST_KEY = "request"
"""The user metadata by which a job is found that was submitted but not noted."""
PRODUCTION_KEY = "production"
"""The user metadata that says for which production, by ULID, a job works."""
INSTALLATION_KEY = "installation"
"""The user metadata that says which installation submitted a job."""

_ABSENT = frozenset({"NotFoundException"})
_BUSY = frozenset({"TooManyRequestsException", "ThrottlingException", "Throttling"})
_FORBIDDEN = frozenset(
    {"ForbiddenException", "AccessDeniedException", "UnrecognizedClientException"}
)
_PAGE_LENGTH = 20
_PAGES = 5
_PAGES_OF_OPEN_JOBS = 50

_log = logging.get_logger("mediaconvert")


class MediaConvertError(Exception):
    """Any error of a call to MediaConvert."""


class MediaConvertUnavailable(MediaConvertError):
    """MediaConvert is not reached, has a fault or gets too many requests: ask again later."""


class MediaConvertForbidden(MediaConvertError):
    """The credentials or the role do not permit this call: see docs/how-to/mediaconvert.md."""


class InvalidMediaConvertRequest(MediaConvertError):
    """MediaConvert does not accept the request; its message says which member is wrong."""


class MediaConvertJobMissing(MediaConvertError):
    """MediaConvert knows no such job."""


@dataclass(frozen=True, slots=True)
class ConversionStatus:
    """How far a job of MediaConvert is; `percent` is 0 until it is known.

    `started_at` is None while it waits in its queue.
    """

    job_id: str
    status: str
    percent: int = 0
    error_code: int = 0
    error_message: str = ""
    started_at: dt.datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether it will not change any more."""
        return self.status in {COMPLETE, ERROR, CANCELED}


@dataclass(frozen=True, slots=True)
class ProbedVideo:
    """What MediaConvert reads in a video: its shown size in pixels, and which tracks are audio."""

    width: int
    height: int
    audio_tracks: tuple[int, ...]


class MediaConvertJobs:
    """The jobs of one account in one region; every call raises MediaConvertErrors."""

    def __init__(self, settings: MediaConvertSettings) -> None:
        self._settings = settings

    def submit(self, request: JobRequest) -> str:
        """Create a job and return its id; a token that was used a moment ago returns that job."""
        with _translated_errors():
            return str(self._client.create_job(**request)["Job"]["Id"])

    def get_status(self, job_id: str) -> ConversionStatus:
        """Return how far a job is; MediaConvertJobMissing when there is none."""
        with _translated_errors():
            return _status(self._client.get_job(Id=job_id)["Job"])

    def find_submitted(self, input_uri: str, request_token: str) -> str | None:
        """Return the id of the job that was submitted with a token for a file, if there is one."""
        found = _paged(lambda **page: self._client.search_jobs(InputFile=input_uri, **page), _PAGES)
        for job in found:
            if job.get("UserMetadata", {}).get(REQUEST_KEY) == request_token:
                return str(job["Id"])
        return None

    def list_open(self) -> dict[str, str]:
        """Return the ULIDs of the productions that jobs which are not over work for, by job id.

        Only jobs that this installation submitted are listed: others may share the account and even
        the bucket.
        """
        found: dict[str, str] = {}
        for status in (SUBMITTED, PROGRESSING):
            for job in self._open_jobs(status):
                metadata = job.get("UserMetadata", {})
                is_ours = metadata.get(INSTALLATION_KEY) == self._settings.installation
                if is_ours and PRODUCTION_KEY in metadata:
                    found[str(job["Id"])] = metadata[PRODUCTION_KEY]
        return found

    def _open_jobs(self, status: JobStatusType) -> Iterator[JobTypeDef]:
        return _paged(
            lambda **page: self._client.list_jobs(Status=status, **page), _PAGES_OF_OPEN_JOBS
        )

    def cancel(self, job_id: str) -> None:
        """Cancel a job; one that is over stays as it is."""
        with _translated_errors():
            self._client.cancel_job(Id=job_id)

    def probe(self, input_uri: str) -> ProbedVideo:
        """Read a video; InvalidMediaConvertRequest when it cannot be read."""
        with _translated_errors():
            answer = self._client.probe(InputFiles=[{"FileUrl": input_uri}])
        results = answer.get("ProbeResults", [])
        tracks = results[0].get("Container", {}).get("Tracks", []) if results else []
        return _probed(tracks)

    @cached_property
    def _client(self) -> MediaConvertClient:
        import boto3
        from botocore.config import Config

        config = Config(
            connect_timeout=5,
            read_timeout=30,
            retries={"total_max_attempts": 3, "mode": "standard"},
            max_pool_connections=self._settings.slots + 5,
        )
        return boto3.Session().client(
            "mediaconvert",
            region_name=self._settings.region,
            endpoint_url=self._settings.endpoint_url,
            config=config,
        )


class ConversionCancellation:
    """Cancels jobs of MediaConvert for the coordinator."""

    def __init__(self, jobs: MediaConvertJobs) -> None:
        self._jobs = jobs

    def list_open_conversions(self) -> Mapping[str, str]:
        """Return the productions, by ULID, that jobs which are not over work for, by job id.

        It is empty while MediaConvert does not answer: they are listed again later.
        """
        try:
            return self._jobs.list_open()
        except MediaConvertError as error:
            _log.warning("conversions.not_listed", error=str(error))
            return {}

    def cancel_conversion(self, mediaconvert_job_id: str) -> bool:
        """Cancel a job; True when it is over or unknown now, False to be tried again later."""
        try:
            self._jobs.cancel(mediaconvert_job_id)
        except (MediaConvertJobMissing, InvalidMediaConvertRequest):
            return True
        except MediaConvertError:
            return False
        return True


def _status(job: JobTypeDef) -> ConversionStatus:
    return ConversionStatus(
        job_id=str(job.get("Id", "")),
        status=str(job.get("Status", SUBMITTED)),
        percent=int(job.get("JobPercentComplete", 0)),
        error_code=int(job.get("ErrorCode", 0)),
        error_message=str(job.get("ErrorMessage", "")),
        started_at=job.get("Timing", {}).get("StartTime"),
    )


def _probed(tracks: list[TrackTypeDef]) -> ProbedVideo:
    videos = [one.get("VideoProperties", {}) for one in tracks if one.get("TrackType") == "video"]
    video = videos[0] if videos else {}
    width, height = int(video.get("Width", 0)), int(video.get("Height", 0))
    if int(video.get("Rotation", 0)) % 180:
        width, height = height, width
    audio = [index for index, one in enumerate(tracks) if one.get("TrackType") == "audio"]
    return ProbedVideo(width, height, tuple(audio))


def _paged(ask: Callable[..., Any], most: int) -> Iterator[JobTypeDef]:  # Any: a page of boto3
    """Yield the jobs of so many pages at most."""
    cursor: dict[str, str] = {}
    for _ in range(most):
        with _translated_errors():
            page = ask(MaxResults=_PAGE_LENGTH, **cursor)
        yield from page.get("Jobs", ())
        if not page.get("NextToken"):
            return
        cursor = {"NextToken": page["NextToken"]}


@contextmanager
def _translated_errors() -> Iterator[None]:
    """Raise the errors of boto3 as MediaConvertErrors."""
    from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

    try:
        yield
    except ClientError as error:
        raise _mediaconvert_error(error) from error
    except ParamValidationError as error:
        raise InvalidMediaConvertRequest(str(error)) from error
    except BotoCoreError as error:
        raise MediaConvertUnavailable(str(error)) from error


def _mediaconvert_error(error: ClientError) -> MediaConvertError:
    code = error.response.get("Error", {}).get("Code", "")
    message = error.response.get("Error", {}).get("Message", "")
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in _ABSENT:
        return MediaConvertJobMissing(message)
    if code in _FORBIDDEN:
        return MediaConvertForbidden(message)
    if code in _BUSY or status >= 500 or status == 429:
        return MediaConvertUnavailable(f"{code}: {message}")
    return InvalidMediaConvertRequest(message)
