# SPDX-License-Identifier: Apache-2.0
"""Builds a packager that uses MediaConvert, which needs neither database nor web framework."""

from __future__ import annotations

import os
import socket
import threading

from chassis.config import InvalidConfiguration
from chassis.deployment import Deployment
from chassis.jobs.client import GrpcJobClient
from chassis.jobs.job import WorkerDescription
from chassis.jobs.process import WorkerProcess
from chassis.jobs.worker import Worker
from chassis.process import sweep_scratch
from services.hls.aws.events import ConversionEvents
from services.hls.aws.jobs import MediaConvertJobs
from services.hls.aws.settings import check_storage, read_settings
from services.hls.contract.packagers import MEDIACONVERT
from services.hls.contract.packaging import PACKAGING, WORK_QUEUE
from services.hls.mediaconvert.attempts import MediaConvertAccount
from services.hls.mediaconvert.packager import MediaConvertPackager
from services.hls.mediaconvert.patience import Patience

_LONGEST_HOST = 50


def build(deployment: Deployment) -> WorkerProcess:
    """Build a packager whose slots wait for MediaConvert; InvalidConfiguration without a bucket."""
    account = _account(deployment)
    scratch = deployment.scratch.absolute() / "mediaconvert"
    sweep_scratch(scratch)
    packager = MediaConvertPackager(deployment.storage, account, scratch)
    worker_id = f"{socket.gethostname()[:_LONGEST_HOST]}-mediaconvert-{os.getpid()}"
    description = WorkerDescription(
        worker_id, slots=account.settings.slots, kinds=(PACKAGING,), capabilities=(MEDIACONVERT,)
    )
    client = GrpcJobClient(deployment.channels("packager"), "hls", description)
    worker = Worker(client, packager.execute, slots=account.settings.slots)
    if account.settings.events_url:
        events = threading.Thread(target=account.events.receive, args=(worker.stop,), daemon=True)
        events.start()
    listen = deployment.environ.get("HLS_PACKAGER_HEALTH_LISTEN", "")
    return WorkerProcess(worker, WORK_QUEUE, health_listen=listen)


def _account(deployment: Deployment) -> MediaConvertAccount:
    settings = read_settings(deployment.environ, deployment.keyring)
    if settings is None:
        raise InvalidConfiguration("MEDIACONVERT_ROLE_ARN is required")
    bucket = check_storage(settings, deployment.environ)
    jobs, events = MediaConvertJobs(settings), ConversionEvents(settings)
    patience = Patience(longest_pause=settings.longest_pause)
    return MediaConvertAccount(settings, jobs, events, bucket, patience)
