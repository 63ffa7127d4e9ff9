# SPDX-License-Identifier: Apache-2.0
"""A bucket with a video, an endpoint of MediaConvert, and the packager in this process."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chassis.jobs.job import ClaimedJob, JobResult, Lease, pack, unpack
from chassis.jobs.worker import CancellationToken
from chassis.storage import S3Settings, S3Storage
from reelmill.hls.v1 import packaging_pb2
from services.hls.aws.events import ConversionEvents
from services.hls.aws.jobs import MediaConvertJobs
from services.hls.aws.settings import MediaConvertSettings
from services.hls.contract.packaging import PACKAGING, PackagedStream, PackagingSpec
from services.hls.mediaconvert.attempts import MediaConvertAccount
from services.hls.mediaconvert.packager import MediaConvertPackager
from services.hls.mediaconvert.patience import Patience
from tests.support.mediaconvert.endpoint import MediaConvertEndpoint
from tests.support.mediaconvert.faults import Fault
from tests.support.mediaconvert.installation import ROLE, EventQueue
from tests.support.servers.moto_s3 import new_bucket


@dataclasses.dataclass
class Account:
    """A bucket with a video, an endpoint, a queue of events, and what packages there."""

    endpoint: MediaConvertEndpoint
    storage: S3Storage
    queue: EventQueue
    settings: MediaConvertSettings
    events: ConversionEvents
    scratch: Path

    def packager(self, *, in_all: float = 60, **changes: Any) -> MediaConvertPackager:
        """Return a packager with some settings changed; `in_all` is its patience in seconds."""
        settings = dataclasses.replace(self.settings, **changes)
        jobs = MediaConvertJobs(settings)
        patience = Patience(first_pause=0.05, longest_pause=0.2, in_all=in_all)
        account = MediaConvertAccount(settings, jobs, self.events, self.endpoint.bucket, patience)
        return MediaConvertPackager(self.storage, account, self.scratch)

    def statuses(self) -> list[str]:
        return [one.status for one in self.endpoint.store.all()]

    def expect(self, *faults: Fault) -> None:
        for fault in faults:
            self.endpoint.faults.next(fault)


def job(number: int = 1, *, claims: int = 1, **changes: Any) -> ClaimedJob:
    """Return a claimed job that packages the video."""
    ulid = f"01KJS2V0M00000000000000{number:03}"
    values: dict[str, Any] = {
        "production_ulid": ulid,
        "name": "Holiday",
        "source_key": "uploads/42/video.mp4",
        "source_bytes": 1000,
        "is_export": True,
        "output_prefix": f"hls/2026-02/03/42/{ulid}/",
    }
    spec = PackagingSpec(**values | changes)
    return ClaimedJob(Lease("p", number, claims), PACKAGING, pack(spec.to_message()), 15.0)


def stream_of(result: JobResult) -> PackagedStream:
    """Return the stream that a job made."""
    return PackagedStream.from_message(unpack(result.message, packaging_pb2.PackagedStream))


def package(account: Account, given: ClaimedJob | None = None, **changes: Any) -> PackagedStream:
    packager = account.packager(**changes)
    return stream_of(packager.execute(given or job(), CancellationToken()))


@contextlib.contextmanager
def an_account(video: Path, folder: Path) -> Iterator[Account]:
    """Have an account whose bucket has a video, for a block."""
    server, bucket = new_bucket()
    keys = {"access_key": "test", "secret_key": "test-secret"}
    storage = S3Storage(S3Settings(bucket=bucket, endpoint_url=server, path_style=True, **keys))
    storage.put_file("uploads/42/video.mp4", video, content_type="video/mp4")
    queue, stop = EventQueue(server), threading.Event()
    endpoint = MediaConvertEndpoint(folder, bucket, storage, send_event=queue.send)
    with endpoint:
        settings = MediaConvertSettings(
            role_arn=ROLE,
            installation="here",
            endpoint_url=endpoint.url,
            events_url=queue.url,
            events_endpoint_url=server,
            poll_seconds=0.3,
        )
        events = ConversionEvents(settings)
        thread = threading.Thread(target=events.receive, args=(stop,), daemon=True)
        thread.start()
        yield Account(endpoint, storage, queue, settings, events, folder / "scratch")
        stop.set()
        queue.send("the end")
        thread.join()
    queue.close()
